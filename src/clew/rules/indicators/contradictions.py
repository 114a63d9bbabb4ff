"""Answers of one talk that sit badly together: named with a reason, never settled.

The pairs are Clew's own reading (`data/contradictions.yaml`), not the publishers'. A contradiction
changes no outcome: both answers stand, and the page says what to ask. An answer that is unknown
contradicts nothing.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import Indicator
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.indicators") / "data" / "contradictions.yaml"


@dataclass(frozen=True, slots=True)
class Pair:
    """What is seldom meant of the same time: yes to all of `present`, no to all of `absent`."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    because: str
    ask: str

    def __post_init__(self) -> None:
        """Refuse a pair with one side only: one answer contradicts nothing."""
        if not (self.present and self.absent):
            msg = "a sign under present and one under absent"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pair that was answered so, with its signs in the order of the list."""

    present: tuple[Indicator, ...]
    absent: tuple[Indicator, ...]
    because: str
    ask: str


@functools.cache
def pairs() -> dict[str, Pair]:
    """Return every pair, by its id."""
    return load_mapping(Pair, _FILE)


def contradictions(answers: Answers) -> tuple[Contradiction, ...]:
    """Return what sits badly together in one set of answers, in the order of the file."""
    return tuple(
        Contradiction(
            _signs(answers, pair.present), _signs(answers, pair.absent), pair.because, pair.ask
        )
        for pair in pairs().values()
        if _all(answers, pair.present, Answer.PRESENT) and _all(answers, pair.absent, Answer.ABSENT)
    )


def _all(answers: Answers, ids: tuple[str, ...], wanted: Answer) -> bool:
    return all(answers.of(indicator_id) is wanted for indicator_id in ids)


def _signs(answers: Answers, ids: tuple[str, ...]) -> tuple[Indicator, ...]:
    return tuple(item for item in answers.instrument.indicators if item.id in ids)
