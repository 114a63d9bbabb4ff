"""Weighs many pairs, some at a time on every processor; of most only the odds are kept."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.features import WORDS, Features
from clew.engines.linkage.levels import COMPARISONS
from clew.engines.linkage.model import Weights, log_odds
from clew.engines.linkage.rarity import Rarity
from clew.engines.linkage.wordcolumns import columns_of

Odds = npt.NDArray[np.float32]
_AT_ONCE: Final = 100_000
_MOST_THREADS: Final = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """The odds of all pairs, and how those compare that are shown: which they are, and levels."""

    odds: Odds
    shown: npt.NDArray[np.bool_]
    compared: Compared


def weigh(
    features: Features, pairs: Pairs, rarity: Rarity, weights: Weights, *, shown_from: float
) -> Weighed:
    """Return the odds of every pair, and the levels of those that reach `shown_from` bits."""
    columns_of(features.vocabularies[WORDS])  # made once, before several threads ask for it
    parts = list(_parts(features, pairs, rarity, weights, shown_from))
    odds = np.concatenate([np.zeros(0, np.float32), *(odds for odds, _ in parts)])
    none = np.zeros((0, len(COMPARISONS)))
    compared = Compared(
        np.concatenate([none.astype(np.int8), *(part.levels for _, part in parts)]),
        np.concatenate([none.astype(np.float32), *(part.bits for _, part in parts)]),
    )
    return Weighed(odds, odds >= shown_from, compared)


def _parts(
    features: Features, pairs: Pairs, rarity: Rarity, weights: Weights, shown_from: float
) -> Iterator[tuple[Odds, Compared]]:
    def part(start: int) -> tuple[Odds, Compared]:
        compared = compare(features, pairs[start : start + _AT_ONCE], rarity)
        odds = log_odds(compared, weights)
        shown = odds >= shown_from
        return odds, Compared(compared.levels[shown], compared.bits[shown])

    # NumPy and RapidFuzz let other threads run while they compute.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as pool:
        yield from pool.map(part, range(0, len(pairs), _AT_ONCE))
