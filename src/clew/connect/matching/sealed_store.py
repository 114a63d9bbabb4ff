"""An index of people in sealed rows: what `engines.linkage` asks of a store, from these tables.

Records are opened only to be compared, into memory that goes with this store: one for each question
and each record that comes in. Whoever uses it has left the trace that lets them be opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID, uuid4

import numpy as np
from django.db.models import Max

from clew.connect.matching.learnt import Learnt
from clew.connect.matching.models import PersonRecord
from clew.connect.matching.person_tokens import PersonTokens
from clew.connect.matching.sealed_keys import SealedKeys
from clew.connect.matching.sealed_links import SealedLinks
from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.features import Builder, Features
from clew.engines.linkage.portable import Gathered, portable, terms_of
from clew.ground.vault.sealing import Column, Sealed, unseal

_AT_ONCE: Final = 500  # rows named in one statement
_COLUMNS: Final = ("number", "id", "pseudonym", "arrival", "entity", "features")
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
        self._rows: dict[int, Row] = {}
        self._gathered = Gathered(self._learnt.records, self._learnt.tongues)

    def settle(self, record_id: str) -> int:
        """Keep the record that was read last under a pseudonym, sealed; return its number."""
        last = PersonRecord.rows.filter(circle=self._circle).aggregate(last=Max("arrival"))["last"]
        record = PersonRecord(
            id=self._next,
            circle_id=self._circle,
            number=self.free,
            pseudonym=record_id,
            arrival=(last or 0) + 1,
            entity=self.free,
            features=self._read,
        )
        record.save(force_insert=True)
        return record.number

    # --- those that are there ---------------------------------------------------------------

    def place_of(self, record_id: str) -> int | None:
        """Return the number of the record of a pseudonym, None where there is none."""
        known = (row[0] for row in self._rows.values() if row[2] == record_id)
        found = PersonRecord.rows.filter(circle=self._circle, pseudonym=record_id)
        return next(known, None) or found.values_list("number", flat=True).first()

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
        for at in range(0, len(left), _AT_ONCE):
            found = PersonRecord.rows.filter(
                circle=self._circle, number__in=left[at : at + _AT_ONCE]
            )
            for row in found.values_list(*_COLUMNS):
                self._rows[row[0]] = row
        return [self._rows[row] for row in rows]

    def regrouped(self, entities: Mapping[int, int]) -> None:
        """Take note of the entities that rows are in now."""
        for row, entity in entities.items():
            number, key, pseudonym, arrival, _, features = self._rows[row]
            self._rows[row] = (number, key, pseudonym, arrival, entity, features)

    def members(self, entity: int) -> list[int]:
        """Return the numbers of the records of an entity, the first to arrive first."""
        found = PersonRecord.rows.filter(circle=self._circle, entity=entity)
        rows = found.order_by("arrival", "pseudonym").values_list(*_COLUMNS)
        for row in rows:
            self._rows[row[0]] = row
        return [row[0] for row in rows]

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
            for some in _pieces(moved):
                PersonRecord.rows.filter(number__in=some).update(entity=entity)
            self._store.regrouped(dict.fromkeys(moved, entity))


def _pieces(rows: Sequence[int]) -> Iterable[Sequence[int]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
