"""Samples of pairs to learn from: any two records, and two that bear one key."""

from typing import Final

import numpy as np

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.features import Features, Hashes

_SEED: Final = 20_260_101


def random_pairs(count: int, wanted: int) -> Pairs:
    """Return pairs of two different records, taken at random."""
    if not count:
        return np.zeros((0, 2), np.int64)
    dice = np.random.default_rng(_SEED)
    left = dice.integers(0, count, wanted)
    right = (left + dice.integers(1, max(count, 2), wanted)) % count
    pairs: Pairs = np.stack((np.minimum(left, right), np.maximum(left, right)), axis=1)
    different: Pairs = pairs[left != right]
    return different


def pairs_within(keys: Hashes, wanted: int) -> tuple[Pairs, float]:
    """Return pairs that share a key in one column of keys, at random, and how many there are."""
    records = np.flatnonzero(keys != 0)
    order = records[np.argsort(keys[records], kind="stable")]
    ranked = keys[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if len(ranked) else order
    sizes = np.diff(np.r_[starts, len(ranked)]).astype(np.float64)
    within = sizes * (sizes - 1) / 2
    total = float(within.sum())
    if total < 1:
        return np.zeros((0, 2), np.int64), 0.0
    dice = np.random.default_rng(_SEED)
    many = int(min(wanted, 4 * total))
    blocks = np.searchsorted(np.cumsum(within), dice.random(many) * total, side="right")
    blocks = np.minimum(blocks, len(sizes) - 1)
    size = sizes[blocks].astype(np.int64)
    one = dice.integers(0, size)
    two = (one + dice.integers(1, np.maximum(size, 2))) % size
    left, right = order[starts[blocks] + one], order[starts[blocks] + two]
    pairs = np.stack((np.minimum(left, right), np.maximum(left, right)), axis=1)
    return np.unique(pairs[left != right], axis=0), total


def first_of(features: Features, kind: str) -> Hashes:
    """Return the first value of a kind as a key; 0 where there is none."""
    return (features.ids[kind][:, 0].astype(np.int64) + 1).astype(np.uint64)
