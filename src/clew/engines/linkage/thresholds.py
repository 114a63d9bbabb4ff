"""From which odds on two records are joined, and from which they are shown as possibly the same."""

from typing import Final

import numpy as np

from clew.engines.linkage.grid import Counts
from clew.engines.linkage.model import probability
from clew.engines.linkage.weighing import Odds

PRECISION: Final = 0.98
_SUREST_LEAST: Final = 0.6  # no pair below it is joined, whatever the average
_SUREST_MOST: Final = 1 - 1e-9


def merge_at(odds: Odds, many: Counts) -> float:
    """Return the odds from which pairs are joined: their estimated precision is high enough.

    `odds` are all different ones, the highest first, `many` how many pairs have each: of any number
    of pairs, on however many machines, no more has to be known.
    """
    chances = probability(odds).astype(np.float64)
    before = np.cumsum(many) - many
    sums = np.cumsum(chances * many) - chances * many
    # Pairs are taken from the surest down: the precision falls with each, first by one of a step.
    enough = np.flatnonzero((sums + chances) / (before + 1) >= PRECISION)
    lowest = float(chances[enough[-1]]) if len(enough) else 1.0
    return _bits(min(max(lowest, _SUREST_LEAST), _SUREST_MOST))


def _bits(share: float) -> float:
    return float(np.log2(share / (1 - share)))


POSSIBLE_AT: Final = _bits(0.1)
