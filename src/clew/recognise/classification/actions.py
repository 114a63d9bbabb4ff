"""Keeping a sheet for a person, changing it, and concluding. The software does not conclude.

No version is ever changed: a change is another version, and who wrote from an old one loses
nothing (`Kept`, `Waits`). A conclusion stands until somebody concludes anew.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import Trace, changes
from clew.ground.notices.actions import tell
from clew.ground.vault.compartments import Compartment
from clew.recognise.classification.forms import FactsForm
from clew.recognise.classification.holding import (
    LONGEST_NAME,
    Clash,
    Held,
    is_fact,
    known_or_nothing,
    merged,
)
from clew.recognise.classification.models import Classification
from clew.recognise.classification.versions import (
    columns,
    form_in,
    held_in,
    leaves,
)
from clew.recognise.screening.permissions import check_keep
from clew.rules.law.classification import Classification as Answer
from clew.rules.law.classification import Conclusion
from clew.rules.law.known import Known
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change

LONGEST_REASON: Final = 4_000


class NothingToKeep(Exception):
    """No fact is answered, or something on the sheet cannot be read."""


class NameTooLong(Exception):
    """The name of a phase, or of who is alleged, is longer than a name is."""


class NoReason(Exception):
    """A conclusion without a reason, or with one that is too long to be read."""


class NotAConclusion(Exception):
    """What was sent is none of the conclusions a person can come to."""


class AlreadyConcluded(Exception):
    """Somebody concluded from this version. To conclude anew, look at it anew."""


class NotNewest(Exception):
    """The version was changed meanwhile, or two versions wait for a choice."""


class NoSuchVersion(Exception):
    """No version of this sheet has this id."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written is the newest version. `theirs`: what somebody else changed meanwhile."""

    row: Classification
    theirs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waits:
    """What was written is kept beside a version it differs from. Both wait for a choice."""

    row: Classification
    other: Classification
    clashes: tuple[Clash, ...]


def keep(
    *,
    actor: Member,
    person: Person,
    form: FactsForm,
    on: date,
    phase: str = "",
    about: str = "",
    may_be_victim: str = "",
) -> Classification:
    """Keep a sheet for a person, with where the rules point today beside it.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NothingToKeep: nothing is answered, or something is faulty.
        NameTooLong: `phase` or `about` is over `LONGEST_NAME` characters.
    """
    check_keep(actor)
    check_change(actor, person)
    held = Held(
        answered_in(form), {}, phase.strip(), about.strip(), known_or_nothing(may_be_victim)
    )
    answer = _checked(held)
    with changes(actor=actor, purpose="support") as trace:
        sheet = Classification(
            person=person,
            author=actor,
            organisation_id=actor.organisation_id,
            kept_on=on,
            **columns(held, answer),
        )
        sheet.save(force_insert=True)
        trace.record(
            "classification.kept",
            about=sheet,
            subjects=[person.id],
            fields=["facts", "status_facts", "points_to"],
        )
    return sheet


def change(*, actor: Member, sheet: Classification, held: Held, on: date) -> Kept | Waits:
    """Write another version from the one that was shown.

    Where somebody else wrote from it meanwhile, what only one of the two changed is put together;
    where both changed the same answer, both versions stay and wait for a choice (`choose`).

    Args:
        actor: who writes; one who stands by the person.
        sheet: the version that was shown, and that `held` was written from.
        held: the whole sheet as it is to be.
        on: the day.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NothingToKeep: nothing is answered any more, or something is faulty.
        NameTooLong: a name is over `LONGEST_NAME` characters.
    """
    check_keep(actor)
    check_change(actor, sheet.person)
    _checked(held)
    with changes(actor=actor, purpose="support") as trace:
        rows = _locked(sheet, trace)
        base = rows[sheet.id]
        newest = leaves(rows.values())
        others = [row for row in newest if row.id != base.id]
        if not others or len(newest) > 1:  # nobody wrote meanwhile; or a choice is open already
            row = _write(trace, actor, base, held, on)
            return Kept(row) if not others else _waits(row, others[0], ())
        (other,) = others
        together = merged(held_in(base), held_in(other), held)
        if together.clashes or not _can_stand(together.held):
            row = _write(trace, actor, base, held, on)
            return _waits(row, other, together.clashes)
        return Kept(_write(trace, actor, other, together.held, on), together.theirs)


def choose(
    *,
    actor: Member,
    between: tuple[Classification, Classification],
    held: Held,
    on: date,
) -> Classification:
    """Make one version of two that waited. Both stay readable.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NoSuchVersion: the two are not of one sheet.
        NotNewest: one of them was written on meanwhile.
        NothingToKeep: nothing is answered, or something is faulty.
    """
    first, second = between
    check_keep(actor)
    check_change(actor, first.person)
    _checked(held)
    if first.sheet_id != second.sheet_id:
        raise NoSuchVersion
    with changes(actor=actor, purpose="support") as trace:
        newest = {row.id for row in leaves(_locked(first, trace).values())}
        if not {first.id, second.id} <= newest:
            raise NotNewest
        return _write(trace, actor, first, held, on, joins=second, name="classification.joined")


