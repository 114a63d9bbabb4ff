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
_ONCE: Final = 1.0


def tell_apart(
    levels: Levels,
    used: list[tuple[int, Kind]],
    m: Mapping[str, Floats],
    u: Mapping[str, Floats],
    share: float,
) -> tuple[float, dict[str, Floats], dict[str, Floats]]:
    """Return the share of pairs that are one person, and the levels in one person and in two."""
    columns = [at for at, _ in used]
    patterns, counts = np.unique(levels[:, columns], axis=0, return_counts=True)
    one, two = {name: m[name] for name in m}, {name: u[name] for name in u}
    for _ in range(_TURNS):
        odds = np.full(len(patterns), np.log(share / (1 - share)))
        for place, (_, kind) in enumerate(used):
            ratio = np.append(np.log(one[kind.name] / two[kind.name]), 0.0)
            odds += ratio[patterns[:, place]]
        same = counts / (1 + np.exp(-odds))
        before, share = share, float(same.sum() / counts.sum())
        share = min(max(share, 1e-4), 1 - 1e-4)
        for place, (_, kind) in enumerate(used):
            there = patterns[:, place] > MISSING
            level = patterns[there, place]
            for held, weight in ((one, same), (two, counts - same)):
                held[kind.name] = _shares(level, weight[there], len(kind.words))
        if abs(share - before) < _SETTLED:
            break
    names = [COMPARISONS[at].name for at in columns]
    return share, {name: one[name] for name in names}, {name: two[name] for name in names}


def _shares(level: Levels, weight: Floats, many: int) -> Floats:
    counted = np.bincount(level, weights=weight, minlength=many) + _ONCE
    return np.asarray(counted / counted.sum(), np.float64)
