"""What is used of Spark, written down: its own types are not there where it is not installed."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

import pyarrow as pa

Batches = Iterator[pa.RecordBatch]
OnBatches = Callable[[Batches], Batches]
OnTables = Callable[[pa.Table, pa.Table], pa.Table]
Given = TypeVar("Given")
Handed_co = TypeVar("Handed_co", covariant=True)


class Handed(Protocol[Handed_co]):
    """Something that every worker was handed once."""

    @property
    def value(self) -> Handed_co:
        """Return it."""

    def destroy(self) -> None:
        """Let the workers forget it."""


class Writer(Protocol):
    """Writes a table."""

    def parquet(self, path: str) -> None:
        """Write it to a folder."""


class Together(Protocol):
    """Rows of a table that belong together."""

    def count(self) -> "Frame":
        """Count them."""

    def cogroup(self, other: "Together") -> "Together":
        """Put those of another table beside them."""

    def applyInArrow(self, func: OnTables, schema: str) -> "Frame":  # noqa: N802 -- Spark's name
        """Let a function make rows of each."""


class Frame(Protocol):
    """A table that lies in parts with the workers."""

    @property
    def write(self) -> Writer:
        """Return what writes it."""

    def mapInArrow(self, func: OnBatches, schema: str) -> "Frame":  # noqa: N802 -- Spark's name
        """Let a function make rows of rows."""

    def repartition(self, parts: int, *columns: str) -> "Frame":
        """Put rows that agree in some columns into one part."""

    def sortWithinPartitions(self, *columns: str) -> "Frame":  # noqa: N802 -- Spark's name
        """Put the rows of each part in order."""

    def distinct(self) -> "Frame":
        """Leave each row once."""

    def selectExpr(self, *columns: str) -> "Frame":  # noqa: N802 -- Spark's name
        """Take columns, under names."""

    def join(self, other: "Frame", on: str) -> "Frame":
        """Put beside each row the one of another table."""

    def groupBy(self, *columns: str) -> Together:  # noqa: N802 -- Spark's name
        """Put together what agrees."""

    def toArrow(self) -> pa.Table:  # noqa: N802 -- Spark's name
        """Fetch it."""


class Reader(Protocol):
    """Reads tables."""

    def parquet(self, path: str) -> Frame:
        """Read a file, or all files of a folder."""


class Settings(Protocol):
    """What can be set while it runs."""

    def set(self, key: str, value: str) -> None:
        """Set it."""


class Context(Protocol):
    """Where the workers are."""

    defaultParallelism: int  # noqa: N815 -- Spark's name

    def broadcast(self, value: Given) -> Handed[Given]:
        """Hand something to every worker, once."""


class Session(Protocol):
    """Spark at work."""

    @property
    def read(self) -> Reader:
        """Return what reads tables."""

    @property
    def conf(self) -> Settings:
        """Return the settings."""

    @property
    def sparkContext(self) -> Context:  # noqa: N802 -- Spark's name
        """Return where the workers are."""

    def stop(self) -> None:
        """End it."""
