"""Recovery periods as dated law: every country, its history, and the state of each value."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law.periods import (
    Ends,
    Period,
    PeriodKind,
    RecoveryPeriods,
    jurisdictions,
    period_in_force,
    recovery_periods,
)
from clew.rules.sources.states import State
from tests.rules.law.test_deadlines import period


def periods_of(code: str) -> RecoveryPeriods:
    found = recovery_periods(code)
    assert found is not None
    return found


@pytest.mark.parametrize("code", jurisdictions())
def test_a_country_has_a_period_or_says_why_not(code: str) -> None:
    found = periods_of(code)
    assert found.jurisdiction == code
    assert found.country.strip()
    if found.kind is PeriodKind.NONE:
        assert found.because
        assert found.because.strip().endswith(".")
        assert found.newest is None
        assert found.state is State.UNVERIFIED
    else:
        assert found.newest is not None
        assert found.state is found.newest.citation.state


def test_the_history_of_every_country_ascends() -> None:
    for code in jurisdictions():
        days = list(periods_of(code).values)
        assert days == sorted(set(days)), code


@pytest.mark.parametrize("code", jurisdictions())
def test_every_value_names_its_article_and_one_length_of_thirty_days_or_more(code: str) -> None:
    for value in periods_of(code).values.values():
        assert value is not None
        assert value.article.strip()
        assert (value.days is None) != (value.months is None)
        assert value.days_about >= 30, "no State bound by the Convention may give less"
        if value.state is not State.VERIFIED:
            assert value.note, "a value not read in its source needs a note"


# Read in their sources: country, day, days, months.
LENGTHS = [
    ("GB", "2022-12-12", 45, None),
    ("GB", "2022-12-13", 30, None),
    ("GB", "2026-01-01", 30, None),
    ("GB-SCT", "2024-01-01", 90, None),
    ("NL", "2024-01-01", None, 3),
    ("BE", "2024-01-01", 45, None),
    ("DE", "2024-01-01", None, 3),
    ("CH", "2024-01-01", 30, None),
    ("NO", "2024-01-01", None, 6),
    ("SE", "2024-01-01", 30, None),
    ("DK", "2024-01-01", 30, None),
    ("BG", "2024-01-01", 30, None),
    ("MT", "2024-01-01", None, 2),
    ("CA", "2025-01-31", 180, None),
    ("CA", "2025-02-01", None, 12),
    ("AU", "2023-06-30", 45, None),
    ("AU", "2023-07-01", 90, None),
    ("IE", "2024-01-01", 60, None),
    ("CETS-197", "2008-02-01", 30, None),
]


@pytest.mark.parametrize(("code", "on", "days", "months"), LENGTHS)
def test_the_lengths_that_were_read(
    code: str, on: str, days: int | None, months: int | None
) -> None:
    found = period_in_force(code, date.fromisoformat(on))
    assert found is not None
    assert (found.days, found.months) == (days, months)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (period(days=1), "1 day"),
        (period(days=45), "45 days"),
        (period(months=1), "1 month"),
        (period(months=3), "3 months"),
        (replace(period(days=30), ends=Ends.AT_LEAST), "at least 30 days"),
        (replace(period(months=12), ends=Ends.AT_LEAST), "at least 12 months"),
    ],
)
def test_a_length_is_said_in_words(length: Period, words: str) -> None:
    assert length.length_in_words == words


@pytest.mark.parametrize("lengths", [{"days": 30, "months": 1}, {}])
def test_a_value_has_days_or_months(lengths: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="either days or months"):
        period(**lengths)  # type: ignore[arg-type]


@pytest.mark.parametrize("lengths", [{"days": 0}, {"days": -1}, {"months": 0}])
def test_a_length_is_at_least_one(lengths: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a length of at least 1"):
        period(**lengths)  # type: ignore[arg-type]


def made_up(
    days: list[date], *, kind: PeriodKind = PeriodKind.PERIOD, because: str | None = None
) -> RecoveryPeriods:
    lengths = {day: period(days=30 + at) for at, day in enumerate(days)}
    return RecoveryPeriods("XX", "Nowhere", kind, "period", dict(lengths), because)


def test_values_out_of_order_do_not_load() -> None:
    with pytest.raises(ValueError, match="ascending order"):
        made_up([date(2023, 1, 1), date(2022, 1, 1)])


def test_values_and_none_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="kind: none without any"):
        made_up([date(2023, 1, 1)], kind=PeriodKind.NONE, because="None.")
    with pytest.raises(ValueError, match="kind: none without any"):
        made_up([])
    with pytest.raises(ValueError, match="what was looked for"):
        made_up([], kind=PeriodKind.NONE)
    assert made_up([], kind=PeriodKind.NONE, because="Not found.").newest is None


HISTORIES = st.lists(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6, unique=True
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(HISTORIES.map(sorted), st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_the_value_of_a_day_is_the_last_that_began(history: list[date], day: date) -> None:
    found = made_up(history).on(day)
    begun = [start for start in history if start <= day]
    assert (found is None) == (not begun)
    if found is not None:
        assert found[0] == begun[-1]
        assert found[1].days == 30 + len(begun) - 1
    assert made_up(history).on(None) == made_up(history).on(date.max)


def test_the_day_before_a_change_keeps_the_old_value() -> None:
    for code in jurisdictions():
        days = list(periods_of(code).values)
        for earlier, later in pairwise(days):
            found = periods_of(code).on(later - timedelta(days=1))
            assert found is not None
            assert found[0] == earlier


@pytest.mark.parametrize("code", ["XX", "", "gb", "../aliases"])
def test_a_country_without_a_file_has_no_periods(code: str) -> None:
    assert recovery_periods(code) is None
    assert period_in_force(code, None) is None
