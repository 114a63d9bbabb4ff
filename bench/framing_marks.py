"""Sentences that people coded, what a checker says of them, and how far the two agree.

A line of a set is a JSON object: `id`, `text`, `context`, `labels` (codes, or OK-… for correct),
`spans` (`start`, `end` in `text`). What is found counts when it lies in `text`.
"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from clew.rules.framing.findings import codes

SEED: Final = 20_261_128
DRAWS: Final = 2_000
_CORRECT: Final = "OK-"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in one sentence, or what people found: codes, and places in the text."""

    codes: frozenset[str]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One coded sentence, with the text around it."""

    id: str
    text: str
    context: str
    told: Marks

    @property
    def whole(self) -> str:
        """The sentence with the text that follows it."""
        return f"{self.text} {self.context}" if self.context else self.text


Checker = Callable[[Item], Marks]


@dataclass(frozen=True, slots=True)
class CodeScore:
    """How one code was found: right, in excess, and missed."""

    right: int
    excess: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the part that is right."""
        return _part(self.right, self.right + self.excess)

    @property
    def recall(self) -> float:
        """Of what is there, the part that was found."""
        return _part(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _part(2 * self.right, 2 * self.right + self.excess + self.missed)


@dataclass(frozen=True, slots=True)
class Score:
    """How a checker did on a set."""

    correct: int
    """Sentences that people called correct."""
    alarms: tuple[str, ...]
    """Of these, the ids of those that were marked all the same."""
    by_code: dict[str, CodeScore]
    macro_f1: float
    macro_low: float
    macro_high: float
    overlap: float | None
    """Characters marked by both, of those marked by either, where a code was rightly found."""
    wrong: tuple[str, ...]
    """For every sentence that was not marked as people did: id, wanted, found."""


def read_set(file: Path) -> list[Item]:
    """Read a set. Raises ValueError with the line that cannot be read."""
    items = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            items.append(_item(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError):
            msg = (
                f"{file.name}, line {number}: no coded sentence (id, text, context, labels, spans)"
            )
            raise ValueError(msg) from None
    if not items:
        msg = f"{file.name}: no coded sentences"
        raise ValueError(msg)
    return items


def _item(row: dict[str, Any]) -> Item:
    labels = frozenset(label for label in row["labels"] if not label.startswith(_CORRECT))
    if labels - codes().keys():
        raise ValueError
    spans = tuple((int(each["start"]), int(each["end"])) for each in row.get("spans") or ())
    text, context = str(row["text"]), str(row.get("context") or "")
    return Item(str(row["id"]), text, context, Marks(labels, spans if labels else ()))


def score(items: Sequence[Item], checker: Checker) -> Score:
    """Return how a checker does on a set."""
    found = [checker(item) for item in items]
    correct = [at for at, item in enumerate(items) if not item.told.codes]
    by_code = _by_code(
        [(item.told.codes, each.codes) for item, each in zip(items, found, strict=True)]
    )
    low, high = _interval(items, found)
    overlaps = [
        _overlap(item.told.spans, each.spans)
        for item, each in zip(items, found, strict=True)
        if item.told.codes & each.codes and item.told.spans
    ]
    return Score(
        correct=len(correct),
        alarms=tuple(items[at].id for at in correct if found[at].codes),
        by_code=by_code,
        macro_f1=macro(by_code),
        macro_low=low,
        macro_high=high,
        overlap=sum(overlaps) / len(overlaps) if overlaps else None,
        wrong=tuple(
            f"{item.id}: {_listed(item.told.codes)} wanted, {_listed(each.codes)} found"
            for item, each in zip(items, found, strict=True)
            if item.told.codes != each.codes
        ),
    )


def macro(by_code: dict[str, CodeScore]) -> float:
    """Return the mean F1 of the codes that stand in the set, each counting alike."""
    there = [each.f1 for each in by_code.values() if each.right + each.missed]
    return sum(there) / len(there) if there else 0.0


def _by_code(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, CodeScore]:
    return {
        code: CodeScore(
            right=sum(code in told and code in found for told, found in pairs),
            excess=sum(code not in told and code in found for told, found in pairs),
            missed=sum(code in told and code not in found for told, found in pairs),
        )
        for code in codes()
    }


def _interval(items: Sequence[Item], found: Sequence[Marks]) -> tuple[float, float]:
    """Return between what the macro-F1 lies in 95 % of draws of as many sentences, put back."""
    pairs = [(item.told.codes, each.codes) for item, each in zip(items, found, strict=True)]
    dice = random.Random(SEED)
    drawn = sorted(macro(_by_code(dice.choices(pairs, k=len(pairs)))) for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS) - 1]


def _overlap(told: Iterable[Span], found: Iterable[Span]) -> float:
    first, second = (
        {at for start, end in spans for at in range(start, end)} for spans in (told, found)
    )
    return _part(len(first & second), len(first | second))


def _part(many: int, of: int) -> float:
    return many / of if of else 0.0


def _listed(found: frozenset[str]) -> str:
    return ", ".join(sorted(found)) or "nothing"
