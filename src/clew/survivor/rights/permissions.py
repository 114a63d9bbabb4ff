"""Who may ask for a person, who looks after requests, and who hands a copy over."""

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours, may_change


def may_ask(actor: Member, person: Person) -> bool:
    """Say whether the actor is the person, or stands by them."""
    return person.account_id == actor.id or may_change(actor, person)


def check_ask(actor: Member, person: Person) -> None:
    """Raise `NotYours` unless the actor is the person, or stands by them."""
    if not may_ask(actor, person):
        msg = "Only the person, or who stands by them, asks for this."
        raise NotYours(msg)


def check_steward(actor: Member, person: Person) -> None:
    """Raise `NotYours` unless the actor looks after requests where the person is known."""
    if not actor.has(Role.DATA_STEWARD) or actor.organisation_id != person.organisation_id:
        msg = "Only a data steward of this house does this."
        raise NotYours(msg)
