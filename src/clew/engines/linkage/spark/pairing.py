"""Keys of records, and the pairs that share one, wherever the records lie.

Keys are made where the records are, and sorted to those who bear the same. A key that too many
bear is recognised as it is read through and dropped: it never lies in memory as a whole.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import CAPS, Keys, Pairs, keys_of, pairs_of
from clew.engines.linkage.spark.batches import ROW, batch_of, features_in
from clew.engines.linkage.spark.frames import Batches, Frame, OnBatches

Columns = tuple[npt.NDArray[np.int8], npt.NDArray[np.int64], npt.NDArray[np.int64]]
_KINDS: Final = list(CAPS)
_MOST: Final = max(CAPS.values())
_KEYS: Final = "kind byte, key long, row long"
_PAIRS: Final = "left long, right long"


def pairs_among(records: Frame, count: int, parts: int) -> Frame:
    """Return each pair of the records that share a key, once: the lower number first."""
    keys = records.mapInArrow(keyed, _KEYS).repartition(parts, "kind", "key")
    ranked = keys.sortWithinPartitions("kind", "key", ROW)
    return ranked.mapInArrow(paired(count), _PAIRS).distinct()


def keyed(batches: Batches) -> Batches:
    """Yield the keys of records: of which kind, the key, and whose it is."""
    for batch in batches:
        if not batch.num_rows:
            continue
        rows = batch.column(ROW).to_numpy()
        columns = {name: batch.column(name) for name in batch.schema.names}
        for part in keys_of(features_in(columns, len(rows))):
            kind = np.full(len(part.keys), _KINDS.index(part.kind), np.int8)
            # Spark knows no numbers without a sign: the same bits, read as one with.
            held = {"kind": kind, "key": part.keys.view(np.int64), ROW: rows[part.records]}
            yield batch_of(held)


def paired(count: int) -> OnBatches:
    """Return what makes pairs of keys that come in order."""

    def pairs(batches: Batches) -> Batches:
        for kind, key, rows in _whole(batches):
            codes = [
                _codes(kind == at, key, rows, name, count)
                for at, name in enumerate(_KINDS)
                if (kind == at).any()
            ]
            found = np.concatenate(codes) if codes else np.zeros((0, 2), np.int64)
            if len(found):
                yield batch_of({"left": found[:, 0].copy(), "right": found[:, 1].copy()})

    return pairs


def _codes(
    chosen: npt.NDArray[np.bool_],
    key: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    kind: str,
    count: int,
) -> Pairs:
    held = Keys(kind, key[chosen].view(np.uint64), rows[chosen].astype(np.int32))
    return pairs_of(iter([held]), count)


def _whole(batches: Batches) -> Iterator[Columns]:
    """Yield keys so that all who bear one stand together, or enough to see that they are many."""
    held: Columns = (np.zeros(0, np.int8), np.zeros(0, np.int64), np.zeros(0, np.int64))
    for batch in batches:
        kind = np.concatenate((held[0], batch.column("kind").to_numpy()))
        key = np.concatenate((held[1], batch.column("key").to_numpy()))
        rows = np.concatenate((held[2], batch.column(ROW).to_numpy()))
        if not len(key):
            continue
        # The last key may go on in the next batch.
        last = (kind == kind[-1]) & (key == key[-1])
        done = ~last
        if done.any():
            yield kind[done], key[done], rows[done]
        # Of a key that is borne by too many already, no more need be known.
        kept = np.flatnonzero(last)[: _MOST + 1]
        held = kind[kept], key[kept], rows[kept]
    if len(held[1]):
        yield held
