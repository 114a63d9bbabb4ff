"""Who may see and change a person."""

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.survivor.people.models import Keeper, Person


class NotYours(Exception):
    """This person is not yours to see. What is said of it never says whether they exist."""


def may_see(actor: Member, person: Person) -> bool:
    """Say whether the actor stands by the person, or leads the team that does."""
    if person.organisation_id != actor.organisation_id:
        return False
    return actor.has(Role.CASE_LEAD) or stands_by(actor, person)


def stands_by(actor: Member, person: Person) -> bool:
    """Say whether the actor is one of those who stand by the person today."""
    return bool(Keeper.rows.filter(person=person, member=actor, ends_before=None).exists())


def check_see(actor: Member, person: Person) -> None:
    """Raise `NotYours` unless the actor may see the person."""
    if not may_see(actor, person):
        msg = "There is no such person here."
        raise NotYours(msg)


def may_change(actor: Member, person: Person) -> bool:
    """Say whether the actor may change what is kept about the person: only who stands by them."""
    return person.organisation_id == actor.organisation_id and stands_by(actor, person)


def check_change(actor: Member, person: Person) -> None:
    """Raise `NotYours` unless the actor may change what is kept about the person."""
    if not may_change(actor, person):
        msg = "Only those who stand by this person may change this."
        raise NotYours(msg)
