"""Files become plain text, or one sentence says why they do not."""

import contextlib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engines.texts import word
from clew.engines.texts.reading import LARGEST_FILE, LARGEST_TEXT, read
from clew.rules.sources.faults import WrongInput
from tests.engines.texts import made

SENTENCE = "The made-up traffickers packed families into dinghies for £900 a seat."
WORDS = st.text(alphabet="abc de\n.'“”é£", min_size=1, max_size=200).filter(str.strip)


def refused(raw: bytes, name: str) -> str:
    with pytest.raises(WrongInput) as caught:
        read(raw, name)
    (sentence,) = caught.value.sentences
    assert sentence.startswith(f"{name}: found ")
    return sentence


@pytest.mark.parametrize("name", ["note.txt", "note", "standard input", "note.md"])
def test_a_text_is_read_as_it_stands(name: str) -> None:
    assert read(SENTENCE.encode(), name).text == SENTENCE
    assert read(SENTENCE.encode(), name).notes == ()


@given(text=WORDS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_places_are_the_same_in_every_encoding_with_a_mark(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "a.txt").text == text


def test_utf_16_without_a_mark_is_known_by_its_zeros() -> None:
    assert read(SENTENCE.encode("utf-16-be"), "a.txt").text == SENTENCE
    assert read(SENTENCE.encode("utf-16-le"), "a.txt").text == SENTENCE


def test_of_mixed_encodings_each_is_read_and_the_mixture_is_said() -> None:
    reading = read("café, ".encode() + "“café”".encode("cp1252"), "a.txt")
    assert reading.text == "café, “café”"
    (note,) = reading.notes
    assert "3 bytes that are not UTF-8; read as Windows-1252" in note


def test_a_text_all_in_utf_8_has_no_note() -> None:
    # Red control of the one before.
    assert read("café, “café”".encode(), "a.txt").notes == ()


@given(
    raw=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.html", "-"])
)
def test_whatever_bytes_come_they_are_read_or_refused(raw: bytes, name: str) -> None:
    with contextlib.suppress(WrongInput):
        assert read(raw, name).text.strip()


@pytest.mark.parametrize(
    ("raw", "name", "found"),
    [
        (b"", "a.txt", "no text"),
        (b" \n\t\n", "a.txt", "no text"),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(32)),
            "a.txt",
            "bytes that are no text",
        ),
        (b"a " * (LARGEST_TEXT // 2 + 1), "a.txt", "a file of more than 10,000,000 bytes"),
        (b"%PDF-1.7" + b" " * LARGEST_FILE, "a.pdf", "a file of more than 50,000,000 bytes"),
        (b"", "a.pdf", "an empty file, wanted a PDF"),
        (b"hello", "a.docx", "a file that is named .docx and is none"),
        (b"%PDF-1.7 made up", "a.pdf", "a PDF that is broken"),
        (b"{\\rtf1 hello}", "a.rtf", "a file in RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "an old Word file, or one locked"),
        (b"<!-- nothing -->", "a.html", "a web page that cannot be read"),
        (b"<p><script>1</script>", "a.html", "no text"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(raw: bytes, name: str, found: str) -> None:
    assert found in refused(raw, name)


# --- Word


def test_a_word_file_is_its_paragraphs_and_its_tables() -> None:
    document = made.docx.Document()
    document.add_paragraph("One.")
    document.add_table(1, 2).cell(0, 1).text = "Two."
    document.add_paragraph("Three\tfour.")
    assert read(made.word_bytes(document), "a.docx").text == "One.\n\nTwo.\n\nThree\tfour."


def test_a_word_file_is_known_without_its_name() -> None:
    assert read(made.word_file(SENTENCE), "standard input").text == SENTENCE


def test_what_was_inserted_counts_and_what_was_deleted_does_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = f"<w:p><w:ins>{run.format('new')}</w:ins><w:del>{run.format('old')}</w:del></w:p>"
    assert read(made.packed(body), "a.docx").text == "new"


def test_a_packed_file_that_is_no_word_file_is_refused() -> None:
    assert "no Word file" in refused(made.no_word_file(), "a.docx")


def test_a_sheet_is_no_word_file(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert "without a Word text" in refused((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")


def test_half_a_word_file_is_refused() -> None:
    assert "broken or locked" in refused(made.word_file(SENTENCE)[:9_000], "a.docx")


def test_a_word_file_that_names_itself_again_and_again_is_refused() -> None:
    entity = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    body = "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>"
    assert "broken or locked" in refused(made.packed(body, before=entity), "a.docx")


def test_a_small_word_file_that_unpacks_to_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_LARGEST_PART", 100_000)
    raw = made.packed(f"<w:p><w:r><w:t>{'a' * 200_000}</w:t></w:r></w:p>")
    assert len(raw) < 2_000
    assert "unpacks to more than" in refused(raw, "a.docx")


def test_with_room_for_it_the_same_file_is_read() -> None:
    # Red control: it is the bound that refuses.
    raw = made.packed(f"<w:p><w:r><w:t>{'a' * 200_000}</w:t></w:r></w:p>")
    assert len(read(raw, "a.docx").text) == 200_000


# --- PDF

NARROW = '#set page(width: 9cm, height: 7cm, numbering: "1", header: [Bill of a made-up house])'


def test_a_pdf_is_its_sentences_without_numbers_and_headers() -> None:
    text = " ".join([SENTENCE] * 30)
    assert read(made.pdf_file(text, settings=NARROW), "a.pdf").text == text


def test_a_word_parted_at_the_end_of_a_line_is_one_again() -> None:
    narrow = "#set page(width: 5cm)\n#set text(hyphenate: true)\n#set par(justify: true)"
    text = " ".join([SENTENCE, "Interchangeable extraordinary misunderstandings."] * 6)
    found = read(made.pdf_file(text, settings=narrow), "a.pdf").text
    assert "Interchangeable extraordinary misunderstandings" in found
    assert "made-up traffickers" in found


def test_letters_that_print_joined_are_parted() -> None:
    assert read(made.pdf_file("The traﬃckers ﬁlled a ﬂat."), "a.pdf").text == (
        "The traffickers filled a flat."
    )


def test_a_pdf_of_which_some_pages_have_no_text_says_so() -> None:
    (note,) = read(made.pdf_file(f"{SENTENCE}\n#pagebreak()\n#pagebreak()\n"), "a.pdf").notes
    assert "2 pages of 3 hold no text" in note


def test_a_pdf_without_text_says_what_to_do() -> None:
    found = refused(made.blank_pdf(), "scan.pdf")
    assert "pages are pictures, without any text" in found
    assert "let a program recognise the text first" in found


def test_a_pdf_locked_with_a_password_is_refused() -> None:
    raw = made.pdf_file(SENTENCE)
    assert "locked with a password" in refused(made.locked(raw, word="made-up"), "a.pdf")


def test_a_pdf_that_only_may_not_be_changed_is_read() -> None:
    assert read(made.locked(made.pdf_file(SENTENCE), word=""), "a.pdf").text == SENTENCE


def test_half_a_pdf_is_refused() -> None:
    assert "broken" in refused(made.pdf_file(SENTENCE)[:2_000], "a.pdf")


# --- web pages


def test_a_page_is_what_a_reader_of_the_article_sees() -> None:
    page = (
        "<!doctype html><title>T</title><style>p{}</style><nav>Menu</nav>"
        "<article><header><h1>Head</h1></header><p>One <b>two</b> <q>three</q>.<script>4()</script>"
        "<p>Five<br>six<!-- seven --> eight<div hidden>nine</div></article><footer>ten</footer>"
    )
    assert read(page.encode(), "a.html").text == "Head\n\nOne two “three”.\n\nFive\nsix eight"


def test_marks_that_nobody_sees_do_not_part_a_word() -> None:
    assert read("<p>traf&shy;fick\u200bers &#1;".encode(), "a.html").text == "traffickers"


def test_a_page_is_read_in_the_encoding_it_names() -> None:
    reading = read("<meta charset=iso-8859-1><p>“café”".encode("cp1252"), "a.html")
    assert reading.text == "“café”"
    assert "windows-1252" in reading.notes[0]


@pytest.mark.parametrize("piece", [b"<div>", b"<p>x ", b"<", b"&", b"<a ", b"<b><p>", b"<!--"])
def test_a_page_of_one_thing_over_and_over_is_read_or_refused(piece: bytes) -> None:
    with contextlib.suppress(WrongInput):
        assert read(piece * 20_000, "a.html").text.strip()
