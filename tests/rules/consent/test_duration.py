"""How long a consent holds, to the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent.duration import Duration, duration, last_day, latest_day


def test_ninety_days_from_the_first_of_january_end_on_the_last_of_march() -> None:
    assert last_day(date(2026, 1, 1)) == date(2026, 3, 31)
    assert latest_day(date(2026, 1, 1)) == date(2026, 12, 31)


@given(st.dates())
def test_the_first_day_counts_and_no_consent_outlasts_the_longest(first: date) -> None:
    assert (last_day(first) - first).days == min(89, (date.max - first).days)
    assert first <= last_day(first) <= latest_day(first)


def test_the_lengths_are_data_with_a_source() -> None:
    assert (duration().default_days, duration().longest_days) == (90, 365)
    assert duration().citations


@pytest.mark.parametrize(("default", "longest"), [(0, 365), (366, 365), (-1, 90)])
def test_lengths_that_contradict_each_other_are_refused(default: int, longest: int) -> None:
    with pytest.raises(ValueError, match="default_days from 1 to longest_days"):
        Duration(default, longest, ())
