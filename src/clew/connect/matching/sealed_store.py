"""An index of people in sealed rows: what `engines.linkage` asks of a store, from these tables.

Records are opened only to be compared, into memory that goes with this store: one for each question
and each record that comes in. Whoever uses it has left the trace that lets them be opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

import numpy as np

from clew.connect.matching.learnt import Learnt
from clew.connect.matching.models import PersonRecord
from clew.connect.matching.person_tokens import PersonTokens
from clew.connect.matching.sealed_keys import SealedKeys
from clew.connect.matching.sealed_links import SealedLinks
from clew.connect.matching.statements import as_id, stored, told, told_of, write_many
from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.features import Builder, Features
from clew.engines.linkage.portable import Gathered, portable, terms_of
from clew.ground.vault.sealing import Column, Sealed, seal, unseal

_ROWS: Final = (
    "SELECT number, id, pseudonym, arrival, entity, features, circle_id FROM matching_personrecord "
    "WHERE number IN ({})"
)
_MEMBERS: Final = (
    "SELECT number, id, pseudonym, arrival, entity, features, circle_id FROM matching_personrecord "
    "WHERE entity = %s ORDER BY arrival, pseudonym"
)
_PLACE: Final = "SELECT number FROM matching_personrecord WHERE circle_id = %s AND pseudonym = %s"
_LAST: Final = "SELECT MAX(arrival) FROM matching_personrecord WHERE circle_id = %s"
_PUT: Final = (
    "INSERT INTO matching_personrecord "
    "(id, circle_id, number, pseudonym, arrival, entity, anew, features) "
    "VALUES (%s, %s, %s, %s, %s, %s, FALSE, %s)"
)
_MOVE: Final = "UPDATE matching_personrecord SET entity = %s WHERE number = %s"
_NUMBER_BITS: Final = 63
Row = tuple[int, UUID, str, int, int, Sealed]


def number_of(record: UUID) -> int:
    """Return the number of a record: the first bits of its id, as many as a database keeps."""
    return record.int >> (128 - _NUMBER_BITS)


def features_column() -> Column:
    """Return where what is compared of a record stands sealed."""
    found: Column = PersonRecord._meta.get_field("features").stands_in  # noqa: SLF001 -- Django's documented way
    return found


class SealedStore:
    """The people of one circle. It implements `engines.linkage.stores.Store`."""

    def __init__(self, circle: UUID, learnt: Learnt) -> None:
        """Take whose people, and what the circle's model counted."""
        self._circle, self._learnt = circle, learnt
        tokens = PersonTokens(circle)
        self.keys = SealedKeys(tokens)
        self.links = SealedLinks()
        self.groups = SealedGroups(self)
        self._tokens = tokens
        self.forget()

    # --- one new record ---------------------------------------------------------------------

    @property
    def free(self) -> int:
        """The number under which the record that was read last is compared."""
        return number_of(self._next)

    def read(self, row: Mapping[str, str]) -> Features:
        """Read one new record; it stays free until `settle`."""
        builder = Builder()
        builder.add("", row)
        one = builder.build()
        self._next = uuid4()
        self._read = portable(one, self._learnt.counts(self._tokens, terms_of(one)))
        self._gathered.put(self.free, self._read)
        return one

    def forget(self) -> None:
        """Forget everything that was opened or read."""
        self._next, self._read = uuid4(), ""
        self._new: int | None = None  # the one that was settled and is not written yet
        self._rows: dict[int, Row] = {}
        self._gathered = Gathered(self._learnt.records, self._learnt.tongues)

    def settle(self, record_id: str) -> int:
        """Keep the record that was read last under a pseudonym; it stands there with `write`."""
        ((last,),) = told(_LAST, [stored(self._circle)])
        number = self.free
        # It is open already: what is sealed is made when it is written.
        self._rows[number] = (number, self._next, record_id, (last or 0) + 1, number, Sealed(b""))
        self._new = number
        return number

    def write(self) -> None:
        """Write the record that was settled, sealed, and all that came of it. Raises as `seal`."""
        if self._new is not None:
            number, key, pseudonym, arrival, entity, _ = self._rows[self._new]
            sealed = seal(self._read, features_column(), key, self._circle)
            row = (stored(key), stored(self._circle), number, pseudonym, arrival, entity)
            write_many(_PUT, [(*row, sealed.stored)])
            self._new = None
        self.keys.write()
        self.links.write()

    # --- those that are there ---------------------------------------------------------------

    def place_of(self, record_id: str) -> int | None:
        """Return the number of the record of a pseudonym, None where there is none."""
        known = (row[0] for row in self._rows.values() if row[2] == record_id)
        here = next(known, None)
        found = [] if here else told(_PLACE, [stored(self._circle), record_id])
        return here or next((number for (number,) in found), None)

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the pseudonyms of some records, in their order."""
        return [row[2] for row in self.fetched(rows)]

    def arrivals(self, rows: Sequence[int]) -> list[int]:
        """Return of some records a number that is lower for those that came earlier."""
        return [row[3] for row in self.fetched(rows)]

    def compare(self, pairs: Pairs) -> Compared:
        """Compare pairs of numbers: what is not open yet is opened. Raises as `unseal` does."""
        self._open(np.unique(pairs).tolist())
        return self._gathered.compare(pairs)

    def taken(self, rows: Sequence[int]) -> Features:
        """Return what is compared of some records, in their order. Raises as `unseal` does."""
        self._open(rows)
        return self._gathered.taken(list(rows))

    def fetched(self, rows: Sequence[int]) -> list[Row]:
        """Return some rows of the circle in their order, still sealed."""
        left = [row for row in rows if row not in self._rows]
        self._take(told_of(_ROWS, left))
        return [self._rows[row] for row in rows]

    def regrouped(self, entities: Mapping[int, int]) -> None:
        """Take note of the entities that rows are in now."""
        for row, entity in entities.items():
            number, key, pseudonym, arrival, _, features = self._rows[row]
            self._rows[row] = (number, key, pseudonym, arrival, entity, features)

    def members(self, entity: int) -> list[int]:
        """Return the numbers of the records of an entity, the first to arrive first."""
        return self._take(told(_MEMBERS, [entity]))

    def _take(self, found: Iterable[tuple[Any, ...]]) -> list[int]:
        """Keep rows of this circle at hand, and return their numbers."""
        circle, taken = stored(self._circle), []
        for number, key, pseudonym, arrival, entity, features, of in found:
            if of == circle:
                sealed = Sealed(bytes(features))
                self._rows[number] = (number, as_id(key), pseudonym, arrival, entity, sealed)
                taken.append(number)
        return taken

    def _open(self, rows: Sequence[int]) -> None:
        column, subject = features_column(), self._circle
        shut = [row for row in rows if row not in self._gathered]
        for number, key, _, _, _, features in self.fetched(shut):
            self._gathered.put(number, str(unseal(features, column, key, subject)))


class SealedGroups:
    """The entity of each record of a store."""

    def __init__(self, store: SealedStore) -> None:
        """Take the store whose rows say it."""
        self._store = store

    def entities(self, rows: Sequence[int]) -> list[int]:
        """Return the entity of each of some records."""
        return [row[4] for row in self._store.fetched(rows)]

    def members(self, entity: int) -> list[int]:
        """Return the records of an entity; none where there is none of that name any more."""
        return self._store.members(entity)

    def regroup(self, groups: Mapping[int, list[int]]) -> None:
        """Put records into other entities."""
        for entity, rows in groups.items():
            moved = [row[0] for row in self._store.fetched(rows) if row[4] != entity]
            write_many(_MOVE, [(entity, row) for row in moved])
            self._store.regrouped(dict.fromkeys(moved, entity))
