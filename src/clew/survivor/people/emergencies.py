"""Opening a file in an emergency: two presses, a reason, and a second person who is told at once.

It is for the night in which nobody who stands by the person can be reached. It opens what a case
lead may read, for some hours; what the person told stays closed. It is named wherever somebody
asks who has looked, and another person looks at it within a day.
"""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from clew.ground.accounts import clock
from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import colleagues
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.prepared.queries import prepared
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.rules.sources.loader import load_record
from clew.survivor.people.models import Emergency, Keeper, Person
from clew.survivor.people.queries import NoSuchPerson, keepers_of

PATH = "/people/emergency/"


class NoReason(Exception):
    """A file is opened in an emergency with a reason, in words."""


class NobodyToTell(Exception):
    """There is nobody else here who could be told at once: the file stays closed."""


class NotYourReview(Exception):
    """Somebody else looks at it: not who opened it, and not a stranger to the person."""


class ReviewedAlready(Exception):
    """Somebody has looked at it before."""


@dataclass(frozen=True, slots=True)
class Hours:
    """How long an emergency lasts, until when it is reviewed, and how short a reason may be."""

    open_hours: int
    review_hours: int
    shortest_reason: int


@functools.cache
def hours() -> Hours:
    """Return the hours, from data."""
    return load_record(Hours, files("clew.survivor.people") / "emergency.yaml")


def open_file(*, actor: Member, code: str, reason: str, at: datetime) -> Person:
    """Open the file of somebody the actor does not stand by, in the actor's own organisation.

    Raises:
        NoReason: there is none, or a word only.
        NoSuchPerson: nobody with this code is known to the organisation. A trace says it was tried.
        NobodyToTell: nobody else could be told. Nothing is opened.
    """
    if not actor.has(Role.ADVOCATE, Role.CASE_LEAD):
        raise NoSuchPerson
    if len(reason.strip()) < hours().shortest_reason:
        raise NoReason
    with looking(House()):  # the wall of the database stands until the emergency is written
        person = Person.rows.filter(code=code, organisation=actor.organisation_id).first()
    if person is None:
        reads.refused(actor=actor, name="emergency.refused")
        raise NoSuchPerson
    with changes(actor=actor, purpose="emergency") as trace, looking(House()):
        told = _to_be_told(actor, person)
        if not told:
            raise NobodyToTell
        row = Emergency(
            person=person, member=actor, reason=reason.strip(), opened_at=at,
            until_at=at + timedelta(hours=hours().open_hours),
            review_by_at=at + timedelta(hours=hours().review_hours),
        )  # fmt: skip
        row.save(force_insert=True)
        trace.record("emergency.opened", about=row, subjects=[person.id])
        tell(told, code="emergency.opened", path=PATH)
    return person


def review(*, actor: Member, emergency: Emergency, was_right: bool, at: datetime) -> None:
    """Say, as another person, whether it was right to open the file.

    Raises:
        NotYourReview: the actor opened it, or neither stands by the person nor leads the team.
        ReviewedAlready: somebody was faster.
    """
    emergency_for(actor, emergency.id)
    with changes(actor=actor, purpose="emergency") as trace:
        raised = Emergency.rows.filter(id=emergency.id, reviewed_at=None).update(
            reviewed_by=actor, reviewed_at=at, was_right=was_right
        )
        if not raised:
            raise ReviewedAlready
        emergency.refresh_from_db(fields=["reviewed_by", "reviewed_at", "was_right"])
        said = "right" if was_right else "wrong"
        trace.record(
            "emergency.reviewed", about=emergency, subjects=[emergency.person_id], fields=[said]
        )
        if not was_right:
            watchers = colleagues(emergency.member, Role.CASE_LEAD, Role.ADMINISTRATOR)
            tell(watchers, code="emergency.wrong", path=PATH)


def alarm_overdue(*, at: datetime) -> int:
    """Tell the leads and the administrators of every review that is overdue, once each."""
    with looking(House()):
        late = list(
            Emergency.rows.filter(reviewed_at=None, alarmed_at=None, review_by_at__lte=at)
            .select_related("member", "person")
        )  # fmt: skip
        for row in late:
            with changes(actor=House(), purpose="emergency") as trace:
                raised = Emergency.rows.filter(id=row.id, alarmed_at=None).update(alarmed_at=at)
                if raised:
                    trace.record("emergency.overdue", about=row, subjects=[row.person_id])
                    watchers = colleagues(row.member, Role.CASE_LEAD, Role.ADMINISTRATOR)
                    tell(watchers, code="emergency.overdue", path=PATH)
    return len(late)


def reviewable(actor: Member) -> QuerySet[Emergency]:
    """Return those the actor may look at: another lead, or who stands by the person.

    It is asked in one statement: what is somebody else's takes the same time as what is not there.
    """
    standing = Keeper.rows.filter(person=OuterRef("person"), member=actor, ends_before=None)
    found = Emergency.rows.filter(person__organisation=actor.organisation_id)
    if not actor.has(Role.CASE_LEAD):
        found = found.filter(Exists(standing))
    return found.exclude(member=actor).select_related("member", "person")


def to_review(actor: Member) -> list[Emergency]:
    """Return what waits for the actor, the first to be overdue on top; its reasons are opened."""
    rows = list(reviewable(actor).filter(reviewed_at=None).order_by("review_by_at"))
    if rows:
        of = [row.person_id for row in rows]
        reads.record(
            actor=actor, name="emergency.read", subjects=of,
            compartments=[Compartment.OPERATIONS], purpose="emergency",
        )  # fmt: skip
        keyring.warm(of, [Compartment.OPERATIONS])
    return rows


def emergency_for(actor: Member, emergency_id: UUID) -> Emergency:
    """Return one that the actor may review. Raises `NotYourReview`."""
    row = reviewable(actor).filter(id=emergency_id).first()
    if row is None:
        raise NotYourReview
    return row


def open_for(actor: Member) -> QuerySet[Emergency]:
    """Return the emergencies of the actor that have not ended."""
    return Emergency.rows.filter(member=actor, until_at__gt=clock.moment())


def spans_of(person_id: UUID) -> list[tuple[str, datetime, datetime]]:
    """Return who had the file open in an emergency, from when until when.

    The caller has the person by its own right.
    """
    return [(str(member), opened, until) for member, opened, until in _spans.all(person=person_id)]


@prepared
def _spans(*, person: UUID) -> "QuerySet[Emergency, tuple[UUID, datetime, datetime]]":
    rows = Emergency.rows.filter(person=person)
    return rows.values_list("member", "opened_at", "until_at")


def in_emergency(
    spans: list[tuple[str, datetime, datetime]], *, actor: str, name: str, at: datetime
) -> bool:
    """Say whether somebody looked on the strength of an emergency."""
    if name.startswith("emergency."):
        return name == "emergency.opened"
    return any(actor == who and opened <= at < until for who, opened, until in spans)


def _to_be_told(actor: Member, person: Person) -> list[Member]:
    """Return everybody else who stands by the person or leads the team."""
    found = {member.id: member for member in keepers_of(person) if member.is_active}
    with looking(House()):
        leads = Member.objects.filter(
            organisation=person.organisation_id, is_active=True,
            grants__role=Role.CASE_LEAD.value,
        )  # fmt: skip
        found |= {member.id: member for member in leads}
    found.pop(actor.id, None)
    return list(found.values())
