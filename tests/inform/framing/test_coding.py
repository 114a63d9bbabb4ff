"""Coding a text in the page: blind, page by page, into the coder's own file. Nothing is kept.

No test here may touch the database, and pytest-django sees to that.
"""

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from clew.inform.framing.coding import ON_A_PAGE
from clew.inform.framing.taking import MOST_CHARACTERS
from clew.rules.framing.checking import check
from clew.rules.framing.codings import coding_of
from clew.rules.framing.findings import codes
from clew.rules.framing.scheme import scheme
from clew.rules.framing.units import units_of
from tests.ground.reading import Page
from tests.inform.framing.texts import DINGHIES, ILLEGALS, THREE

CODE = "/words/code/"
CANARY = "Zdravka Canarova slept in the blue house on Nowhere Street."
LONG = " ".join(f"Sentence number {n} is of nobody." for n in range(1, ON_A_PAGE + 4))


def begun(client: Client, text: str, label: str = "A") -> Page:
    return Page.of(client.post(CODE, {"do": "begin", "label": label, "text": text}))


def sent_on(client: Client, page: Page, do: str, **said: list[str]) -> HttpResponse:
    """Send a page on as a browser would: what it carries, the boxes, and the button."""
    carried: dict[str, Any] = {
        str(each.get("name")): str(each.get("value"))
        for each in page.root.xpath("//main//input[@type='hidden']")
        if each.get("name") != "csrfmiddlewaretoken"
    }
    ticked: dict[str, list[str]] = {}
    for box in page.root.xpath("//main//input[@type='checkbox'][@checked]"):
        ticked.setdefault(box.get("name"), []).append(box.get("value"))
    return client.post(CODE, carried | ticked | said | {"do": do})


def said_in(answer: HttpResponse) -> list[set[str]]:
    coding = coding_of(answer.content.decode(), where="A.csv")
    return [set(each) for each in coding.said]


def test_the_page_asks_for_a_label_and_a_text_with_the_scheme_beside(client: Client) -> None:
    page = Page.of(client.get(CODE))
    assert page.status == 200
    for name, kind in scheme().items():
        assert name in page.text
        assert kind.name in page.text


def test_every_sentence_has_every_code_and_none_is_chosen(client: Client) -> None:
    page = begun(client, THREE)
    sentences = units_of(THREE).sentences
    assert page.words("//p[contains(@class, 'coding-t')]") == list(sentences)
    for number in range(1, len(sentences) + 1):
        values = page.root.xpath(f"//input[@name='c-{number}']/@value")
        assert [str(each) for each in values] == list(scheme())
    assert not page.root.xpath("//input[@checked]")
    assert len(page.ids) == len(set(page.ids))


def test_the_coder_is_not_told_what_the_checker_says(client: Client) -> None:
    found = check(THREE)
    assert found  # there would be something to give away
    page = begun(client, THREE)
    assert not page.root.xpath("//mark")
    for finding in found:
        # The scheme stands beside and holds why; what this text shows, and better words, do not.
        assert codes()[finding.code].suggestion not in page.text
        facts = finding.because.removeprefix(codes()[finding.code].why).strip()
        assert not facts or facts not in page.text


def test_what_was_said_comes_back_as_the_coders_file(client: Client) -> None:
    text = f"{DINGHIES}\n\n{ILLEGALS}"
    page = begun(client, text, "Reader 2")
    answer = sent_on(client, page, "finish", **{"c-1": ["TFS", "STA"]})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="coding-Reader 2.csv"'
    assert said_in(answer) == [{"TFS", "STA"}, set()]
    assert coding_of(answer.content.decode(), where="A").digest == units_of(text).digest


def test_codes_are_carried_from_page_to_page_and_back(client: Client) -> None:
    first = begun(client, LONG)
    assert len(first.words("//fieldset")) == ON_A_PAGE
    second = Page.of(sent_on(client, first, "next", **{"c-2": ["ILL"]}))
    assert len(second.words("//fieldset")) == 3
    back = Page.of(sent_on(client, second, "back", **{f"c-{ON_A_PAGE + 1}": ["OK-D"]}))
    ticked = back.root.xpath("//input[@checked]")
    assert [(each.get("name"), each.get("value")) for each in ticked] == [("c-2", "ILL")]
    last = Page.of(sent_on(client, back, "next"))
    said = said_in(sent_on(client, last, "finish"))
    assert said[1] == {"ILL"}
    assert said[ON_A_PAGE] == {"OK-D"}
    assert not any(each for at, each in enumerate(said) if at not in {1, ON_A_PAGE})


