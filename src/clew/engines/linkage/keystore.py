"""Where keys are kept: who bears a key. The batch writes a file; a house keeps a table."""

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.blocking import Keys
from clew.engines.linkage.features import Hashes

Bearers = npt.NDArray[np.int32]


class KeyStore(Protocol):
    """What is asked of a store of keys, wherever it lies."""

    def bearers(self, keys: Hashes) -> tuple[Hashes, Bearers]:
        """Return each of the keys that is there beside each record that bears it, in order."""


class MemoryKeys:
    """Keys in memory, in order; answers in microseconds."""

    def __init__(self, keys: Hashes, records: Bearers) -> None:
        """Take keys in ascending order with the records that bear them."""
        self._keys, self._records = keys, records

    @classmethod
    def of(cls, found: list[Keys]) -> "MemoryKeys":
        """Return a store of keys that were just made."""
        keys = np.concatenate([part.keys for part in found])
        records = np.concatenate([part.records for part in found])
        order = np.lexsort((records, keys))
        return cls(keys[order], records[order])

    @classmethod
    def read(cls, file: Path) -> "MemoryKeys":
        """Read all keys of an index."""
        table = pq.read_table(file, columns=["key", "record"])
        return cls(table["key"].to_numpy(), table["record"].to_numpy())

    def bearers(self, keys: Hashes) -> tuple[Hashes, Bearers]:
        """Return each of the keys that is there beside each record that bears it, in order."""
        wanted = np.unique(keys)
        starts = np.searchsorted(self._keys, wanted, side="left")
        ends = np.searchsorted(self._keys, wanted, side="right")
        many = ends - starts
        before = np.repeat(np.cumsum(many) - many, many)
        places = np.arange(int(many.sum())) - before + np.repeat(starts, many)
        return self._keys[places], self._records[places]


class FileKeys:
    """Keys in their file: only the pieces are read in which a key can stand."""

    def __init__(self, file: Path) -> None:
        """Open the file of keys of an index."""
        self._file = pq.ParquetFile(file)
        pieces = [self._file.metadata.row_group(at) for at in range(self._file.num_row_groups)]
        found = [piece.column(0).statistics for piece in pieces]
        self._lowest = np.array([one.min for one in found], np.uint64)
        self._highest = np.array([one.max for one in found], np.uint64)

    def bearers(self, keys: Hashes) -> tuple[Hashes, Bearers]:
        """Return each of the keys that is there beside each record that bears it, in order."""
        wanted = np.unique(keys)
        first = np.searchsorted(self._highest, wanted, side="left")
        last = np.searchsorted(self._lowest, wanted, side="right")
        pieces = sorted(
            {at for one, two in zip(first, last, strict=True) for at in range(int(one), int(two))}
        )
        if not pieces:
            return np.zeros(0, np.uint64), np.zeros(0, np.int32)
        table: pa.Table = self._file.read_row_groups(pieces, columns=["key", "record"])
        read = MemoryKeys(table["key"].to_numpy(), table["record"].to_numpy())
        return read.bearers(wanted)
