"""The time to recover, in words, by the law and the day; and what is said where there is none."""

from datetime import date

import pytest

from clew.rules.law.consequences import Consequence
from clew.rules.law.periods import period_in_force
from clew.rules.sources.documents import Plain
from clew.rules.sources.states import weakest
from tests.rules.law.following import (
    CONTINUED_PRESENCE,
    TIME,
    UNCONDITIONAL,
    following,
    sources,
    the,
)
from tests.rules.law.stated import TRAFFICKED

Given = dict[str, Plain]


def time(jurisdiction: str, on: str | None = None) -> Consequence:
    return the(TIME, TRAFFICKED, jurisdiction=jurisdiction, on=on)


@pytest.mark.parametrize(
    ("jurisdiction", "on", "words"),
    [
        ("GB", "2022-12-12", "at least 45 days"),
        ("GB", "2022-12-13", "at least 30 days"),
        ("GB", "2023-01-30", "at least 30 days"),
        ("GB-ENG", "2022-12-12", "at least 45 days"),
        ("GB-SCT", "2018-03-31", "at least 45 days"),
        ("GB-SCT", "2018-04-01", "90 days"),
        ("GB-NIR", "2024-01-01", "at least 45 days"),
        ("NL", "2024-01-01", "3 months"),
        ("IE", "2024-01-01", "60 days"),
    ],
)
def test_the_length_is_said_in_words(jurisdiction: str, on: str, words: str) -> None:
    assert time(jurisdiction, on).what == f"{TIME}: {words}"


@pytest.mark.parametrize(
    ("jurisdiction", "on"), [("INT", "2024-01-01"), ("EU", "2024-01-01"), ("NL", "2007-01-01")]
)
def test_where_no_length_is_in_our_data_none_is_named(jurisdiction: str, on: str) -> None:
    assert time(jurisdiction, on).what == TIME


def test_the_first_article_is_the_one_the_length_comes_from() -> None:
    first, *others = time("GB", "2024-01-01").citations
    assert first.source == "naba-2022"
    assert first.locator.startswith("s. 61")
    assert others, "the rule itself is cited beside the length"
    assert time("GB", "2023-01-29").citations[0].source == "gb-wms-2022-12-13"


@pytest.mark.parametrize(
    ("jurisdiction", "source"),
    [("INT", "ecat"), ("EU", "directive-2004-81"), ("NL", "directive-2004-81")],
)
def test_the_rule_is_cited_where_it_is_written(jurisdiction: str, source: str) -> None:
    assert source in sources(time(jurisdiction, "2024-01-01"))


def test_a_convention_that_does_not_bind_everybody_says_so() -> None:
    (citation,) = time("INT").citations
    assert citation.note == "binds its parties"


@pytest.mark.parametrize("jurisdiction", ["GB", "GB-SCT", "GB-NIR", "NL", "IE"])
@pytest.mark.parametrize("on", ["2017-01-01", "2024-01-01"])
def test_a_length_nobody_read_makes_the_answer_no_surer(jurisdiction: str, on: str) -> None:
    length = period_in_force(jurisdiction, date.fromisoformat(on))
    assert length is not None
    found = time(jurisdiction, on)
    assert found.citations[0] == length.citation
    assert found.state is weakest([length.state, *(cited.state for cited in found.citations)])


def test_time_to_recover_asks_for_no_cooperation() -> None:
    assert "asks for no cooperation" in time("GB", "2024-01-01").because


def test_the_united_states_is_not_said_to_ask_for_no_cooperation() -> None:
    # There a law enforcement agency must ask for continued presence; the file on periods says so.
    follows = following(TRAFFICKED, jurisdiction="US")
    assert not any("asks for no cooperation" in item.because for item in follows)
    assert CONTINUED_PRESENCE in {item.what for item in follows}
    assert CONTINUED_PRESENCE not in {item.what for item in following(TRAFFICKED)}


def test_help_without_conditions_is_not_promised_by_a_convention_that_does_not_bind() -> None:
    # The United States is no party to the Council of Europe Convention.
    found = [
        item for item in following(TRAFFICKED, jurisdiction="US") if item.what == UNCONDITIONAL
    ]
    assert all(sources(item) != {"ecat"} for item in found)
