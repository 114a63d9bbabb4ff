"""Learns how two different people compare by chance, and by how much rarity overstates it.

Among pairs at random a few are one person, and where everybody stands there many times these few
decide: nearly all pairs of one name and one date would be theirs. They are taken out by what the
rest has taught, in turns.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.levels import COMPARISONS, MISSING
from clew.engines.linkage.model import NAME, Floats, Weights, log_odds, probability

SAME_NAME: Final = 6
_TURNS: Final = 3
_HALF: Final = 0.5
_ENOUGH_HITS: Final = 10


def shares(levels: npt.NDArray[np.int8], many: int, weight: Floats | None = None) -> Floats:
    """Return how often each level is met; what was never met counts as half a time."""
    there = levels > MISSING
    held = None if weight is None else weight[there]
    counts = np.bincount(levels[there], weights=held, minlength=many).astype(np.float64) + _HALF
    return np.asarray(counts / counts.sum(), np.float64)


def purified(weights: Weights, at_random: Compared, together: float) -> Weights:
    """Return the weights with what chance does learnt from pairs that are two people.

    What namesakes or housemates have in common is learnt elsewhere and stays, but where nothing was
    learnt of them they compare as any two people do. `together` is by how many bits whole names are
    commoner than their words let expect.
    """
    for _ in range(_TURNS):
        two = 1 - probability(log_odds(at_random, weights)).astype(np.float64)
        u = {
            kind.name: shares(at_random.levels[:, at], len(kind.words), two)
            for at, kind in enumerate(COMPARISONS)
        }
        weights = replace(
            weights,
            u=u,
            namesakes=_instead(weights.namesakes, weights.u, u),
            housemates=_instead(weights.housemates, weights.u, u),
            scale=scale(at_random, len(u["name"]), together, two),
        )
    return weights


def _instead(
    held: Mapping[str, Floats], before: Mapping[str, Floats], now: Mapping[str, Floats]
) -> dict[str, Floats]:
    return {kind: now[kind] if held[kind] is before[kind] else held[kind] for kind in now}


def scale(at_random: Compared, many: int, together: float, two: Floats | None = None) -> Floats:
    """Return for each level of names by how many bits rarity overstates the surprise.

    Rarer than one pair in so many nothing can be counted: beyond that rarity is believed.
    """
    level, bits = at_random.levels[:, NAME], at_random.bits[:, NAME].astype(np.float64)
    held = np.where(level > MISSING, 1.0 if two is None else two, 0.0)
    most = np.log2(max(held.sum() / _ENOUGH_HITS, 1))
    surprise = held * np.exp2(np.minimum(bits, most)) / max(held.sum(), 1)
    found = np.full(many + 1, together)
    found[0] = found[-1] = 0
    for at in range(1, SAME_NAME):
        hits = level == at
        if held[hits].sum() >= _ENOUGH_HITS:
            found[at] = np.log2(surprise[hits].sum())
    return found
