"""Finding people, always for a named viewer."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clew.ground.accounts import clock
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.survivor.people.models import Emergency, Keeper, Person
from clew.survivor.people.permissions import check_change, want_for_stranger


class NoSuchPerson(Exception):
    """Nobody with this code is visible to the viewer; whether they exist is not said."""


def visible_to(actor: Member) -> QuerySet[Person]:
    """Return the people an actor stands by, whose team they lead, or opened in an emergency."""
    standing = Keeper.rows.filter(person=OuterRef("pk"), member=actor, ends_before=None)
    in_emergency = Emergency.rows.filter(
        person=OuterRef("pk"), member=actor, until_at__gt=clock.moment()
    )
    of_team = Q(Exists(standing)) | Q(Exists(in_emergency))
    if actor.has(Role.CASE_LEAD):
        of_team = Q()
    return Person.rows.filter(Q(organisation=actor.organisation_id, erased_at=None) & of_team)


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
    found = visible_to(actor).filter(code=code).first()
    if found is None:
        raise NoSuchPerson
    return found


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
    ids = Keeper.rows.filter(person=person, ends_before=None).values_list("member", flat=True)
    return list(Member.objects.filter(id__in=list(ids)).order_by("shown_name"))


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
