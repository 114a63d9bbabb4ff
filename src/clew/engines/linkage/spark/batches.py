"""Records on their way to the workers and back into columns: what is compared, no ids."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.columns import features_of_columns
from clew.engines.linkage.features import Builder, Features, Vocabulary
from clew.engines.linkage.records import Records
from clew.engines.linkage.tables import COLUMNS, plain

ROW: Final = "row"
COMPARED: Final = tuple(name for name in COLUMNS if name != "source")
_TOGETHER: Final = 20_000


def put_records(folder: Path, records: Records) -> list[str]:
    """Write records by number, some in each file; return the columns in which anything stands."""
    folder.mkdir(mode=0o700)
    count = len(records.features)
    filled = [name for name in COMPARED if records.columns[name].null_count < count]
    for start in range(0, max(count, 1), _TOGETHER):
        rows = pa.array(np.arange(start, min(start + _TOGETHER, count)), pa.int64())
        columns = {
            name: plain(records.columns[name].slice(start, len(rows))).cast(pa.string())
            for name in filled
        }
        table = pa.table({ROW: rows, **columns})
        pq.write_table(table, folder / f"{start:012}.parquet")
    return filled


def features_in(
    columns: Mapping[str, pa.Array], count: int, vocabularies: dict[str, Vocabulary] | None = None
) -> Features:
    """Return what is compared of the records in some columns; their ids stay where they are."""
    held = {name: columns[name] for name in COMPARED if name in columns}
    return features_of_columns([""] * count, held, vocabularies or Builder().vocabularies)


def batch_of(columns: Mapping[str, npt.NDArray[np.generic] | pa.Array]) -> pa.RecordBatch:
    """Return columns as Spark takes them."""
    return pa.RecordBatch.from_pydict({name: pa.array(column) for name, column in columns.items()})


def joined(batches: Iterable[pa.RecordBatch]) -> pa.Table:
    """Return batches one under the other, each column in one piece."""
    return pa.Table.from_batches(list(batches)).combine_chunks()
