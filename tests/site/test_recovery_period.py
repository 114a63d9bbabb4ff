"""`clew recovery-period`: a length, its last day, and how far each part was checked."""

import json

import pytest

from clew.rules.law.periods import jurisdictions, recovery_periods
from tests.site.calls import Answer, Command, assert_refused
from tests.site.shapes import misfits, period_in


def period(clew: Command, jurisdiction: str, starts: str, *more: str) -> Answer:
    """Ask for the period of a jurisdiction from a day."""
    return clew("recovery-period", "--jurisdiction", jurisdiction, "--from", starts, *more)


def test_a_period_in_days_has_the_published_shape(clew: Command) -> None:
    answer = period(clew, "GB", "2023-02-01", "--json")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert misfits(found, period_in("days")) == []
    assert found["jurisdiction"] == "GB"
    assert found["from"] == "2023-02-01"
    assert found["days"] == 30
    assert found["last_day"] == "2023-03-02"
    assert found["ends"] == "at_least"
    assert found["article"] == "Nationality and Borders Act 2022, s. 61"


def test_a_period_in_months_has_the_published_shape(clew: Command) -> None:
    found = json.loads(period(clew, "NL", "2023-02-01", "--json").out)
    assert misfits(found, period_in("months")) == []
    assert (found["months"], found["last_day"]) == (3, "2023-04-30")
    assert misfits(found, period_in("days")), "days and months are never both there"


@pytest.mark.parametrize("code", jurisdictions())
def test_every_jurisdiction_answers_in_shape_or_says_in_a_sentence_that_there_is_none(
    clew: Command, code: str
) -> None:
    answer = period(clew, code, "2026-01-15", "--json")
    held = recovery_periods(code)
    assert held is not None
    if held.values:
        found = json.loads(answer.out)
        assert answer.code == 0
        assert misfits(found, period_in("days" if "days" in found else "months")) == []
    else:
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith(f"{held.country}: ")
        assert answer.err.endswith(".\n")


def test_the_length_in_force_on_the_day_is_given_and_the_old_one_stays(clew: Command) -> None:
    days = ["2022-12-12", "2022-12-13", "2023-01-30"]
    found = [json.loads(period(clew, "GB", day, "--json").out)["days"] for day in days]
    assert found == [45, 30, 30]


def test_a_code_may_be_written_small(clew: Command) -> None:
    assert period(clew, "gb", "2023-02-01") == period(clew, "GB", "2023-02-01")


def test_people_read_the_country_the_days_in_words_and_the_source(clew: Command) -> None:
    answer = period(clew, "GB", "2023-02-01")
    lines = answer.out.splitlines()
    assert lines[0] == "United Kingdom (England and Wales): at least 30 days."
    assert lines[1] == (
        "From 1 February 2023, the last day is 2 March 2023. "
        "It lasts at least until then; it may be longer."
    )
    assert lines[2] == (
        "Source: Nationality and Borders Act 2022, s. 61. In force since 30 January 2023."
    )
    assert lines[3].startswith("At least 30 days, ")
    assert len(lines) == 4


def test_people_read_that_a_length_is_not_yet_checked(clew: Command) -> None:
    answer = period(clew, "DE", "2009-01-01")
    assert answer.out.startswith("Germany: at least 1 month (not yet checked).")
    assert "In force since" not in answer.out, "a day that was not read is not claimed"
    assert "Whether the first day counts was not read in the source; here it counts." in answer.out
    assert "The day on which this length began was not read." in answer.out


@pytest.mark.parametrize(
    ("code", "day", "says"),
    [
        ("ZZ", "2023-02-01", "No recovery period for ZZ is in our data: ask a local lawyer.\n"),
        ("INT", "2023-02-01", "The UN Protocols: The UN Trafficking Protocol sets no recovery"),
        ("US", "2023-02-01", "United States: There is no recovery and reflection period"),
        ("GB", "2009-03-31", "United Kingdom (England and Wales): no recovery period before 1"),
        ("DE", "1900-01-01", "Germany: no recovery period before 1 February 2008 is in our data."),
    ],
)
def test_none_in_law_or_in_our_data_is_one_sentence_and_code_1(
    clew: Command, code: str, day: str, says: str
) -> None:
    for form in ([], ["--json"]):
        answer = period(clew, code, day, *form)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith(says)
        assert len(answer.sentences) == 1


@pytest.mark.parametrize(
    ("code", "day", "parts"),
    [
        ("Britain", "2023-02-01", ("--jurisdiction", '"Britain"', "an ISO 3166 code such as GB")),
        ("G", "2023-02-01", ("--jurisdiction", '"G"', "an ISO 3166 code")),
        ("GB-", "2023-02-01", ("--jurisdiction", '"GB-"', "an ISO 3166 code")),
        ("", "2023-02-01", ("--jurisdiction", "an empty text", "an ISO 3166 code")),
        ("../GB", "2023-02-01", ("--jurisdiction", '"../GB"', "an ISO 3166 code")),
        ("GB\n", "2023-02-30", ("--from", '"2023-02-30"', "a day that exists, as YYYY-MM-DD")),
        ("GB", "01/02/2023", ("--from", '"01/02/2023"', "a day that exists, as YYYY-MM-DD")),
        ("GB", "2023-2-1", ("--from", '"2023-2-1"', "a day that exists, as YYYY-MM-DD")),
        ("GB", "20230201", ("--from", '"20230201"', "a day that exists, as YYYY-MM-DD")),
        ("GB", "2023-W05-1", ("--from", '"2023-W05-1"', "a day that exists, as YYYY-MM-DD")),
        ("GB", "", ("--from", "an empty text", "a day that exists, as YYYY-MM-DD")),
        ("GB", "0208-01-01", ("--from", '"0208-01-01"', "a day from 1900-01-01 to 2100-12-31")),
        ("GB", "9999-12-31", ("--from", '"9999-12-31"', "a day from 1900-01-01 to 2100-12-31")),
    ],
)
def test_a_malformed_call_is_code_2_and_one_sentence(
    clew: Command, code: str, day: str, parts: tuple[str, ...]
) -> None:
    assert_refused(period(clew, code, day), *parts)


def test_two_faults_are_two_sentences(clew: Command) -> None:
    assert_refused(period(clew, "Britain", "tomorrow"), "--jurisdiction", "--from", faults=2)


@pytest.mark.parametrize("words", [[], ["--jurisdiction", "GB"], ["--from", "2023-02-01"]])
def test_a_call_without_its_arguments_says_which_are_wanted(
    clew: Command, words: list[str]
) -> None:
    answer = clew("recovery-period", *words)
    assert answer.code == 2
    assert "the following arguments are required" in answer.err
    assert len(answer.sentences) == 1
