"""Ways from the true table to others that would be published alike, one person at a time.

Every walk ends at a table in which one small count has the number looked for, all sums are right,
every number shown is the same, and every hidden count keeps to what its words say. It is the proof
that a reader cannot exclude that number, nor any on the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from clew.rules.disclosure_control.lattice import Lattice, Move

_NO_LIMIT = 1 << 60
_REPAIRS = 120
_STARTS = 6
_DEPTH = 7


@dataclass(slots=True)
class Ground:
    """The true counts, what is hidden, and the bounds that a reader knows from the words.

    `lower` and `upper` of a cell that is shown are those it would have once hidden; a zero that is
    shown cannot be hidden and stays zero. `lowest` is the lowest number that is small: 1, or 0
    where zeros are hidden too. `repairs` is how much search is left.
    """

    lattice: Lattice
    counts: list[int]
    threshold: int
    lower: list[int]
    upper: list[int]
    hidden: list[bool]
    lowest: int = 1
    repairs: int = _REPAIRS
    loss: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Weigh each cell: more people, more lost; a total four times a cell inside it."""
        self.loss = [
            count.bit_length() * 4 ** self.lattice.totals_in(cell)
            for cell, count in enumerate(self.counts)
        ]

    @classmethod
    def of(
        cls,
        lattice: Lattice,
        counts: list[int],
        span: range,
        *,
        small: Iterable[int],
        withheld: Iterable[int] = (),
    ) -> "Ground":
        """Hide the cells said to be small, and those of a level that is withheld without words.

        `span`: the numbers that are small. Below a small group a reader cannot exclude zero.
        """
        threshold = span.stop
        lower = [min(threshold, count) for count in counts]
        upper = [_NO_LIMIT if count >= threshold else count for count in counts]
        hidden = [False] * len(counts)
        said_small = frozenset(small)
        for cell in said_small:
            below = any(margin in said_small for margin in lattice.margins(cell))
            hidden[cell] = True
            lower[cell] = 0 if below or not counts[cell] else span.start
            upper[cell] = threshold - 1
        for cell in withheld:
            hidden[cell], lower[cell], upper[cell] = True, 0, _NO_LIMIT
        return cls(lattice, counts, threshold, lower, upper, hidden, span.start)


@dataclass(frozen=True, slots=True)
class Walk:
    """The cells whose counts a walk changes, and those of them that it needs hidden as well."""

    passed: frozenset[int]
    opened: frozenset[int]


def walk(ground: Ground, target: int, goal: int, *, may_hide: bool) -> Walk | None:
    """Walk one cell from its true count to a goal, each time by the move that loses least.

    `may_hide`: whether cells that are shown may be used and so must be hidden. None where no way
    is found.
    """
    way = 1 if goal > ground.counts[target] else -1
    left = abs(goal - ground.counts[target])
    now: dict[int, int] = {}
    opened: set[int] = set()
    while left:
        found = _step(ground, target, way, now, opened, left, may_hide=may_hide)
        if found is None and may_hide:
            found = _repaired(ground, target, way, now)
        if found is None:
            return None
        changes, units = found
        for cell, change in changes.items():
            now[cell] = now.get(cell, ground.counts[cell]) + change * units
            if not ground.hidden[cell]:
                opened.add(cell)
        left -= units
    return Walk(frozenset(now), frozenset(opened))


_Found = tuple[dict[int, int], int]


def _step(
    ground: Ground,
    target: int,
    way: int,
    now: dict[int, int],
    opened: set[int],
    left: int,
    *,
    may_hide: bool,
) -> _Found | None:
    """Return the single move with the least loss per person, and how often it can be made."""
    best: tuple[int, int] | None = None
    chosen: Move | None = None
    for move in ground.lattice.moves(target):
        room, loss = left, 0
        for cell, sign in move:
            if not ground.hidden[cell] and cell not in opened:
                if not may_hide:
                    room = 0
                    break
                loss += ground.loss[cell]
            value = now.get(cell, ground.counts[cell])
            space = ground.upper[cell] - value if sign == way else value - ground.lower[cell]
            if space < room:
                room = space
                if room <= 0:
                    break
        if room <= 0:
            continue
        # In whole numbers, with the threshold squared as the scale; a tie goes to the longer step.
        score = (loss * ground.threshold * ground.threshold // room, -room)
        if best is None or score < best:
            best, chosen = score, move
    if best is None or chosen is None:
        return None
    return {cell: sign * way for cell, sign in chosen}, -best[1]


def _repaired(ground: Ground, target: int, way: int, now: dict[int, int]) -> _Found | None:
    """Return several moves taken together where no single one is possible.

    Starts from a move that breaks few bounds and adds moves through a broken cell, none of which
    touches the target, as long as less is broken each time.
    """
    starts = [{cell: sign * way for cell, sign in move} for move in ground.lattice.moves(target)]
    scored = sorted(
        ((_broken(ground, now, start), at) for at, start in enumerate(starts)),
        key=lambda each: (sum(each[0].values()), each[1]),
    )
    for broken, at in scored[:_STARTS]:
        changes = _mended(ground, target, now, starts[at], broken)
        if changes is not None:
            return changes, 1
    return None


def _mended(
    ground: Ground,
    target: int,
    now: dict[int, int],
    changes: dict[int, int],
    broken: dict[int, int],
) -> dict[int, int] | None:
    for _ in range(_DEPTH):
        if not broken:
            return {cell: change for cell, change in changes.items() if change}
        best: tuple[int, int] | None = None
        following: tuple[dict[int, int], dict[int, int]] | None = None
        for cell in broken:
            if cell == target or ground.repairs <= 0:
                continue
            ground.repairs -= 1
            value = now.get(cell, ground.counts[cell]) + changes.get(cell, 0)
            way = 1 if value < ground.lower[cell] else -1
            for move in ground.lattice.moves(cell):
                if any(each == target for each, _ in move):
                    continue
                tried = dict(changes)
                for each, sign in move:
                    tried[each] = tried.get(each, 0) + sign * way
                left = _broken(ground, now, tried)
                score = (sum(left.values()), _lost(ground, tried))
                if best is None or score < best:
                    best, following = score, (tried, left)
        if best is None or following is None or best[0] >= sum(broken.values()) + 1:
            return None
        changes, broken = following
    return None


def _broken(ground: Ground, now: dict[int, int], changes: dict[int, int]) -> dict[int, int]:
    """Return by how much each cell would leave its bounds."""
    found = {}
    for cell, change in changes.items():
        value = now.get(cell, ground.counts[cell]) + change
        beyond = max(ground.lower[cell] - value, value - ground.upper[cell])
        if beyond > 0:
            found[cell] = beyond
    return found


def _lost(ground: Ground, changes: dict[int, int]) -> int:
    return sum(
        ground.loss[cell] for cell, change in changes.items() if change and not ground.hidden[cell]
    )
