"""Reading kept screenings, always for a named viewer; opening one leaves a trace."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.recognise.screening.about import About
from clew.recognise.screening.headings import heading_of
from clew.recognise.screening.interview import Choice, Earlier, Interview
from clew.recognise.screening.models import Screening, Unfinished
from clew.recognise.screening.noting import Note
from clew.recognise.screening.permissions import may_open
from clew.rules.indicators.instruments import Indicator, Instrument, instrument, instrument_ids
from clew.rules.indicators.screening import Screening as Outcome
from clew.survivor.people.codes import NotACode, read_code
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change, may_change
from clew.survivor.people.queries import NoSuchPerson, person_for
from clew.survivor.people.queries import visible_to as people_visible_to


class NoSuchScreening(Exception):
    """No such screening is visible to the viewer."""


class NobodyOfYours(Exception):
    """The code that was typed belongs to nobody whom the actor stands by."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept screening, opened: what was answered, and what that comes to by today's data.

    `interview` and `outcome` are None where the instrument is no longer here. `left_over` counts
    answers to questions that the instrument no longer asks; they stay stored and do not count.
    """

    row: Screening
    interview: Interview | None
    outcome: Outcome | None
    left_over: int

    @property
    def other_version(self) -> str | None:
        """Today's version of the instrument, where it is not the one that was answered."""
        if self.interview is None:
            return None
        now = self.interview.instrument.version
        return now if now != self.row.instrument_version else None

    @property
    def heading(self) -> str:
        """What it comes to, in a few words."""
        if self.outcome is None:
            return str(_("These signs are no longer in use"))
        return heading_of(self.outcome.overall)

    @property
    def present(self) -> list[tuple[Indicator, str | None]]:
        """The signs answered yes, in the order of asking, each with the person's own words."""
        held = self.interview
        if held is None:
            return []
        return [
            (item, held.words.get(item.id))
            for item in held.order
            if held.choices.get(item.id) is Choice.PRESENT
        ]


def visible_to(actor: Member) -> QuerySet[Screening]:
    """Return the screenings that an actor may know of: their own, and those of their people."""
    found: QuerySet[Screening] = Screening.rows.filter(organisation=actor.organisation_id).filter(
        Q(owner=actor) | Q(person__in=people_visible_to(actor))
    )
    return found.select_related("person", "owner")


def mine(actor: Member) -> list[Screening]:
    """Return the actor's own screenings, closed, newest first."""
    return list(visible_to(actor).filter(owner=actor).order_by("-kept_at", "id"))


def screening_for(actor: Member, screening_id: UUID | str) -> Screening:
    """Return one screening that the actor may open. Raises `NoSuchScreening`."""
    found = visible_to(actor).filter(id=screening_id).first()
    if found is None or not may_open(actor, found):
        raise NoSuchScreening
    return found


def read(actor: Member, screening: Screening) -> Kept:
    """Open one screening, with a trace, and work out what it comes to.

    Raises:
        NoSuchScreening: it is not the actor's to open.
    """
    if not may_open(actor, screening):
        raise NoSuchScreening
    reads.record(
        actor=actor,
        name="screening.opened",
        subjects=[screening.person_id],
        compartments=[Compartment.TESTIMONY],
        purpose="support",
        about=f"screening.Screening:{screening.id}",
    )
    return _opened(screening)


def latest_of_each(actor: Member, person: Person) -> list[Kept]:
    """Open the newest screening of a person on each instrument, to be picked for a release.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    newest: dict[str, Screening] = {}
    for row in Screening.rows.filter(person=person).select_related("person").order_by("kept_at"):
        newest[row.instrument] = row
    if newest:
        reads.record(
            actor=actor,
            name="screening.prepared",
            subjects=[person.id],
            compartments=[Compartment.TESTIMONY],
            purpose="release",
        )
        keyring.warm([person.id], [Compartment.TESTIMONY])
    return [_opened(newest[name]) for name in sorted(newest)]


def trail_of(actor: Member, person: Person) -> tuple[str, str]:
    """Return where a person was first met and which training stands behind it, as codes.

    They are those of the first screening that names one; nothing sealed is opened.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    rows = Screening.rows.filter(person=person).order_by("kept_at", "id")
    codes = list(rows.values_list("channel", "training_session"))
    return (
        next((channel for channel, _session in codes if channel), ""),
        next((session for _channel, session in codes if session), ""),
    )


