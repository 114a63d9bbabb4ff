"""A reader who tries every table: what can a hidden count be, from what is shown alone.

Written from the words on the page and the sums, without the package's own moves or audit.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from clew.rules.disclosure_control.lattice import TOTAL
from clew.rules.disclosure_control.tables import Hidden, ProtectedTable

Key = tuple[str, ...]


def margins_of(key: Key) -> set[Key]:
    """Return a cell's margins, the cell included."""
    return set(itertools.product(*({part, TOTAL} for part in key)))


def leaves(table: ProtectedTable) -> list[Key]:
    """Return the cells that are no margin."""
    return list(itertools.product(*(names for _, names in table.axes)))


def possible_by_words(table: ProtectedTable, key: Key, value: int, zeros: str) -> bool:
    """Say whether a number agrees with what the page says of one cell."""
    cell = table.cells[key]
    if cell.hidden is None:
        return value == cell.count
    if cell.hidden is Hidden.BESIDE:
        return value >= (0 if level_withheld(table, key) else table.threshold)
    whole = table.cells[(TOTAL,) * len(key)].hidden is Hidden.SMALL
    below = any(table.cells[margin].hidden is Hidden.SMALL for margin in margins_of(key) - {key})
    sure = zeros == "published" and not below and not whole
    return (1 if sure else 0) <= value < table.threshold


def level_withheld(table: ProtectedTable, key: Key) -> bool:
    """Say whether everything as fine as this cell is hidden, so that the words say nothing."""
    level = key.count(TOTAL)
    return all(
        cell.hidden is Hidden.BESIDE
        for other, cell in table.cells.items()
        if other.count(TOTAL) <= level
    )


def every_table(table: ProtectedTable, most: int, zeros: str) -> Iterator[dict[Key, int]]:
    """Yield every table of whole numbers up to `most` a cell that would be published like this."""
    order = leaves(table)
    below = defaultdict(list)
    for leaf in order:
        for key in margins_of(leaf):
            below[key].append(leaf)
    done_at = defaultdict(list)
    for key, parts in below.items():
        done_at[max(order.index(part) for part in parts)].append(key)

    def fill(at: int, counts: dict[Key, int]) -> Iterator[dict[Key, int]]:
        if at == len(order):
            yield {key: sum(counts[part] for part in parts) for key, parts in below.items()}
            return
        shown = table.cells[order[at]].count
        for value in range(most + 1) if shown is None else (shown,):
            counts[order[at]] = value
            if all(
                possible_by_words(table, key, sum(counts[part] for part in below[key]), zeros)
                for key in done_at[at]
            ):
                yield from fill(at + 1, counts)
        del counts[order[at]]

    yield from fill(0, {})


def what_it_can_be(
    table: ProtectedTable, most: int, zeros: str = "published"
) -> Mapping[Key, set[int]]:
    """Return the numbers each cell has in some table that agrees with the page."""
    found: dict[Key, set[int]] = defaultdict(set)
    for counts in every_table(table, most, zeros):
        for key, value in counts.items():
            found[key].add(value)
    return found


def true_counts(rows: list[Key]) -> dict[Key, int]:
    """Count people with every margin, the plain way."""
    counts: dict[Key, int] = defaultdict(int)
    for row in rows:
        for key in margins_of(row):
            counts[key] += 1
    return counts
