"""Whatever is wrong with a table of decisions is said in a sentence, and nothing is repeated."""

from datetime import date
from pathlib import Path

import pytest

from clew.engines.linkage.decisions import Decision, holding, read_log, without, write_log
from clew.engines.linkage.decisiontables import COLUMNS, read_decisions
from clew.rules.sources.faults import WrongInput

TODAY = date(2026, 3, 4)
HEAD = ",".join(COLUMNS)
GOOD = "a1,a2,together,A. Steward,2026-03-04,met both"
KNOWN = {"a1", "a2", "a3"}


def read(folder: Path, text: str | bytes) -> list[tuple[str, Decision]]:
    file = folder / "d.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_decisions(file, KNOWN, today=TODAY)


def refused(folder: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(WrongInput) as wrong:
        read(folder, text)
    return wrong.value.sentences


def test_a_table_is_read_whatever_the_order_of_its_columns(tmp_path: Path) -> None:
    text = "\ufeffBy,because,ON,decision,record_id_r,record_id_l,extra\r\n"
    text += 'A. Steward,"met, both\nat home",2026-03-04,apart,a2,a1,x\r\n\r\n'
    wanted = Decision("a1", "a2", "apart", "A. Steward", "2026-03-04", "met, both\nat home")
    assert read(tmp_path, text) == [("row 1", wanted)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a1,a1,together,A. Steward,2026-03-04,met", "a pair of a record with itself"),
        ("a1,b9,together,A. Steward,2026-03-04,met", "an id that is not in the answer"),
        ("a1,,together,A. Steward,2026-03-04,met", "one record alone"),
        ("a1,a2,merge,A. Steward,2026-03-04,met", "wanted together, apart or undo"),
        ("a1,a2,apart,,2026-03-04,met", "nobody who concludes it, or no reason"),
        ("a1,a2,apart,A. Steward,2026-03-04, ", "nobody who concludes it, or no reason"),
        (f"a1,a2,apart,{'A' * 101},2026-03-04,met", "a very long name or reason"),
        ("a1,a2,apart,A. Steward,0208-03-04,met", "no day on which somebody decided"),
        ("a1,a2,apart,A. Steward,2026-3-4,met", "no day on which somebody decided"),
        ("a1,a2,apart,A. Steward,2026-02-30,met", "no day on which somebody decided"),
        ("a1,a2,apart,A. Steward,20260304,met", "no day on which somebody decided"),
        ("a1,a2,apart,A. Steward,2026-03-06,met", "from 2000-01-01 to today"),
        ("a1,a2,apart", "more or fewer cells than columns"),
        ("a1,a2,apart,A. Steward,2026-03-04,met,both", "more or fewer cells than columns"),
    ],
)
def test_a_row_that_is_wrong_is_named_by_its_number(tmp_path: Path, row: str, told: str) -> None:
    (sentence,) = refused(tmp_path, f"{HEAD}\n{GOOD}\n{row}\n")
    assert sentence.startswith("d.csv: row 2: found ")
    assert told in sentence
    assert not any(each in sentence for each in ("a1", "b9", "Steward", "met"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column record_id_l"),
        (HEAD, "found no decision"),
        (HEAD.replace(",because", "") + "\n", "no column because"),
        (b"\xff\xfea", "bytes that are not UTF-8"),
        ("{", "line 1: found no decision"),
        ('{"record_id_l": 7}', "line 1: found no decision"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in refused(tmp_path, text)[0]


def test_every_wrong_row_is_told_at_once(tmp_path: Path) -> None:
    wrong = "a1,b9,maybe,,2026-03-04,met"
    assert len(refused(tmp_path, f"{HEAD}\n{wrong}\n{wrong}\n")) == 6


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(WrongInput, match="a table of decisions, CSV"):
            read_decisions(path, KNOWN, today=TODAY)


def test_a_log_is_read_as_it_was_written_whatever_signs_a_reason_holds(tmp_path: Path) -> None:
    log = [Decision("a1", "a2", "apart", "A. Steward", "2026-03-04", "one\u2028two\x85\nthree", 4)]
    write_log(tmp_path, log)
    assert read_log(tmp_path) == log
    write_log(tmp_path, [])
    assert read_log(tmp_path) == []


def test_of_a_record_that_is_gone_the_log_keeps_who_decided_and_nothing_else() -> None:
    log = [
        Decision("a1", "a2", "together", "A. Steward", "2026-03-04", "met", 1),
        Decision("a2", "a3", "apart", "A. Steward", "2026-03-04", "met", 1),
        Decision("a2", "a3", "undo", "A. Steward", "2026-03-04", "mistaken", 2),
    ]
    left, fell = without(log, {"a3"})
    assert fell == 0
    assert left[1] == Decision("", "", "apart", "A. Steward", "2026-03-04", "", 1)
    assert set(holding(left)) == {frozenset({"a1", "a2"})}
    assert without(log, {"a1"})[1] == 1
    assert holding(without(log, {"a1", "a2"})[0]) == {}