def person_stood_by(actor: Member, typed: str) -> Person:
    """Return the person of a typed code. Raises `NobodyOfYours`, whatever the reason is."""
    try:
        person = person_for(actor, read_code(typed))
    except (NotACode, NoSuchPerson) as error:
        raise NobodyOfYours from error
    if not may_change(actor, person):
        raise NobodyOfYours
    return person


def instruments_of(ids: Iterable[str]) -> dict[str, str]:
    """Return the short names of instruments by id; those no longer here are left out."""
    return {name: instrument(name).short for name in set(ids) & set(instrument_ids())}


def all_of(actor: Member, person: Person) -> list[Kept]:
    """Open every screening of a person, the earliest first, to see what changed.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    rows = Screening.rows.filter(person=person).select_related("person", "owner")
    found = list(rows.order_by("started_on", "kept_at", "id"))
    if found:
        reads.record(
            actor=actor,
            name="screening.history_opened",
            subjects=[person.id],
            compartments=[Compartment.TESTIMONY],
            purpose="support",
        )
        keyring.warm([person.id], [Compartment.TESTIMONY])
    return [_opened(row) for row in found]


def how_many_of(actor: Member, person: Person) -> int:
    """Return how many screenings of a person the actor may know of; nothing is opened."""
    return visible_to(actor).filter(person=person).count()


def unfinished_of(actor: Member) -> list[Unfinished]:
    """Return what the actor kept for later, closed, the newest first."""
    return list(_unfinished(actor).order_by("-put_by_at", "id"))


def unfinished_for(actor: Member, unfinished_id: UUID | str) -> Unfinished:
    """Return one talk that the actor kept for later. Raises `NoSuchScreening`."""
    found = _unfinished(actor).filter(id=unfinished_id).first()
    if found is None or found.instrument not in instrument_ids():
        raise NoSuchScreening
    return found


def unfinished_of_talk(actor: Member, talk: UUID | None) -> Unfinished | None:
    """Return what the actor kept for later of one talk; None where there is nothing."""
    return _unfinished(actor).filter(talk=talk).first() if talk is not None else None


def go_on(actor: Member, unfinished: Unfinished) -> Interview:
    """Open a talk that was kept for later, with a trace, as its page carries it on.

    Raises:
        NoSuchScreening: it is not the actor's.
    """
    if unfinished.owner_id != actor.id:
        raise NoSuchScreening
    reads.record(
        actor=actor,
        name="screening.opened",
        subjects=[unfinished.person_id],
        compartments=[Compartment.TESTIMONY],
        purpose="support",
        about=f"screening.Unfinished:{unfinished.id}",
    )
    held = _held(
        cast("dict[str, dict[str, Any]]", unfinished.said),
        instrument(unfinished.instrument),
        unfinished.talk,
    )
    return held.around(
        replace(held.about, person=unfinished.person.code, put_by=unfinished.version)
    )


def _unfinished(actor: Member) -> QuerySet[Unfinished]:
    mine: QuerySet[Unfinished] = Unfinished.rows.filter(
        owner=actor, organisation=actor.organisation_id, ended_at=None
    )
    return mine.select_related("person")


def _opened(row: Screening) -> Kept:
    said = cast("dict[str, dict[str, Any]]", row.said)
    if row.instrument not in instrument_ids():
        return Kept(row, None, None, len(said["choices"]))
    held = _held(said, instrument(row.instrument), row.talk)
    left_over = len(set(said["choices"]) - set(held.choices))
    return Kept(row, held, held.result(), left_over)


def _held(said: dict[str, dict[str, Any]], chosen: Instrument, talk: UUID | None) -> Interview:
    known = {indicator.id for indicator in chosen.indicators}
    return Interview(
        chosen,
        {key: Choice(value) for key, value in said["choices"].items() if key in known},
        {key: value for key, value in said["words"].items() if key in known},
        {key: Note.kept_as(value) for key, value in said.get("notes", {}).items() if key in known},
        About.kept_as(said.get("about", {}), talk=talk),
        {
            key: tuple(Earlier.kept_as(one) for one in given)
            for key, given in said.get("earlier", {}).items()
            if key in known
        },
    )
