"""The decisions of a mechanism as data: what each may follow, and which clocks it starts."""

import functools
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from clew.rules.law.periods import Period
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_DATA = files("clew.recognise.mechanisms") / "data"
RECONSIDERATION: Final = "reconsideration"
RECOVERY: Final = "recovery"
"""The clock of the recovery period: its lengths are in rules.law."""


class NoSuchOutcome(Exception):
    """The mechanism has no such decision or outcome."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a decision can go, and the clocks that start with it."""

    label: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what it asks, and which decision must stand before it."""

    label: str
    asks: str
    after: dict[str, tuple[str, ...]]
    outcomes: dict[str, Outcome]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is said while a decision is awaited."""

    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reconsideration:
    """That a negative decision is looked at again: who may ask, and how it can end."""

    label: str
    who: str
    citation: Citation
    outcomes: dict[str, Outcome]
    stops: tuple[str, ...]  # clocks of the decision that have done their work once it is asked for


@dataclass(frozen=True, slots=True)
class EndedBy:
    """Which decision ends the recovery period of one place, and whether before its last day."""

    step: str
    outcomes: tuple[str, ...]
    at_once: bool
    since: date  # for periods that began on this day or later
    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ClockLaw:
    """One clock: what it leaves time for, where it runs, and its lengths by the day each began."""

    name: str
    jurisdictions: tuple[str, ...]
    values: dict[date, Period | None]

    def __post_init__(self) -> None:
        """Refuse lengths out of order."""
        if list(self.values) != sorted(self.values):
            msg = "values in ascending order of their days"
            raise ValueError(msg)

    def on(self, day: date) -> Period | None:
        """Return the length in force on a day; None before the first, and after a repeal."""
        starts = [start for start in self.values if start <= day]
        return self.values[max(starts)] if starts else None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All decisions of one mechanism."""

    mechanism: str
    awaits: dict[str, Waiting]
    steps: dict[str, Step]
    reconsideration: Reconsideration
    clocks: dict[str, ClockLaw]
    recovery_ended_by: dict[str, tuple[EndedBy, ...]]

    def __post_init__(self) -> None:
        """Refuse a clock that nobody defined, and a step after one that is none."""
        started = {
            clock
            for outcomes in (
                *(step.outcomes for step in self.steps.values()),
                self.reconsideration.outcomes,
            )
            for outcome in outcomes.values()
            for clock in outcome.starts
        }
        if started - {*self.clocks, RECOVERY}:
            msg = "a clock for each that an outcome starts"
            raise ValueError(msg)
        if set(self.reconsideration.stops) - set(self.clocks):
            msg = "stops: clocks that are defined"
            raise ValueError(msg)
        for ended in (each for place in self.recovery_ended_by.values() for each in place):
            if ended.step not in self.steps or (
                set(ended.outcomes) - set(self.steps[ended.step].outcomes)
            ):
                msg = "recovery_ended_by: a step and its outcomes"
                raise ValueError(msg)
        if {name for step in self.steps.values() for name in step.after} - set(self.steps):
            msg = "after: one of the steps"
            raise ValueError(msg)

    def outcomes_of(self, step: str) -> dict[str, Outcome]:
        """Return how a step can go. Raises `NoSuchOutcome`."""
        if step == RECONSIDERATION:
            return self.reconsideration.outcomes
        if step not in self.steps:
            raise NoSuchOutcome
        return self.steps[step].outcomes

    def label(self, step: str) -> str:
        """Return a step in words."""
        return self.reconsideration.label if step == RECONSIDERATION else self.steps[step].label


@functools.cache
def outcomes(mechanism_id: str) -> Outcomes:
    """Return the decisions of one mechanism. Raises `WrongInput` when its file cannot be read."""
    return load_record(Outcomes, _DATA / f"{mechanism_id}-decisions.yaml")
