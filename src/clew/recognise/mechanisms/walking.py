"""Which pages are asked, by what was answered; what is still missing; which way it ends.

Only what a person confirmed counts: a proposal opens no page and fills no field.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast

from clew.recognise.mechanisms.form import (
    TICKED,
    Condition,
    Field,
    Mechanism,
    Page,
    Route,
    Said,
)

Values = Mapping[str, Said]


class Standing(StrEnum):
    """Whether a person has said that an answer is right."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what stands in the field, where it came from, and who said that it is right."""

    said: Said = dataclasses.field(repr=False)
    standing: Standing
    source: str = ""  # code of `proposing`; nothing where a person wrote it
    by: str = ""  # id of the member who confirmed it
    on: str = ""  # the day
    turn: int = 0  # of `turn_of`, when it was confirmed

    def stored(self) -> dict[str, object]:
        """Return it as it is sealed."""
        return {
            "said": self.said, "standing": self.standing.value, "source": self.source,
            "by": self.by, "on": self.on, "turn": self.turn,
        }  # fmt: skip

    @classmethod
    def from_stored(cls, row: Mapping[str, object]) -> "Answer":
        """Read what `stored` wrote."""
        texts = {key: str(row.get(key, "")) for key in ("source", "by", "on")}
        said, turn = cast("Said", row["said"]), cast("int", row.get("turn", 0))
        return cls(said, Standing(str(row["standing"])), **texts, turn=turn)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the field."""
        return self.said in NOTHING


Answers = dict[str, Answer]
NOTHING: Final[tuple[Said, ...]] = ("", [])


@dataclass(frozen=True, slots=True)
class Missing:
    """One mandatory field without a confirmed answer, and the page it stands on."""

    page: Page
    field: Field
    proposed: bool = False

    @property
    def place(self) -> str:
        """The id of its place on the page."""
        return f"f-{self.field.id}"


def confirmed(mechanism: Mechanism, answers: Answers) -> dict[str, Said]:
    """Return what a person confirmed, with what follows from it without being asked."""
    said = {
        name: answer.said
        for name, answer in answers.items()
        if answer.standing is Standing.CONFIRMED
    }
    return confirmed_of(mechanism, said)


def confirmed_of(mechanism: Mechanism, said: Values) -> dict[str, Said]:
    """Return what was said, without what is empty, with what follows from it unasked."""
    values = {name: value for name, value in said.items() if value not in NOTHING}
    for rule in mechanism.automatic:
        if holds(rule.when, values):
            values |= rule.sets
    return values


def holds(condition: Condition | None, values: Values) -> bool:
    """Say whether each field of a condition has one of the values it names."""
    for name, wanted in (condition or {}).items():
        said = values.get(name, "")
        given = said if isinstance(said, list) else [said]
        if not set(given) & set(wanted):
            return False
    return True


def pages_asked(mechanism: Mechanism, values: Values) -> list[Page]:
    """Return the pages of this way through the form, in its order."""
    return [page for page in mechanism.pages() if holds(page.when, values)]


def fields_asked(page: Page, values: Values) -> list[Field]:
    """Return the fields of a page that are asked after these answers."""
    return [each for each in page.fields if holds(each.when, values)]


def route_of(mechanism: Mechanism, values: Values) -> tuple[str, Route] | None:
    """Return the way the form ends, once it is known."""
    found = ((name, way) for name, way in mechanism.routes.items() if holds(way.when, values))
    return next(found, None)


def is_anonymous(route: Route, values: Values) -> bool:
    """Say whether what leaves on this way must not name the person."""
    return route.anonymous_unless is not None and not holds(route.anonymous_unless, values)


def missing_on(page: Page, answers: Answers, values: Values) -> list[Missing]:
    """Return the mandatory fields of a page that have no confirmed answer."""
    found = [
        _missing(page, each, answers)
        for each in fields_asked(page, values)
        if each.required and values.get(each.id, "") in NOTHING
    ]
    if page.one_of and not any(values.get(name) == TICKED for name in page.one_of):
        first = next(each for each in page.fields if each.id == page.one_of[0])
        found.insert(0, _missing(page, first, answers))
    return found


def after(mechanism: Mechanism, page: Page, values: Values) -> Page | None:
    """Return the page that follows one in this way; None after the last."""
    return _beside(mechanism, page, values, 1)


def before(mechanism: Mechanism, page: Page, values: Values) -> Page | None:
    """Return the page before one in this way; None at the first."""
    return _beside(mechanism, page, values, -1)


def turn_of(mechanism: Mechanism, field_id: str, turns: Mapping[str, int]) -> int:
    """Return how often what steers was changed, of what stands before a field.

    As in the form, what was said after the question of age or of consent was said on another way
    once that answer changes. An answer of an earlier turn is a proposal again: nothing is lost, and
    a person looks at it once more.
    """
    total = 0
    for each in mechanism.fields():
        if each.id == field_id:
            break
        total += turns.get(each.id, 0)
    return total


def _missing(page: Page, each: Field, answers: Answers) -> Missing:
    answer = answers.get(each.id)
    return Missing(page, each, proposed=answer is not None and not answer.is_empty)


def _beside(mechanism: Mechanism, page: Page, values: Values, step: int) -> Page | None:
    asked = pages_asked(mechanism, values)
    everything = [each.id for each in mechanism.pages()]
    here = everything.index(page.id)
    others = [each for each in asked if (everything.index(each.id) - here) * step > 0]
    if not others:
        return None
    return others[0] if step > 0 else others[-1]
