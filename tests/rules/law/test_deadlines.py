"""The last day of a recovery period: worked examples, and what is said where there is none."""

from dataclasses import replace
from datetime import date

import pytest

from clew.rules.law import deadlines
from clew.rules.law.deadlines import (
    LAST_COUNTABLE,
    NoPeriod,
    add_months,
    in_words,
    last_day,
    recovery_deadline,
)
from clew.rules.law.periods import Ends, FirstDay, Period, PeriodKind, RecoveryPeriods, Start
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State

READ = Citation("ecat", "art. 13(1)", State.VERIFIED)


def period(*, days: int | None = None, months: int | None = None, counts: bool = True) -> Period:
    """Return a made-up period of this length."""
    return Period(
        ends=Ends.FIXED,
        first_day=FirstDay(counts, State.VERIFIED),
        starts=Start(State.VERIFIED),
        article="art. 1",
        citation=READ,
        days=days,
        months=months,
    )


# Worked with a paper calendar, counting the first day.
GOLDEN = [
    ("GB", "2022-12-12", 45, None, "2023-01-25"),
    ("GB", "2022-12-13", 30, None, "2023-01-11"),
    ("GB", "2023-01-29", 30, None, "2023-02-27"),
    ("GB", "2023-02-01", 30, None, "2023-03-02"),
    ("GB", "2024-02-01", 30, None, "2024-03-01"),
    ("GB-ENG", "2023-02-01", 30, None, "2023-03-02"),
    ("GB-SCT", "2024-01-01", 90, None, "2024-03-30"),
    ("GB-SCT", "2023-01-01", 90, None, "2023-03-31"),
    ("GB-NIR", "2024-01-01", 45, None, "2024-02-14"),
    ("AU", "2023-06-30", 45, None, "2023-08-13"),
    ("AU", "2023-07-01", 90, None, "2023-09-28"),
    ("CA", "2024-06-01", 180, None, "2024-11-27"),
    ("CA", "2025-01-31", 180, None, "2025-07-29"),
    ("CA", "2025-02-01", None, 12, "2026-01-31"),
    ("CA", "2025-06-15", None, 12, "2026-06-14"),
    ("NL", "2024-01-01", None, 3, "2024-03-31"),
    ("NL", "2024-11-30", None, 3, "2025-02-28"),
    ("NL", "2023-11-30", None, 3, "2024-02-29"),
    ("NO", "2024-08-31", None, 6, "2025-02-28"),
    ("IE", "2024-12-31", 60, None, "2025-02-28"),
    ("CETS-197", "2024-01-31", 30, None, "2024-02-29"),
]


@pytest.mark.parametrize(("code", "starts", "days", "months", "last"), GOLDEN)
def test_worked_examples(
    code: str, starts: str, days: int | None, months: int | None, last: str
) -> None:
    found = recovery_deadline(jurisdiction=code, starts_on=date.fromisoformat(starts))
    assert (found.period.days, found.period.months) == (days, months)
    assert found.last_day.isoformat() == last
    assert found.jurisdiction == code


@pytest.mark.parametrize(
    ("starts", "months", "counted", "not_counted"),
    [
        ("2024-02-01", 3, "2024-04-30", "2024-05-01"),
        ("2023-01-31", 1, "2023-02-28", "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2023-01-28", 1, "2023-02-27", "2023-02-28"),
        ("2023-01-29", 1, "2023-02-28", "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28", "2028-02-29"),
        ("2024-03-31", 1, "2024-04-30", "2024-04-30"),
        ("2024-04-30", 1, "2024-05-29", "2024-05-30"),
        ("2024-12-31", 2, "2025-02-28", "2025-02-28"),
    ],
)
def test_months_end_before_the_same_number_or_on_the_last_day_of_a_shorter_month(
    starts: str, months: int, counted: str, not_counted: str
) -> None:
    day = date.fromisoformat(starts)
    assert last_day(period(months=months), day).isoformat() == counted
    assert last_day(period(months=months, counts=False), day).isoformat() == not_counted


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("XX", "No recovery period for XX is in our data: ask a local lawyer."),
        ("gb", "No recovery period for gb is in our data: ask a local lawyer."),
        ("../GB", "No recovery period for ../GB is in our data: ask a local lawyer."),
        ("KH", "Cambodia: No such period was found; "),
        ("US", "United States: There is no recovery and reflection period as such; "),
        ("EU", "European Union: Directive 2004/81, art. 6, leaves the length"),
    ],
)
def test_where_there_is_none_one_sentence_says_why(code: str, said: str) -> None:
    with pytest.raises(NoPeriod) as none:
        recovery_deadline(jurisdiction=code, starts_on=date(2024, 1, 1))
    assert str(none.value).startswith(said)
    assert "\n" not in str(none.value)


