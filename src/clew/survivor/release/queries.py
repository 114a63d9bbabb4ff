"""What was released: to an organisation, into a circle, and of one person."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from clew.ground.accounts.models import Circle, Member
from clew.ground.audit import reads
from clew.ground.prepared.queries import prepared
from clew.ground.vault import keyring, root
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.recall import Answer
from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import may_see
from clew.survivor.people.queries import visible_to as people_visible_to
from clew.survivor.release.models import Recall, Release, ReleasedClaim, ReleasedItem
from clew.survivor.release.words import label_of, said_of


class NoSuchRelease(Exception):
    """No such release is visible to the viewer."""


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A released claim as `connect` sees it: no name, no code of the person, no case."""

    id: UUID
    circle: UUID
    source: str  # the organisation that released it
    pseudonym: str
    kind: str
    value: str = field(repr=False)
    grade: str
    certainty: str
    seen_on: str


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One released part, as the recipient reads it."""

    kind: str
    name: str
    value: str = field(repr=False)

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.kind, self.name)

    @property
    def words(self) -> str:
        """What it says, in words where it is a code of a form."""
        return said_of(self.kind, self.name, self.value)


@dataclass(frozen=True, slots=True)
class Received:
    """One release as the recipient's list shows it: nothing in it says whom it is about."""

    id: UUID
    sender: str
    purpose: Purpose
    kinds: tuple[Kind, ...]
    at: datetime
    until: date | None  # the last day it may be used; None: its consents are gone
    state: str  # open, ended or recalled
    recalled_at: datetime | None
    answer: str
    answered_at: datetime | None

    @property
    def answer_said(self) -> str:
        """The answer to the recall, inside a sentence."""
        return Answer(self.answer).said if self.answer else ""


def inbox(actor: Member, *, on: date) -> list[Received]:
    """Return what was released to the actor's organisation, newest first. Nothing is opened."""
    return [_received(row, on) for row in released_to(actor)]


def received_for(actor: Member, release_id: UUID | str, *, on: date) -> Received:
    """Return one release as its recipient sees it, closed. Raises `NoSuchRelease`."""
    return _received(release_for(actor, release_id), on)


def _received(row: Release, on: date) -> Received:
    recall = getattr(row, "recall", None)
    state = "open" if row.until_on is not None and on <= row.until_on else "ended"
    return Received(
        id=row.id,
        sender=row.source.name,
        purpose=Purpose(row.purpose),
        kinds=tuple(kind for kind in Kind if kind.value in row.kinds),
        at=row.released_at,
        until=row.until_on,
        state="recalled" if row.recalled_at else state,
        recalled_at=row.recalled_at,
        answer=recall.answer if recall else "",
        answered_at=recall.answered_at if recall else None,
    )


def released_to(actor: Member) -> QuerySet[Release]:
    """Return what was released to the actor's organisation, newest first, recalled ones too.

    Rows of tables without names are the ledger's alone.
    """
    return (
        Release.rows.filter(organisation=actor.organisation_id, in_table=False)
        .select_related("source", "recall")
        .order_by("-released_at")
    )


def release_for(actor: Member, release_id: UUID | str) -> Release:
    """Return one release to the actor's organisation. Raises `NoSuchRelease`."""
    found = released_to(actor).filter(id=release_id).first()
    if found is None:
        raise NoSuchRelease
    return found


def parts(actor: Member, release_id: UUID | str, *, on: date) -> list[PartSeen]:
    """Open what was released; the person can see that it was read.

    Recalled, or after the last day it may be used: nothing is there, and nothing is opened.

    Raises:
        NoSuchRelease: it went to another organisation.
    """
    release = release_for(actor, release_id)
    if received_for(actor, release_id, on=on).state != "open":
        return []
    reads.record(
        actor=actor,
        name="release.read",
        subjects=[release.id, release.person_id],
        compartments=compartments_of(release),
        purpose=release.purpose,
        about=f"release.Release:{release.id}",
        opening=[release.id],  # the person is told of it; nothing under their own key opens
    )
    return [PartSeen(row.kind, row.name, row.said) for row in copies_of(release)]


def copies_of(release: Release) -> list[ReleasedItem]:
    """Return the copies that a release has, closed: in a process for partners only what it opens.

    The caller has the release by right, and leaves the trace.
    """
    rows = ReleasedItem.rows.filter(release=release, release__recalled_at=None)
    if root.has_a_part():
        rows = rows.exclude(kind=Kind.IMMIGRATION.value)
    return list(rows.defer("immigration").order_by("place"))


def compartments_of(release: Release) -> list[Compartment]:
    """Return what has to be opened to read the copies that `copies_of` returns."""
    of_immigration = Kind.IMMIGRATION.value in release.kinds and not root.has_a_part()
    return [Compartment.RELEASED, *([Compartment.IMMIGRATION] if of_immigration else [])]


def of_person(actor: Member, person: Person) -> list[Release]:
    """Return what was released of one person, for who stands by them or the person."""
    if person.account_id != actor.id and not may_see(actor, person):
        raise NoSuchRelease
    return _of_person.all(person=person.id)


