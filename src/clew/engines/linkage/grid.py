"""Odds in steps, so that a pair weighs the same whoever weighs it, and beside whichever others.

The last bits of a logarithm differ from one processor to the next. Rounded to a step, which is far
below anything that decides and far above that noise, odds are the same number on every machine; and
as there are not many different ones, those of any number of pairs can be counted.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
STEPS: Final = 4096  # in one bit; 32-bit floats hold every step up to 4,096 bits exactly
_NONE: Final = np.zeros(0, np.int64)


def stepped(bits: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Return bits at the nearest step."""
    return np.asarray(np.rint(bits * STEPS) / STEPS, np.float32)


def tallied(odds: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], Counts]:
    """Return each different odds, the highest first, and how many pairs have them."""
    ranked = np.sort(odds)[::-1]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if len(ranked) else _NONE
    return ranked[starts], np.diff(np.r_[starts, len(ranked)]).astype(np.int64)
