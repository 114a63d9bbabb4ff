"""Reads Parquet as it comes: numbers, dates and lists as texts; what can be no text is named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clew.engines.linkage.noting import (
    ID,
    NOT_UTF_8,
    Notes,
    Piece,
    from_windows,
    is_torn,
    known_columns,
)
from clew.rules.sources.faults import Fault, WrongInput

_PIECE: Final = 50_000

Rows = npt.NDArray[np.int64]


def pieces(path: Path, notes: Notes) -> Iterator[Piece]:
    """Yield the rows of a file in pieces. Raises what Arrow raises where it cannot be read."""
    file = pq.ParquetFile(path)
    schema = file.schema_arrow
    places = known_columns(schema.names, notes)
    for name in [name for name, at in places.items() if not _readable(schema.field(at).type)]:
        if name == ID:
            raise WrongInput([Fault(notes.name, ID, "a column of structures", "a column of texts")])
        notes.add(name, "a column of structures", "texts, or lists of them; it was not read", 0)
        del places[name]
    titles = [schema.names[at] for at in places.values()]
    before = 0
    for batch in file.iter_batches(batch_size=_PIECE, columns=titles):
        numbers = np.arange(before + 1, before + 1 + len(batch), dtype=np.int64)
        before += len(batch)
        yield Piece(
            numbers,
            {
                name: _texts(name, batch.column(title), numbers, notes)
                for name, title in zip(places, titles, strict=True)
            },
        )


def _readable(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _readable(kind.value_type)
    if _is_list(kind):
        return not pa.types.is_nested(kind.value_type)
    return not pa.types.is_nested(kind)


def _is_list(kind: pa.DataType) -> bool:
    return any(
        of(kind) for of in (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)
    )


def _texts(name: str, column: pa.Array, numbers: Rows, notes: Notes) -> pa.Array:
    """Return a column of whatever kind as texts."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if _is_list(kind):
        column = pa.array(map(_joined, column.to_pylist()), pa.string())
    elif pa.types.is_floating(kind):
        column = column.cast(pa.float64())
        column = pc.if_else(pc.is_nan(column), None, column)
    try:
        column = column.cast(pa.string())
        column.validate(full=True)
    except pa.ArrowInvalid:
        return _mended(name, column.cast(pa.binary()), numbers, notes)
    except pa.ArrowNotImplementedError:
        cells = (None if cell is None else str(cell) for cell in column.to_pylist())
        return pa.array(cells, pa.string())
    return column


def _joined(cell: list[object] | None) -> str | None:
    if cell is None:
        return None
    values = (
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for value in cell
        if value is not None
    )
    return ";".join(values)


def _mended(name: str, column: pa.Array, numbers: Rows, notes: Notes) -> pa.Array:
    """Return texts of which some are not UTF-8."""
    cells = [
        None if cell is None else cell.decode("utf-8", "surrogateescape")
        for cell in column.to_pylist()
    ]
    torn = [at for at, cell in enumerate(cells) if cell and is_torn(cell)]
    notes.add(name, *NOT_UTF_8, int(numbers[torn[0]]), len(torn))
    for at in torn:
        cells[at] = from_windows(cells[at] or "")
    return pa.array(cells, pa.string())
