"""Counts of people, safe to show: the one function that every page with counts uses.

Counts from 1 to one below the threshold are hidden, and beside them enough others that nobody can
work them out. A group of fewer people than the threshold is not broken down: below it zeros are
hidden too. Where no choice of cells is enough, the finest level is withheld and its margins stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from clew.rules.disclosure_control import complements
from clew.rules.disclosure_control.auditing import TRIED, Audit, Shown, possibilities
from clew.rules.disclosure_control.lattice import TOTAL, Lattice
from clew.rules.disclosure_control.thresholds import threshold as threshold_of
from clew.rules.disclosure_control.walks import Ground

_MOST_AXES = 3
PUBLISHED, HIDDEN = "published", "hidden"


class Hidden(StrEnum):
    """Why a count is not shown."""

    SMALL = "small"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of people, or why it is hidden: exactly one. A hidden count is not kept."""

    count: int | None
    hidden: Hidden | None

    def __post_init__(self) -> None:
        """Refuse a hidden cell that still holds its count."""
        if (self.count is None) == (self.hidden is None):
            msg = "either a count or why it is hidden"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table that is safe to show, in the order of its axes, `TOTAL` standing for margins."""

    axes: tuple[tuple[str, tuple[str, ...]], ...]
    cells: Mapping[tuple[str, ...], Cell]
    threshold: int
    audit: Audit

    def words(self, key: tuple[str, ...]) -> str:
        """Return what a page shows for a cell: the number, 'fewer than 10' or 'hidden too'."""
        cell = self.cells[key]
        match cell.hidden:
            case Hidden.SMALL:
                return f"fewer than {self.threshold}"
            case Hidden.BESIDE:
                return "hidden too"
            case None:
                return str(cell.count)

    def why(self, key: tuple[str, ...]) -> str | None:
        """Return the reason a page gives for a hidden cell; None for one that is shown."""
        match self.cells[key].hidden:
            case Hidden.SMALL:
                return "a small number could point to a person"
            case Hidden.BESIDE:
                return "hidden too, so that nobody can work out its neighbour"
            case None:
                return None


def protect(
    *,
    axes: Sequence[tuple[str, Sequence[str]]],
    rows: Iterable[tuple[str, ...]],
    profile: str = "default",
    zeros: str = PUBLISHED,
) -> ProtectedTable:
    """Count people over up to three axes with all margins, and hide what must be hidden.

    `axes`: names with their categories, in the order to show; the categories are public and do not
    depend on the rows. `rows`: one tuple of categories for each person. `zeros`: "published", or
    "hidden" where a zero itself says too much. Raises `ValueError` for a row that does not fit, in
    words that do not repeat it.
    """
    if zeros not in {PUBLISHED, HIDDEN}:
        msg = f"zeros: {PUBLISHED} or {HIDDEN}"
        raise ValueError(msg)
    frame = tuple((name, tuple(categories)) for name, categories in axes)
    _check(frame)
    lattice = Lattice([categories for _, categories in frame])
    counts = _counted(lattice, frame, rows)
    limit = threshold_of(profile)
    span = range(0 if zeros == HIDDEN else 1, limit)
    cells = _hide(lattice, counts, span)
    by_key = dict(zip(lattice.keys, cells, strict=True))
    # Read from what is shown, not from the counts: a table of nobody must look like one of nine.
    narrowest = len(span) if any(cell.hidden for cell in cells) else None
    return ProtectedTable(frame, MappingProxyType(by_key), limit, Audit(TRIED, narrowest))


def _check(frame: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    if not 1 <= len(frame) <= _MOST_AXES:
        msg = f"one to {_MOST_AXES} axes"
        raise ValueError(msg)
    for name, categories in frame:
        if not categories or len(set(categories)) != len(categories) or TOTAL in categories:
            msg = f"{name}: categories that differ, none of them {TOTAL}"
            raise ValueError(msg)


def _counted(
    lattice: Lattice,
    frame: tuple[tuple[str, tuple[str, ...]], ...],
    rows: Iterable[tuple[str, ...]],
) -> list[int]:
    counts = [0] * len(lattice.keys)
    known = [frozenset(categories) for _, categories in frame]
    for row in rows:
        if len(row) != len(frame):
            msg = f"rows with one category for each of {len(frame)} axes"
            raise ValueError(msg)
        for (name, _), categories, value in zip(frame, known, row, strict=True):
            if value not in categories:
                msg = f"{name}: a row with a category that is not listed"
                raise ValueError(msg)
        counts[lattice.number[tuple(row)]] += 1
    # Each axis in turn adds its categories into its total; later axes then add totals too.
    for parts, total in lattice.sums():
        counts[total] = sum(counts[part] for part in parts)
    return counts


def _hide(lattice: Lattice, counts: list[int], span: range) -> list[Cell]:
    """Return the cells to show. `span`: the numbers that are small.

    Where the finest cells cannot be made safe they are withheld as a whole, then the margins of the
    next level, until only the number of all people stands; then not even that. The audit has the
    last word on each.
    """
    for level in range(len(lattice.keys[0]) + 1):
        withheld = frozenset(at for at in range(len(counts)) if lattice.totals_in(at) < level)
        small = _small(lattice, counts, span) - withheld
        ground = Ground.of(lattice, counts, span, small=small, withheld=withheld)
        others = complements.beside(ground)
        if others is None:
            continue
        cells = [_cell(at, counts, small, others | withheld) for at in range(len(counts))]
        targets = frozenset(
            at for at, cell in enumerate(cells) if cell.hidden and counts[at] in span
        )
        narrowest = possibilities(_seen(lattice, cells, span, withheld), targets, span)
        if narrowest is None or narrowest == len(span):
            return cells
    return [Cell(None, Hidden.BESIDE)] * len(counts)


def _small(lattice: Lattice, counts: list[int], span: range) -> frozenset[int]:
    """Return the cells with a small count, and every cell of a group that is itself small.

    Without the second, nine people in nine categories would be told by the words alone: each of
    nine cells at least one, and together fewer than ten.
    """
    if counts[lattice.grand_total] < span.stop:
        return frozenset(range(len(counts)))
    own = {cell for cell, count in enumerate(counts) if count in span}
    below = {
        cell
        for cell in range(len(counts))
        if any(margin in own for margin in lattice.margins(cell))
    }
    return frozenset(own | below)


def _cell(at: int, counts: list[int], small: frozenset[int], others: frozenset[int]) -> Cell:
    if at in small:
        return Cell(None, Hidden.SMALL)
    if at in others:
        return Cell(None, Hidden.BESIDE)
    return Cell(counts[at], None)


def _seen(lattice: Lattice, cells: list[Cell], span: range, withheld: frozenset[int]) -> Shown:
    """Return what a reader has, from the cells as shown and nothing else."""
    bounds: dict[int, tuple[int, int | None]] = {}
    for at, cell in enumerate(cells):
        if at in withheld:
            bounds[at] = (0, None)
        elif cell.hidden is Hidden.BESIDE:
            bounds[at] = (span.stop, None)
        elif cell.hidden is Hidden.SMALL:
            below = any(cells[each].hidden is Hidden.SMALL for each in lattice.margins(at))
            # A table hidden as a whole may be one of nobody.
            lowest = 0 if below or at == lattice.grand_total else span.start
            bounds[at] = (lowest, span.stop - 1)
    numbers = {at: cell.count for at, cell in enumerate(cells) if cell.count is not None}
    return Shown(lattice, numbers, bounds)
