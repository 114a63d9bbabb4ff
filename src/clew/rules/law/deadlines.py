"""Which day is the last: counting days and months as the law counts them. Periods: `periods`."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clew.rules.law.periods import Period, RecoveryPeriods, recovery_periods
from clew.rules.sources.states import State

LAST_COUNTABLE: Final = date(9000, 1, 1)
MONTHS_IN_A_YEAR: Final = 12


class NoPeriod(Exception):
    """There is no recovery period in law, or none in our data, for this place and day."""


@dataclass(frozen=True, slots=True)
class RecoveryDeadline:
    """The recovery period that starts on a day, and its last day."""

    jurisdiction: str
    country: str
    starts_on: date
    since: date
    period: Period
    last_day: date

    @property
    def since_was_read(self) -> bool:
        """Whether the day on which this length began was read anywhere."""
        return self.period.starts.state is not State.UNVERIFIED

    @property
    def note(self) -> str:
        """What a reader must know beside the date: what was not read, what may lengthen it."""
        parts = [self.period.note] if self.period.note else []
        first_day = self.period.first_day
        if first_day.state is not State.VERIFIED:
            counted = "counts" if first_day.counts else "does not count"
            parts.append(
                f"Whether the first day counts was not read in the source; here it {counted}."
            )
        if not self.since_was_read:
            parts.append("The day on which this length began was not read.")
        return " ".join(parts)


def recovery_deadline(*, jurisdiction: str, starts_on: date) -> RecoveryDeadline:
    """Work out the recovery period of a jurisdiction that starts on a day.

    Raises `NoPeriod` with one sentence when none is in law or in our data for that day.
    """
    found = recovery_periods(jurisdiction)
    if found is None:
        msg = f"No recovery period for {jurisdiction} is in our data: ask a local lawyer."
        raise NoPeriod(msg)
    if not found.values:
        msg = f"{found.country}: {found.because}"
        raise NoPeriod(msg)
    dated = found.on(starts_on)
    if dated is None:
        raise NoPeriod(_why_none_on(found, starts_on))
    since, period = dated
    return RecoveryDeadline(
        jurisdiction=jurisdiction,
        country=found.country,
        starts_on=starts_on,
        since=since,
        period=period,
        last_day=last_day(period, starts_on),
    )


def _why_none_on(found: RecoveryPeriods, day: date) -> str:
    """Say whether the day lies before the first length in our data, or after its repeal."""
    first = min(found.values)
    if day < first:
        return f"{found.country}: no recovery period before {in_words(first)} is in our data."
    since = max(start for start in found.values if start <= day)
    return f"{found.country}: the recovery period was repealed from {in_words(since)} on."


def last_day(period: Period, starts_on: date) -> date:
    """Return the last day of a period.

    With the first day counted, 30 days from 1 February end on 2 March, and 3 months from
    1 February end on 30 April; otherwise a day later. Raises OverflowError past the year 9000.
    """
    if starts_on > LAST_COUNTABLE:
        msg = "a day too far ahead to count from"
        raise OverflowError(msg)
    if period.days is not None:
        after = starts_on + timedelta(days=period.days)
    else:
        after = add_months(starts_on, period.months or 0)
        # 31 January and one month: the month has no 31st, so its last day is inside the period.
        if after.day < starts_on.day:
            return after
    return after - timedelta(days=1) if period.first_day.counts else after


def add_months(day: date, months: int) -> date:
    """Return the day with the same number `months` later, or the last day of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // MONTHS_IN_A_YEAR, index % MONTHS_IN_A_YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def in_words(day: date) -> str:
    """Write a date so that nobody misreads it: 2 January 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
