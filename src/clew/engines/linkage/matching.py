"""Asks an index about one new record: which entities it may be, and why. Nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.model import probability

MOST_CANDIDATES: Final = 200


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a new record may be: its records, how probable it is, and why."""

    entity_id: str
    record_ids: tuple[str, ...]
    probability: float
    because: str


def matches_in(
    ids: list[str],
    entities: list[str],
    odds: npt.NDArray[np.float32],
    why: list[str],
    members: Callable[[str], tuple[str, ...]],
) -> list[Match]:
    """Return the entities of records that are possible enough, each by its best record."""
    best: dict[str, int] = {}
    for at in sorted(range(len(ids)), key=lambda at: (-odds[at], ids[at])):
        best.setdefault(entities[at], at)
    return [
        Match(entity, members(entity), float(probability(odds[at : at + 1])[0]), why[at])
        for entity, at in best.items()
    ]
