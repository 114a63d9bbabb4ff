"""The figures of a report: who shares how much, how sure the pairs are, how large the entities.

Counts only: no id, no name and no value of anybody stands in them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.model import probability

if TYPE_CHECKING:
    from clew.engines.linkage.writing import Answer

_SHARED: Final = ("phone", "email", "account", "document", "plate", "door")
_STEPS: Final = (1, 2, 3, 5, 10, 20, 50, 100, 1_000)
_EDGES: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 1.0)

Row = dict[str, Any]
Persons = npt.NDArray[np.int64]


def of(answer: "Answer", merge_at: float, truth: Persons | None) -> dict[str, list[Row]]:
    """Return the three figures of an answer.

    `truth` has for each record the number of its person, -1 where that is not known; with it, how
    many of the pairs were right stands beside how many were expected to be.
    """
    return {
        "identifiers_by_records": _degrees(answer),
        "pairs_by_probability": _pairs(answer, merge_at, truth),
        "entities_by_size": _sizes(answer.entities),
    }


def _degrees(answer: "Answer") -> list[Row]:
    found: list[Row] = []
    for part in answer.keys:
        if part.kind not in _SHARED or not len(part.keys):
            continue
        ranked = np.sort(part.keys)
        starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
        held = np.diff(np.r_[starts, len(ranked)])
        found += [
            {"kind": part.kind, "records_from": low, "identifiers": many}
            for low, many in _stepped(held)
        ]
    return found


def _sizes(entities: Sequence[str]) -> list[Row]:
    sizes = np.unique(np.array(entities, dtype=object).astype(str), return_counts=True)[1]
    return [{"records_from": low, "entities": many} for low, many in _stepped(sizes)]


def _stepped(held: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return how many there are from each step to the next, without those that are nought."""
    places = np.searchsorted(_STEPS, held, side="right") - 1
    counts = np.bincount(places, minlength=len(_STEPS)).tolist()
    return [(low, many) for low, many in zip(_STEPS, counts, strict=True) if many]


def _pairs(answer: "Answer", merge_at: float, truth: Persons | None) -> list[Row]:
    odds = answer.odds
    chance = probability(odds).astype(np.float64)
    bins = np.clip(np.searchsorted(_EDGES, chance, side="right") - 1, 0, len(_EDGES) - 2)
    rows: list[Row] = []
    for at in np.unique(bins).tolist():
        inside = bins == at
        row: Row = {
            "probability_from": _EDGES[at],
            "probability_to": _EDGES[at + 1],
            "pairs": int(inside.sum()),
            "joined_if_nothing_speaks_against": int((odds[inside] >= merge_at).sum()),
            "expected_right": round(float(chance[inside].mean()), 4),
        }
        if truth is not None:
            left, right = truth[answer.pairs[inside, 0]], truth[answer.pairs[inside, 1]]
            known = (left >= 0) & (right >= 0)
            row["told_by_the_truth"] = int(known.sum())
            same = (left == right)[known]
            row["found_right"] = round(float(same.mean()), 4) if len(same) else None
        rows.append(row)
    return rows
