"""The decisions that hold over an answer, by row: what its files and its report tell of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.decisions import APART, TOGETHER, Decision
from clew.engines.linkage.holding import Held


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

    def by_pair(self) -> dict[tuple[int, int], Decision]:
        """Return the decisions by their rows."""
        return {
            (left, right): decision
            for (left, right), decision in zip(self.pairs.tolist(), self.decisions, strict=True)
        }

    def not_among(self, pairs: Iterable[tuple[int, int]]) -> list[int]:
        """Return the places of the decided pairs that are not among some pairs."""
        there = set(pairs) if len(self.pairs) else set()
        rows = self.pairs.tolist()
        return [at for at, (left, right) in enumerate(rows) if (left, right) not in there]

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
