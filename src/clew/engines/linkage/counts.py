"""Counts of words and values as a model froze them, kept in a file and found by the text's hash."""

from collections.abc import Iterator, Mapping

import numpy as np

from clew.engines.linkage.features import hashed
from clew.engines.linkage.shelf import Column, Writer

_START, _HASH, _MANY = "counts/", "/hash", "/many"


class KeptCounts(Mapping[str, int]):
    """How often each text was counted when the model was made."""

    def __init__(self, hashes: Column, many: Column) -> None:
        """Take hashes in ascending order and the counts beside them."""
        self.hashes, self.many = hashes, many

    def __getitem__(self, text: str) -> int:
        wanted = np.uint64(hashed(text))
        at = int(np.searchsorted(self.hashes, wanted))
        if at == len(self.hashes) or self.hashes[at] != wanted:
            raise KeyError
        return int(self.many[at])

    def __len__(self) -> int:
        return len(self.hashes)

    def __iter__(self) -> Iterator[str]:
        raise TypeError  # only hashes are kept


def put_counts(writer: Writer, kind: str, counts: Mapping[str, int]) -> None:
    """Write the counts of one kind."""
    if isinstance(counts, KeptCounts):
        hashes, many = counts.hashes, counts.many
    else:
        hashes = np.fromiter(map(hashed, counts), np.uint64, len(counts))
        many = np.fromiter(counts.values(), np.int64, len(counts))
        order = np.argsort(hashes)
        hashes, many = hashes[order], many[order]
    writer.put(f"{_START}{kind}{_HASH}", hashes)
    writer.put(f"{_START}{kind}{_MANY}", many)


def kept_counts(columns: Mapping[str, Column]) -> dict[str, KeptCounts]:
    """Return the counts of every kind that were written."""
    kinds = [
        name.removeprefix(_START).removesuffix(_HASH)
        for name in columns
        if name.startswith(_START) and name.endswith(_HASH)
    ]
    return {
        kind: KeptCounts(columns[f"{_START}{kind}{_HASH}"], columns[f"{_START}{kind}{_MANY}"])
        for kind in kinds
    }
