"""Says in words why two records may be one person: what speaks for it, then what speaks against."""

from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.comparing import Compared, Levels
from clew.engines.linkage.levels import COMPARISONS, MISSING
from clew.engines.linkage.model import Weights, usual_gains

_MOST: Final = 5
_LEAST_BITS: Final = 0.5


def because(compared: Compared, weights: Weights) -> list[str]:
    """Return one sentence for each pair; pairs that agree in the same way share it."""
    if not len(compared.levels):
        return []
    # Each way of agreeing as one number, the levels as its digits.
    code = np.zeros(len(compared.levels), np.int64)
    for at, kind in enumerate(COMPARISONS):
        code = code * (len(kind.words) + 1) + (compared.levels[:, at] - MISSING)
    _, first, back = np.unique(code, return_index=True, return_inverse=True)
    patterns = compared.levels[first]
    gains = usual_gains(patterns, weights)
    said = [_sentence(levels, gain) for levels, gain in zip(patterns, gains, strict=True)]
    return [said[at] for at in back.ravel().tolist()]


def _sentence(levels: Levels, gains: npt.NDArray[np.float32]) -> str:
    order = np.argsort(-np.abs(gains), kind="stable").tolist()
    told = [at for at in order if levels[at] > MISSING]
    speaks = [_words(at, levels) for at in told if gains[at] >= _LEAST_BITS][:_MOST]
    against = [_words(at, levels) for at in told if gains[at] <= -_LEAST_BITS][:_MOST]
    text = "; ".join(speaks) or "little that the two records tell can be compared"
    return f"{text}; against it: {'; '.join(against)}" if against else text


def _words(at: int, levels: Levels) -> str:
    return COMPARISONS[at].words[int(levels[at])]
