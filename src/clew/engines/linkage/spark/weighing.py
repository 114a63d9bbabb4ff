"""Weighs pairs where Spark puts them: each with both its records, by the function that `here` uses.

What was learnt is handed to every worker once. Of a pair its odds come back, and where it is shown
why, in words.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.dataset as ds

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.features import Builder, Features
from clew.engines.linkage.grid import Counts
from clew.engines.linkage.model import Weights, log_odds
from clew.engines.linkage.rarity import Rarity, restored
from clew.engines.linkage.searching import Learnt
from clew.engines.linkage.spark.batches import ROW, batch_of, features_in
from clew.engines.linkage.spark.frames import Batches, Frame, Handed, OnBatches, Session
from clew.engines.linkage.weighing import Odds
from clew.engines.linkage.wording import because

_WEIGHED: Final = "left long, right long, odds float, because string"
_SIDES: Final = ("left", "right")


@dataclass(frozen=True, slots=True)
class Taught:
    """What a worker has to know to weigh pairs as everybody else does."""

    weights: Weights
    records: int
    counts: dict[str, dict[str, int]]
    shown_from: float

    def rarity(self, features: Features) -> Rarity:
        """Return the rarity of what stands in some records."""
        return restored(self.records, self.counts, features)


def taught_by(learnt: Learnt) -> Taught:
    """Return what is handed to every worker."""
    rarity = learnt.rarity
    counts = {kind: dict(found) for kind, found in rarity.counts.items()}
    return Taught(learnt.weights, rarity.records, counts, learnt.shown_from)


def weigh(
    pairs: Frame, records: Frame, taught: Handed[Taught], columns: list[str], folder: Path
) -> None:
    """Weigh pairs and write left, right, odds and reasons to a folder. `taught` is broadcast."""
    for side in _SIDES:
        named = [f"{ROW} AS {side}", *(f"`{name}` AS {side}_{name}" for name in columns)]
        pairs = pairs.join(records.selectExpr(*named), side)
    pairs.mapInArrow(weighed(taught, columns), _WEIGHED).write.parquet(str(folder))


def weighed(taught: Handed[Taught], columns: list[str]) -> OnBatches:
    """Return what weighs pairs that come with both their records."""

    def odds_of(batches: Batches) -> Batches:
        scorer = _Scorer(taught.value)
        for batch in batches:
            if batch.num_rows:
                yield scorer.weighed(batch, columns)

    return odds_of


class _Scorer:
    """Weighs batch after batch; a word that was read in one is not read again in the next."""

    def __init__(self, taught: Taught) -> None:
        self._taught = taught
        self._vocabularies = Builder().vocabularies
        self._rarity: Rarity | None = None

    def weighed(self, batch: pa.RecordBatch, columns: list[str]) -> pa.RecordBatch:
        left, right = (batch.column(side).to_numpy() for side in _SIDES)
        compared = self._compared(batch, columns, np.concatenate((left, right)))
        odds = log_odds(compared, self._taught.weights)
        shown = odds >= self._taught.shown_from
        told = Compared(compared.levels[shown], compared.bits[shown])
        why = np.full(len(odds), None, object)
        why[shown] = because(told, self._taught.weights)
        return batch_of(
            {"left": left, "right": right, "odds": odds, "because": pa.array(why, pa.string())}
        )

    def _compared(
        self, batch: pa.RecordBatch, columns: list[str], numbers: npt.NDArray[np.int64]
    ) -> Compared:
        _, first, place = np.unique(numbers, return_index=True, return_inverse=True)
        at = pa.array(first)
        held = {
            name: pa.concat_arrays([batch.column(f"{side}_{name}") for side in _SIDES]).take(at)
            for name in columns
        }
        features = features_in(held, len(first), self._vocabularies)
        if self._rarity is None:
            self._rarity = self._taught.rarity(features)
        self._rarity.cover(features)
        pairs = place.ravel().reshape(2, -1).T
        return compare(features, pairs, self._rarity)


def tally(running: Session, folder: Path) -> tuple[Odds, Counts]:
    """Return all different odds of weighed pairs, the highest first, and how many have each."""
    found = running.read.parquet(str(folder)).groupBy("odds").count().toArrow()
    odds, many = found["odds"].to_numpy(), found["count"].to_numpy()
    order = np.argsort(-odds, kind="stable")
    return odds[order], many[order]


def shown_in(folder: Path, shown_from: float) -> tuple[Pairs, Odds, list[str]]:
    """Return the weighed pairs that are shown, in the order of their records, and why."""
    weighed_pairs = ds.dataset(folder, format="parquet")
    chosen = ds.field("odds") >= pa.scalar(shown_from, pa.float64())
    found = weighed_pairs.to_table(filter=chosen).combine_chunks()
    pairs = np.stack([found[side].to_numpy() for side in _SIDES], axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    said = found["because"].combine_chunks().dictionary_encode()
    if isinstance(said, pa.ChunkedArray):
        said = said.unify_dictionaries().combine_chunks()
    words = said.dictionary.to_pylist()
    why = [words[at] for at in said.indices.to_numpy()[order].tolist()]
    return pairs[order], found["odds"].to_numpy()[order], why
