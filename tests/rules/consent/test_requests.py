"""The month of the law, and the days in which an erasure can still be taken back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent.requests import Limits, answer_by, cools_until, limits


@pytest.mark.parametrize(
    ("asked", "cools", "by"),
    [
        (date(2026, 3, 1), date(2026, 3, 15), date(2026, 4, 1)),
        (date(2026, 1, 31), date(2026, 2, 14), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 14), date(2028, 2, 29)),
        (date(2026, 12, 20), date(2027, 1, 3), date(2027, 1, 20)),
        (date.max, date.max, date.max),
    ],
)
def test_a_request_cools_two_weeks_and_is_answered_within_the_month(
    asked: date, cools: date, by: date
) -> None:
    assert (cools_until(asked), answer_by(asked)) == (cools, by)


@given(st.dates(max_value=date(9999, 11, 1)))
def test_there_is_always_a_week_left_to_do_it_in(asked: date) -> None:
    assert asked < cools_until(asked) <= answer_by(asked) - timedelta(days=7)
    assert timedelta(days=28) <= answer_by(asked) - asked <= timedelta(days=31)


@given(st.dates(max_value=date(9999, 11, 1)))
def test_who_asks_later_is_never_answered_earlier(asked: date) -> None:
    after = asked + timedelta(days=1)
    assert answer_by(asked) <= answer_by(after)


@pytest.mark.parametrize(("months", "days"), [(1, 22), (1, 0), (0, 1)])
def test_a_waiting_time_that_does_not_fit_is_refused(months: int, days: int) -> None:
    with pytest.raises(ValueError, match="a week of the month"):
        Limits(months, days, (), (), ())


def test_the_limits_say_where_they_come_from() -> None:
    found = limits()
    assert found.citations
    assert found.held
    assert found.copy
