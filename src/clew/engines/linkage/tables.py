"""Reads a table of records, CSV or Parquet, column by column; what is wrong in a sentence each.

Every different cell of a column is looked at once, however many rows hold it. No cell stops the
reading, and no sentence repeats what stands in one: only how many cells, of which column, and the
first row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clew.engines.linkage import csvtables, parquettables
from clew.engines.linkage.noting import COLUMNS, ID, Notes, Piece
from clew.rules.sources.faults import Fault, WrongInput

LONGEST_CELL: Final = 4_000  # characters; what a longer one holds after them is not read
_PARQUET: Final = b"PAR1"
_TEXTS: Final = pa.dictionary(pa.int32(), pa.string())

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Records in the order of their ids: the ids, and each column with every cell once."""

    ids: list[str]
    columns: dict[str, pa.DictionaryArray]


def read(path: Path, notes: Notes) -> Table:
    """Return the records of a table, each id once, in the order of their ids.

    Raises `WrongInput` where the file cannot be read at all, or has no column `record_id`.
    """
    try:
        pieces = list(_pieces(path, notes))
        found = {name: _cleaned(name, pieces, notes) for name in (ID, *COLUMNS)}
    except FileNotFoundError:
        fault = Fault(path.name, "", "no such file", "a table, CSV or Parquet")
    except IsADirectoryError:
        fault = Fault(path.name, "", "a folder", "a table, CSV or Parquet")
    except (OSError, UnicodeError, pa.ArrowException) as error:
        kind = type(error).__name__
        fault = Fault(path.name, "", f"a table that cannot be read ({kind})", "CSV or Parquet")
    else:
        numbers = np.concatenate([piece.rows for piece in pieces]) if pieces else np.zeros(0)
        return _by_id(found, numbers.astype(np.int64), notes)
    raise WrongInput([fault])


def plain(column: pa.Array) -> pa.Array:
    """Return a column as texts, cell by cell, whatever holds it."""
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def _pieces(path: Path, notes: Notes) -> Iterator[Piece]:
    with path.open("rb") as opened:
        start = opened.read(len(_PARQUET))
    read_pieces = parquettables.pieces if start == _PARQUET else csvtables.pieces
    yield from read_pieces(path, notes)


def _cleaned(name: str, pieces: list[Piece], notes: Notes) -> pa.DictionaryArray:
    """Return one column: trimmed, cut to lengths that can be values, null where nothing stands."""
    parts = []
    for piece in pieces:
        # Taken out, so that the column as it was read is given back as soon as it is encoded.
        part = piece.columns.pop(name, None)
        if part is None:
            part = pa.nulls(len(piece.rows), pa.string())
        parts.append(part.dictionary_encode())
    if not parts:
        return pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), pa.array([], pa.string()))
    whole = pa.chunked_array(parts, _TEXTS).unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    texts = whole.dictionary
    at = whole.indices.fill_null(-1).to_numpy().astype(np.int32)
    long = pc.greater(pc.utf8_length(texts), LONGEST_CELL).to_numpy(zero_copy_only=False)
    if long.any():
        rows = np.flatnonzero(np.append(long, False)[at])
        numbers = np.concatenate([piece.rows for piece in pieces])
        wanted = "a few values; the first were read"
        notes.add(name, "a very long cell", wanted, int(numbers[rows[0]]), len(rows))
        kept = (text[:LONGEST_CELL] for text in texts.filter(pa.array(long)).to_pylist())
        cut = [text.rpartition(";")[0] for text in kept]
        texts = pc.replace_with_mask(texts, pa.array(long), pa.array(cut, pa.string()))
    texts = pc.utf8_trim_whitespace(texts)
    empty = pc.equal(pc.binary_length(texts), 0).to_numpy(zero_copy_only=False)
    none = np.append(empty, True)[at]
    return pa.DictionaryArray.from_arrays(pa.array(at, mask=none), texts)


def _by_id(found: dict[str, pa.DictionaryArray], numbers: Rows, notes: Notes) -> Table:
    """Return the rows in the order of their ids, without those that have none or a taken one."""
    ids = plain(found.pop(ID))
    there = np.flatnonzero(ids.is_valid().to_numpy(zero_copy_only=False))
    if len(there) < len(ids):
        row = int(numbers[np.setdiff1d(np.arange(len(ids)), there)[0]])
        notes.add(ID, "no id", "an id; the row was left out", row, len(ids) - len(there))
    codes = ids.take(pa.array(there)).dictionary_encode()
    at = codes.indices.to_numpy()
    # Ids are numbered as they come: one that is met first is higher than all before.
    highest = np.maximum.accumulate(at) if len(at) else at
    first = np.r_[True, highest[1:] > highest[:-1]] if len(at) else np.zeros(0, bool)
    if not first.all():
        row, many = int(numbers[there[~first][0]]), int((~first).sum())
        wanted = "one row an id; the first was kept"
        notes.add(ID, "an id that another row has", wanted, row, many)
    order = pc.array_sort_indices(codes.dictionary)
    places = pa.array(there[first][order.to_numpy()])
    return Table(
        codes.dictionary.take(order).to_pylist(),
        {name: column.take(places) for name, column in found.items()},
    )


__all__ = ["COLUMNS", "ID", "Notes", "Table", "plain", "read"]
