"""Reading a table of text as other systems write it: encodings, marks, separators, bounds.

Each thing that is odd is said in one sentence: a note where it can be read all the same, a fault
where it cannot. No cell is ever repeated in one.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from clew.rules.sources.documents import LARGEST_BYTES
from clew.rules.sources.faults import Fault, WrongInput

MOST_COLUMNS: Final = 500
# All are taken in by one change, for which others who write wait; those who read wait 20 s at most
# for their trace. How long it takes was measured: docs/reference/htcds.md.
MOST_ROWS: Final = 100
LONGEST_CELL: Final = 20_000
_SEPARATORS: Final = (",", ";", "\t")
_SAID: Final = {";": "semicolons", "\t": "tabs"}
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: its heads, its rows with the line each begins at, and what was odd."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def read_table(raw: bytes, *, name: str) -> Table:
    """Read a table of text. `name` is what messages call the file.

    Raises:
        WrongInput: it is no such table, or larger than somebody enters by hand and checks.
    """
    notes: list[str] = []
    text = _decoded(raw, name, notes)
    separator = _separator(text, name, notes)
    # A quarter of a field's bound is a note of ten pages; a cell over it is a whole file in quotes.
    csv.field_size_limit(max(LONGEST_CELL * 2, csv.field_size_limit()))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    heads = _heads(lines, name)
    rows: list[tuple[int, tuple[str, ...]]] = []
    empty = 0
    for start, cells in _numbered(lines, name):
        if not any(cell.strip() for cell in cells):
            empty += 1
            continue
        if len(cells) > len(heads):
            found = f"{len(cells)} cells under {len(heads)} heads"
            _refuse(name, found, "a cell a head; quote a cell that holds the separator", start)
        if len(rows) == MOST_ROWS:
            wanted = f"files of {MOST_ROWS:,} rows at most, each with the heads, one after another"
            _refuse(name, f"more than {MOST_ROWS:,} rows", wanted)
        rows.append((start, tuple(cells) + ("",) * (len(heads) - len(cells))))
    if empty:
        notes.append(f"{name}: {empty} empty row{'s' * (empty > 1)} left out.")
    if not rows:
        _refuse(name, "no row under the heads", "a row a person")
    return Table(heads, tuple(rows), tuple(notes))


def _decoded(raw: bytes, name: str, notes: list[str]) -> str:
    if not raw.strip():
        _refuse(name, "an empty file", "a table with heads and rows")
    if len(raw) > LARGEST_BYTES:
        found = f"more than {LARGEST_BYTES // 1_000_000} MB"
        _refuse(name, found, "smaller files, one after another")
    if raw.startswith((_ZIP, _OLD_EXCEL)):
        _refuse(name, "a spreadsheet or an archive", "the sheet saved as CSV in UTF-8")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        notes.append(f"{name}: written in UTF-16; read as that.")
        return _by(raw, "utf-16", name)
    if b"\0" in raw:
        _refuse(name, "bytes of zero", "text in UTF-8")
    if raw.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in {b"{", b"["}:
        _refuse(name, "JSON", "CSV: the standard is a table and has no JSON")
    return _by(raw, "utf-8-sig", name)


def _by(raw: bytes, encoding: str, name: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        # Guessed, a letter of a name would become another letter, and nobody would see it.
        _refuse(name, "letters that are not UTF-8", "the file saved as CSV in UTF-8", line)
    if "\0" in text:
        _refuse(name, "a sign of zero", "text")
    return text


def _separator(text: str, name: str, notes: list[str]) -> str:
    """Return what separates the heads: they hold letters and underscores only, so it shows."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = {sign: first.count(sign) for sign in _SEPARATORS}
    found = max(_SEPARATORS, key=lambda sign: counts[sign])
    if found in _SAID and counts[found]:
        notes.append(f"{name}: its cells are separated by {_SAID[found]}; read as that.")
        return found
    return ","


def _heads(lines: Iterator[list[str]], name: str) -> tuple[str, ...]:
    try:
        heads = next((tuple(cells) for cells in lines if any(map(str.strip, cells))), ())
    except csv.Error:
        _refuse(name, "a first row that is no CSV", "the names of the columns")
    if len(heads) > MOST_COLUMNS:
        _refuse(name, f"{len(heads):,} columns", f"{MOST_COLUMNS} at most")
    return heads


def _numbered(lines: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the line at which each begins, counted as an editor counts."""
    while True:
        start = lines.line_num + 1  # type: ignore[attr-defined]  # csv's reader has it
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            _refuse(name, "a row that is no CSV", "cells with their quotes closed", start)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            found = f"a cell of more than {LONGEST_CELL:,} letters"
            _refuse(name, found, "quotes that are closed, and shorter cells", start)
        yield start, cells


def _refuse(name: str, found: str, wanted: str, line: int = 0) -> NoReturn:
    where = f"{name}, row at line {line}" if line else name
    raise WrongInput([Fault(where, "", found, wanted)]) from None
