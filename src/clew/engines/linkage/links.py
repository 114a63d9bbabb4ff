"""Who is linked to whom and who is one entity, read for the rows that are asked for, and changed.

What is laid down stays as it is; a row that changes is copied out of it first.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from clew.engines.linkage.shelf import Column


class KeptLinks:
    """The links of each record with their odds in bits."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        """Take the columns that were laid down."""
        self._starts, self._others = columns["links/starts"], columns["links/others"]
        self._odds = columns["links/odds"]
        self._changed: dict[int, dict[int, float]] = {}

    def of(self, rows: Iterable[int]) -> dict[int, dict[int, float]]:
        """Return for each row the linked rows with their odds. It is not to be changed."""
        return {row: self._of(row) for row in rows}

    def put(self, one: int, two: int, odds: float) -> None:
        """Link two rows."""
        self._own(one)[two] = odds
        self._own(two)[one] = odds

    def drop(self, one: int, two: int) -> None:
        """Take a link away."""
        self._own(one).pop(two, None)
        self._own(two).pop(one, None)

    def around(self, rows: Iterable[int], *, linked_from: float) -> set[int]:
        """Return the rows with all that links lead to from them."""
        found = set(rows)
        left = list(found)
        while left:
            row = left.pop()
            for other, odds in self._of(row).items():
                if odds >= linked_from and other not in found:
                    found.add(other)
                    left.append(other)
        return found

    def _of(self, row: int) -> dict[int, float]:
        found = self._changed.get(row)
        return self._laid(row) if found is None else found

    def _own(self, row: int) -> dict[int, float]:
        found = self._changed.get(row)
        if found is None:
            found = self._changed[row] = self._laid(row)
        return found

    def _laid(self, row: int) -> dict[int, float]:
        if row + 1 >= len(self._starts):
            return {}
        piece = slice(int(self._starts[row]), int(self._starts[row + 1]))
        return dict(zip(self._others[piece].tolist(), self._odds[piece].tolist(), strict=True))


class KeptGroups:
    """The entity of each record, named by the number of one of its records, and its members."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        """Take the columns that were laid down."""
        self._laid, self._order = columns["entity"], columns["members/order"]
        self._sorted = columns["members/entity"]
        self._entity: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}

    def entities(self, rows: Sequence[int]) -> list[int]:
        """Return the entity of each of some records."""
        return [self._entity_of(row) for row in rows]

    def members(self, entity: int) -> list[int]:
        """Return the records of an entity; none where there is none of that name any more."""
        found = self._members.get(entity)
        if found is None:
            # A number of another width would have the whole column widened before it is searched.
            both = np.array((entity, entity + 1), self._sorted.dtype)
            first, last = np.searchsorted(self._sorted, both).tolist()
            found = self._order[first:last].tolist()
        return found

    def regroup(self, groups: Mapping[int, list[int]]) -> None:
        """Put records into other entities: all records of the entities that are touched."""
        rows = (row for group in groups.values() for row in group)
        before = {self._entity_of(row) for row in rows if self._has(row)}
        for entity in before:
            self._members[entity] = []
        for entity, group in groups.items():
            self._members[entity] = group
            for row in group:
                self._entity[row] = entity

    def _entity_of(self, row: int) -> int:
        found = self._entity.get(row)
        return int(self._laid[row]) if found is None else found

    def _has(self, row: int) -> bool:
        return row in self._entity or row < len(self._order)
