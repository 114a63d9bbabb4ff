"""Holds groups to what people decided: who is one person, and who are two, stands above the model.

The machine groups first, as if nobody had decided anything; so an undone decision leaves nothing
behind. Then groups become one where somebody said so. Where that, or the machine, put two together
whom somebody keeps apart, its groups are joined again from the surest link down, as far as nobody
is kept apart in them.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.clusters import Odds, Weigh, joined_again

Pair = tuple[int, int]
Partners = Mapping[int, AbstractSet[int]]
Groups = npt.NDArray[np.int64]
_NOBODY: Final[AbstractSet[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """Pairs of rows that are together and apart by decision. They never contradict each other."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    _partners: Partners = field(default_factory=dict)
    _divided: Partners = field(default_factory=dict)

    @classmethod
    def of(cls, together: Iterable[Sequence[int]], apart: Iterable[Sequence[int]]) -> "Held":
        """Return decisions about pairs of rows."""
        one, two = (
            frozenset((min(pair), max(pair)) for pair in pairs) for pairs in (together, apart)
        )
        return cls(one, two, _by_row(one), _by_row(two))

    def beside(self, row: int) -> AbstractSet[int]:
        """Return who is together with a row by decision, in one step."""
        return self._partners.get(row, _NOBODY)

    def against(self, row: int) -> AbstractSet[int]:
        """Return who is kept apart from a row by decision."""
        return self._divided.get(row, _NOBODY)

    def within(self, rows: Sequence[int]) -> "Held":
        """Return the decisions between some rows, which are ascending, by their places in it."""
        if not self.together and not self.apart:
            return self
        place = {row: at for at, row in enumerate(rows)}
        together, apart = (
            [(at, place[other]) for row, at in place.items() for other in of(row) if other in place]
            for of in (self.beside, self.against)
        )
        return Held.of(together, apart)


NOTHING: Final = Held()


def held_to(
    groups: Groups, pairs: Pairs, odds: Odds, weigh: Weigh, held: Held, *, sure_from: float
) -> Groups:
    """Return the groups of `cluster` as the decisions want them, each by its lowest number.

    `pairs` are linked, with their odds; all that decisions put together with a record is there.
    """
    if not held.together and not held.apart:
        return groups
    parts = _Parts(groups.tolist())
    for one, two in sorted(held.together):
        parts.join(one, two)
    broken = {parts.of[one] for one, two in held.apart if parts.of[one] == parts.of[two]}
    if broken:
        rows = [row for label in sorted(broken) for row in parts.members[label]]
        parts.take_apart(rows)
        for one, two in sorted(held.together):
            if parts.of[one] != parts.of[two]:
                parts.join(one, two)

        def may_join(one: int, two: int) -> bool:
            """Say whether the machine may join them, and do so in the decided parts too."""
            if parts.divided(one, two, held):
                return False
            parts.join(one, two)
            return True

        inside = np.zeros(len(groups), bool)
        inside[rows] = True
        of_one = groups[pairs[:, 0]]
        kept = inside[pairs[:, 0]] & inside[pairs[:, 1]] & (of_one == groups[pairs[:, 1]])
        joined_again(pairs[kept], odds[kept], of_one[kept], weigh, may_join, sure_from=sure_from)
    found = groups.copy()
    for members in parts.members.values():
        found[members] = min(members)
    return found


def _by_row(pairs: Iterable[Pair]) -> Partners:
    found: dict[int, set[int]] = {}
    for one, two in pairs:
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return found


class _Parts:
    """Rows in parts, each with a label, that are joined step by step."""

    def __init__(self, labels: Sequence[int]) -> None:
        self.of = list(labels)
        self.members: dict[int, list[int]] = {}
        for row, label in enumerate(labels):
            self.members.setdefault(label, []).append(row)

    def take_apart(self, rows: Iterable[int]) -> None:
        """Let each of some rows, which make whole parts, be a part of its own."""
        for row in rows:
            self.members.pop(self.of[row], None)
        for row in rows:
            self.of[row] = row
            self.members[row] = [row]

    def join(self, one: int, two: int) -> None:
        into, gone = sorted((self.of[one], self.of[two]))
        if into != gone:
            moved = self.members.pop(gone)
            self.members[into] += moved
            for row in moved:
                self.of[row] = into

    def divided(self, one: int, two: int, held: Held) -> bool:
        """Say whether joining two parts would put two together who are kept apart."""
        here, there = self.members[self.of[one]], self.of[two]
        return any(self.of[other] == there for row in here for other in held.against(row))
