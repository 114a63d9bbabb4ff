"""Dates of birth as far as they are known: a year, a month, a day, or nothing that can be."""

import functools
import re
from dataclasses import dataclass

EARLIEST_YEAR, LATEST_YEAR = 1000, 2100
_MONTHS, _DAYS = 12, 31
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:[T ].*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; 0 where a part is not."""

    year: int
    month: int = 0
    day: int = 0


@functools.lru_cache(maxsize=100_000)
def partial_date(text: str) -> PartialDate | None:
    """Read YYYY, YYYY-MM, YYYY-MM-DD or DD.MM.YYYY; None where it is no date anybody has.

    A month or a day that cannot be is dropped, the year kept: 1987-00-00 is 1987. A day before its
    month (1987-23-04) is turned around. The year 0208 is none.
    """
    match = _ISO.fullmatch(text)
    if match:
        year, month, day = (int(part or 0) for part in match.groups())
    else:
        match = _DAY_FIRST.fullmatch(text)
        if match is None:
            return None
        day, month, year = (int(part) for part in match.groups())
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month > _MONTHS >= day:
        month, day = day, month
    if not 1 <= month <= _MONTHS:
        return PartialDate(year)
    return PartialDate(year, month, day if 1 <= day <= _DAYS else 0)
