"""Who may keep what they recognised, and who may open it again."""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.recognise.screening.models import Screening
from clew.survivor.people.permissions import stands_by

KEEPING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)


class NotForYourRole(Exception):
    """What the actor is here for does not include keeping what a person said."""


def may_keep(actor: object) -> bool:
    """Say whether somebody may keep a screening. Nobody signed in may not."""
    return isinstance(actor, Member) and actor.has(*KEEPING)


def check_keep(actor: Member) -> None:
    """Raise `NotForYourRole` unless the actor may keep a screening."""
    if not may_keep(actor):
        msg = "Only first responders, advocates and case leads keep screenings."
        raise NotForYourRole(msg)


def may_open(actor: Member, screening: Screening) -> bool:
    """Say whether the actor may read it: its owner, or one who stands by the person.

    Leading a team is not enough: what was said is testimony.
    """
    if screening.organisation_id != actor.organisation_id:
        return False
    return screening.owner_id == actor.id or stands_by(actor, screening.person)
