"""Reading what is prepared, what left and what was decided: only for who stands by the person.

Each opening leaves a trace. A preparation past its last day is not there, whether or not the
house's own round has emptied it yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.queries import partners
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.recognise.mechanisms.form import Mechanism, Page, mechanism
from clew.recognise.mechanisms.keeping import (
    COLUMNS,
    Marks,
    answers_in,
    compartments_on,
    marks_of,
    missing_behind,
    without_immigration,
)
from clew.recognise.mechanisms.models import Decision, Preparation, Sending
from clew.recognise.mechanisms.walking import (
    Answers,
    Missing,
    Values,
    confirmed,
    missing_on,
    pages_asked,
)
from clew.rules.consent.kinds import RecipientKind
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change, may_change
from clew.survivor.people.queries import visible_to as people_visible_to

_AUTHORITIES: Final = (RecipientKind.COMPETENT_AUTHORITY, RecipientKind.IMMIGRATION_AUTHORITY)
_ALL_BUT_STATUS: Final = tuple(each for each in COLUMNS if each is not Compartment.IMMIGRATION)


class NoSuchPreparation(Exception):
    """No such preparation is visible to the viewer, or its last day is over."""


class NoSuchSending(Exception):
    """No such referral that left is visible to the viewer."""


class NoSuchDecision(Exception):
    """No such decision is visible to the viewer."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A preparation, opened as far as its reader needs it."""

    row: Preparation
    mechanism: Mechanism
    answers: Answers = field(repr=False)
    marks: Marks = field(repr=False)

    @property
    def values(self) -> Values:
        """What a person confirmed, of what is open."""
        return confirmed(self.mechanism, self.answers)

    def missing(self) -> list[Missing]:
        """Return every mandatory field of this way that has no confirmed answer."""
        found: list[Missing] = []
        for page in pages_asked(self.mechanism, self.values):
            found += missing_on(without_immigration(page), self.answers, self.values)
            found += missing_behind(self.mechanism, page, self.marks)
        return found


def authorities(actor: Member) -> QuerySet[Organisation]:
    """Return the authorities known here to which a national referral can go."""
    kinds = [kind.value for kind in _AUTHORITIES]
    return partners(actor).filter(kind__in=kinds).order_by("name")


def visible_to(actor: Member, *, on: date) -> QuerySet[Preparation]:
    """Return the preparations an actor may know of: those of the people they may see."""
    found: QuerySet[Preparation] = Preparation.rows.filter(
        Q(expires_on__gte=on),
        organisation=actor.organisation_id,
        person__in=people_visible_to(actor),
    )
    return found.select_related("person", "made_by", "organisation")


def preparations_of(actor: Member, person: Person, *, on: date) -> list[Preparation]:
    """Return what is being prepared for a person, closed, newest first. Raises `NotYours`."""
    check_change(actor, person)
    rows = visible_to(actor, on=on).filter(person=person, left_on=None)
    return list(rows.order_by("-made_on", "id"))


def preparation_for(actor: Member, preparation_id: UUID | str, *, on: date) -> Preparation:
    """Return one preparation of somebody the actor stands by. Raises `NoSuchPreparation`."""
    found = visible_to(actor, on=on).filter(id=preparation_id).first()
    if found is None or not may_change(actor, found.person):
        raise NoSuchPreparation
    return found


def open_page(actor: Member, row: Preparation, page: Page) -> Opened:
    """Open what one page shows, with a trace. Raises `NoSuchPreparation`."""
    found = mechanism(row.mechanism)
    return _open(actor, row, "national_referral.page_opened", compartments_on(found, page))


def open_for_check(actor: Member, row: Preparation) -> Opened:
    """Open everything but immigration, with a trace. Raises `NoSuchPreparation`."""
    return _open(actor, row, "national_referral.checked", _ALL_BUT_STATUS)


def open_whole(actor: Member, row: Preparation) -> Opened:
    """Open everything, with a trace, to show what would leave. Raises `NoSuchPreparation`."""
    return _open(actor, row, "national_referral.looked_over", tuple(COLUMNS))


def sendings_of(actor: Member, person: Person) -> list[Sending]:
    """Return what left for a person, newest first. Raises `NotYours`."""
    check_change(actor, person)
    rows = Sending.rows.filter(person=person, organisation=actor.organisation_id)
    found = rows.select_related("release__organisation", "on_yes", "person", "left_by")
    return list(found.order_by("-left_on", "-release__released_at"))


def sending_for(actor: Member, sending_id: UUID | str) -> Sending:
    """Return one referral that left. Raises `NoSuchSending`."""
    found = (
        Sending.rows.filter(
            id=sending_id,
            organisation=actor.organisation_id,
            person__in=people_visible_to(actor),
        )
        .select_related("release__organisation", "release__source", "on_yes", "person", "left_by")
        .first()
    )
    if found is None or not may_change(actor, found.person):
        raise NoSuchSending
    return found


def decisions_of(actor: Member, person: Person) -> list[Decision]:
    """Open the decisions about a person, corrected ones too, the latest first.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    rows = Decision.rows.filter(person=person, organisation=actor.organisation_id)
    found = list(
        rows.select_related("person", "recorded_by", "about", "corrected_by", "corrects").order_by(
            "-decided_on", "-recorded_at"
        )
    )
    if found:
        reads.record(
            actor=actor,
            name="decisions.opened",
            subjects=[person.id],
            compartments=[Compartment.OPERATIONS],
        )
        keyring.warm([person.id], [Compartment.OPERATIONS])
    return found


def standing_decisions(actor: Member, person: Person, mechanism_id: str) -> list[Decision]:
    """Return the decisions that stand, closed, oldest first. Raises `NotYours`."""
    check_change(actor, person)
    rows = Decision.rows.filter(
        person=person, mechanism=mechanism_id, corrected_by=None, struck=False
    )
    return list(rows.select_related("person").order_by("decided_on", "recorded_at"))


def decision_for(actor: Member, decision_id: UUID | str) -> Decision:
    """Return one decision of somebody the actor stands by, closed. Raises `NoSuchDecision`."""
    found = (
        Decision.rows.filter(
            id=decision_id,
            organisation=actor.organisation_id,
            person__in=people_visible_to(actor),
        )
        .select_related("person", "about", "corrected_by")
        .first()
    )
    if found is None or not may_change(actor, found.person):
        raise NoSuchDecision
    return found


def _open(
    actor: Member, row: Preparation, name: str, compartments: Iterable[Compartment]
) -> Opened:
    if not may_change(actor, row.person):
        raise NoSuchPreparation
    wanted = sorted({*compartments, Compartment.OPERATIONS})
    reads.record(
        actor=actor,
        name=name,
        subjects=[row.person_id],
        compartments=wanted,
        purpose="support",
        about=f"mechanisms.Preparation:{row.id}",
    )
    keyring.warm([row.person_id], wanted)
    found = mechanism(row.mechanism)
    return Opened(row, found, answers_in(found, row, wanted), marks_of(row))
