"""Reading kept sheets: only those who stand by the person, each opening with a trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.recognise.classification.forms import FactsForm, form_of
from clew.recognise.classification.holding import Held
from clew.recognise.classification.models import Classification
from clew.recognise.classification.versions import (
    basis_of,
    by_sheet,
    form_in,
    held_in,
    leaves,
    rule_version,
    standing,
)
from clew.rules.law.classification import Conclusion
from clew.rules.law.comparing import Differences, Outline, differences, outline
from clew.rules.law.editions import edition
from clew.rules.sources.faults import WrongInput
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change, may_change
from clew.survivor.people.queries import visible_to as people_visible_to

_BOTH = (Compartment.TESTIMONY, Compartment.IMMIGRATION)
TRAFFICKING = frozenset({Conclusion.TRAFFICKING, Conclusion.TRAFFICKING_AND_SMUGGLING})


class NoSuchSheet(Exception):
    """No such sheet is visible to the viewer."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A version of a sheet, opened: its facts, where the rules pointed then, and point now."""

    row: Classification
    form: FactsForm = field(repr=False)
    pointed_to: str
    points_to: str | None  # None where today's rules cannot read the facts
    concluded: str | None
    reason: str | None = field(repr=False)
    held: Held = field(repr=False)
    basis: Outline | None = field(repr=False)

    @property
    def differs(self) -> bool:
        """Whether today's rules point elsewhere than they did."""
        return self.points_to != self.pointed_to

    @property
    def other_law(self) -> bool:
        """Whether today's rules read another law, or a newer one."""
        return self.form.result is None or rule_version(self.form.result) != self.row.rule_version

    @property
    def differences(self) -> Differences | None:
        """What today's rules say differently; None where the answer of then was not stored."""
        if self.basis is None or self.form.result is None:
            return None
        return differences(self.basis, outline(self.form.result))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a person, closed: its newest versions, and whose conclusion stands."""

    newest: Classification
    waiting: int  # how many versions wait for a choice; 0 for none
    standing: Classification | None
    versions: tuple[Classification, ...]

    @property
    def is_open(self) -> bool:
        """Whether something was written since the conclusion that stands, or there is none."""
        return self.standing is None or self.standing.id != self.newest.id


@dataclass(frozen=True, slots=True)
class Trafficking:
    """What may be told of a sheet: that somebody concluded trafficking, and from which elements.

    It is made without the compartment of crossing and status, so that nothing in it can come from
    there; that a person was smuggled as well is not in it either.
    """

    row: Classification
    law: str
    elements: tuple[str, ...] = field(repr=False)


def visible_to(actor: Member) -> QuerySet[Classification]:
    """Return the versions that an actor may know of: those of the people they may see."""
    found: QuerySet[Classification] = Classification.rows.filter(
        organisation=actor.organisation_id, person__in=people_visible_to(actor)
    )
    return found.select_related("person", "author", "concluded_by")


def of_person(actor: Member, person: Person) -> list[Classification]:
    """Return every version of a person's sheets, closed, newest first.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    return list(visible_to(actor).filter(person=person).order_by("-kept_at", "id"))


def sheets_of(actor: Member, person: Person) -> list[Sheet]:
    """Return a person's sheets, closed, the one begun first on top. Raises `NotYours`."""
    rows = list(reversed(of_person(actor, person)))
    return [_sheet(versions) for versions in by_sheet(rows).values()]


def sheet_for(actor: Member, sheet_id: UUID | str) -> Classification:
    """Return one version of a sheet of somebody the actor stands by. Raises `NoSuchSheet`."""
    found = visible_to(actor).filter(id=sheet_id).first()
    if found is None or not may_change(actor, found.person):
        raise NoSuchSheet
    return found


def whole_sheet(actor: Member, row: Classification) -> Sheet:
    """Return the sheet that a version is of, closed. Raises `NoSuchSheet`."""
    if not may_change(actor, row.person):
        raise NoSuchSheet
    first = row.sheet_id
    rows = visible_to(actor).filter(Q(id=first) | Q(first=first)).order_by("kept_at", "id")
    return _sheet(list(rows))


def waiting(actor: Member, row: Classification) -> list[Classification]:
    """Return the newest versions of a sheet, closed: one, or those that wait for a choice.

    Raises:
        NoSuchSheet: the actor does not stand by the person.
    """
    return leaves(whole_sheet(actor, row).versions)


