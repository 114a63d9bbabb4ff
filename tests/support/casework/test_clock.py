"""The recovery clock: last days as published law counts them, and the words for what is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.law.periods import Ends
from clew.support.casework.clock import NoClock, RecoveryClock, recovery_clock

DAY = date(2023, 2, 1)
OF_IRELAND = (
    "Administrative Immigration Arrangements for the Protection of Victims of Human Trafficking"
)
DAYS = st.dates(date(2023, 2, 1), date(2035, 12, 31))


def clock(place: str, on: date = DAY, from_on: date = DAY) -> RecoveryClock:
    found = recovery_clock(from_on=from_on, jurisdiction=place, on=on)
    assert isinstance(found, RecoveryClock)
    return found


@pytest.mark.parametrize(
    ("place", "last", "ends", "article"),
    [
        ("GB", date(2023, 3, 2), Ends.AT_LEAST, "Nationality and Borders Act 2022, s. 61"),
        (
            "IE", date(2023, 4, 1), Ends.FIXED,
            OF_IRELAND,
        ),
        (
            "NL", date(2023, 4, 30), Ends.FIXED,
            "Vreemdelingencirculaire 2000, B8/3.1; Vreemdelingenwet, art. 8(k)",
        ),
    ],
)  # fmt: skip
def test_the_last_day_is_the_one_the_law_gives(
    place: str, last: date, ends: Ends, article: str
) -> None:
    found = clock(place)
    assert (found.last_day, found.ends, found.article) == (last, ends, article)


def test_it_says_how_it_was_counted() -> None:
    assert clock("GB").steps == (
        "It begins on 1 February 2023.",
        "The law gives at least 30 days.",
        "The first day counts: 1 February 2023 is day 1.",
        "Day 30, the last one, is 2 March 2023.",
    )
    assert clock("NL").steps == (
        "It begins on 1 February 2023.",
        "The law gives 3 months.",
        "The first day counts: 1 February 2023 is day 1.",
        "3 months of the calendar end on 30 April 2023.",
    )


@pytest.mark.parametrize(
    ("place", "on", "left"),
    [
        ("GB", date(2023, 2, 15), "15 days at least"),
        ("GB", date(2023, 3, 1), "1 day at least"),
        ("GB", date(2023, 3, 2), "today at the earliest"),
        ("GB", date(2023, 3, 5), "the least time passed 3 days ago"),
        ("IE", date(2023, 3, 31), "1 day"),
        ("IE", date(2023, 4, 1), "today is the last day"),
        ("IE", date(2023, 4, 2), "ended 1 day ago"),
    ],
)
def test_what_is_left_is_said_in_words(place: str, on: date, left: str) -> None:
    assert clock(place, on).left == left


def test_a_period_that_may_last_longer_is_never_called_over() -> None:
    late = date(2024, 1, 1)
    assert clock("GB", late).is_over is False
    assert clock("IE", late).is_over is True  # red control: one that is fixed does end


def test_a_case_of_2022_keeps_the_days_of_its_law() -> None:
    found = clock("GB", from_on=date(2022, 2, 1))
    assert found.last_day == date(2022, 3, 17)  # 45 days, the first one counted
    assert found.article == "Policy of the competent authority"


def test_without_a_day_there_is_no_clock_and_a_sentence() -> None:
    found = recovery_clock(from_on=None, jurisdiction="GB", on=DAY)
    assert found == NoClock("Nobody has written down yet when the time to recover began.")


def test_a_place_without_data_says_so() -> None:
    found = recovery_clock(from_on=DAY, jurisdiction="XX", on=DAY)
    assert found == NoClock("No recovery period for XX is in our data: ask a local lawyer.")


@given(from_on=DAYS, later=st.integers(0, 400))
def test_thirty_days_with_the_first_are_twenty_nine_later(from_on: date, later: int) -> None:
    found = clock("GB", on=from_on + timedelta(days=later), from_on=from_on)
    assert found.last_day - from_on == timedelta(days=29)
    assert found.days_left == 29 - later
    assert 0 <= found.left_percent <= 100
