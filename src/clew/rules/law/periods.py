"""Recovery and reflection periods of every country, as dated law. Values: data/recovery_periods.

A value that changed stays: a case of 2022 in the United Kingdom keeps its 45 days. Used by
`deadlines` (which day is the last) and by `consequences`.
"""

import functools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from clew.rules.law.elements import codes
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record
from clew.rules.sources.states import State, weakest

_FOLDER = files("clew.rules.law") / "data" / "recovery_periods"


class Ends(StrEnum):
    """How a period ends."""

    FIXED = "fixed"
    AT_LEAST = "at_least"
    ON_DECISION = "on_decision"


class PeriodKind(StrEnum):
    """Whether the file holds a period, a floor for States, or the statement that there is none."""

    PERIOD = "period"
    FLOOR = "floor"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FirstDay:
    """Whether the day of the decision is day one. Unread ones count it: never a day too late."""

    counts: bool
    state: State


@dataclass(frozen=True, slots=True)
class Start:
    """How sure it is that the value began on the day it stands under."""

    state: State


@dataclass(frozen=True, slots=True)
class Period:
    """One length of the period, as it stood from a day on. Exactly one of days and months."""

    ends: Ends
    first_day: FirstDay
    starts: Start
    article: str
    citation: Citation
    days: int | None = None
    months: int | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse a length that is none, or two at once."""
        if (self.days is None) == (self.months is None):
            msg = "either days or months"
            raise ValueError(msg)
        if (self.days or self.months or 0) < 1:
            msg = "a length of at least 1"
            raise ValueError(msg)

    @property
    def length_in_words(self) -> str:
        """'at least 30 days', '3 months'."""
        count, unit = (self.days, "day") if self.days is not None else (self.months, "month")
        length = f"{count} {unit}{'' if count == 1 else 's'}"
        return f"at least {length}" if self.ends is Ends.AT_LEAST else length

    @property
    def state(self) -> State:
        """How far the length itself was checked. The start and first day carry their own."""
        return self.citation.state

    @property
    def days_about(self) -> int:
        """The length in days for comparing, a month taken as 30."""
        return self.days if self.days is not None else (self.months or 0) * 30


@dataclass(frozen=True, slots=True)
class SideFact:
    """Something beside the length: extension, cooperation, permit, an exception for one group."""

    text: str
    state: State
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class RecoveryPeriods:
    """What one jurisdiction gives, with its history by the day each length began."""

    jurisdiction: str
    country: str
    kind: PeriodKind
    name: str
    values: dict[date, Period | None]
    because: str | None = None
    also: dict[str, SideFact] | None = None

    def __post_init__(self) -> None:
        """Refuse values out of order, and a 'none' that does not say what was looked for."""
        if list(self.values) != sorted(self.values):
            msg = "values in ascending order of their days"
            raise ValueError(msg)
        if (self.kind is PeriodKind.NONE) != (not self.values):
            msg = "values, or kind: none without any"
            raise ValueError(msg)
        if self.kind is PeriodKind.NONE and not self.because:
            msg = "because: what was looked for and what there is instead"
            raise ValueError(msg)

    def on(self, day: date | None) -> tuple[date, Period] | None:
        """Return the length in force on a day (the newest without one), and when it began."""
        starts = [start for start in self.values if day is None or start <= day]
        if not starts:
            return None
        period = self.values[max(starts)]
        return None if period is None else (max(starts), period)

    @property
    def newest(self) -> Period | None:
        """The length as it stands last in our data."""
        found = self.on(None)
        return None if found is None else found[1]

    @property
    def state(self) -> State:
        """How far the newest length was checked; unverified where there is none."""
        return weakest([self.newest.state] if self.newest else [])


@functools.cache
def jurisdictions() -> tuple[str, ...]:
    """Return the codes of every jurisdiction with a file, whether or not it gives a period."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _FOLDER.iterdir()))


@functools.cache
def recovery_periods(code: str) -> RecoveryPeriods | None:
    """Load the periods of one jurisdiction; None when there is no file for it."""
    code = codes().get(code, code)
    if code not in jurisdictions():
        return None
    return load_record(RecoveryPeriods, _FOLDER / f"{code}.yaml")


def period_in_force(code: str, on: date | None) -> Period | None:
    """Return the length in force in a jurisdiction on a day, if any is in our data."""
    found = recovery_periods(code)
    dated = found.on(on) if found else None
    return dated[1] if dated else None
