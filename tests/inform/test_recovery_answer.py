"""Counting the days: an answer for one country and day, why there is none, and mistakes."""

import re
from datetime import date

import pytest
from django.test import Client

from clew.inform.states import forms
from clew.rules.law.deadlines import in_words, recovery_deadline
from clew.rules.law.periods import Ends, PeriodKind, jurisdictions, recovery_periods
from tests.ground.reading import Page, plain

PATH = "/time-to-recover/"
NOT_IN_WORDS = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b")
FOUND = {code: found for code in jurisdictions() if (found := recovery_periods(code))}
WITH = [code for code, found in FOUND.items() if found.kind is not PeriodKind.NONE]
WITHOUT = [code for code, found in FOUND.items() if found.kind is PeriodKind.NONE]
MISTAKES: dict[str, tuple[dict[str, str], set[str]]] = {
    "a day that is none": ({"jurisdiction": "GB", "from": "2023-02-30"}, {"f-from"}),
    "a day in another order": ({"jurisdiction": "GB", "from": "01/02/2023"}, {"f-from"}),
    "no day": ({"jurisdiction": "GB", "from": ""}, {"f-from"}),
    "a day long past": ({"jurisdiction": "GB", "from": "1800-01-01"}, {"f-from"}),
    "a day far ahead": ({"jurisdiction": "GB", "from": "9999-12-31"}, {"f-from"}),
    "a sentence": ({"jurisdiction": "GB", "from": "the day she came"}, {"f-from"}),
    "no such country": ({"jurisdiction": "XX", "from": "2023-02-01"}, {"f-jurisdiction"}),
    "no country": ({"from": "2023-02-01"}, {"f-jurisdiction"}),
    "neither": ({"jurisdiction": "XX", "from": "soon"}, {"f-jurisdiction", "f-from"}),
}


def asked(client: Client, code: str, day: str) -> Page:
    return Page.of(client.get(PATH, {"jurisdiction": code, "from": day}))


def answer_of(page: Page) -> str:
    (found,) = page.words("//section[@aria-labelledby='answer']")
    return found


def test_thirty_days_from_the_first_of_february_end_on_the_second_of_march(
    client: Client,
) -> None:
    page = asked(client, "GB", "2023-02-01")
    told = answer_of(page)
    assert page.status == 200
    assert "2 March 2023" in told
    assert "1 February 2023" in told
    assert "30 days" in told.casefold()
    assert "At least" in page.words("//section[@aria-labelledby='answer']/div/p")[0]
    assert "Nationality and Borders Act 2022" in told


def test_a_case_keeps_the_length_of_its_own_day(client: Client) -> None:
    assert "45 days" in answer_of(asked(client, "GB", "2022-12-12")).casefold()
    assert "30 days" in answer_of(asked(client, "GB", "2022-12-13")).casefold()


@pytest.mark.parametrize("code", WITH)
def test_every_country_with_a_period_answers_with_the_last_day_of_the_rules(
    client: Client, code: str
) -> None:
    day = date(2026, 1, 31)
    found = recovery_deadline(jurisdiction=code, starts_on=day)
    told = answer_of(asked(client, code, day.isoformat()))
    assert in_words(found.last_day) in told
    assert in_words(day) in told
    assert plain(found.period.article) in told
    assert found.country in told
    assert ("At least" in told) or found.period.ends is not Ends.AT_LEAST
    if found.period.note:
        assert plain(found.period.note) in told


@pytest.mark.parametrize("code", WITHOUT)
def test_where_no_period_is_in_law_the_page_says_what_there_is_instead(
    client: Client, code: str
) -> None:
    page = asked(client, code, "2023-02-01")
    assert page.status == 200
    (told,) = page.words("//*[@role='status']")
    assert plain(FOUND[code].because or "") in told
    assert page.words("//section[@aria-labelledby='answer']") == []


def test_a_day_before_the_first_period_is_said_to_have_none(client: Client) -> None:
    page = asked(client, "GB", "2001-01-01")
    assert page.status == 200
    assert "1 April 2009" in page.words("//*[@role='status']")[0]


def test_nothing_asked_nothing_answered(client: Client) -> None:
    page = Page.of(client.get(PATH))
    assert page.status == 200
    assert page.words("//section[@aria-labelledby='answer'] | //*[@role='status']") == []
    assert page.faults == []


@pytest.mark.parametrize("how", MISTAKES)
def test_a_mistake_is_said_beside_its_field_and_what_was_typed_is_kept(
    client: Client, how: str
) -> None:
    typed, wrong = MISTAKES[how]
    page = Page.of(client.get(PATH, typed))
    assert page.status == 422
    assert {place for place, _ in page.faults} == wrong
    assert sorted(page.beside_fields) == sorted(sentence for _, sentence in page.faults)
    assert page.by_id("f-from").get("value") == typed["from"]
    assert page.words("//section[@aria-labelledby='answer']") == []
    for place in wrong:
        assert page.by_id(place).get("aria-invalid") == "true"
        assert page.by_id(place).get("aria-describedby") in page.ids


def test_without_the_bounds_a_day_long_past_is_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(client, "GB", "1800-01-01").status == 422
    monkeypatch.setattr(forms, "EARLIEST", date(1, 1, 1))
    assert asked(client, "GB", "1800-01-01").status == 200


@pytest.mark.parametrize("code", ["GB", "NL", WITHOUT[0]])
def test_every_date_to_read_is_in_words(client: Client, code: str) -> None:
    page = asked(client, code, "2023-02-01")
    assert not NOT_IN_WORDS.search(page.one("//main").text_content())


@pytest.mark.parametrize("told", ["until 2023-03-02", "until 02/03/2023", "until 2/3/23"])
def test_a_date_that_may_be_misread_is_recognised(told: str) -> None:
    assert NOT_IN_WORDS.search(told)
