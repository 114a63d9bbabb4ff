"""`clew framing` as its readers meet it: files of many kinds in, findings out, or one sentence."""

import csv
import json
from pathlib import Path

import pytest

from clew.engines.corpora import writing
from tests.engines.texts import made
from tests.engines.texts.test_languages import SPANISH
from tests.site.calls import Command, assert_refused

BLURRED = "The made-up traffickers sold seats in the boat for £2,000 each."
RIGHT = "The made-up smugglers sold seats in the boat for £2,000 each."
PAGE = f"<!doctype html><nav>{BLURRED}</nav><p>{BLURRED}</p>"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.txt", BLURRED.encode()),
        ("a.txt", BLURRED.encode("utf-16")),
        ("a.txt", BLURRED.encode("cp1252")),
        ("a.docx", made.word_file(BLURRED)),
        ("a.pdf", made.pdf_file(BLURRED)),
        ("a.html", PAGE.encode()),
    ],
    ids=["utf-8", "utf-16", "windows-1252", "word", "pdf", "web"],
)
def test_every_kind_of_file_gives_the_finding_at_its_place_in_the_plain_text(
    clew: Command, tmp_path: Path, name: str, raw: bytes
) -> None:
    (tmp_path / name).write_bytes(raw)
    plain = clew("framing", name, "--plain").out
    answer = clew("framing", name, "--json")
    (found,) = json.loads(answer.out)
    assert answer.code == 0
    assert found["code"] == "TFS"
    assert "traffickers" in plain[found["start"] : found["end"]]


def test_a_piped_file_is_known_by_its_bytes(clew: Command) -> None:
    (found,) = json.loads(clew("framing", "-", "--json", given=made.word_file(BLURRED)).out)
    assert found["code"] == "TFS"


def test_windows_letters_are_read_and_said(clew: Command) -> None:
    answer = clew("framing", "-", given=BLURRED.encode("cp1252"))
    assert answer.code == 0
    assert "Note: standard input holds one byte that is not UTF-8" in answer.err


