"""How long a consent holds. Values: data/duration.yaml."""

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_FILE = files("clew.rules.consent") / "data" / "duration.yaml"


@dataclass(frozen=True, slots=True)
class Duration:
    """Days a consent holds, the first day counted: unless something else is agreed, and at most."""

    default_days: int
    longest_days: int
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse a length of nothing, and a default beyond the longest."""
        if not 1 <= self.default_days <= self.longest_days:
            msg = "default_days from 1 to longest_days"
            raise ValueError(msg)


@functools.cache
def duration() -> Duration:
    """Return how long a consent holds, with its sources."""
    return load_record(Duration, _FILE)


def last_day(from_on: date) -> date:
    """Return the last day on which a consent given from `from_on` holds, unless agreed otherwise.

    The first day counts: 90 days from 1 January end on 31 March.
    """
    return _last(from_on, duration().default_days)


def latest_day(from_on: date) -> date:
    """Return the last day on which any consent given from `from_on` can hold."""
    return _last(from_on, duration().longest_days)


def _last(from_on: date, days: int) -> date:
    # A first day near the end of the calendar must not turn a decision into an error.
    return from_on + min(timedelta(days=days - 1), date.max - from_on)
