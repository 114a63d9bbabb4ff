"""Which records of a circle may be one person: links, read for the rows that are asked for."""

from collections.abc import Iterable
from typing import Final

from clew.connect.matching.statements import told_of, write_many

_OF: Final = "SELECT record_id, other_id, odds FROM matching_personlink WHERE record_id IN ({})"
_DROP: Final = "DELETE FROM matching_personlink WHERE record_id = %s AND other_id = %s"
_PUT: Final = (
    "INSERT INTO matching_personlink (record_id, other_id, odds) VALUES (%s, %s, %s) "
    "ON CONFLICT (record_id, other_id) DO UPDATE SET odds = excluded.odds"
)


class SealedLinks:
    """The links of records by number. What is put stands in the table with `write`."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._known: dict[int, dict[int, float]] = {}
        self._new: dict[tuple[int, int], float] = {}

    def of(self, rows: Iterable[int]) -> dict[int, dict[int, float]]:
        """Return for each row the linked rows with their odds. It is not to be changed."""
        wanted = list(rows)
        left = [row for row in wanted if row not in self._known]
        self._known |= {row: {} for row in left}
        for row, other, odds in told_of(_OF, left):
            self._known[row][other] = odds
        for row in left:
            self._known[row] |= {two: odds for (one, two), odds in self._new.items() if one == row}
        return {row: self._known[row] for row in wanted}

    def put(self, one: int, two: int, odds: float) -> None:
        """Link two rows, or link them by other odds."""
        for row, other in ((one, two), (two, one)):
            self._new[row, other] = odds
            if row in self._known:
                self._known[row][other] = odds

    def drop(self, one: int, two: int) -> None:
        """Take a link away."""
        for row, other in ((one, two), (two, one)):
            self._new.pop((row, other), None)
            self._known.get(row, {}).pop(other, None)
            write_many(_DROP, [(row, other)])

    def around(self, rows: Iterable[int], *, linked_from: float) -> set[int]:
        """Return the rows with all that links of such odds lead to from them."""
        found = set(rows)
        edge = set(found)
        while edge:
            links = self.of(edge)
            edge = {
                other for linked in links.values() for other, odds in linked.items()
                if odds >= linked_from
            } - found  # fmt: skip
            found |= edge
        return found

    def write(self) -> None:
        """Write what was put since."""
        write_many(_PUT, [(row, other, odds) for (row, other), odds in self._new.items()])
        self._new.clear()
