"""Records that may be one person and were not joined: what is known of one may hold for the other.

Each such pair becomes an identifier of its own that two entities hold, of the kind `same`; what it
carries is the probability that `clew resolve` gave. Nothing is joined by it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from clew.engines.graphs.entities import People
from clew.engines.graphs.tables import Notes, read_table
from clew.engines.graphs.values import Part

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SAME: Final = "same"
_NAMES: Final = ("record_id_l", "record_id_r", "probability")
_DECIDED: Final = "decided"
_APART: Final = "apart"
_MOST_SURE: Final = 0.99
_SIDES: Final = 2


@dataclass(frozen=True, slots=True)
class Possible:
    """Pairs of records of different entities: their places, and how likely they are one person."""

    left: Ints
    right: Ints
    probability: Floats

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.left)


def nothing_possible() -> Possible:
    """Return no pairs, for people told apart by something that gives no probabilities."""
    return Possible(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def read_possible(path: Path, people: People, *, notes: Notes) -> Possible:
    """Return the pairs that `clew resolve` showed and did not join. Raises `WrongInput`.

    A pair of records that are not there, or without a probability, is left out and counted. Whom
    somebody keeps apart by decision are two, however much they are alike.
    """
    table = read_table(path, required=_NAMES, known=(*_NAMES, _DECIDED), notes=Notes())
    if _DECIDED in table.column_names:
        table = table.filter(np.array(table.column(_DECIDED).to_pylist(), object) != _APART)
    left, right, chance = (table.column(name).to_pylist() for name in _NAMES)
    ends = np.array(
        [[people.place.get(each, -1) for each in side] for side in (left, right)], np.int64
    ).reshape(_SIDES, -1)
    chances = np.array([_number(each) for each in chance], np.float64)
    known = (ends >= 0).all(axis=0) & (chances > 0)
    notes.tell(
        int((~known).sum()),
        f"{path.name}: one pair names no record that was read and was left out",
        f"{path.name}: {{}} pairs name no record that was read and were left out",
    )
    return between_entities(people, Possible(ends[0][known], ends[1][known], chances[known]))


def between_entities(people: People, possible: Possible) -> Possible:
    """Return the pairs whose records belong to two entities."""
    left, right = people.of_record[possible.left], people.of_record[possible.right]
    apart = left != right
    return Possible(possible.left[apart], possible.right[apart], possible.probability[apart])


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(value, _MOST_SURE) if value > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Joined:
    """The identifiers of pairs, as rows of edges: entity, place of the part, slot, record."""

    parts: list[Part]
    innocents: Floats
    rows: Ints


def identifiers(people: People, possible: Possible, sleeping: NDArray[np.bool_]) -> Joined:
    """Return an identifier for each two entities of which records may be one person.

    Pairs that hang on a record that sleeps stand apart, in the slot of the others: they are no
    second reason.
    """
    ends = np.stack([possible.left, possible.right])
    owner = people.of_record[ends]
    ends = np.take_along_axis(ends, np.argsort(owner, axis=0), axis=0)
    low, high = people.of_record[ends]
    asleep = np.where(sleeping[ends[0]], ends[0], np.where(sleeping[ends[1]], ends[1], -1))
    order = np.lexsort((-possible.probability, asleep, high, low))
    ends, low, high, asleep = ends[:, order], low[order], high[order], asleep[order]
    chance = possible.probability[order]
    other = np.ones(len(low), bool)
    other[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    fresh = other.copy()
    fresh[1:] |= asleep[1:] != asleep[:-1]
    kept = np.flatnonzero(fresh)
    number = np.arange(len(kept))
    main = number[np.searchsorted(kept, np.flatnonzero(other))][np.cumsum(other)[kept] - 1]
    parts = [
        Part(SAME, "possible", f"{people.ids[a]}|{people.ids[b]}|{record}", weak=False)
        for a, b, record in zip(
            low[kept].tolist(), high[kept].tolist(), asleep[kept].tolist(), strict=True
        )
    ]
    sides = [
        np.column_stack([people.of_record[side[kept]], number, main, side[kept]]) for side in ends
    ]
    # One holder besides: 1 / (1 + innocents) is then the probability.
    return Joined(parts, 1 / chance[kept] - 1, np.concatenate(sides).astype(np.int64))
