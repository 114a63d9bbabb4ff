"""Reads a table of decisions: CSV, or the log of another answer. All of it is right, or none.

No sentence repeats an id, a name or a reason: rows are named by their number.
"""

import csv
import re
from collections.abc import Container, Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Final

from clew.engines.linkage.decisions import (
    APART,
    MOST_FAULTS,
    TOGETHER,
    UNDO,
    Decision,
    holding,
    log_in,
)
from clew.rules.sources.faults import Fault, WrongInput

COLUMNS: Final = ("record_id_l", "record_id_r", "decision", "by", "on", "because")
LONGEST_NAME, LONGEST_REASON = 100, 2_000
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST: Final = date(2000, 1, 1)
_OF_A_LOG: Final = "{"

Wrong = Iterator[tuple[str, str]]


def read_decisions(file: Path, known: Container[str], *, today: date) -> list[tuple[str, Decision]]:
    """Return decisions about records that are known, each with what it is called in a sentence.

    Of a log (`decisions.jsonl`) those are read that hold. Raises `WrongInput` with a sentence for
    each fault.
    """
    text = _text(file)
    if text.lstrip().startswith(_OF_A_LOG):
        log = log_in(text, file.name)
        found = [(called.name, called.decision) for called in holding(log).values()]
    else:
        found = [(f"row {number}", _decision(cells)) for number, cells in _rows(file.name, text)]
    if not found:
        raise WrongInput([Fault(file.name, "", "no decision", f"columns {', '.join(COLUMNS)}")])
    faults = [
        Fault(file.name, call, *wrong)
        for call, decision in found
        for wrong in _wrong(decision, known, today)
    ]
    if faults:
        raise WrongInput(faults[:MOST_FAULTS])
    return found


def named_person(by: str, because: str) -> Wrong:
    """Yield what is wrong with who concluded something, and why."""
    if not by or not because:
        yield "nobody who concludes it, or no reason", "by (a named person) and because"
    elif len(by) > LONGEST_NAME or len(because) > LONGEST_REASON:
        wanted = f"at most {LONGEST_NAME} and {LONGEST_REASON:,} characters"
        yield "a very long name or reason", wanted


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        fault = Fault(file.name, "", "no such file", "a table of decisions, CSV")
    except IsADirectoryError:
        fault = Fault(file.name, "", "a folder", "a table of decisions, CSV")
    except UnicodeDecodeError:
        fault = Fault(file.name, "", "bytes that are not UTF-8", "CSV in UTF-8")
    except OSError as error:
        fault = Fault(file.name, "", f"a file that cannot be read ({error.strerror})", "CSV")
    raise WrongInput([fault])


def _decision(cells: Mapping[str, str]) -> Decision:
    left, right, decision, by, on, because = (cells[each] for each in COLUMNS)
    return Decision(left, right, decision, by, on, because)


def _rows(name: str, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        header, *rows = list(csv.reader(StringIO(text, newline=""))) or [[]]
    except csv.Error:
        raise WrongInput([Fault(name, "", "a table that is no CSV", "CSV in UTF-8")]) from None
    titles = [title.strip().lower() for title in header]
    wanted = f"columns {', '.join(COLUMNS)}"
    faults = [
        Fault(name, "", f"no column {each}", wanted) for each in COLUMNS if each not in titles
    ]
    places = {each: titles.index(each) for each in COLUMNS if each in titles}
    for number, cells in enumerate(rows, start=1):
        if cells and len(cells) != len(titles):
            faults.append(Fault(name, f"row {number}", "more or fewer cells than columns", wanted))
    if faults:
        raise WrongInput(faults[:MOST_FAULTS])
    for number, cells in enumerate(rows, start=1):
        if any(cell.strip() for cell in cells):
            yield number, {each: cells[at].strip() for each, at in places.items()}


def _wrong(decision: Decision, known: Container[str], today: date) -> Wrong:
    left, right = decision.record_id_l, decision.record_id_r
    if decision.decision not in {TOGETHER, APART, UNDO}:
        yield "another decision", f"{TOGETHER}, {APART} or {UNDO}"
    if not (left and right):
        yield "a decision about one record alone", "the ids of two records"
    elif left == right:
        yield "a pair of a record with itself", "the ids of two records"
    elif left not in known or right not in known:
        yield "an id that is not in the answer", "the ids of two of its records"
    yield from named_person(decision.by, decision.because)
    if not _is_day(decision.on, today):
        yield "no day on which somebody decided", f"on as YYYY-MM-DD, from {_FIRST} to today"


def _is_day(text: str, today: date) -> bool:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return False
    # One day more: elsewhere it is tomorrow already.
    return day is not None and _FIRST <= day <= today + timedelta(days=1)
