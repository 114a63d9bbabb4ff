"""How the answers of a preparation lie in its row: each in the compartment of its field.

What is of immigration stays closed while the rest is checked, so `marks` says beside it which of
those fields are answered. A mark holds no answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, cast

from clew.ground.vault.compartments import Compartment
from clew.recognise.mechanisms.form import Field, Mechanism, Page
from clew.recognise.mechanisms.models import Preparation
from clew.recognise.mechanisms.walking import (
    Answer,
    Answers,
    Missing,
    Standing,
    Values,
    confirmed,
    fields_asked,
    turn_of,
)
from clew.rules.consent.kinds import Kind

COLUMNS: Final = {
    Compartment.OPERATIONS: "operations",
    Compartment.IDENTITY: "identity",
    Compartment.CONTACT: "contact",
    Compartment.TESTIMONY: "testimony",
    Compartment.IMMIGRATION: "immigration",
}
_Stored = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Marks:
    """How often what steers was changed, and which fields of immigration are answered."""

    turns: dict[str, int] = field(default_factory=dict)
    fields: dict[str, tuple[str, int]] = field(default_factory=dict)  # {field: (state, turn)}


def walking_compartments(mechanism: Mechanism) -> frozenset[Compartment]:
    """Return what must be open to know which pages are asked."""
    by_id = {each.id: each for each in mechanism.fields()}
    names = {name for page in mechanism.pages() for name in page.when or {}}
    return frozenset({by_id[name].compartment for name in names} | {Compartment.OPERATIONS})


def compartments_on(mechanism: Mechanism, page: Page) -> frozenset[Compartment]:
    """Return what must be open to show one page of the form, and where it leads."""
    return walking_compartments(mechanism) | {each.compartment for each in page.fields}


def marks_of(row: Preparation) -> Marks:
    """Open the marks of a preparation."""
    stored = cast("dict[str, dict[str, object]]", row.marks or {})
    turns = cast("dict[str, int]", stored.get("turns", {}))
    fields = cast("dict[str, list[object]]", stored.get("fields", {}))
    return Marks(
        dict(turns),
        {name: (str(state), cast("int", turn)) for name, (state, turn) in fields.items()},
    )


def answers_in(
    mechanism: Mechanism, row: Preparation, compartments: Iterable[Compartment]
) -> Answers:
    """Open the answers in some compartments; one of an earlier turn is a proposal again."""
    turns = marks_of(row).turns
    known = {each.id for each in mechanism.fields()}
    found: Answers = {}
    for compartment in compartments:
        stored = cast("_Stored", getattr(row, COLUMNS[compartment]) or {})
        for name, kept in stored.items():
            answer = Answer.from_stored(kept)
            if name in known:
                found[name] = _of_this_turn(answer, turn_of(mechanism, name, turns))
    return found


def put(
    mechanism: Mechanism,
    row: Preparation,
    answers: Answers,
    *,
    compartments: Iterable[Compartment],
    marks: Marks,
) -> list[str]:
    """Put the answers of some compartments into the row; return the names of what was set."""
    fields = {each.id: each for each in mechanism.fields()}
    of = set(compartments)
    for compartment in of:
        kept = {
            name: answer.stored()
            for name, answer in answers.items()
            if fields[name].compartment is compartment
        }
        setattr(row, COLUMNS[compartment], kept or None)
    row.marks = {
        "turns": marks.turns,
        "fields": {name: list(mark) for name, mark in marks.fields.items()},
    }
    return [*(COLUMNS[compartment] for compartment in of), "marks"]


def marked(mechanism: Mechanism, page: Page, answers: Answers, marks: Marks) -> Marks:
    """Return the marks with those of a page written anew, from its opened answers."""
    values = confirmed(mechanism, answers)
    asked = {each.id for each in fields_asked(page, values)}
    fields = dict(marks.fields)
    for each in page.fields:
        if each.about is Kind.IMMIGRATION:
            turn = turn_of(mechanism, each.id, marks.turns)
            fields[each.id] = (_state(each, answers, is_asked=each.id in asked), turn)
    return replace(marks, fields=fields)


def missing_behind(mechanism: Mechanism, page: Page, marks: Marks) -> list[Missing]:
    """Return the mandatory fields of immigration of a page that are not confirmed, unopened."""
    found = []
    for each in page.fields:
        if each.about is not Kind.IMMIGRATION or not each.required:
            continue
        state, turn = marks.fields.get(each.id, ("not_asked" if each.when else "missing", 0))
        is_old = state == "confirmed" and turn != turn_of(mechanism, each.id, marks.turns)
        if is_old or state in {"missing", "proposed"}:
            found.append(Missing(page, each, proposed=is_old or state == "proposed"))
    return found


def without_immigration(page: Page) -> Page:
    """Return a page as far as it is checked with immigration closed."""
    return replace(
        page, fields=tuple(each for each in page.fields if each.about is not Kind.IMMIGRATION)
    )


def turned(mechanism: Mechanism, marks: Marks, before: Values, now: Values) -> Marks:
    """Return the marks after a save: one more turn for each answer that steers and was changed."""
    turns = dict(marks.turns)
    for name in mechanism.steers:
        if before.get(name) and before.get(name) != now.get(name):
            turns[name] = turns.get(name, 0) + 1
    return replace(marks, turns=turns)


def _of_this_turn(answer: Answer, turn: int) -> Answer:
    if answer.standing is Standing.CONFIRMED and answer.turn != turn:
        return replace(answer, standing=Standing.PROPOSED)
    return answer


def _state(each: Field, answers: Answers, *, is_asked: bool) -> str:
    if not is_asked:
        return "not_asked"
    answer = answers.get(each.id)
    if answer is None or answer.is_empty:
        return "missing"
    return answer.standing.value
