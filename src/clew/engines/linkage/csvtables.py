"""Reads CSV as it comes: other encodings, bytes of zero, rows of other lengths."""

import codecs
import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from clew.engines.linkage.noting import (
    NOT_UTF_8,
    Notes,
    Piece,
    from_windows,
    is_torn,
    known_columns,
)

_LARGEST_FIELD: Final = 1 << 24
_PIECE: Final = 50_000
_START: Final = 4_096
_ZEROS: Final = 0.2  # of the first bytes; text of Latin letters in UTF-16 has a half


def pieces(path: Path, notes: Notes) -> Iterator[Piece]:
    """Yield the rows of a file in pieces. Raises `OSError` where it cannot be opened."""
    csv.field_size_limit(_LARGEST_FIELD)
    encoding = _encoding(path, notes)
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as opened:
        zeros = [0]
        lines = csv.reader(_without_zeros(opened, zeros))
        header = next(lines, [])
        places = known_columns(header, notes)
        rows: list[list[str]] = []
        numbers: list[int] = []
        number = 0
        while True:
            number += 1
            try:
                cells = next(lines)
            except StopIteration:
                break
            except csv.Error:
                wanted = "cells between commas; it was left out"
                notes.add("", "a row that is no CSV", wanted, number)
                continue
            if len(cells) > len(header):
                notes.add("", "more cells than columns", "a cell a column; left out", number)
            elif cells:
                rows.append(cells)
                numbers.append(number)
            if len(rows) == _PIECE:
                yield _piece(rows, numbers, places, notes)
                rows, numbers = [], []
        if rows:
            yield _piece(rows, numbers, places, notes)
        if zeros[0]:
            found = f"a byte of zero in {zeros[0]:,} line{'s' * (zeros[0] > 1)}"
            notes.add("", found, "text; the bytes of zero were taken out", 0)


def _without_zeros(lines: Iterator[str], zeros: list[int]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            zeros[0] += 1
            yield line.replace("\0", "")
        else:
            yield line


def _encoding(path: Path, notes: Notes) -> str:
    """Return how the bytes of a file are to be read: UTF-8 unless it shows that it is UTF-16."""
    with path.open("rb") as opened:
        start = opened.read(_START)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif start.count(0) > _ZEROS * len(start):
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    else:
        return "utf-8-sig"
    notes.add("", "a table in UTF-16", "UTF-8; read as UTF-16", 0)
    return encoding


def _piece(
    rows: list[list[str]], numbers: list[int], places: dict[str, int], notes: Notes
) -> Piece:
    columns = list(zip_longest(*rows))
    found = {
        name: _column(name, columns[at], numbers, notes)
        for name, at in places.items()
        if at < len(columns)
    }
    return Piece(np.array(numbers, np.int64), found)


def _column(name: str, cells: tuple[str | None, ...], numbers: list[int], notes: Notes) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        torn = [at for at, cell in enumerate(cells) if cell and is_torn(cell)]
        notes.add(name, *NOT_UTF_8, numbers[torn[0]], len(torn))
        mended = list(cells)
        for at in torn:
            mended[at] = from_windows(cells[at] or "")
        return pa.array(mended, pa.string())
