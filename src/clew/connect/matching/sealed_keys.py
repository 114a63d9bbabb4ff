"""Who bears a key, among tokens: the table serves `engines.linkage.keystore.KeyStore`."""

from typing import Final

import numpy as np
import numpy.typing as npt
from django.db import connection

from clew.connect.matching.models import PersonKey
from clew.connect.matching.person_tokens import PersonTokens
from clew.engines.linkage.blocking import CAPS
from clew.engines.linkage.features import Hashes

MOST_BEARERS: Final = max(CAPS.values()) + 1  # with one more a key of any kind tells nothing
_AT_ONCE: Final = 100  # keys asked for in one statement; SQLite joins no more than 500
# Every question asks for some forty keys, and of a very common one only whether it is. Each has a
# limit of its own, which the ORM cannot put inside a union.
_ONE: Final = (
    "SELECT token, record_id FROM (SELECT token, record_id FROM matching_personkey "  # noqa: S608 -- a number of our own
    f"WHERE token = %s LIMIT {MOST_BEARERS}) some"
)


class SealedKeys:
    """Keys as tokens of one circle."""

    def __init__(self, tokens: PersonTokens) -> None:
        """Take what makes the circle's tokens."""
        self._tokens = tokens

    def put(self, keys: Hashes, record: int) -> None:
        """Let one more record bear keys."""
        PersonKey.rows.bulk_create(
            PersonKey(token=self._tokens.of_key(key), record_id=record) for key in keys.tolist()
        )

    def bearers(self, keys: Hashes) -> tuple[Hashes, npt.NDArray[np.int64]]:
        """Return each of the keys that is there beside each record that bears it, in order."""
        by_token = {self._tokens.of_key(key): key for key in np.unique(keys).tolist()}
        wanted = list(by_token)
        rows: list[tuple[int, int]] = []
        with connection.cursor() as cursor:
            for at in range(0, len(wanted), _AT_ONCE):
                some = wanted[at : at + _AT_ONCE]
                cursor.execute(" UNION ALL ".join([_ONE] * len(some)), some)
                rows += [(by_token[token], record) for token, record in cursor.fetchall()]
        rows.sort()
        return (
            np.array([key for key, _ in rows], np.uint64),
            np.array([record for _, record in rows], np.int64),
        )
