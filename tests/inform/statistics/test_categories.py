"""Categories: fixed, and unknown is never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.inform.statistics.categories import (
    AGES,
    FORMS,
    age_band,
    form_of,
    quarter_of,
    sex_of,
)
from clew.rules.law.facts import Purpose

DAYS = st.dates(min_value=date(1920, 1, 1), max_value=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2008-03-16", "18_to_24"),
        ("2008-03-17", "under_18"),
        ("2001-03-16", "25_to_39"),
        ("1986-03-17", "25_to_39"),
        ("1986-03-16", "40_to_59"),
        ("1966-03-16", "60_or_over"),
        ("1990", "25_to_39"),
        ("2008", "not_known"),  # seventeen or eighteen: the band hangs on the birthday
        ("2008-03", "not_known"),
        ("2008-02", "18_to_24"),
        ("2026-03-17", "not_known"),
        ("2026", "under_18"),
        ("about 1990", "not_known"),
        ("1990-13", "not_known"),
        ("1990-02-30", "not_known"),
        ("0", "not_known"),
        ("", "not_known"),
        (None, "not_known"),
    ],
)
def test_the_age_band_is_that_of_the_day_or_not_known(born: str | None, band: str) -> None:
    assert age_band(born, date(2026, 3, 16)) == band


@given(born=DAYS, days=st.integers(0, 40_000), length=st.sampled_from([4, 7]))
def test_a_year_or_month_never_says_another_band_than_the_day(
    born: date, days: int, length: int
) -> None:
    on = born + timedelta(days=days)
    exact = age_band(born.isoformat(), on)
    assert age_band(born.isoformat()[:length], on) in {exact, "not_known"}
    assert exact != "not_known"


@given(st.text(max_size=12))
def test_whatever_is_written_as_a_birthday_has_a_band(born: str) -> None:
    assert age_band(born, date(2026, 3, 16)) in AGES


@pytest.mark.parametrize(
    ("told", "category"),
    [
        ("Male", "male"),
        (" female ", "female"),
        ("intersex", "another"),
        ("", "not_known"),
        (None, "not_known"),
    ],
)
def test_sex_is_what_was_told_or_not_known(told: str | None, category: str) -> None:
    assert sex_of(told) == category


def test_more_than_one_form_counts_once_and_none_is_not_known() -> None:
    assert form_of(["forced_labour"]) == "forced_labour"
    assert form_of(["servitude", "forced_labour"]) == "several"
    assert form_of([]) == "not_known"
    assert form_of(["a purpose nobody wrote"]) == "not_known"


def test_every_purpose_of_the_law_is_a_form() -> None:
    assert set(FORMS) == {*Purpose.__dataclass_fields__, "several", "not_known"}


def test_a_quarter_has_three_months() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == [
        "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4",
    ]  # fmt: skip
