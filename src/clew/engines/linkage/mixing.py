"""Tells one person met twice from two people who share something, among pairs that all share.

Splink's EM holds that two people agree by chance only. Where every pair shares a door, both kinds
have to be learnt; counts are smoothed, so that no level is ever held to be impossible.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.comparing import Levels
from clew.engines.linkage.levels import COMPARISONS, MISSING, Kind

Floats = npt.NDArray[np.float64]
_TURNS: Final = 60
_SETTLED: Final = 1e-5
# Before any are met, two people who share something are held to compare as any two do. That counts
# as so many pairs: a small table has few such people, and those few would be taken from pairs that
# are one person with a part changed.
_AS_MANY: Final = 50.0
_FEW: Final = 10.0


def tell_apart(
    levels: Levels,
    used: list[tuple[int, Kind]],
    m: Mapping[str, Floats],
    u: Mapping[str, Floats],
    share: float,
    independent: frozenset[str] = frozenset(),
) -> tuple[float, dict[str, Floats], dict[str, Floats]]:
    """Return the share of pairs that are one person, and the levels in one person and in two.

    `u` is how any two people compare. The comparisons of `independent` stay so in two people: they
    have nothing to do with what the pairs share.
    """
    columns = [at for at, _ in used]
    patterns, counts = np.unique(levels[:, columns], axis=0, return_counts=True)
    one, two = {name: m[name] for name in m}, {name: u[name] for name in u}
    for _ in range(_TURNS):
        odds = np.full(len(patterns), np.log(share / (1 - share)))
        for place, (_, kind) in enumerate(used):
            ratio = np.append(np.log(one[kind.name] / two[kind.name]), 0.0)
            odds += ratio[patterns[:, place]]
        same = counts / (1 + np.exp(-odds))
        before, share = share, float((same.sum() + _FEW) / (counts.sum() + 2 * _FEW))
        for place, (_, kind) in enumerate(used):
            there = patterns[:, place] > MISSING
            level = patterns[there, place]
            one[kind.name] = _shares(level, same[there], np.ones(len(kind.words)))
            if kind.name not in independent:
                two[kind.name] = _shares(level, (counts - same)[there], u[kind.name] * _AS_MANY)
        if abs(share - before) < _SETTLED:
            break
    names = [COMPARISONS[at].name for at in columns]
    return share, {name: one[name] for name in names}, {name: two[name] for name in names}


def _shares(level: Levels, weight: Floats, held: Floats) -> Floats:
    """Return how often each level is met beside what is held before anything is counted."""
    counted = np.bincount(level, weights=weight, minlength=len(held)) + held
    return np.asarray(counted / counted.sum(), np.float64)
