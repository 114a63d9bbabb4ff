"""Reading kept worksheets: only those who stand by the person, each opening with a trace."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.recognise.classification.actions import rule_version
from clew.recognise.classification.forms import FactsForm, form_of
from clew.recognise.classification.models import Classification
from clew.rules.law.classification import Conclusion
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change, may_change
from clew.survivor.people.queries import visible_to as people_visible_to


class NoSuchSheet(Exception):
    """No such sheet is visible to the viewer."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A kept sheet, opened: its facts, where the rules pointed then, and where they point now."""

    row: Classification
    form: FactsForm = field(repr=False)
    pointed_to: str
    points_to: str | None  # None where today's rules cannot read the facts
    concluded: str | None
    reason: str | None = field(repr=False)

    @property
    def differs(self) -> bool:
        """Whether today's rules point elsewhere than they did."""
        return self.points_to != self.pointed_to

    @property
    def other_law(self) -> bool:
        """Whether today's rules read another law, or a newer one."""
        return self.form.result is None or rule_version(self.form.result) != self.row.rule_version


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
    """Return the sheets that an actor may know of: those of the people they may see."""
    found: QuerySet[Classification] = Classification.rows.filter(
        organisation=actor.organisation_id, person__in=people_visible_to(actor)
    )
    return found.select_related("person", "author", "concluded_by")


def of_person(actor: Member, person: Person) -> list[Classification]:
    """Return a person's sheets, closed, newest first.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    return list(visible_to(actor).filter(person=person).order_by("-kept_at", "id"))


def sheet_for(actor: Member, sheet_id: UUID | str) -> Classification:
    """Return one sheet of somebody the actor stands by. Raises `NoSuchSheet`."""
    found = visible_to(actor).filter(id=sheet_id).first()
    if found is None or not may_change(actor, found.person):
        raise NoSuchSheet
    return found


def read(actor: Member, sheet: Classification) -> Opened:
    """Open one sheet, with a trace, and ask today's rules again.

    Raises:
        NoSuchSheet: the actor does not stand by the person.
    """
    if not may_change(actor, sheet.person):
        raise NoSuchSheet
    reads.record(
        actor=actor,
        name="classification.opened",
        subjects=[sheet.person_id],
        compartments=[Compartment.TESTIMONY, Compartment.IMMIGRATION],
        purpose="support",
        about=f"classification.Classification:{sheet.id}",
    )
    form = form_of({**sheet.facts, **sheet.status_facts})
    return Opened(
        row=sheet,
        form=form,
        pointed_to=str(sheet.points_to),
        points_to=form.result.conclusion.value if form.result else None,
        concluded=sheet.concluded,
        reason=sheet.reason,
    )


def trafficking_of(actor: Member, person: Person) -> Trafficking | None:
    """Return the newest sheet from which trafficking was concluded, as far as it may be told.

    A conclusion of smuggling alone, of neither, or that too little is known is not offered: the
    first is about the crossing, and the others help nobody who is to help.

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
    with_trafficking = {Conclusion.TRAFFICKING, Conclusion.TRAFFICKING_AND_SMUGGLING}
    row = next((row for row in rows if row.concluded in with_trafficking), None)
    if row is None:
        return None
    result = form_of(row.facts).result
    if result is None:
        return Trafficking(row, row.rule_version, ())
    named = (result.element(name) for name in ("act", "means", "purpose"))
    return Trafficking(row, result.law.law, tuple(item.because for item in named if item))
