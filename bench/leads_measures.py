"""How good an order of leads is: recall at a wanted precision, and average precision.

Leads with equal scores come all or not at all: who looks into one must look into all of them.
"""

from dataclasses import dataclass

import numpy as np

from clew.engines.graphs.web import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Measured:
    """One order of leads, measured. All are parts of one; `first_twenty` is precision there."""

    at_90: float
    at_80: float
    average: float
    first_twenty: float


def measured(persons: Ints, score: Floats, *, right: Flags, aside: Flags) -> Measured | None:
    """Measure an order. `right` marks who can be found, `aside` who counts neither way.

    Those who can be found and were not reached count as missed. None where nobody can be found.
    """
    wanted = int((right & ~aside).sum())
    if not wanted:
        return None
    counted = ~aside[persons] & (score > 0)
    persons, score = persons[counted], score[counted]
    order = np.argsort(-score, kind="stable")
    score, hit = score[order], right[persons[order]]
    if not len(order):
        return Measured(0.0, 0.0, 0.0, 0.0)
    found, seen = np.cumsum(hit), np.arange(1, len(hit) + 1)
    ends = np.flatnonzero(np.append(score[1:] != score[:-1], True))
    precision, recall = found[ends] / seen[ends], found[ends] / wanted
    gained = np.diff(recall, prepend=0.0)
    twenty = ends[np.searchsorted(ends, min(19, ends[-1]))]
    return Measured(
        at_90=_deepest(precision, recall, 0.9),
        at_80=_deepest(precision, recall, 0.8),
        average=float((gained * precision).sum()),
        first_twenty=float(found[twenty] / seen[twenty]),
    )


def _deepest(precision: Floats, recall: Floats, wanted: float) -> float:
    good = precision >= wanted
    return float(recall[good].max()) if good.any() else 0.0


def mean(rows: list[Measured]) -> Measured:
    """Return the mean of several, each counting the same."""
    count = len(rows)
    return Measured(
        at_90=sum(row.at_90 for row in rows) / count,
        at_80=sum(row.at_80 for row in rows) / count,
        average=sum(row.average for row in rows) / count,
        first_twenty=sum(row.first_twenty for row in rows) / count,
    )
