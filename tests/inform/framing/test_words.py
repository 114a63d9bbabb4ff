"""The page of words: marks in the text, notes beside it, and what is said to what is no text."""

import subprocess
from io import BytesIO
from threading import BoundedSemaphore

import pytest
from django.test import Client

from clew.inform.framing import apart, taking
from clew.inform.framing.marking import marked
from clew.rules.framing.checking import check
from clew.rules.framing.findings import codes
from tests.engines.texts import made
from tests.ground.reading import Page, words_of
from tests.inform.framing.texts import BORDER, DINGHIES, ILLEGALS, PATH, RIGHT, THREE

NAME = "Zdravka-Canarova"


def sent(client: Client, text: str) -> Page:
    return Page.of(client.post(PATH, {"text": text}))


def chosen(client: Client, data: bytes, text: str = "", ending: str = ".txt") -> Page:
    file = BytesIO(data)
    file.name = f"{NAME}{ending}"
    return Page.of(client.post(PATH, {"text": text, "file": file}))


def notes_of(page: Page) -> list[str]:
    return [words_of(each) for each in page.root.xpath("//li[contains(@class, 'words-note')]")]


def test_the_page_asks_for_a_text_and_defines_both_words(client: Client) -> None:
    page = Page.of(client.get(PATH))
    assert page.status == 200
    assert "Trafficking Protocol, art. 3(a)" in page.text
    assert "Smuggling Protocol, art. 3(a)" in page.text
    assert not notes_of(page)


def test_every_finding_is_marked_in_the_text_and_told_beside_it(client: Client) -> None:
    page = sent(client, THREE)
    found = check(THREE)
    assert len({each.code for each in found}) >= 3
    notes = notes_of(page)
    assert len(notes) == len(found)
    for finding, note in zip(found, notes, strict=True):
        code = codes()[finding.code]
        for said in (code.name, finding.code, code.why, finding.suggestion):
            assert said in note
        assert any(f in note for f in ("A note", "Should change", "Does harm"))
    marks = [words_of(each) for each in page.root.xpath("//a[contains(@class, 'wd-m')]")]
    assert marks == [f"{each.mark} {each.severity}" for each in marked(THREE).notes]


def test_severity_is_told_by_a_letter_and_words_and_a_line_not_by_colour_alone(
    client: Client,
) -> None:
    page = sent(client, THREE)
    for mark in page.root.xpath("//mark"):
        assert any(f"wd-{level}" in mark.get("class") for level in (1, 2, 3))
    for link in page.root.xpath("//a[contains(@class, 'wd-m')]"):
        assert link.text[-1] in "nch"


def test_each_mark_leads_to_its_note_and_each_note_back(client: Client) -> None:
    page = sent(client, THREE)
    places = [link[1:] for link in page.links if link.startswith("#")]
    assert set(places) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    for number in range(1, len(notes_of(page)) + 1):
        assert f"n{number}" in places
        assert f"w{number}" in places


def test_the_text_stands_on_the_page_as_it_was_sent() -> None:
    for text in (THREE, f"{DINGHIES} {ILLEGALS}", f"\n\n  {BORDER}\nnext\n\n\n\n{RIGHT}\f{RIGHT}"):
        whole = "".join(piece.text for each in marked(text).paragraphs for piece in each.pieces)
        assert "".join(whole.split()) == "".join(text.split())


def test_wordings_that_lie_over_one_another_are_all_ended_once() -> None:
    text = (
        "Twelve illegal immigrants were arrested after officers found them locked in a farm. " * 3
    )
    found = marked(text)
    ended = [note.number for each in found.paragraphs for p in each.pieces for note in p.notes]
    assert sorted(ended) == [note.number for note in found.notes]
    for note in found.notes:
        assert text[note.finding.start : note.finding.end].strip()


def test_where_the_text_says_too_little_a_question_is_put(client: Client) -> None:
    (note,) = [
        each
        for each in notes_of(sent(client, "A slave trade in people is running every night."))
        if "UNS" in each
    ]
    assert "Not enough in the text to say" in note
    assert "Ask what was done" in note


def test_the_counts_by_code_are_those_of_the_notes(client: Client) -> None:
    page = sent(client, THREE)
    rows = page.root.xpath("//table[contains(@class, 'words-counts')]/tbody/tr")
    counted = {words_of(row.find("th")).split()[-1]: int(words_of(row.find("td"))) for row in rows}
    codes_found = [each.code for each in check(THREE)]
    assert counted == {code: codes_found.count(code) for code in set(codes_found)}


def test_a_text_with_nothing_to_change_says_so(client: Client) -> None:
    page = sent(client, RIGHT)
    assert page.status == 200
    assert "Nothing to change was found" in page.text
    assert not notes_of(page)