def again(*, actor: Member, sheet: Classification, on: date) -> Classification:
    """Write the same facts down once more under today's rules, so that somebody concludes anew.

    What was concluded before stands until then, and stays readable afterwards.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NotNewest: the version is not the newest one.
        NothingToKeep: today's rules cannot read the facts.
    """
    check_keep(actor)
    check_change(actor, sheet.person)
    with changes(actor=actor, purpose="support") as trace:
        rows = _locked(sheet, trace)
        base = _newest(rows, sheet)
        return _write(trace, actor, base, held_in(base), on, name="classification.again")


def conclude(
    *, actor: Member, sheet: Classification, concluded: str, reason: str, at: datetime
) -> Classification:
    """Write down what a person concludes from a version, and why.

    The answer of the rules it was concluded beside, with its law, its articles and the edition of
    the data, is stored in the same row.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NotAConclusion: `concluded` is no code of a conclusion.
        NoReason: there is no reason, or one over `LONGEST_REASON` characters.
        AlreadyConcluded: somebody did before.
        NotNewest: the facts were changed since, or two versions wait for a choice.
    """
    check_keep(actor)
    check_change(actor, sheet.person)
    if concluded not in set(Conclusion):
        raise NotAConclusion
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NoReason
    with changes(actor=actor, purpose="support") as trace:
        rows = _rows(sheet)
        locked = rows[sheet.id]
        if locked.concluded_by_id is not None:
            raise AlreadyConcluded
        _newest(rows, sheet)
        locked.concluded, locked.reason = concluded, reason.strip()
        locked.concluded_by, locked.concluded_at = actor, at
        names = ["concluded", "reason", "concluded_by", "concluded_at"]
        locked.save(update_fields=names)
        trace.record(
            "classification.concluded", about=locked, subjects=[sheet.person_id], fields=names
        )
    return locked


def answered_in(form: FactsForm) -> dict[str, str]:
    """Return what was answered on a sheet; an unknown is kept as no answer, which is the same."""
    return {key: value for key, value in form.typed.items() if value and value != Known.UNKNOWN}


def _waits(row: Classification, other: Classification, clashes: tuple[Clash, ...]) -> Waits:
    """Tell both authors that their versions wait for a choice."""
    path = reverse("classification:choose", args=[row.id])
    authors = {member.id: member for member in (row.author, other.author)}
    tell(authors.values(), code="classification.waits", path=path)
    return Waits(row, other, clashes)


def _checked(held: Held) -> Answer:
    """Return the rules' answer. Raises `NothingToKeep`, `NameTooLong`."""
    if max(len(held.phase), len(held.about)) > LONGEST_NAME:
        raise NameTooLong
    answer = form_in(held).result
    if answer is None or not any(is_fact(name) for name in held.answers if name != "child"):
        raise NothingToKeep
    return answer


def _can_stand(held: Held) -> bool:
    return form_in(held).result is not None


def _rows(sheet: Classification) -> dict[UUID, Classification]:
    """Return every version of a sheet by its id, the first one held until the change ends."""
    first = sheet.sheet_id
    list(Classification.rows.select_for_update().filter(id=first))  # who comes second waits here
    found = Classification.rows.filter(Q(id=first) | Q(first=first)).order_by("kept_at", "id")
    return {row.id: row for row in found}


def _locked(sheet: Classification, trace: Trace) -> dict[UUID, Classification]:
    trace.opens(
        "classification.opened",
        subjects=[sheet.person_id],
        compartments=[Compartment.TESTIMONY, Compartment.IMMIGRATION],
    )
    return _rows(sheet)


def _newest(rows: dict[UUID, Classification], sheet: Classification) -> Classification:
    newest = leaves(rows.values())
    if [row.id for row in newest] != [sheet.id]:
        raise NotNewest
    return newest[0]


def _write(
    trace: Trace,
    actor: Member,
    base: Classification,
    held: Held,
    on: date,
    *,
    joins: Classification | None = None,
    name: str = "classification.changed",
) -> Classification:
    held = replace(
        held, answers={key: held.answer(key) for key in held.answers if held.answer(key)}
    )
    row = Classification(
        person_id=base.person_id,
        author=actor,
        organisation_id=base.organisation_id,
        first_id=base.sheet_id,
        base=base,
        joins=joins,
        kept_on=on,
        **columns(held, _checked(held)),
    )
    row.save(force_insert=True)
    trace.record(name, about=row, subjects=[base.person_id], fields=["facts", "status_facts"])
    return row
