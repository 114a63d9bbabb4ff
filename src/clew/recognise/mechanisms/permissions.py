"""Who may prepare a national referral and keep the decisions: those who refer, for their people."""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role

PREPARING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)


class NotForYourRole(Exception):
    """What the actor is here for does not include this."""


def may_prepare(actor: Member) -> bool:
    """Say whether the actor's work includes preparing a national referral."""
    return actor.has(*PREPARING)


def check_prepare(actor: Member) -> None:
    """Raise `NotForYourRole` unless the actor may prepare a national referral."""
    if not may_prepare(actor):
        msg = "Only first responders, advocates and case leads prepare a national referral."
        raise NotForYourRole(msg)
