"""The report: an accessible PDF, and a file for a word processor with its notes as comments."""

import io
from datetime import date

import docx
import pytest
from django.test import Client
from pypdf import PdfReader

from clew.engines import paper
from clew.inform.framing.marking import marked
from clew.inform.framing.writing import written
from clew.rules.framing.findings import codes
from tests.inform.framing.texts import BORDER, PDF, RIGHT, THREE, WORD

DAY = date(2026, 11, 28)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_pdf_says_of_itself_that_it_is_accessible_and_tells_every_note(client: Client) -> None:
    answer = client.post(PDF, {"text": THREE})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in answer.content
    words = plain(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages))
    for note in marked(THREE).notes:
        assert note.code.name in words
        assert note.mark in words
    assert "Trafficking Protocol, art. 3(a)" in words


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        "#import [*] $x$ \\ <b> @here _a_ `c` illegals",
        "\u202eillegals\u2066 👩‍👧",
        "= illegals\n\n- x",
    ],
)
def test_any_text_becomes_both_reports(client: Client, text: str) -> None:
    for path in (PDF, WORD):
        assert client.post(path, {"text": text}).status_code == 200


def test_the_word_file_holds_the_text_and_each_note_as_a_comment_on_its_words(
    client: Client,
) -> None:
    answer = client.post(WORD, {"text": THREE})
    document = docx.Document(io.BytesIO(answer.content))
    whole = [each.text for each in document.paragraphs]
    assert any(BORDER[:30] in each for each in whole)
    notes = marked(THREE).notes
    comments = list(document.comments)
    assert len(comments) == len(notes)
    for note, comment in zip(notes, comments, strict=True):
        assert codes()[note.finding.code].name in comment.text
        assert note.finding.suggestion in comment.text


def test_the_word_file_has_a_title_a_language_headings_and_a_heading_row() -> None:
    document = docx.Document(io.BytesIO(written(marked(THREE), on=DAY)))
    assert document.core_properties.title
    assert document.core_properties.language == "en-GB"
    names = [each.style.name if each.style else "" for each in document.paragraphs]
    levels = [name for name in names if name and name.startswith("Heading")]
    assert levels[0] == "Heading 1"
    assert levels.count("Heading 1") == 1
    assert "w:tblHeader" in document.tables[0]._tbl.xml  # noqa: SLF001 -- as it is written


def test_a_sign_that_the_letters_lack_is_written_in_latin_ones_and_that_is_said(
    client: Client,
) -> None:
    answer = client.post(PDF, {"text": "The illegals said ሰላም."})
    words = plain(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages))
    assert "‹selam›" in words
    assert paper.SAID_OF_IT in words


@pytest.mark.parametrize("path", [PDF, WORD])
def test_without_a_text_the_page_says_so_instead(client: Client, path: str) -> None:
    answer = client.post(path, {"text": " "})
    assert answer.status_code == 422
    assert "There is no text yet" in answer.content.decode()


@pytest.mark.parametrize("path", [PDF, WORD])
def test_a_report_is_only_posted(client: Client, path: str) -> None:
    assert client.get(path).status_code == 405
