"""The one array type of these worlds, and drawing by chance."""

import random
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


def listed(text: str) -> list[str]:
    """Return the words of a text, one list from many lines."""
    return text.split()


def toss(dice: np.random.Generator, share: float, many: int) -> Array:
    """Return `many` answers, of which this share is yes."""
    return dice.random(many) < share


def likely(dice: np.random.Generator | random.Random, share: float) -> bool:
    """Return yes in this share of all calls."""
    return bool(dice.random() < share)


def some(dice: np.random.Generator, of: Array, share: float) -> Array:
    """Return the part of an array that a toss with this chance picks."""
    return of[dice.random(len(of)) < share]


def weighted(dice: np.random.Generator, weights: tuple[float, ...], many: int) -> Array:
    """Return `many` numbers of places, each as often as its weight says."""
    edges = np.cumsum(weights) / sum(weights)
    places: Array = np.minimum(np.searchsorted(edges, dice.random(many)), len(weights) - 1)
    return places.astype(np.int8)
