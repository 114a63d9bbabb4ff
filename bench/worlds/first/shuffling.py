"""Shuffles tables larger than memory: rows are dealt into buckets, each is shuffled alone."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


class Shuffle:
    """Takes a table block by block, writes it in random order, one bucket in memory at most."""

    def __init__(self, folder: Path, name: str, buckets: int) -> None:
        self._parts = [folder / f".{name}.{number}.arrow" for number in range(buckets)]
        self._goal = folder / f"{name}.parquet"
        self._writers: list[pa.RecordBatchFileWriter] = []

    def add(self, rng: np.random.Generator, table: pa.Table) -> None:
        """Deal the rows of a block into the buckets."""
        if not self._writers:
            self._writers = [pa.ipc.new_file(str(part), table.schema) for part in self._parts]
        bucket = rng.integers(0, len(self._parts), table.num_rows)
        order = np.argsort(bucket, kind="stable")
        bounds = np.searchsorted(bucket[order], np.arange(len(self._parts) + 1))
        for number, writer in enumerate(self._writers):
            rows = order[bounds[number] : bounds[number + 1]]
            writer.write_table(table.take(pa.array(rows)))

    def finish(self, rng: np.random.Generator) -> int:
        """Write the file, bucket after bucket, and return its rows."""
        rows = 0
        target: pq.ParquetWriter | None = None
        for part, writer in zip(self._parts, self._writers, strict=True):
            writer.close()
            with pa.memory_map(str(part)) as opened:
                table = pa.ipc.open_file(opened).read_all()
                table = table.take(pa.array(rng.permutation(table.num_rows)))
            if target is None:
                target = pq.ParquetWriter(str(self._goal), table.schema, compression="zstd")
            target.write_table(table)
            rows += table.num_rows
            del table
            part.unlink()
        if target is not None:
            target.close()
        return rows
