"""Counting days and months, for every day and every length."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law.deadlines import add_months, last_day, recovery_deadline
from clew.rules.law.periods import jurisdictions, recovery_periods
from tests.rules.law.test_deadlines import period

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LENGTHS = st.integers(1, 800)
MONTHS = st.integers(1, 60)
SLOW = settings(derandomize=True, deadline=None, max_examples=200)


@SLOW
@given(DAYS, LENGTHS, st.booleans())
def test_a_longer_period_ends_later(day: date, days: int, counts: bool) -> None:
    shorter, longer = period(days=days, counts=counts), period(days=days + 1, counts=counts)
    assert last_day(longer, day) - last_day(shorter, day) == timedelta(days=1)


def days_inside(first: date, last: date) -> int:
    """Count the days of a period by walking through it, its first day included."""
    walked, day = 0, first
    while day <= last:
        walked, day = walked + 1, day + timedelta(days=1)
    return walked


@SLOW
@given(DAYS, LENGTHS)
def test_with_the_first_day_counted_a_period_has_exactly_its_days(day: date, days: int) -> None:
    assert days_inside(day, last_day(period(days=days), day)) == days


@SLOW
@given(DAYS, LENGTHS)
def test_the_walk_through_a_period_sees_a_first_day_that_was_not_counted(
    day: date, days: int
) -> None:
    # Red control: without the first day, the same walk finds one day more.
    assert days_inside(day, last_day(period(days=days, counts=False), day)) == days + 1


@SLOW
@given(DAYS, LENGTHS)
def test_a_first_day_that_counts_ends_exactly_one_day_earlier(day: date, days: int) -> None:
    counted, not_counted = period(days=days), period(days=days, counts=False)
    assert last_day(not_counted, day) - last_day(counted, day) == timedelta(days=1)


@SLOW
@given(DAYS, st.integers(0, 600))
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    found = add_months(day, months)
    longest = calendar.monthrange(found.year, found.month)[1]
    assert found.day == min(day.day, longest)
    assert (found.year - day.year) * 12 + found.month - day.month == months


@SLOW
@given(DAYS, MONTHS, st.booleans())
def test_a_period_of_months_ends_later_the_later_it_starts(
    day: date,
    months: int,
    counts: bool,
) -> None:
    length = period(months=months, counts=counts)
    assert last_day(length, day) <= last_day(length, day + timedelta(days=1))
    assert last_day(length, day) < last_day(period(months=months + 1, counts=counts), day)


@SLOW
@given(DAYS, MONTHS)
def test_a_period_of_months_never_ends_a_day_too_late(day: date, months: int) -> None:
    end = last_day(period(months=months), day)
    assert end <= add_months(day, months)
    assert end >= add_months(day, months) - timedelta(days=1)


@pytest.mark.parametrize("code", jurisdictions())
def test_every_period_in_our_data_gives_a_last_day_after_its_first(code: str) -> None:
    found = recovery_periods(code)
    assert found is not None
    for since in found.values:
        deadline = recovery_deadline(jurisdiction=code, starts_on=since)
        assert deadline.since == since
        assert since + timedelta(days=27) < deadline.last_day <= since + timedelta(days=366)
