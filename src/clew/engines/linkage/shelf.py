"""Many columns of numbers in one file, opened at once and read only where they are asked for.

A column may have room behind what it holds. What is written there, or anywhere, after opening
stays in this process: the file does not change.
"""

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
_MAGIC: Final = b"clew shelf 1\n"
_ALIGNED: Final = 64
_LENGTH: Final = 8


class NotAShelf(Exception):
    """The file was not written by this version, or not to its end."""


class Writer:
    """Writes columns one after the other. A file that was not closed is no shelf."""

    def __init__(self, file: Path) -> None:
        """Begin a file."""
        self._out = file.open("wb")
        self._out.write(_MAGIC)
        self._entries: dict[str, tuple[str, list[int], int]] = {}

    def put(self, name: str, column: Column, *, room: int = 0) -> None:
        """Write a column, with room for more rows behind those it has."""
        self._align()
        shape = [len(column) + room, *column.shape[1:]]
        self._entries[name] = (column.dtype.str, shape, self._out.tell())
        self._out.write(np.ascontiguousarray(column).data)
        # A hole: it takes no place on the disk and reads as zeros.
        self._out.seek(room * column.dtype.itemsize * int(np.prod(shape[1:])), os.SEEK_CUR)

    def close(self) -> None:
        """Write what stands where."""
        self._align()
        contents = json.dumps(self._entries).encode()
        self._out.write(contents)
        self._out.write(len(contents).to_bytes(_LENGTH, "little"))
        self._out.close()

    def _align(self) -> None:
        self._out.seek(-self._out.tell() % _ALIGNED, os.SEEK_CUR)


def opened(file: Path) -> Mapping[str, Column]:
    """Return the columns of a file by name. Raises `NotAShelf`, and `OSError` where there is none.

    They can be written to, in this process alone.
    """
    with file.open("rb") as given:
        if given.read(len(_MAGIC)) != _MAGIC:
            raise NotAShelf
        mapped = mmap.mmap(given.fileno(), 0, access=mmap.ACCESS_COPY)
    end = len(mapped) - _LENGTH
    start = end - int.from_bytes(mapped[end:], "little")
    try:
        entries: dict[str, tuple[str, list[int], int]] = json.loads(mapped[start:end])
        return {
            name: np.frombuffer(mapped, kind, int(np.prod(shape)), offset=at).reshape(shape)
            for name, (kind, shape, at) in entries.items()
        }
    except ValueError as wrong:
        raise NotAShelf from wrong
