"""The rules of safe contact that hold, and the ways to reach somebody."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.prepared.queries import prepared
from clew.ground.vault.compartments import Compartment
from clew.survivor.contact.models import CodePhrase, SafeContact, Way
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_see


def safe_contact(actor: Member, person: Person) -> SafeContact | None:
    """Return the rules that hold now; None while nobody has asked: then there is no contact."""
    check_see(actor, person)
    return _holding.first(person=person.id)


@prepared
def _holding(*, person: UUID) -> QuerySet[SafeContact]:
    rows = SafeContact.rows.filter(person=person).select_related("recorded_by")
    return rows.order_by("-recorded_at")[:1]


def history(actor: Member, person: Person) -> list[SafeContact]:
    """Return the rules that hold and the former ones, newest first, opened with a trace."""
    check_see(actor, person)
    rows = _rules.all(person=person.id)
    reads.record(
        actor=actor,
        name="contact.rules_read",
        subjects=[person.id],
        compartments=[Compartment.OPERATIONS],
        purpose="support",
    )
    return rows


@prepared
def _rules(*, person: UUID) -> QuerySet[SafeContact]:
    rows = SafeContact.rows.filter(person=person).select_related("recorded_by")
    return rows.order_by("-recorded_at")


def ways(actor: Member, person: Person) -> list[Way]:
    """Return the ways there are, closed: their kinds are shown, their values are not."""
    check_see(actor, person)
    return holding_ways(person, at=timezone.now())


def holding_ways(person: Person, *, at: datetime, kind: str = "") -> list[Way]:
    """Return the ways that hold at a moment, closed. The caller has the person by its own right.

    One that waits for a second person, or for its day, does not hold yet; one that it replaces
    holds until then.
    """
    return _ways.all(person=person.id, at=at, on=at.date(), kind=kind or None)


@prepared
def _ways(*, person: UUID, at: datetime, on: date, kind: str | None) -> QuerySet[Way]:
    found = Way.rows.filter(
        Q(holds_from_at=None) | Q(holds_from_at__lte=at),
        Q(ends_before=None) | Q(ends_before__gt=on),
        Q(ends_at=None) | Q(ends_at__gt=at),
        person=person,
        waits=False,
    )
    if kind is not None:
        found = found.filter(kind=kind)
    return found.order_by("kind", "recorded_at")


def show_way(actor: Member, person: Person, way_id: UUID | str, *, purpose: str) -> Way | None:
    """Open one way: one event each."""
    check_see(actor, person)
    holding = {row.id: row for row in holding_ways(person, at=timezone.now())}
    way = holding.get(UUID(str(way_id)))
    if way is not None:
        reads.record(
            actor=actor,
            name=f"contact.{way.kind}_shown",
            subjects=[person.id],
            compartments=[Compartment.CONTACT],
            purpose=purpose,
            about=f"contact.Way:{way.id}",
        )
    return way


def has_phrase(person: Person) -> bool:
    """Say whether a code phrase was agreed on. The caller has the person by its own right."""
    return bool(CodePhrase.rows.filter(person=person).exists())
