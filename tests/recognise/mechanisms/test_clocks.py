"""The clocks of decisions: golden days, and what holds for every day and every answer."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.recognise.mechanisms.clocks import clock_of
from clew.recognise.mechanisms.outcomes import RECOVERY, outcomes
from clew.rules.law.deadlines import add_months, recovery_deadline
from clew.rules.sources.states import State

LAW = outcomes("gb-nrm")
DAYS = st.dates(min_value=date(2024, 3, 22), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("code", "place", "day", "last"),
    [
        ("reconsideration", "GB", date(2026, 3, 2), date(2026, 4, 1)),
        ("reconsideration", "GB-SCT", date(2026, 1, 31), date(2026, 2, 28)),
        ("reconsideration", "GB", date(2028, 1, 31), date(2028, 2, 29)),
        ("judicial_review", "GB", date(2026, 3, 2), date(2026, 6, 1)),
        # The recovery period: 30 days in England and Wales, 90 in Scotland, 45 before 2022-12-13.
        (RECOVERY, "GB", date(2026, 3, 2), date(2026, 3, 31)),
        (RECOVERY, "GB-SCT", date(2026, 3, 2), date(2026, 5, 30)),
        (RECOVERY, "GB", date(2022, 12, 12), date(2023, 1, 25)),
        (RECOVERY, "GB", date(2022, 12, 13), date(2023, 1, 11)),
        (RECOVERY, "GB-NIR", date(2026, 3, 2), date(2026, 4, 15)),
    ],
)
def test_the_last_day_is_the_one_counted_by_hand(
    code: str, place: str, day: date, last: date
) -> None:
    assert clock_of(LAW, code, from_on=day, jurisdiction=place, on=day).last_day == last


@pytest.mark.parametrize(
    ("code", "place", "day"),
    [
        ("judicial_review", "GB-SCT", date(2026, 3, 2)),  # another law, not in our data
        ("reconsideration", "GB", date(2023, 3, 2)),  # before the limit that was read
        (RECOVERY, "GB", date(2001, 3, 2)),
        (RECOVERY, "QQ", date(2026, 3, 2)),
    ],
)
def test_a_length_that_is_not_in_our_data_is_said_and_never_guessed(
    code: str, place: str, day: date
) -> None:
    clock = clock_of(LAW, code, from_on=day, jurisdiction=place, on=day)
    assert clock.last_day is None
    assert clock.because.endswith((".", ":"))
    assert not clock.is_over


def test_what_was_not_read_in_its_own_source_says_so() -> None:
    for code in ("reconsideration", "judicial_review"):
        clock = clock_of(
            LAW, code, from_on=date(2026, 3, 2), jurisdiction="GB", on=date(2026, 3, 2)
        )
        assert clock.state is State.SECONDARY
        assert "was not read" in clock.note


@given(day=DAYS, code=st.sampled_from(["reconsideration", "judicial_review", RECOVERY]))
def test_no_last_day_lies_before_the_decision_or_later_than_its_months(
    day: date, code: str
) -> None:
    last = clock_of(LAW, code, from_on=day, jurisdiction="GB", on=day).last_day
    assert last is not None
    assert day < last
    if code == RECOVERY:
        assert last == recovery_deadline(jurisdiction="GB", starts_on=day).last_day
    else:
        assert last <= add_months(day, {"reconsideration": 1, "judicial_review": 3}[code])


@given(day=DAYS, later=st.integers(1, 400), code=st.sampled_from(["reconsideration", RECOVERY]))
def test_a_later_decision_never_ends_sooner(day: date, later: int, code: str) -> None:
    last = [
        clock_of(LAW, code, from_on=each, jurisdiction="GB", on=day).last_day
        for each in (day, day + timedelta(days=later))
    ]
    assert last[0] is not None
    assert last[1] is not None
    assert last[0] <= last[1]


@given(day=DAYS, looked=st.integers(-100, 400))
def test_a_clock_is_over_exactly_after_its_last_day(day: date, looked: int) -> None:
    on = day + timedelta(days=looked)
    clock = clock_of(LAW, "reconsideration", from_on=day, jurisdiction="GB", on=on)
    assert clock.last_day is not None
    assert clock.is_over == (on > clock.last_day)
    assert clock.left
    assert calendar.month_name[clock.last_day.month] in clock.steps[-1]
