"""What a standing index is kept in, wherever that lies: files and memory, or sealed rows.

Records have a number, keys say whom to compare, links and groups say what came of it. Whoever asks
(`standing`) and whoever comes in (`arriving`) reach all of it through these protocols only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.features import Features
from clew.engines.linkage.keystore import KeyStore


class LinkStore(Protocol):
    """Who is linked to whom, with the odds in bits."""

    def of(self, rows: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        """Return for each row the linked rows with their odds. It is not to be changed."""

    def put(self, one: int, two: int, odds: float) -> None:
        """Link two rows, or link them by other odds."""

    def drop(self, one: int, two: int) -> None:
        """Take a link away."""

    def around(self, rows: Iterable[int], *, linked_from: float) -> set[int]:
        """Return the rows with all that links of such odds lead to from them."""


class GroupStore(Protocol):
    """The entity of each record, named by the number of one of its records, and its members."""

    def entities(self, rows: Sequence[int]) -> list[int]:
        """Return the entity of each of some records."""

    def members(self, entity: int) -> list[int]:
        """Return the records of an entity; none where there is none of that name any more."""

    def regroup(self, groups: Mapping[int, list[int]]) -> None:
        """Put records into other entities: all records of the entities that are touched."""


class Store(Protocol):
    """Records with their keys, links and groups."""

    @property
    def keys(self) -> KeyStore:
        """Who bears a key."""

    @property
    def links(self) -> LinkStore:
        """Who is linked to whom."""

    @property
    def groups(self) -> GroupStore:
        """Who is one entity."""

    @property
    def free(self) -> int:
        """The number of the next record: under it `read` lets the new one be compared."""

    def read(self, row: Mapping[str, str]) -> Features:
        """Read one new record; it stays free until `settle`, and is gone with `forget`."""

    def forget(self) -> None:
        """Forget what was read and not settled."""

    def settle(self, record_id: str) -> int:
        """Keep the record that was read last under an id, as the last to arrive; return its number.

        Its keys, links and entity are put by whoever brings it in.
        """

    def place_of(self, record_id: str) -> int | None:
        """Return the number of a record that is there, None of one that is not."""

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the ids of some records, in their order."""

    def arrivals(self, rows: Sequence[int]) -> list[int]:
        """Return of some records a number that is lower for those that came earlier."""

    def compare(self, pairs: Pairs) -> Compared:
        """Compare pairs of row numbers."""

    def taken(self, rows: Sequence[int]) -> Features:
        """Return what is compared of some records, in their order."""
