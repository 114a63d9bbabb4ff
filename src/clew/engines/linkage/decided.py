"""The decisions that hold over an answer, by row: what its files and its report tell of them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.decisions import APART, TOGETHER, Decision
from clew.engines.linkage.holding import Held

Places = npt.NDArray[np.int64]


def _no_pairs() -> Pairs:
    return np.zeros((0, 2), np.int64)


def _no_odds() -> npt.NDArray[np.float32]:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of rows, the lower first, with the decision on each.

    `odds` and `because` are the machine's: a decision changes neither. `undone` is how often one
    was undone.
    """

    pairs: Pairs = field(default_factory=_no_pairs)
    odds: npt.NDArray[np.float32] = field(default_factory=_no_odds)
    because: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    undone: int = 0

    def on(self, pairs: Pairs) -> Places:
        """Return for each of some pairs the place of its decision, -1 where there is none.

        Rows of a pair stand as those of `pairs` here: the lower first.
        """
        if not len(self.pairs) or not len(pairs):
            return np.full(len(pairs), -1)
        many = int(max(self.pairs.max(), pairs.max())) + 1
        mine, asked = (each[:, 0] * many + each[:, 1] for each in (self.pairs, pairs))
        order = np.argsort(mine)
        at = np.minimum(np.searchsorted(mine, asked, sorter=order), len(mine) - 1)
        return np.where(mine[order[at]] == asked, order[at], -1)

    def held(self) -> Held:
        """Return them as what groups are held to."""
        made = list(zip(self.pairs.tolist(), self.decisions, strict=True))
        together, apart = (
            [pair for pair, decision in made if decision.decision == kind]
            for kind in (TOGETHER, APART)
        )
        return Held.of(together, apart)

    def counts(self) -> dict[str, Any]:
        """Return how many hold, of each kind and by whom, for the report: no record, no reason."""
        kinds = Counter(each.decision for each in self.decisions)
        by = Counter((each.by, each.decision) for each in self.decisions)
        return {
            "decisions_that_hold": len(self.decisions),
            TOGETHER: kinds[TOGETHER],
            APART: kinds[APART],
            "undone": self.undone,
            "by": [
                {"by": name, TOGETHER: by[name, TOGETHER], APART: by[name, APART]}
                for name in sorted({each.by for each in self.decisions})
            ],
        }
