"""Weighs two groups of records against each other by all that their pairs tell.

Of one person many poor records may stand, each sharing only a part with the next. So kinds of facts
are pooled one by one: a value may have been copied from any of the other group's, and the mean of
how probable that makes it counts. What is missing in one record or mistyped in another does not
speak against the group, and what all records repeat is counted once.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.levels import MISSING
from clew.engines.linkage.model import Floats, Weights, beside_twins, gains, is_shared

_LEAST_BITS: Final = -10.0
_MOST_BITS: Final = 20.0
_MOSTLY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row for each pair; a row for two groups is the sum of the rows of all their pairs.

    Three columns for each of `kinds` comparisons: how much more probable the agreement is in one
    person than by chance, the same against people who share a home, and whether both sides are
    known. Then how many pairs share something, how many may be twins, and the odds of those.
    """

    rows: Floats
    kinds: int
    prior: float
    prior_sharing: float

    def odds(self, row: Floats, pairs: int) -> float:
        """Return the odds that two groups are one person, in bits, from the sum of their pairs."""
        kinds = self.kinds
        many = row[2 * kinds : 3 * kinds]
        known = many > 0
        chance = self.prior + float(np.log2(row[:kinds][known] / many[known]).sum())
        against = -chance
        sharing, twins, by_twins = row[3 * kinds :].tolist()
        if sharing:
            together = np.log2(row[kinds : 2 * kinds][known] / many[known]).sum()
            against = float(np.logaddexp2(against, -self.prior_sharing - together))
        if twins > _MOSTLY * pairs:
            against = float(np.logaddexp2(against, -by_twins / twins))
        return -against


def evidence(compared: Compared, weights: Weights) -> Evidence:
    """Return what each pair tells, kind by kind."""
    known = compared.levels > MISSING
    used = np.flatnonzero(known.any(axis=0)).tolist()
    rows = np.zeros((len(known), 3 * len(used) + 3))
    for place, at in enumerate(used):
        gain, together = gains(compared, at, weights)
        rows[:, place] = _likelihood(gain, known[:, at])
        rows[:, len(used) + place] = _likelihood(together, known[:, at])
        rows[:, 2 * len(used) + place] = known[:, at]
    twins = beside_twins(compared, weights)
    possible = np.isfinite(twins)
    rows[:, -3] = is_shared(compared)
    rows[:, -2] = possible
    rows[possible, -1] = twins[possible]
    return Evidence(rows, len(used), weights.prior, weights.prior_sharing)


def _likelihood(bits: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    return np.where(known, np.exp2(np.clip(bits, _LEAST_BITS, _MOST_BITS)), 0.0)
