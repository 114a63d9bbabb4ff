"""Where keys are kept: who bears a key. Files keep columns in order; a house keeps a table."""

from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.features import Hashes

Bearers = npt.NDArray[np.int32] | npt.NDArray[np.int64]
_NONE: Final[list[int]] = []


class KeyStore(Protocol):
    """What is asked of a store of keys, wherever it lies."""

    def put(self, keys: Hashes, record: int) -> None:
        """Let one more record bear keys."""

    def bearers(self, keys: Hashes) -> tuple[Hashes, Bearers]:
        """Return each of the keys that is there beside each record that bears it, in order.

        Of a key that more bear than any kind allows (`blocking.CAPS`), some may be left out: it
        tells nothing either way.
        """


class MemoryKeys:
    """Keys in order, in memory or in a file that is read where it is asked; more can come in."""

    def __init__(self, keys: Hashes, records: Bearers) -> None:
        """Take keys in ascending order with the records that bear them."""
        self._keys, self._records = keys, records
        self._more: dict[int, list[int]] = {}

    def put(self, keys: Hashes, record: int) -> None:
        """Let one more record bear keys."""
        for key in keys.tolist():
            self._more.setdefault(key, []).append(record)

    def bearers(self, keys: Hashes) -> tuple[Hashes, Bearers]:
        """Return each of the keys that is there beside each record that bears it, in order."""
        wanted = np.unique(keys)
        starts = np.searchsorted(self._keys, wanted, side="left")
        ends = np.searchsorted(self._keys, wanted, side="right")
        many = ends - starts
        before = np.repeat(np.cumsum(many) - many, many)
        places = np.arange(int(many.sum())) - before + np.repeat(starts, many)
        found, records = self._keys[places], self._records[places]
        if not self._more:
            return found, records
        more = [(key, row) for key in wanted.tolist() for row in self._more.get(key, _NONE)]
        if not more:
            return found, records
        found = np.concatenate((found, np.array([key for key, _ in more], np.uint64)))
        records = np.concatenate((records, np.array([row for _, row in more], np.int32)))
        order = np.lexsort((records, found))
        return found[order], records[order]
