"""How far people agree beyond chance: Cohen's kappa, its interval, and what alpha is asked as.

Where a coefficient has no value, because everybody said one thing throughout, there is none here:
neither 0 nor 1 would be true.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, Protocol

Table = Sequence[Sequence[int]]
"""How often the first coder said the row's thing and the second the column's."""

_LEVEL: Final = 0.95
_QUANTILE: Final = NormalDist().inv_cdf(0.5 + _LEVEL / 2)
_NOTHING: Final = 1e-6  # what is left of an error of 0 after rounding


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a coefficient lies with 95 % confidence, by its large-sample error."""

    low: float
    high: float


def kappa(table: Table) -> float | None:
    """Return Cohen's kappa (1960), or nothing where chance alone would agree always."""
    total = sum(map(sum, table))
    rows, columns = _margins(table)
    by_chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    if by_chance == total * total:  # also where there is nothing at all
        return None
    agreed = sum(table[at][at] for at in range(len(table)))
    return (agreed * total - by_chance) / (total * total - by_chance)


def standard_error(table: Table) -> float | None:
    """Return the large-sample error of kappa (Fleiss, Cohen and Everitt 1969, formula 13)."""
    value = kappa(table)
    if value is None:
        return None
    total = sum(map(sum, table))
    rows, columns = _margins(table)
    kinds = range(len(table))
    left, expected = 1 - value, sum(rows[at] * columns[at] for at in kinds) / total**2
    alike = sum(
        table[at][at] / total * (1 - (rows[at] + columns[at]) / total * left) ** 2 for at in kinds
    )
    apart = sum(
        table[one][other] / total * ((columns[one] + rows[other]) / total) ** 2
        for one in kinds
        for other in kinds
        if one != other
    )
    spread = alike + left**2 * apart - (value - expected * left) ** 2
    return math.sqrt(max(spread, 0.0) / total) / (1 - expected)


def interval(value: float | None, error: float | None) -> Interval | None:
    """Return the 95 % interval; none where the error is 0: all is alike, or one never said it."""
    if value is None or error is None or error < _NOTHING:
        return None
    reach = _QUANTILE * error
    return Interval(max(value - reach, -1.0), min(value + reach, 1.0))


def kappa_by_parts(tables: Sequence[Table]) -> tuple[float | None, float | None]:
    """Return kappa over tables added up, and its error when each table is left out once.

    The decisions on one sentence hang together, so that they may not be counted as that many: each
    sentence is left out in turn (the jackknife). There is no error where leaving one out leaves
    no kappa.
    """
    kinds = range(len(tables[0]))
    summed = [[sum(each[i][j] for each in tables) for j in kinds] for i in kinds]
    left = []
    for each in tables:
        value = kappa([[summed[i][j] - each[i][j] for j in kinds] for i in kinds])
        if value is None:
            return kappa(summed), None
        left.append(value)
    mean = sum(left) / len(left)
    spread = sum((value - mean) ** 2 for value in left) * (len(left) - 1) / len(left)
    return kappa(summed), math.sqrt(spread)


class Alpha(Protocol):
    """Krippendorff's alpha, as `engines.reliability` computes it; rules import no library."""

    def __call__(self, units: Sequence[Sequence[Hashable]], *, sets: bool = False) -> float | None:
        """Return alpha, or nothing where all values are one."""


def _margins(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