def read(actor: Member, sheet: Classification) -> Opened:
    """Open one version, with a trace, and ask today's rules again.

    Raises:
        NoSuchSheet: the actor does not stand by the person.
    """
    if not may_change(actor, sheet.person):
        raise NoSuchSheet
    reads.record(
        actor=actor,
        name="classification.opened",
        subjects=[sheet.person_id],
        compartments=_BOTH,
        purpose="support",
        about=f"classification.Classification:{sheet.id}",
    )
    return opened(sheet)


def read_beside(actor: Member, rows: Sequence[Classification], *, name: str) -> list[Opened]:
    """Open several versions, of one person or of several, under one event that names everybody.

    Raises:
        NoSuchSheet: the actor does not stand by one of the people.
    """
    if not all(may_change(actor, row.person) for row in rows):
        raise NoSuchSheet
    people = sorted({row.person_id for row in rows})
    if not people:
        return []
    reads.record(actor=actor, name=name, subjects=people, compartments=_BOTH, purpose="support")
    keyring.warm(people, _BOTH)
    return [opened(row) for row in rows]


def opened(row: Classification) -> Opened:
    """Open a version whose reading was recorded already."""
    held = held_in(row)
    form = form_in(held)
    return Opened(
        row=row,
        form=form,
        pointed_to=str(row.points_to),
        points_to=form.result.conclusion.value if form.result else None,
        concluded=row.concluded,
        reason=row.reason,
        held=held,
        basis=basis_of(row),
    )


def phase_of(row: Classification) -> tuple[str, str]:
    """Return the phase a version is of and who is alleged; its reading was recorded already."""
    held = held_in(row)
    return held.phase, held.about


def of_other_editions(actor: Member, person: Person | None = None) -> list[Classification]:
    """Return the newest versions of the actor's people that rest on other data than today's.

    Nothing is opened for it: the edition of the law's data is plain. Older sheets, from before the
    edition was stored, count among them.
    """
    seen = visible_to(actor) if person is None else visible_to(actor).filter(person=person)
    standing_by: dict[UUID, bool] = {}
    rows = []
    for row in seen.order_by("kept_at", "id"):
        if row.person_id not in standing_by:
            standing_by[row.person_id] = may_change(actor, row.person)
        if standing_by[row.person_id]:
            rows.append(row)
    newest = [row for versions in by_sheet(rows).values() for row in leaves(versions)]
    return [row for row in newest if row.edition != _edition_of(row)]


def standing_of(rows: Iterable[Classification]) -> list[Classification]:
    """Return the version whose conclusion stands, of each sheet that has one."""
    found = (standing(versions) for versions in by_sheet(rows).values())
    return [row for row in found if row is not None]


def trafficking_of(actor: Member, person: Person) -> Trafficking | None:
    """Return the newest standing conclusion of trafficking, as far as it may be told.

    A conclusion of smuggling alone, of neither, or that too little is known is not offered: the
    first is about the crossing, and the others help nobody who is to help. One that was concluded
    anew is not offered as it was before.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    rows = list(
        Classification.rows.filter(person=person, concluded_by__isnull=False)
        .select_related("person", "concluded_by")
        .order_by("-concluded_at", "id")
    )
    if not rows:
        return None
    reads.record(
        actor=actor,
        name="classification.prepared",
        subjects=[person.id],
        compartments=[Compartment.TESTIMONY],  # not immigration: what is closed cannot slip out
        purpose="release",
    )
    keyring.warm([person.id], [Compartment.TESTIMONY])
    row = next((row for row in standing_of(rows) if row.concluded in TRAFFICKING), None)
    if row is None:
        return None
    result = form_of(row.facts).result
    if result is None:
        return Trafficking(row, row.rule_version, ())
    named = (result.element(name) for name in ("act", "means", "purpose"))
    return Trafficking(row, result.law.law, tuple(item.because for item in named if item))


def _sheet(versions: list[Classification]) -> Sheet:
    newest = leaves(versions)
    return Sheet(
        newest[-1], len(newest) if len(newest) > 1 else 0, standing(versions), tuple(versions)
    )


def _edition_of(row: Classification) -> str:
    try:
        return edition(row.rule_version.partition(" ")[0])
    except WrongInput:  # a law that is no longer in our data
        return ""
