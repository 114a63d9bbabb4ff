"""How long a person's request may take, and how long an erasure waits. Values: requests.yaml."""

import functools
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_FILE = files("clew.rules.consent") / "data" / "requests.yaml"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """The month of the law, the days of waiting inside it, and what says so."""

    limit_months: int
    cooling_off_days: int
    citations: tuple[Citation, ...]
    held: tuple[Citation, ...]
    copy: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse a waiting time that would not fit into the shortest month."""
        if not (self.limit_months >= 1 and 1 <= self.cooling_off_days <= 21 * self.limit_months):
            msg = "cooling_off_days that leave a week of the month to do it in"
            raise ValueError(msg)


@functools.cache
def limits() -> Limits:
    """Return the limits, with their sources."""
    return load_record(Limits, _FILE)


def cools_until(asked_on: date) -> date:
    """Return the first day on which an erasure asked for on a day may be carried out.

    The day it was asked does not count: 14 days from 1 March end with 15 March.
    """
    return _forward(asked_on, limits().cooling_off_days)


def answer_by(asked_on: date) -> date:
    """Return the last day of the law for an answer: the same day of the next month.

    Where that month has no such day, its last one: 31 January is answered by 28 February.
    """
    return months_after(asked_on, limits().limit_months)


def months_after(on: date, months: int) -> date:
    """Return the same day some months later, or the last of that month where it has no such day."""
    place = on.year * _MONTHS + on.month - 1 + months
    year, month = divmod(place, _MONTHS)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def _forward(on: date, days: int) -> date:
    return on + min(timedelta(days=days), date.max - on)
