"""Finding people, always for a named viewer."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clew.ground.accounts import clock
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.prepared.queries import prepared
from clew.survivor.people.models import Emergency, Keeper, Person
from clew.survivor.people.permissions import check_change, want_for_stranger


class NoSuchPerson(Exception):
    """Nobody with this code is visible to the viewer; whether they exist is not said."""


class Viewer(TypedDict):
    """Who looks, in the values that a prepared query is asked with."""

    organisation: UUID
    member: UUID | None  # None: a lead, to whom the whole team's people are shown
    at: datetime | None


def as_viewer(actor: Member) -> Viewer:
    """Return an actor as prepared queries ask for them."""
    of = actor.organisation_id
    if actor.has(Role.CASE_LEAD):
        return Viewer(organisation=of, member=None, at=None)
    return Viewer(organisation=of, member=actor.id, at=clock.moment())


def visible_to(actor: Member) -> QuerySet[Person]:
    """Return the people an actor stands by, whose team they lead, or opened in an emergency."""
    return visible(**as_viewer(actor))


def visible(*, organisation: UUID, member: UUID | None, at: datetime | None) -> QuerySet[Person]:
    """Return the same, for who stands in `Viewer`."""
    of_team = Q()
    if member is not None:
        standing = Keeper.rows.filter(person=OuterRef("pk"), member=member, ends_before=None)
        in_emergency = Emergency.rows.filter(person=OuterRef("pk"), member=member, until_at__gt=at)
        of_team = Q(Exists(standing)) | Q(Exists(in_emergency))
    return Person.rows.filter(Q(organisation=organisation, erased_at=None) & of_team)


def person_for(actor: Member, code: str) -> Person:
    """Return one person by code.

    Raises:
        NoSuchPerson: nobody with this code is visible to the actor.
        StepUpNeeded: the actor does not stand by them, and has not shown for this person apart
            who they are.
    """
    found = _person(actor, code)
    want_for_stranger(actor, found)
    return found


def _person(actor: Member, code: str) -> Person:
    found = _with_code.first(**as_viewer(actor), code=code)
    if found is None:
        raise NoSuchPerson
    return found


@prepared
def _with_code(
    *, organisation: UUID, member: UUID | None, at: datetime | None, code: str
) -> QuerySet[Person]:
    return visible(organisation=organisation, member=member, at=at).filter(code=code)[:1]


def kept_person_for(actor: Member, code: str) -> Person:
    """Return one person whom the actor stands by.

    Raises:
        NoSuchPerson: nobody with this code is visible to the actor.
        NotYours: the actor may see the person, and does not stand by them.
    """
    person = _person(actor, code)
    check_change(actor, person)
    return person


def own_record(actor: Member) -> Person:
    """Return the survivor's own record. Raises `NoSuchPerson`."""
    found = Person.rows.filter(account=actor).select_related("organisation").first()
    if found is None:
        raise NoSuchPerson
    return found


def keepers_of(person: Person) -> list[Member]:
    """Return those who stand by a person today. The caller has the person by its own right."""
    return _keepers.all(person=person.id)


@prepared
def _keepers(*, person: UUID) -> QuerySet[Member]:
    standing = Keeper.rows.filter(member=OuterRef("pk"), person=person, ends_before=None)
    return Member.objects.filter(Exists(standing)).order_by("shown_name")


def codes_of(ids: set[UUID]) -> dict[UUID, str]:
    """Return the codes of people by id: codes say nothing about anybody."""
    return dict(Person.rows.filter(id__in=ids).values_list("id", "code"))


def id_of_code(code: str) -> UUID:
    """Return whose code this is, for the house's own work on keys: nothing of them is opened.

    Raises:
        NoSuchPerson: it is nobody's.
    """
    found = Person.rows.filter(code=code).values_list("id", flat=True).first()
    if found is None:
        raise NoSuchPerson
    return found