@prepared
def _of_person(*, person: UUID) -> QuerySet[Release]:
    rows = Release.rows.filter(person=person)
    return rows.select_related("organisation", "circle", "recall", "released_by").order_by(
        "-released_at"
    )


def release_of(actor: Member, person: Person, release_id: UUID | str) -> Release:
    """Return one release of a person, for who stands by them or the person.

    Raises:
        NoSuchRelease: there is none of this person, or the person is not visible to the actor.
    """
    found = next((row for row in of_person(actor, person) if row.id == release_id), None)
    if found is None:
        raise NoSuchRelease
    return found


def code_behind(actor: Member, release_id: UUID | str) -> str:
    """Return the code of the person a release is of, for who may see the person.

    Raises:
        NoSuchRelease: there is none, or the person is not visible to the actor.
    """
    found = Release.rows.filter(id=release_id, person__in=people_visible_to(actor))
    code = found.values_list("person__code", flat=True).first()
    if code is None:
        raise NoSuchRelease
    return str(code)


def released_since(release: Release, purpose: Purpose, *, since: datetime) -> frozenset[str]:
    """Return the kinds that went to the same recipient of the same person since a moment.

    The caller has the release by right; recalled ones do not count.
    """
    rows = Release.rows.filter(
        person=release.person_id, organisation=release.organisation_id, purpose=purpose.value,
        released_at__gte=since, recalled_at=None, in_table=False,
    )  # fmt: skip
    return frozenset(kind for kinds in rows.values_list("kinds", flat=True) for kind in kinds)


def names_in(release: Release) -> list[str]:
    """Return what people call the parts of a release the caller has by right; no value opens."""
    items = ReleasedItem.rows.filter(release=release).order_by("place").values_list("kind", "name")
    claims = ReleasedClaim.rows.filter(release=release).order_by("kind", "id")
    copied = [(Kind.CLAIM.value, kind) for kind in claims.values_list("kind", flat=True)]
    return [label_of(kind, name) for kind, name in [*items, *copied]]


def reason_of(actor: Member, release: Release) -> str:
    """Open what the recipient wrote with their answer to a recall, for who has the release."""
    recall = getattr(release, "recall", None)
    if recall is None or not Recall.rows.filter(id=recall.id, reason__isnull=False).exists():
        return ""
    reads.record(
        actor=actor,
        name="recall.read",
        subjects=[release.person_id],
        compartments=[Compartment.RELEASED],
        opening=[recall.id],
    )
    return str(recall.reason)


def resting_on(actor: Member, consent: Consent) -> list[Release]:
    """Return the releases that would be recalled if a consent were taken back."""
    found = of_person(actor, consent.person)
    return [row for row in found if row.recalled_at is None and str(consent.id) in row.consents]


def recall_for(actor: Member, release_id: UUID | str) -> Recall:
    """Return the recall notice of a release to the actor's organisation."""
    found = Recall.rows.filter(
        release__organisation=actor.organisation_id, release_id=release_id
    ).select_related("release").first()  # fmt: skip
    if found is None:
        raise NoSuchRelease
    return found


def released_claims(
    viewer: Member,
    purpose: Purpose,
    *,
    on: date | None = None,
    pseudonyms: Collection[str] | None = None,
) -> tuple[ClaimSeen, ...]:
    """Return the claims in the viewer's circles for a purpose, opened with a trace.

    A claim is there while the consents it rests on hold: after their last day it stays closed, and
    nobody needs to do anything for that. The trace names every person a claim is of, so that they
    can see who looked, without telling the viewer who they are.

    Args:
        viewer: who looks.
        purpose: what for; each circle has one.
        on: the day; today where the house stands, unless said otherwise.
        pseudonyms: whose claims alone are opened; everybody's, unless it is given.
    """
    day = on or timezone.localdate(timezone=ZoneInfo(viewer.organisation.time_zone))
    whose = {} if pseudonyms is None else {"pseudonym__in": pseudonyms}
    circles = Circle.objects.filter(organisations=viewer.organisation_id, purpose=purpose.value)
    rows = list(
        ReleasedClaim.rows.filter(
            circle__in=circles, release__recalled_at=None, release__until_on__gte=day, **whose
        )
        .select_related("source", "release")
        .order_by("pseudonym", "kind", "id")
    )
    of_circles = {row.circle_id for row in rows}
    reads.record(
        actor=viewer,
        name="circle.claims_read",
        subjects=sorted({row.release.person_id for row in rows} | of_circles),
        compartments=[Compartment.INTELLIGENCE],
        purpose=purpose.value,
        opening=of_circles,
    )
    keyring.warm(of_circles, [Compartment.INTELLIGENCE])
    return tuple(
        ClaimSeen(
            row.id, row.circle_id, row.source.name, row.pseudonym, row.kind, str(row.value),
            row.grade, row.certainty, row.seen_on,
        )
        for row in rows
    )  # fmt: skip
