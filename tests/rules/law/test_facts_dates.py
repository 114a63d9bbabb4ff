"""Days in facts: which law, how old, and no date that contradicts the age stated."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law.facts import ADULT_AT, EARLIEST, LATEST, years_between
from clew.rules.law.known import Known
from clew.rules.sources.faults import WrongInput
from tests.rules.law.stated import stated

DAYS = st.dates(EARLIEST, LATEST)
SLOW = settings(derandomize=True, deadline=None, max_examples=200)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2006, 5, 1), date(2024, 4, 30), 17),
        (date(2006, 5, 1), date(2024, 5, 1), 18),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2006, 3, 1), date(2024, 2, 29), 17),
        (date(2005, 12, 31), date(2023, 12, 31), 18),
        (date(2006, 1, 1), date(2023, 12, 31), 17),
        (date(2024, 5, 1), date(2024, 5, 1), 0),
    ],
)
def test_years_are_complete_on_the_birthday(born: date, on: date, years: int) -> None:
    assert years_between(born, on) == years


@SLOW
@given(DAYS, st.integers(0, 120))
def test_a_birthday_adds_exactly_one_year(born: date, years: int) -> None:
    try:
        birthday = born.replace(year=born.year + years)
    except ValueError:  # 29 February in a common year: the law waits for 1 March
        birthday = date(born.year + years, 3, 1)
    assert years_between(born, birthday) == years
    assert years_between(born, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize("stated_as", [None, "unknown", "yes"])
def test_a_date_of_birth_settles_that_the_person_was_a_child(stated_as: str | None) -> None:
    assert stated(born="2006-05-01", on="2024-04-30", child=stated_as).child is Known.YES


@pytest.mark.parametrize("stated_as", [None, "unknown", "no"])
def test_a_date_of_birth_settles_that_the_person_was_an_adult(stated_as: str | None) -> None:
    assert stated(born="2006-05-01", on="2024-05-01", child=stated_as).child is Known.NO


@pytest.mark.parametrize(
    ("on", "child", "follows"), [("2024-04-30", "no", "yes"), ("2024-05-01", "yes", "no")]
)
def test_a_date_of_birth_that_contradicts_the_age_is_refused(
    on: str, child: str, follows: str
) -> None:
    with pytest.raises(WrongInput) as refused:
        stated(born="2006-05-01", on=on, child=child)
    (fault,) = refused.value.faults
    assert fault.key == "child"
    assert f"child: {follows}, which follows from `born` and `on`" in fault.wanted


def test_a_birth_after_the_facts_is_refused() -> None:
    with pytest.raises(WrongInput, match="born: found a birth after the facts"):
        stated(born="2024-05-02", on="2024-05-01")
    assert stated(born="2024-05-01", on="2024-05-01").child is Known.YES


def test_a_date_of_birth_without_a_day_of_the_facts_settles_nothing() -> None:
    assert stated(born="2020-01-01").child is Known.UNKNOWN
    assert stated(born="2020-01-01", child="yes").child is Known.YES


def test_a_date_of_birth_may_be_said_to_be_unknown() -> None:
    facts = stated(born="unknown", on="2024-05-01", child="yes")
    assert facts.born is None
    assert facts.child is Known.YES


@pytest.mark.parametrize("key", ["on", "born"])
@pytest.mark.parametrize("day", ["1899-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_out_of_range_is_refused(key: str, day: str) -> None:
    with pytest.raises(WrongInput, match=f"{key}: .*wanted a day from 1900-01-01 to 2100-12-31"):
        stated({key: day})


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_of_the_range_are_read(day: str) -> None:
    assert stated(on=day).on == date.fromisoformat(day)


@pytest.mark.parametrize("key", ["on", "born"])
@pytest.mark.parametrize(
    "day", ["2024-02-30", "01.05.2024", "May", "20240501", "2024-W18-3", "now", ""]
)
def test_what_is_no_date_is_refused(key: str, day: str) -> None:
    with pytest.raises(WrongInput, match=f"{key}: .*wanted a date as YYYY-MM-DD"):
        stated({key: day})


@SLOW
@given(DAYS, DAYS, st.sampled_from(["yes", "no", "unknown", None]))
def test_age_and_date_of_birth_agree_or_are_refused(
    born: date, on: date, child: str | None
) -> None:
    agrees = born <= on
    minor = "yes" if years_between(born, on) < ADULT_AT else "no"
    agrees = agrees and child in {minor, "unknown", None}
    if agrees:
        facts = stated(born=born.isoformat(), on=on.isoformat(), child=child)
        assert facts.child is Known(minor)
    else:
        with pytest.raises(WrongInput):
            stated(born=born.isoformat(), on=on.isoformat(), child=child)
