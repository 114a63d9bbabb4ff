"""A bill, question by question: sourced questions, what the answers come to, and the PDF."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from clew.inform.framing.checklist import questions
from clew.rules.sources.states import State
from tests.ground.reading import Page

PATH = "/words/bill/"
PDF = "/words/bill/pdf/"
QUOTE = "Clause 4: whoever arrives without leave commits an offence."
SENT = {
    "title": "The Made-up Borders Bill, first reading",
    "a-definitions": "yes",
    "a-no_offence": "no",
    "q-no_offence": QUOTE,
    "a-safe_routes": "unknown",
}


def group(page: Page, name: str) -> str:
    (found,) = page.words(f"//section[@aria-labelledby='g-{name}']")
    return found


def test_every_question_has_its_reason_and_a_source_that_says_how_far_it_was_read(
    client: Client,
) -> None:
    page = Page.of(client.get(PATH))
    assert len(questions()) == 13
    for each in questions().values():
        for said in (each.question, each.why, each.citations[0].text):
            assert said in page.text
        for citation in each.citations:
            if citation.state is not State.VERIFIED:
                assert citation.state.in_words in page.text


def test_what_is_verified_here_is_verified_elsewhere_in_the_rules_too() -> None:
    unread = {"naba-2022", "directive-2024-1712"}
    for each in questions().values():
        for citation in each.citations:
            if citation.state is State.VERIFIED:
                assert citation.source not in unread


def test_nothing_is_answered_beforehand(client: Client) -> None:
    page = Page.of(client.get(PATH))
    assert not page.root.xpath("//input[@checked]")


def test_the_result_tells_what_protects_what_does_not_and_what_is_left_out(client: Client) -> None:
    page = Page.of(client.post(PATH, SENT))
    assert page.status == 200
    assert questions()["definitions"].question in group(page, "yes")
    fails = group(page, "no")
    assert questions()["no_offence"].question in fails
    assert questions()["no_offence"].ask in fails
    assert QUOTE in fails
    assert questions()["safe_routes"].ask in group(page, "silent")
    assert questions()["period"].question in group(page, "open")
    assert SENT["title"] in page.text


def test_the_answers_stand_on_the_page_to_go_on_from(client: Client) -> None:
    page = Page.of(client.post(PATH, SENT))
    checked = {each.get("name"): each.get("value") for each in page.root.xpath("//input[@checked]")}
    assert checked == {key: value for key, value in SENT.items() if key.startswith("a-")}


def test_an_answer_that_the_page_never_offered_is_none(client: Client) -> None:
    page = Page.of(client.post(PATH, {"a-definitions": "perhaps", "a-period": "yes"}))
    assert questions()["definitions"].question in group(page, "open")
    assert "perhaps" not in page.source


@pytest.mark.parametrize("path", [PATH, PDF])
def test_nothing_answered_has_no_result(client: Client, path: str) -> None:
    page = Page.of(client.post(path, {"q-period": QUOTE}))
    assert page.status == 422
    assert "Nothing is answered yet" in page.text
    assert QUOTE in page.text


@pytest.mark.parametrize(
    ("field", "place"), [("q-period", "q-period"), ("title", "f-title")], ids=["quote", "name"]
)
def test_too_many_words_are_sent_back_with_how_many_there_may_be(
    client: Client, field: str, place: str
) -> None:
    for path in (PATH, PDF):
        page = Page.of(client.post(path, SENT | {field: "x" * 2001}))
        assert page.status == 422
        assert f"#{place}" in page.links


def test_the_pdf_is_accessible_and_holds_the_result(client: Client) -> None:
    answer = client.post(PDF, SENT | {"q-period": "عشرة أيام 🕊"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in answer.content
    pages = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(" ".join(each.extract_text() for each in pages).split())
    for said in (SENT["title"], QUOTE, questions()["no_offence"].ask, "Not looked at yet"):
        assert said in words