def test_a_day_before_the_first_known_length_says_from_which_day_there_is_one() -> None:
    with pytest.raises(NoPeriod, match="no recovery period before 1 April 2009 is in our data"):
        recovery_deadline(jurisdiction="GB", starts_on=date(2009, 3, 31))
    assert recovery_deadline(jurisdiction="GB", starts_on=date(2009, 4, 1)).period.days == 45


def repealed() -> RecoveryPeriods:
    values: dict[date, Period | None] = {date(2010, 1, 1): period(days=30), date(2020, 1, 1): None}
    return RecoveryPeriods("XX", "Nowhere", PeriodKind.PERIOD, "period", values)


def test_a_repealed_period_gives_no_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "recovery_periods", lambda _code: repealed())
    assert recovery_deadline(jurisdiction="XX", starts_on=date(2019, 12, 31)).period.days == 30
    with pytest.raises(NoPeriod):
        recovery_deadline(jurisdiction="XX", starts_on=date(2020, 1, 1))


def test_a_repealed_period_is_not_said_to_have_been_missing_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadlines, "recovery_periods", lambda _code: repealed())
    with pytest.raises(NoPeriod) as none:
        recovery_deadline(jurisdiction="XX", starts_on=date(2022, 1, 1))
    assert "before 1 January 2010" not in str(none.value)


def only(length: Period) -> RecoveryPeriods:
    """Return a made-up country with this length alone."""
    return RecoveryPeriods("XX", "Nowhere", PeriodKind.PERIOD, "period", {date(2010, 1, 1): length})


@pytest.mark.parametrize(("counts", "said"), [(True, "counts"), (False, "does not count")])
def test_the_note_says_what_was_not_read(
    monkeypatch: pytest.MonkeyPatch, *, counts: bool, said: str
) -> None:
    unread = replace(
        period(days=30),
        first_day=FirstDay(counts=counts, state=State.UNVERIFIED),
        starts=Start(State.UNVERIFIED),
        note="Set case by case.",
    )
    monkeypatch.setattr(deadlines, "recovery_periods", lambda _code: only(unread))
    note = recovery_deadline(jurisdiction="XX", starts_on=date(2015, 1, 1)).note
    assert note == (
        "Set case by case. Whether the first day counts was not read in the source; "
        f"here it {said}. The day on which this length began was not read."
    )


def test_what_was_read_needs_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "recovery_periods", lambda _code: repealed())
    assert recovery_deadline(jurisdiction="XX", starts_on=date(2015, 1, 1)).note == ""


def test_a_day_too_far_ahead_is_refused_and_not_counted_wrong() -> None:
    assert last_day(period(days=90), LAST_COUNTABLE) > LAST_COUNTABLE
    with pytest.raises(OverflowError):
        last_day(period(days=90), date.max)


def test_months_are_added_over_the_turn_of_the_year() -> None:
    assert add_months(date(2024, 11, 15), 2) == date(2025, 1, 15)
    assert add_months(date(2024, 12, 31), 12) == date(2025, 12, 31)
    assert add_months(date(2024, 1, 31), 0) == date(2024, 1, 31)


def test_a_date_in_words_cannot_be_misread() -> None:
    assert in_words(date(2026, 1, 2)) == "2 January 2026"
