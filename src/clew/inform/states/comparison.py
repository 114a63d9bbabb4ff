"""Recovery periods side by side, and over time: rows for the table, lengths for the drawings."""

import functools
from dataclasses import dataclass
from datetime import date
from typing import Final

from clew.rules.law.periods import (
    Ends,
    Period,
    PeriodKind,
    RecoveryPeriods,
    jurisdictions,
    recovery_periods,
)
from clew.rules.sources.states import State

# Per cent of the drawing that the longest bar takes; its label needs the rest.
_WIDEST: Final = 55.0
_LEFT, _RIGHT = 12.0, 78.0  # per cent: the years of a step drawing run between these
_END = 100.0
_TOP, _BASE = 40.0, 150.0  # pixels: the highest value and the ground line of a step drawing
_BAR_CLASS: Final = {State.VERIFIED: "bar-v", State.SECONDARY: "bar-s", State.UNVERIFIED: "bar-u"}


@dataclass(frozen=True, slots=True)
class Row:
    """One jurisdiction as it stands last in our data."""

    code: str
    country: str
    name: str
    period: Period
    since: date
    width: float
    extendable: str | None
    cooperation: str | None

    @property
    def short(self) -> str:
        """The country in few words, for a drawing: 'Scotland' for 'United Kingdom (Scotland)'."""
        name, _, inside = self.country.partition(" (")
        return inside.removesuffix(")") if name == "United Kingdom" else name

    @property
    def bar(self) -> str:
        """The class of the bar: how far the length was checked."""
        return _BAR_CLASS[self.period.state]

    @property
    def longer_possible(self) -> bool:
        """Whether the line runs on past the bar."""
        return self.period.ends is not Ends.FIXED

    @property
    def since_was_read(self) -> bool:
        """Whether the day on which this length began was read anywhere."""
        return self.period.starts.state is not State.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a history, placed in its drawing. `x` in per cent, `y` in pixels."""

    period: Period
    since: date
    x: float
    y: float
    x_end: float
    y_before: float | None

    @property
    def start_was_read(self) -> bool:
        """Whether the day on which it began was read anywhere."""
        return self.period.starts.state is not State.UNVERIFIED

    @property
    def shows_label(self) -> bool:
        """Whether its label has room: a new basis for the same length is a dot without one."""
        return self.y_before != self.y

    @property
    def label_at_end(self) -> bool:
        """Whether it stands so far right that its label must end with the drawing."""
        return self.x >= _RIGHT - 10

    @property
    def label_y(self) -> float:
        """Where its label stands: above the line."""
        return self.y - 14

    @property
    def solid(self) -> bool:
        """Whether the length itself was read; an unread one is drawn dotted."""
        return self.period.state is not State.UNVERIFIED


@dataclass(frozen=True, slots=True)
class History:
    """How one jurisdiction's period changed."""

    code: str
    country: str
    steps: tuple[Step, ...]

    @property
    def in_words(self) -> str:
        """The history as a sentence, for those who do not see the drawing."""
        parts = [
            f"{step.period.length_in_words} from {step.since.year}"
            for step in self.steps
            if step.shows_label
        ]
        return f"{self.country}: {', then '.join(parts)}."


@functools.cache
def _all() -> tuple[RecoveryPeriods, ...]:
    return tuple(found for code in jurisdictions() if (found := recovery_periods(code)))


@functools.cache
def rows() -> tuple[Row, ...]:
    """Return every jurisdiction with a period, those read in a source first, longest first."""
    dated = [(found, newest) for found in _all() if (newest := found.on(None))]
    longest = max(period.days_about for _, (_, period) in dated)
    order = list(State)
    made = [
        Row(
            code=found.jurisdiction,
            country=found.country,
            name=found.name,
            period=period,
            since=since,
            width=round(period.days_about / longest * _WIDEST, 1),
            extendable=_side(found, "extendable"),
            cooperation=_side(found, "cooperation"),
        )
        for found, (since, period) in dated
    ]
    return tuple(
        sorted(
            made,
            key=lambda row: (order.index(row.period.state), -row.period.days_about, row.country),
        )
    )


def _side(found: RecoveryPeriods, name: str) -> str | None:
    side = (found.also or {}).get(name)
    return side.text if side else None


@functools.cache
def without_period() -> tuple[RecoveryPeriods, ...]:
    """Return the jurisdictions where none was found, with what was looked for."""
    return tuple(found for found in _all() if found.kind is PeriodKind.NONE)


@functools.cache
def histories() -> tuple[History, ...]:
    """Return every jurisdiction whose length changed, those best read first."""
    changed = [found for found in _all() if _lengths(found) > 1]
    made = [History(found.jurisdiction, found.country, _steps(found)) for found in changed]
    return tuple(
        sorted(made, key=lambda item: (-sum(step.solid for step in item.steps), item.country))
    )


def _lengths(found: RecoveryPeriods) -> int:
    return len({period.length_in_words for period in found.values.values() if period})


def _steps(found: RecoveryPeriods) -> tuple[Step, ...]:
    """Place the values: time from left to right, length upwards from zero."""
    dated = [(since, period) for since, period in found.values.items() if period]
    first, last = dated[0][0].toordinal(), dated[-1][0].toordinal()
    highest = max(period.days_about for _, period in dated)
    xs = [
        _LEFT + (since.toordinal() - first) / (last - first) * (_RIGHT - _LEFT)
        for since, _ in dated
    ]
    ys = [_BASE - period.days_about / highest * (_BASE - _TOP) for _, period in dated]
    return tuple(
        Step(
            period=period,
            since=since,
            x=round(xs[place], 1),
            y=round(ys[place], 1),
            x_end=round(xs[place + 1], 1) if place + 1 < len(dated) else _END,
            y_before=round(ys[place - 1], 1) if place else None,
        )
        for place, (since, period) in enumerate(dated)
    )
