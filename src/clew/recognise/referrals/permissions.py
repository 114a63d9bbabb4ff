"""Who may refer somebody, and who may answer for the organisation that is asked."""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role

MAKING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
ANSWERING: Final = (Role.ADVOCATE, Role.CASE_LEAD)
ANSWERING_SERVICES: Final = (*ANSWERING, Role.LAWYER)  # a firm has nobody who takes people on


class NotForYourRole(Exception):
    """What the actor is here for does not include this."""


def may_make(actor: Member) -> bool:
    """Say whether the actor's work includes referring somebody."""
    return actor.has(*MAKING)


def may_answer(actor: Member) -> bool:
    """Say whether the actor's work includes answering referrals."""
    return actor.has(*ANSWERING)


def may_answer_services(actor: Member) -> bool:
    """Say whether the actor's work includes answering requests for a service."""
    return actor.has(*ANSWERING_SERVICES)


def check_make(actor: Member) -> None:
    """Raise `NotForYourRole` unless the actor may refer somebody."""
    if not may_make(actor):
        msg = "Only first responders, advocates and case leads refer somebody."
        raise NotForYourRole(msg)


def check_answer(actor: Member, service: str = "") -> None:
    """Raise `NotForYourRole` unless the actor may answer referrals, or requests for a service."""
    if not (may_answer_services(actor) if service else may_answer(actor)):
        msg = "Only advocates and case leads answer referrals; lawyers, requests for a service."
        raise NotForYourRole(msg)
