"""Answers that cannot all be right: shown, never refused, never settled by the software.

Pairs inside one sheet are data (data/contradictions.yaml). `ages` looks across the sheets of one
person: nobody grows younger.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from clew.rules.law.facts import GROUPS, Facts, names_of
from clew.rules.law.known import Known
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.law") / "data" / "contradictions.yaml"
_NAMES: Final = frozenset(f"{group}.{part}" for group in GROUPS for part in names_of(GROUPS[group]))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that cannot all be answered so, and the sentence that says why."""

    when: dict[str, Known]
    says: str

    def __post_init__(self) -> None:
        """Refuse a fact nobody states, an unknown (it contradicts nothing), and fewer than two."""
        if not set(self.when) <= _NAMES or Known.UNKNOWN in self.when.values():
            msg = "when: facts by their dotted names, each yes or no"
            raise ValueError(msg)
        if len(self.when) < 2:  # noqa: PLR2004 -- one fact contradicts nothing
            msg = "when: at least two facts"
            raise ValueError(msg)


@functools.cache
def all_contradictions() -> dict[str, Contradiction]:
    """Return every contradiction by its id. Raises `WrongInput` on bad data."""
    return load_mapping(Contradiction, _FILE)


def contradictions(facts: Facts) -> tuple[Contradiction, ...]:
    """Return those that stand in one document of facts."""
    return tuple(
        each
        for each in all_contradictions().values()
        if all(_stated(facts, name) is value for name, value in each.when.items())
    )


def ages(stated: Iterable[tuple[date | None, Known]]) -> bool:
    """Say whether somebody was an adult on a day and a child on a later one."""
    known = [(day, child) for day, child in stated if day is not None]
    adult = [day for day, child in known if child is Known.NO]
    return any(day > min(adult) for day, child in known if child is Known.YES) if adult else False


def _stated(facts: Facts, name: str) -> Known:
    group, _, part = name.partition(".")
    value: Known = getattr(getattr(facts, group), part)
    return value
