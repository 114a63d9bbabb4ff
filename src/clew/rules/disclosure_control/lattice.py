"""A table with all its margins: its cells by number, the sums that tie them, and what can move.

A *move* changes some cells by one person each, up or down, so that every sum stays right. If all
cells of a move are hidden, nobody can tell the table before it from the table after it. Moves here
are those of the hypercube method (Repsilber; Giessing), with the total of an axis as one more place
to go to.
"""

import functools
import itertools
from collections.abc import Iterator, Sequence

TOTAL = "*"
"""Stands for all categories of an axis."""

Move = tuple[tuple[int, int], ...]
"""Cells with +1 or -1. The first is the cell asked about, with +1."""


class Lattice:
    """Cells of a table of up to three axes, totals included, numbered in the order of the axes."""

    def __init__(self, categories: Sequence[Sequence[str]]) -> None:
        self.keys: tuple[tuple[str, ...], ...] = tuple(
            itertools.product(*((*names, TOTAL) for names in categories))
        )
        self.number = {key: at for at, key in enumerate(self.keys)}
        self._sizes = [len(names) for names in categories]
        places = itertools.product(*(range(size + 1) for size in self._sizes))
        self._places: tuple[tuple[int, ...], ...] = tuple(places)
        self._at = {place: at for at, place in enumerate(self._places)}
        self._moves = functools.cache(self._make_moves)

    @property
    def grand_total(self) -> int:
        """The number of the cell that counts everybody."""
        return len(self.keys) - 1

    def totals_in(self, cell: int) -> int:
        """Return on how many axes a cell is a total."""
        pairs = zip(self._places[cell], self._sizes, strict=True)
        return sum(place == size for place, size in pairs)

    def margins(self, cell: int) -> list[int]:
        """Return every margin that counts the people of a cell, itself not included."""
        choices = [
            {place, size} for place, size in zip(self._places[cell], self._sizes, strict=True)
        ]
        found = sorted(self._at[place] for place in itertools.product(*choices))
        return [at for at in found if at != cell]

    def sums(self) -> Iterator[tuple[list[int], int]]:
        """Yield every sum: the cells added, and the total they make."""
        for axis, size in enumerate(self._sizes):
            for place in self._places:
                if place[axis] == size:
                    parts = [(*place[:axis], at, *place[axis + 1 :]) for at in range(size)]
                    yield [self._at[part] for part in parts], self._at[place]

    def moves(self, cell: int) -> tuple[Move, ...]:
        """Return the moves that add one person to a cell."""
        return self._moves(cell)

    def _make_moves(self, cell: int) -> tuple[Move, ...]:
        place = self._places[cell]
        steps = [self._steps(at, size) for at, size in zip(place, self._sizes, strict=True)]
        return tuple(self._crossed(place, chosen) for chosen in itertools.product(*steps))

    @staticmethod
    def _steps(at: int, size: int) -> list[tuple[int, int]]:
        """Return where the other side of a move may be on one axis, and its sign.

        From a category to another one: one more here, one fewer there. From a category to the
        total, or from the total to a category: one more in both.
        """
        if at == size:
            return [(other, 1) for other in range(size)]
        return [*((other, -1) for other in range(size) if other != at), (size, 1)]

    def _crossed(self, place: tuple[int, ...], chosen: tuple[tuple[int, int], ...]) -> Move:
        corners = []
        for sides in itertools.product((False, True), repeat=len(place)):
            sign = 1
            corner = []
            for here, (there, change), other in zip(place, chosen, sides, strict=True):
                corner.append(there if other else here)
                sign *= change if other else 1
            corners.append((self._at[tuple(corner)], sign))
        return tuple(corners)
