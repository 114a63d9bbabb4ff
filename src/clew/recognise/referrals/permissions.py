"""Who may refer somebody, and who may answer for the organisation that is asked."""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role

MAKING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
ANSWERING: Final = (Role.ADVOCATE, Role.CASE_LEAD)


class NotForYourRole(Exception):
    """What the actor is here for does not include this."""


def may_make(actor: Member) -> bool:
    """Say whether the actor's work includes referring somebody."""
    return actor.has(*MAKING)


def may_answer(actor: Member) -> bool:
    """Say whether the actor's work includes answering referrals."""
    return actor.has(*ANSWERING)


def check_make(actor: Member) -> None:
    """Raise `NotForYourRole` unless the actor may refer somebody."""
    if not may_make(actor):
        msg = "Only first responders, advocates and case leads refer somebody."
        raise NotForYourRole(msg)


def check_answer(actor: Member) -> None:
    """Raise `NotForYourRole` unless the actor may answer referrals."""
    if not may_answer(actor):
        msg = "Only advocates and case leads answer referrals."
        raise NotForYourRole(msg)
