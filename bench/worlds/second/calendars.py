"""Days, and the same day as another calendar counts it.

A clerk who is told a birthday in the Ethiopian calendar writes the numbers down as they are:
seven or eight years too young, a month that never fits. Conversion after Dershowitz and Reingold,
*Calendrical Calculations*, chapter 4 (the Coptic cycle of 1,461 days).
"""

from datetime import date
from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array

FIRST_YEAR: Final = 2012
MONTHS: Final = 72
"""The world runs from January 2012 to December 2017."""

_EPOCH: Final = 2440588 - 1723856
"""Days from the first day of the Ethiopian era to 1 January 1970."""
_CYCLE, _YEAR, _MONTH = 1461, 365, 30


def split(days: Array) -> tuple[Array, Array, Array]:
    """Return year, month and day of days counted from 1970."""
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    whole = months.astype(np.int64)
    day = (stamps - months.astype("datetime64[D]")).astype(np.int64) + 1
    return whole // 12 + 1970, whole % 12 + 1, day


def ethiopian(days: Array) -> tuple[Array, Array, Array]:
    """Return year, month (1 to 13) and day in the Ethiopian calendar."""
    since = days.astype(np.int64) + _EPOCH
    cycles, rest = np.divmod(since, _CYCLE)
    leap = rest // (_CYCLE - 1)
    of_year = rest % _YEAR + _YEAR * leap
    year = 4 * cycles + rest // _YEAR - leap
    return year, of_year // _MONTH + 1, of_year % _MONTH + 1


def month_of(year: int, month: int) -> int:
    """Return the number of a month of the world; 0 is its first."""
    return (year - FIRST_YEAR) * 12 + month - 1


def year_month(number: int) -> tuple[int, int]:
    """Return year and month of a numbered month."""
    return FIRST_YEAR + number // 12, number % 12 + 1


def on(number: int, day: int) -> str:
    """Return a day of a numbered month as ISO writes it; day 0 leaves the day out."""
    year, month = year_month(number)
    return date(year, month, day).isoformat() if day else f"{year:04d}-{month:02d}"
