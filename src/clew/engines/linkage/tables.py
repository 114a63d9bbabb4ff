"""Reads a table of records, CSV or Parquet, in pieces; what is wrong with it in a sentence each.

No cell stops the reading, and no sentence repeats what stands in a cell: only how many cells, of
which column, and the first row.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from clew.rules.sources.faults import Fault, WrongInput

ID: Final = "record_id"
COLUMNS: Final = (
    *("name", "given_name", "family_name", "middle_name", "aliases", "birth_date", "sex"),
    *("nationality", "phones", "emails", "addresses", "documents", "accounts", "employers"),
    *("vehicles", "birth_place", "occupation", "city", "nicknames", "place_of_recruitment"),
    "source",
)
LONGEST_CELL: Final = 4_000  # characters; what a longer one holds after them is not read
_LARGEST_FIELD: Final = 1 << 24
_PIECE: Final = 50_000
_PARQUET: Final = b"PAR1"

Row = dict[str, str]


@dataclass(slots=True)
class Notes:
    """What was met while reading: by sentence, how often and in which row first."""

    name: str
    met: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, key: str, found: str, wanted: str, row: int) -> None:
        """Count one thing that is wrong."""
        many, first = self.met.get((key, found, wanted), (0, row))
        self.met[key, found, wanted] = (many + 1, first)

    @property
    def sentences(self) -> list[str]:
        """One sentence for each thing that is wrong."""
        made = []
        for (key, found, wanted), (many, first) in self.met.items():
            times = (
                "" if first < 1 else f" in {many:,} row{'s' * (many > 1)}, first in row {first:,}"
            )
            made.append(Fault(self.name, key, f"{found}{times}", wanted).sentence)
        return made


def read(path: Path, notes: Notes) -> Iterator[tuple[str, Row]]:
    """Yield the id and the filled cells of each record, each id once.

    Raises `WrongInput` where the file cannot be read at all, or has no column `record_id`.
    """
    seen: set[str] = set()
    for number, row in enumerate(_rows(path, notes), start=1):
        record_id = row.pop(ID, "")
        if not record_id:
            notes.add(ID, "no id", "an id; the row was left out", number)
        elif record_id in seen:
            notes.add(ID, "an id that another row has", "one row an id; the first was kept", number)
        else:
            seen.add(record_id)
            yield record_id, row


def _rows(path: Path, notes: Notes) -> Iterator[Row]:
    try:
        with path.open("rb") as opened:
            start = opened.read(len(_PARQUET))
        yield from _parquet(path, notes) if start == _PARQUET else _csv(path, notes)
    except FileNotFoundError:
        fault = Fault(path.name, "", "no such file", "a table, CSV or Parquet")
    except IsADirectoryError:
        fault = Fault(path.name, "", "a folder", "a table, CSV or Parquet")
    except (OSError, pa.ArrowException) as error:
        kind = type(error).__name__
        fault = Fault(path.name, "", f"a table that cannot be read ({kind})", "CSV or Parquet")
    else:
        return
    raise WrongInput([fault])


def _wanted(header: Sequence[str], notes: Notes) -> dict[str, int]:
    """Return the place of each known column; note the others once."""
    places: dict[str, int] = {}
    unknown = 0
    for at, title in enumerate(header):
        plain = title.strip().lower()
        if plain in (ID, *COLUMNS) and plain not in places:
            places[plain] = at
        else:
            unknown += 1
    if ID not in places:
        raise WrongInput([Fault(notes.name, "", f"no column {ID}", f"a column {ID}, UTF-8")])
    if unknown:
        found = f"{unknown} column{'s' * (unknown > 1)} that nobody reads"
        notes.add("", found, f"columns of {ID}, {', '.join(COLUMNS)}", 0)
    return places


def _parquet(path: Path, notes: Notes) -> Iterator[Row]:
    file = pq.ParquetFile(path)
    places = _wanted(file.schema_arrow.names, notes)
    titles = [file.schema_arrow.names[at] for at in places.values()]
    number = 0
    for batch in file.iter_batches(batch_size=_PIECE, columns=titles):
        columns = [batch.column(title).to_pylist() for title in titles]
        for cells in zip(*columns, strict=True):
            number += 1
            yield _filled(dict(zip(places, map(_text, cells), strict=True)), number, notes)


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, list | tuple):
        return ";".join(map(_text, cell))
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "surrogateescape")
    return str(cell)


def _csv(path: Path, notes: Notes) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_FIELD)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as opened:
        lines = csv.reader(line.replace("\0", "") for line in opened)
        header = next(lines, [])
        places = _wanted(header, notes)
        number = 0
        while True:
            number += 1
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error:
                notes.add(
                    "", "a row that is no CSV", "cells between commas; it was left out", number
                )
                continue
            if not cells:
                continue
            if len(cells) > len(header):
                notes.add("", "more cells than columns", "a cell a column; left out", number)
                continue
            row = {name: cells[at] for name, at in places.items() if at < len(cells)}
            yield _filled(row, number, notes)


def _filled(row: Mapping[str, str], number: int, notes: Notes) -> Row:
    """Return the cells that hold something, each cut to a length that can be a value."""
    kept: Row = {}
    for name, cell in row.items():
        text = cell
        if len(text) > LONGEST_CELL:
            notes.add(name, "a very long cell", "a few values; the first were read", number)
            text = text[:LONGEST_CELL].rpartition(";")[0]
        if not text.isascii() and any("\udc80" <= char <= "\udcff" for char in text):
            notes.add(name, "bytes that are not UTF-8", "UTF-8; read as Windows-1252", number)
            text = text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        text = text.strip()
        if text:
            kept[name] = text
    return kept
