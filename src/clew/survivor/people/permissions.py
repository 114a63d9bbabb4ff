"""Who may see and change a person."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts import clock
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.prepared.queries import prepared
from clew.ground.vault import proofs
from clew.ground.vault.proofs import Lately
from clew.survivor.people.models import Emergency, Keeper, Person


class NotYours(Exception):
    """This person is not yours to see. What is said of it never says whether they exist."""


def may_see(actor: Member, person: Person) -> bool:
    """Say whether the actor stands by the person, or leads the team that does."""
    if person.organisation_id != actor.organisation_id or person.erased_at is not None:
        return False
    return (
        actor.has(Role.CASE_LEAD) or stands_by(actor, person) or opened_in_emergency(actor, person)
    )


def opened_in_emergency(actor: Member, person: Person) -> bool:
    """Say whether the actor opened the person's file in an emergency that has not ended."""
    return _in_emergency.any(person=person.id, member=actor.id, at=clock.moment())


@prepared
def _in_emergency(*, person: UUID, member: UUID, at: datetime) -> "QuerySet[Emergency, UUID]":
    found = Emergency.rows.filter(person=person, member=member, until_at__gt=at)
    return found.values_list("person", flat=True)[:1]


def stands_by(actor: Member, person: Person) -> bool:
    """Say whether the actor is one of those who stand by the person today."""
    return _standing.any(person=person.id, member=actor.id)


@prepared
def _standing(*, person: UUID, member: UUID) -> "QuerySet[Keeper, UUID]":
    found = Keeper.rows.filter(person=person, member=member, ends_before=None)
    return found.values_list("person", flat=True)[:1]


def check_see(actor: Member, person: Person) -> None:
    """Raise `NotYours` unless the actor may see the person."""
    if not may_see(actor, person):
        msg = "There is no such person here."
        raise NotYours(msg)


def want_for_stranger(actor: Member, person: Person) -> None:
    """Let who does not stand by a person look only after showing for this person who they are.

    So a team can be led and no caseload be leafed through. Raises `StepUpNeeded`.
    """
    if not stands_by(actor, person):
        proofs.want(Lately.HOUR, of=person.id)


def may_change(actor: Member, person: Person) -> bool:
    """Say whether the actor may change what is kept about the person: only who stands by them."""
    return person.organisation_id == actor.organisation_id and stands_by(actor, person)


def check_change(actor: Member, person: Person) -> None:
    """Raise `NotYours` unless the actor may change what is kept about the person."""
    if not may_change(actor, person):
        msg = "Only those who stand by this person may change this."
        raise NotYours(msg)
