"""The attack on what would be published: it sees the numbers shown, the sums and the words.

It shares nothing with the choice of what to hide except the list of sums, so that a fault there
shows here. Two attacks: exact elimination in fractions (is a hidden count the only solution?), and
bounds in whole numbers carried through every sum until they stand still.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clew.rules.disclosure_control.lattice import Lattice

TRIED = (
    "exact elimination over all sums; bounds in whole numbers through all sums; "
    "for each small count a table for every number it may have"
)


@dataclass(frozen=True, slots=True)
class Audit:
    """What was tried on the table, and how many numbers the worst placed small count may still be.

    `narrowest` is None where nothing is hidden. It is a number of possibilities, the same for every
    table that hides anything, so that it tells nothing either.
    """

    tried: str
    narrowest: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader has: the numbers shown, and bounds from the words for what is hidden.

    An upper bound of None means none is known.
    """

    lattice: Lattice
    numbers: Mapping[int, int]
    bounds: Mapping[int, tuple[int, int | None]]


def worked_out(shown: Shown) -> frozenset[int]:
    """Return the hidden cells that the sums settle, by exact elimination."""
    pivots: dict[int, dict[int, Fraction]] = {}
    for parts, total in shown.lattice.sums():
        row = {cell: Fraction(1) for cell in parts if cell in shown.bounds}
        if total in shown.bounds:
            row[total] = Fraction(-1)
        _eliminate(row, pivots)
        if not row:
            continue
        pivot = min(row)
        scale = row[pivot]
        row = {cell: value / scale for cell, value in row.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        pivots[pivot] = row
    return frozenset(pivot for pivot, row in pivots.items() if len(row) == 1)


def _eliminate(row: dict[int, Fraction], pivots: Mapping[int, dict[int, Fraction]]) -> None:
    for cell in sorted(row):
        if cell in row and cell in pivots:
            _subtract(row, pivots[cell], row[cell])


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], times: Fraction) -> None:
    for cell, value in other.items():
        left = row.get(cell, Fraction(0)) - times * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def bounded(shown: Shown) -> dict[int, tuple[int, int | None]]:
    """Return the bounds of each hidden cell after carrying them through every sum.

    A sum gives each of its cells a lowest and a highest number from those of the others. Repeated
    until nothing changes: bounds only ever narrow, and whole numbers do not narrow forever.
    """
    low = dict(shown.numbers)
    high: dict[int, int | None] = dict(shown.numbers)
    for cell, (lower, upper) in shown.bounds.items():
        low[cell], high[cell] = lower, upper
    sums = [
        (parts, total)
        for parts, total in shown.lattice.sums()
        if total in shown.bounds or any(part in shown.bounds for part in parts)
    ]
    changed = True
    while changed:
        changed = False
        for parts, total in sums:
            changed |= _narrow(parts, total, low, high)
    return {cell: (low[cell], high[cell]) for cell in shown.bounds}


def _narrow(
    parts: Sequence[int], total: int, low: dict[int, int], high: dict[int, int | None]
) -> bool:
    least = sum(low[part] for part in parts)
    most = _added([high[part] for part in parts])
    changed = _tighten(total, least, most, low, high)
    open_ended = [part for part in parts if high[part] is None]
    for part in parts:
        top = high[total]
        upper = None if top is None else top - (least - low[part])
        own = high[part]
        if most is not None and own is not None:
            lower = low[total] - (most - own)
        elif open_ended == [part]:
            others = _added([high[other] for other in parts if other != part])
            lower = low[total] - (others or 0)
        else:
            lower = low[part]
        if _tighten(part, lower, upper, low, high):
            # The sums of the bounds are stale now; what remains of this sum is done next round.
            return True
    return changed


def _added(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _tighten(
    cell: int, lower: int, upper: int | None, low: dict[int, int], high: dict[int, int | None]
) -> bool:
    changed = False
    if lower > low[cell]:
        low[cell], changed = lower, True
    own = high[cell]
    if upper is not None and (own is None or upper < own):
        high[cell], changed = upper, True
    return changed


def possibilities(shown: Shown, small: frozenset[int], span: range) -> int | None:
    """Return how many small numbers stay possible for the worst placed cell.

    `small`: the cells with such a count; `span`: the small numbers. A cell that the sums settle
    counts as one possibility. None without any such cell.
    """
    if not small:
        return None
    settled = worked_out(shown)
    bounds = bounded(shown)
    return min(1 if cell in settled else _width(bounds[cell], span) for cell in small)


def _width(bounds: tuple[int, int | None], span: range) -> int:
    lower, upper = bounds
    return sum(lower <= number and (upper is None or number <= upper) for number in span)
