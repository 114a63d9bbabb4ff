"""What an engine does: from records and what they teach to pairs with their odds, and groups.

`here` does it on this machine, `spark` on as many as there are. Reading, learning and writing are
the same for both and stand in `resolving`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Keys, Pairs
from clew.engines.linkage.grid import Counts
from clew.engines.linkage.index import Model
from clew.engines.linkage.model import Weights
from clew.engines.linkage.rarity import Rarity
from clew.engines.linkage.records import Records
from clew.engines.linkage.thresholds import POSSIBLE_AT, merge_at
from clew.engines.linkage.weighing import Odds

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights and counts, and the model they are of where one was frozen; else it is yet to be."""

    weights: Weights
    rarity: Rarity
    frozen: Model | None

    @property
    def shown_from(self) -> float:
        """Return the odds from which a pair is shown."""
        return self.frozen.possible_at if self.frozen else POSSIBLE_AT

    def model(self, odds: Odds, many: Counts, records: int) -> Model:
        """Return the model: the frozen one, or one with the threshold that all odds tell.

        `odds` and `many` are of all pairs, as `grid.tallied` gives them.
        """
        if self.frozen:
            return self.frozen
        return Model(self.weights, merge_at(odds, many), self.shown_from, records)


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs that are shown, by row number, and for each record the lowest of its group."""

    model: Model
    keys: list[Keys]
    pairs: Pairs
    odds: Odds
    because: list[str]
    groups: npt.NDArray[np.int64]


# The folder is that of the answer: what an engine puts down in between is put beside it.
Engine = Callable[[Records, Learnt, Say, Path], Found]


def engine_named(name: str, *, master: str | None = None) -> Engine:
    """Return an engine by its name; `master` says where Spark's machines are, else this one.

    Raises `WrongInput` where Spark or its Java are not there.
    """
    if name == "spark":
        from clew.engines.linkage.spark.search import engine  # noqa: PLC0415 -- optional dependency

        return engine(master)
    from clew.engines.linkage.here import search  # noqa: PLC0415 -- the other of two

    return search
