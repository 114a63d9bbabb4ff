"""Texts kept in a file: the text of a number, and the number of a text, without reading the rest.

They stand in for the lists and vocabularies that the batch keeps in memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, overload
from zlib import crc32

import numpy as np
import pyarrow as pa

from clew.engines.linkage.features import Vocabulary
from clew.engines.linkage.shelf import Column, Writer

_UTF_8: Final = "utf-8"


def put_texts(writer: Writer, name: str, texts: Sequence[str], *, to_find: bool) -> None:
    """Write texts under a name; `to_find`: with what is needed to find the number of a text."""
    texts = list(texts)  # what is kept in a file is read here
    array = pa.array(texts, pa.large_string())
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, np.int64, len(texts) + 1)
    letters = np.frombuffer(data or b"", np.uint8)[: int(starts[-1]) if texts else 0]
    writer.put(f"{name}/starts", starts)
    writer.put(f"{name}/letters", letters)
    if to_find:
        sums = np.fromiter((crc32(text.encode(_UTF_8)) for text in texts), np.uint32, len(texts))
        order = np.argsort(sums, kind="stable").astype(np.int32)
        writer.put(f"{name}/sums", sums[order])
        writer.put(f"{name}/order", order)


class KeptTexts(list[str]):
    """A list of which the first texts stay in their file until they are asked for."""

    def __init__(self, columns: Mapping[str, Column], name: str) -> None:
        """Take the columns that `put_texts` wrote under a name."""
        super().__init__()
        self._starts = columns[f"{name}/starts"]
        self._letters = columns[f"{name}/letters"].data
        self._kept = len(self._starts) - 1
        self._more: list[str] = []

    @property
    def kept(self) -> int:
        """How many stand in the file."""
        return self._kept

    def __len__(self) -> int:
        return self._kept + len(self._more)

    @overload  # type: ignore[override]  # a list gives slices too; nobody asks for one
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at >= self._kept:
            return self._more[at - self._kept]
        return str(self._letters[self._starts[at] : self._starts[at + 1]], _UTF_8)

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    def append(self, text: str) -> None:
        """Put one more behind them, in memory."""
        self._more.append(text)

    def forget(self, many: int) -> None:
        """Leave only so many; none that stands in the file can be forgotten."""
        del self._more[many - self._kept :]


class KeptVocabulary(Vocabulary):
    """A vocabulary in a file; texts that are new get the numbers after it, in memory."""

    def __init__(self, columns: Mapping[str, Column], name: str) -> None:
        """Take the columns that `put_texts` wrote under a name, to find."""
        self.kept_texts = KeptTexts(columns, name)
        super().__init__({}, self.kept_texts)
        self._sums, self._order = columns[f"{name}/sums"], columns[f"{name}/order"]

    def number(self, text: str) -> int:
        """Return the number of a text, a new one where it was not met before."""
        found = self.find(text)
        if found is None:
            found = self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def find(self, text: str) -> int | None:
        """Return the number of a text, None where it was not met."""
        found = self.numbers.get(text)
        return self._in_file(text) if found is None else found

    def forget(self, many: int) -> None:
        """Leave only so many texts."""
        for text in self.texts[many:]:
            del self.numbers[text]
        self.kept_texts.forget(many)

    def _in_file(self, text: str) -> int | None:
        wanted = np.uint32(crc32(text.encode(_UTF_8)))
        first = int(np.searchsorted(self._sums, wanted))
        while first < len(self._sums) and self._sums[first] == wanted:
            at = int(self._order[first])
            if self.texts[at] == text:
                return at
            first += 1
        return None