def test_markup_in_a_text_stays_text(client: Client) -> None:
    page = sent(client, f"<script>alert(1)</script> {DINGHIES} <b>x</b>")
    assert "<script>alert" not in page.source
    assert "&lt;script&gt;alert" in page.source


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01"])
def test_an_empty_text_is_asked_for_again(client: Client, text: str) -> None:
    page = sent(client, text)
    assert page.status == 422
    assert "There is no text yet" in page.text


def test_a_text_that_is_too_long_says_how_long_it_may_be(client: Client) -> None:
    page = sent(client, "a " * (taking.MOST_CHARACTERS // 2 + 1))
    assert page.status == 422
    assert "200,002 characters" in page.text
    assert "Up to 200,000" in page.text


def test_the_longest_text_is_read(client: Client) -> None:
    assert sent(client, "ā" * taking.MOST_CHARACTERS).status == 200


@pytest.mark.parametrize(
    "data",
    [
        DINGHIES.encode(),
        b"\xef\xbb\xbf" + DINGHIES.encode(),
        DINGHIES.encode("utf-16"),
        DINGHIES.encode("cp1252"),
        DINGHIES.replace(" ", "\r\n", 1).encode(),
    ],
    ids=["utf-8", "with a mark", "utf-16", "cp1252", "lines of another system"],
)
def test_a_file_is_read_however_its_letters_are_written(client: Client, data: bytes) -> None:
    page = chosen(client, data)
    assert page.status == 200
    assert "£3,000 a seat" in page.text
    assert any("TFS" in note for note in notes_of(page))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x00\x00 a Word file",
        b"%PDF-1.7\n\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n\x00",
        b"\x01\xfe",
    ],
    ids=["zip", "pdf", "picture", "bytes"],
)
def test_a_file_that_is_no_text_is_refused_with_a_way_on(client: Client, data: bytes) -> None:
    page = chosen(client, data, text=BORDER)
    assert page.status == 422
    assert "Or paste the text" in page.text
    assert NAME not in page.source
    assert BORDER in page.text  # what was pasted is still there


def test_a_file_that_is_too_large_is_refused_with_the_size_it_may_have(client: Client) -> None:
    page = chosen(client, b"a " * (taking.MOST_BYTES // 2 + 1))
    assert page.status == 422
    assert "900 kilobytes" in page.text


def test_an_empty_file_is_no_text(client: Client) -> None:
    assert "no text" in chosen(client, b" \n").text


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        (".docx", made.word_file(DINGHIES, RIGHT)),
        (".pdf", made.pdf_file(f"{DINGHIES}\n\n{RIGHT}")),
        (".html", f"<html><body><p>{DINGHIES}</p><p>{RIGHT}</p></body></html>".encode()),
    ],
)
def test_word_files_pdfs_and_web_pages_are_read(client: Client, ending: str, data: bytes) -> None:
    page = chosen(client, data, ending=ending)
    assert page.status == 200
    assert any("TFS" in note for note in notes_of(page))
    assert NAME not in page.source


def test_what_is_to_be_known_of_how_a_file_was_read_is_said(client: Client) -> None:
    assert "Windows-1252" in chosen(client, DINGHIES.encode("cp1252")).text


def test_a_text_in_another_language_is_not_said_to_be_well(client: Client) -> None:
    spanish = "La policía detuvo a los hombres que habían llevado a las personas en un barco. " * 3
    page = sent(client, spanish)
    assert page.status == 422
    assert "Spanish" in page.text
    assert "Nothing to change" not in page.text


def test_a_file_that_takes_too_long_is_let_go_of_with_a_way_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.001)  # no interpreter starts in that time
    page = chosen(client, DINGHIES.encode(), text=BORDER)
    assert page.status == 422
    assert "takes too much to read" in page.text
    assert BORDER in page.text


def test_two_files_are_read_at_once_and_a_third_waits_its_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_AT_ONCE", BoundedSemaphore(1))
    with apart._AT_ONCE:  # noqa: SLF001 -- as if somebody's file were being read
        monkeypatch.setattr(apart, "SECONDS", 0.001)
        assert "Others have files read" in chosen(client, DINGHIES.encode()).text
    monkeypatch.undo()
    assert chosen(client, DINGHIES.encode()).status == 200


def test_the_process_that_reads_a_file_is_given_no_setting_of_the_house(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[dict[str, str]] = []
    run = subprocess.run

    def noting(*what: object, **how: object) -> object:
        given.append(dict(how["env"]))  # type: ignore[call-overload]  # a mapping, as it is called
        return run(*what, **how)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setenv("CLEW_ROOT_KEY", "made-up-key")
    monkeypatch.setattr(subprocess, "run", noting)
    assert apart.read_apart(DINGHIES.encode(), "a.txt").text == DINGHIES
    (environment,) = given
    assert not [name for name in environment if name.startswith("CLEW")]
    assert "made-up-key" not in environment.values()
