"""Weights and compared pairs set up by hand: a few levels; everything else is missing."""

import numpy as np

from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.levels import COMPARISONS, MISSING, NAMES
from clew.engines.linkage.model import Floats, Weights

SAME_NAME, OTHER_NAME = 8, 0
SAME_DATE, OTHER_DATE = 6, 0
SAME_PHONE, OTHER_PHONE = 2, 0
SAME_EMAIL = 2


def weights(u: dict[str, Floats] | None = None, *, prior: float = -10.0) -> Weights:
    """Return weights under which agreement is usual in one person and rare in two."""
    one = {kind.name: _leaning(len(kind.words), -1) for kind in COMPARISONS}
    two = u or {kind.name: _leaning(len(kind.words), 0) for kind in COMPARISONS}
    scale = np.zeros(len(COMPARISONS[0].words) + 1)
    return Weights(one, two, dict(two), dict(two), scale, prior, prior, -60.0)


def pairs(*levels: dict[str, int], bits: float = 8.0) -> Compared:
    """Return compared pairs by the levels of a few comparisons."""
    made = np.full((len(levels), len(COMPARISONS)), MISSING, np.int8)
    for row, given in zip(made, levels, strict=True):
        for kind, level in given.items():
            row[NAMES.index(kind)] = level
    return Compared(made, np.where(made > 0, bits, 0).astype(np.float32))


def _leaning(many: int, to: int) -> Floats:
    shares = np.full(many, 0.1 / (many - 1))
    shares[to] = 0.9
    return shares
