"""Who bears a key, among tokens: the table serves `engines.linkage.keystore.KeyStore`."""

from typing import Final

import numpy as np
import numpy.typing as npt

from clew.connect.matching.person_tokens import PersonTokens
from clew.connect.matching.statements import told, write_many
from clew.engines.linkage.blocking import CAPS
from clew.engines.linkage.features import Hashes

MOST_BEARERS: Final = max(CAPS.values()) + 1  # with one more a key of any kind tells nothing
_AT_ONCE: Final = 100  # keys asked for in one statement; SQLite joins no more than 500
# Of a very common key only that it is one has to be known: each has a limit of its own.
_ONE: Final = (
    "SELECT token, record_id FROM (SELECT token, record_id FROM matching_personkey "  # noqa: S608 -- a number of our own
    f"WHERE token = %s LIMIT {MOST_BEARERS}) met"
)
_PUT: Final = "INSERT INTO matching_personkey (token, record_id) VALUES (%s, %s)"


class SealedKeys:
    """Keys as tokens of one circle."""

    def __init__(self, tokens: PersonTokens) -> None:
        """Take what makes the circle's tokens."""
        self._tokens = tokens
        self._new: dict[int, list[int]] = {}

    def put(self, keys: Hashes, record: int) -> None:
        """Let one more record bear keys. They stand in the table with `write`."""
        for key in keys.tolist():
            self._new.setdefault(self._tokens.of_key(key), []).append(record)

    def write(self) -> None:
        """Write what was put since.

        In the order of the tokens: the order of the keys would say how what they are made of is
        ordered without the circle's key.
        """
        write_many(_PUT, sorted((token, row) for token, rows in self._new.items() for row in rows))
        self._new.clear()

    def bearers(self, keys: Hashes) -> tuple[Hashes, npt.NDArray[np.int64]]:
        """Return each of the keys that is there beside each record that bears it, in order."""
        by_token = {self._tokens.of_key(key): key for key in np.unique(keys).tolist()}
        wanted = list(by_token)
        rows: list[tuple[int, int]] = []
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            found = told(" UNION ALL ".join([_ONE] * len(some)), some)
            rows += [(by_token[token], record) for token, record in found]
        for token in by_token.keys() & self._new.keys():
            rows += [(by_token[token], record) for record in self._new[token]]
        rows.sort()
        return (
            np.array([key for key, _ in rows], np.uint64),
            np.array([record for _, record in rows], np.int64),
        )