@pytest.mark.parametrize(
    ("name", "raw", "found"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"a " * 25_000_000, "more than 10,000,000 bytes"),
        ("a.pdf", made.blank_pdf(), "pictures, without any text"),
        ("a.pdf", made.locked(made.pdf_file(BLURRED), word="made-up"), "a password"),
        ("a.docx", made.no_word_file(), "no Word file"),
        ("a.txt", SPANISH.encode(), "reads as Spanish"),
    ],
    ids=["empty", "fifty megabytes", "scanned", "locked", "zip", "spanish"],
)
def test_what_cannot_be_checked_is_refused_in_one_sentence(
    clew: Command, tmp_path: Path, name: str, raw: bytes, found: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    assert_refused(clew("framing", name), name, found)


def test_a_table_of_numbers_is_answered_and_said_to_be_one(clew: Command) -> None:
    answer = clew("framing", "-", given=b"Year,Boats\n2021,1036\n2022,1110\n2023,602\n")
    assert answer.code == 0
    assert "more figures than words" in answer.err


def test_a_text_in_quotation_marks_throughout_is_only_noted(clew: Command) -> None:
    (found,) = json.loads(clew("framing", "-", "--json", given=f"“{BLURRED}”".encode()).out)
    assert (found["severity"], found["voice"]) == (1, "quoted")


@pytest.mark.parametrize("name", ["", "a" * 5_000, "nowhere.txt", "a\0b"])
def test_a_name_that_is_no_file_is_refused_in_one_sentence(clew: Command, name: str) -> None:
    assert_refused(clew("framing", name))


# --- a folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder of five texts in two sources, of which one cannot be read."""
    folder = tmp_path / "texts"
    (folder / "old").mkdir(parents=True)
    (folder / "a.txt").write_text(f"{BLURRED} {RIGHT} {RIGHT}", encoding="utf-8")
    (folder / "b.docx").write_bytes(made.word_file(RIGHT, RIGHT))
    (folder / "old" / "c.html").write_bytes(PAGE.encode())
    (folder / "d.pdf").write_bytes(made.blank_pdf())
    (folder / "e.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "index.csv").write_text(
        "file,source,date\na.txt,=Made-up Post,2026-01-31\nold/c.html,=Made-up Post,2026-02\n"
        "b.docx,Made-up Herald,\n",
        encoding="utf-8",
    )
    return folder


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_a_folder_gives_rates_with_intervals_by_source_and_month(
    clew: Command, corpus: Path
) -> None:
    answer = clew("framing", corpus, "-o", "out", "--index", "index.csv")
    assert answer.code == 0, answer.err
    names = {each.name for each in Path("out").iterdir()}
    assert names == {"rates.csv", "texts.csv", "report.json", "by_code.svg", "by_month.svg"}
    rows = {(r["by"], r["group"], r["code"]): r for r in table(Path("out/rates.csv"))}
    every = rows["all", "all", "TFS"]
    assert (every["sentences_marked"], every["sentences"]) == ("2", "6")
    assert (every["texts_marked"], every["texts"]) == ("2", "3")
    # Wilson's interval of 2 in 6 and of 2 in 3, worked out by hand.
    assert float(every["per_1000_sentences_low"]) == pytest.approx(96.8, abs=0.1)
    assert float(every["per_1000_sentences_high"]) == pytest.approx(700.0, abs=0.1)
    assert float(every["share_of_texts_low"]) == pytest.approx(0.2077, abs=0.0001)
    assert rows["source", "Made-up Herald", "TFS"]["sentences_marked"] == "0"
    assert rows["month", "2026-02", "any"]["sentences_marked"] == "1"
    assert ("source", "'=Made-up Post", "TFS") in rows, "no spreadsheet runs it"
    assert json.loads(Path("out/report.json").read_text("utf-8"))["texts"] == 3


def test_what_was_left_out_of_a_folder_is_said(clew: Command, corpus: Path) -> None:
    answer = clew("framing", corpus, "-o", "out")
    assert "One file is of another kind" in answer.err
    assert "d.pdf: found a PDF whose pages are pictures" in answer.err
    assert "3 texts, 6 sentences." in answer.out


def test_without_an_index_there_is_one_group_and_one_drawing(clew: Command, corpus: Path) -> None:
    report = json.loads(clew("framing", corpus, "-o", "out", "--json").out)
    assert {row["by"] for row in report["rates"]} == {"all"}
    assert not Path("out/by_month.svg").exists()


@pytest.mark.parametrize(
    ("index", "parts"),
    [
        ("name,source\na.txt,b\n", ("index.csv", "no column file")),
        ("file,date\nz.txt,2026-01\n", ("index.csv, row 2", "a text of the folder")),
        ("file,date\na.txt,January\n", ("index.csv, row 2", "date", '"January"', "2026-01-31")),
        ("file\na.txt\na.txt\n", ("index.csv, row 3", "a file named twice")),
    ],
)
def test_a_wrong_index_is_refused_and_nothing_is_written(
    clew: Command, corpus: Path, tmp_path: Path, index: str, parts: tuple[str, ...]
) -> None:
    (tmp_path / "index.csv").write_text(index, encoding="utf-8")
    answer = clew("framing", corpus, "-o", "out", "--index", "index.csv")
    assert_refused(answer, *parts)
    assert not Path("out").exists()


def test_a_folder_that_fails_while_it_is_written_leaves_nothing(
    clew: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "draw", full)
    before = set(corpus.parent.iterdir())
    answer = clew("framing", corpus, "-o", "out")
    assert (answer.code, answer.err.splitlines()[-1]) == (
        2,
        "The answer could not be written: No space left on device.",
    )
    assert set(corpus.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("texts",), "-o"),
        (("texts", "-o", "index.csv"), "found a file, wanted a folder"),
        (("texts", "-o", "out", "--plain"), "--plain"),
        (("texts/a.txt", "-o", "out"), "found one text, wanted a FOLDER"),
        (("texts/a.txt", "--index", "index.csv"), "--index"),
        (("empty", "-o", "out"), "a folder without texts"),
    ],
)
def test_a_call_that_does_not_fit_is_refused(
    clew: Command, corpus: Path, words: tuple[str, ...], part: str
) -> None:
    (corpus.parent / "empty").mkdir()
    assert_refused(clew("framing", *words), part)


def test_no_link_leads_out_of_a_folder(clew: Command, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(BLURRED, encoding="utf-8")
    (corpus / "link.txt").symlink_to(tmp_path / "outside.txt")
    report = json.loads(clew("framing", corpus, "-o", "out", "--json").out)
    assert report["texts"] == 3