def test_a_sentence_that_was_never_shown_is_not_coded_as_nothing(client: Client) -> None:
    answer = Page.of(sent_on(client, begun(client, LONG), "finish"))
    assert answer.status == 422
    assert f"Sentence {ON_A_PAGE + 1} was not shown before" in answer.text
    assert len(answer.words("//fieldset")) == 3  # it is shown now
    assert len(said_in(sent_on(client, answer, "finish"))) == ON_A_PAGE + 3


def test_correct_and_a_problem_at_once_are_asked_about_and_kept_on_the_page(client: Client) -> None:
    both = {"c-1": ["OK-S", "ILL"]}
    answer = Page.of(sent_on(client, begun(client, DINGHIES), "finish", **both))
    assert answer.status == 422
    assert "Keep one of the two." in answer.text
    assert "#s-1" in answer.links
    assert len(answer.root.xpath("//input[@checked]")) == 2


@pytest.mark.parametrize(
    ("label", "text", "field"),
    [
        ("", THREE, "f-label"),
        ("=1+1", THREE, "f-label"),
        ("A" * 21, THREE, "f-label"),
        ("A", "", "f-text"),
        ("A", " … ", "f-text"),
        ("A", '{"text": "One."}\n{', "f-text"),
        ("A", "id,text\n1,One.\n2,", "f-text"),
        ("A", "One. " * 1_001, "f-text"),
        ("A", "a" * (MOST_CHARACTERS + 1), "f-text"),
    ],
)
def test_what_cannot_be_begun_says_why_beside_its_field(
    client: Client, label: str, text: str, field: str
) -> None:
    page = begun(client, text, label)
    assert page.status == 422
    assert f"#{field}" in page.links
    assert len(page.words("//div[@role='alert']//li")) == 1
    assert not page.root.xpath("//fieldset")


def test_a_table_of_sentences_can_be_chosen_as_a_file(client: Client) -> None:
    file = BytesIO(b"id,text\n1,First.\n2,Second and third. In one.")
    file.name = f"{CANARY}.csv"
    page = Page.of(client.post(CODE, {"do": "begin", "label": "A", "file": file}))
    assert page.words("//p[contains(@class, 'coding-t')]") == [
        "First.",
        "Second and third. In one.",
    ]
    assert CANARY not in page.text


@pytest.mark.parametrize(
    "change",
    [
        {"said": "TFS"},
        {"said": "?;NOPE"},
        {"at": "99"},
        {"at": "-1"},
        {"at": ""},
        {"label": "=1"},
        {"text": ""},
        {"text": THREE + " One more sentence."},
        {"c-1": ["NOPE"]},
    ],
)
def test_a_page_that_was_changed_on_its_way_is_begun_again(
    client: Client, change: dict[str, Any]
) -> None:
    answer = Page.of(
        sent_on(client, begun(client, f"{DINGHIES}\n\n{ILLEGALS}"), "finish", **change)
    )
    assert answer.status == 422
    assert "Begin again with the text." in answer.text


def test_nothing_of_a_text_is_kept(
    client: Client, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    caplog.set_level(logging.DEBUG)
    page = begun(client, CANARY)
    assert "Canarova" in page.text  # it was there to be kept
    answer = sent_on(client, page, "finish", **{"c-1": ["OK-T"]})
    refused = sent_on(client, page, "finish", **{"c-1": ["OK-T", "TFS"]})
    assert refused.status_code == 422
    assert "Canarova" not in answer.content.decode()
    assert "Canarova" not in str(answer.headers)
    assert not client.cookies.get("sessionid")
    assert "Canarova" not in caplog.text
    assert not list(tmp_path.iterdir())
    assert "Canarova" not in Page.of(client.get(CODE)).text
