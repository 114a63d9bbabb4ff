"""How good a linkage is: pairs and clusters beside the truth of a made world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Numbers = npt.NDArray[np.int64]
_SURE: Final = 0.99


@dataclass(frozen=True, slots=True)
class Truth:
    """For each record, by its place, the number of its person."""

    place: Mapping[str, int]
    person: Numbers

    @property
    def pairs(self) -> int:
        """How many pairs of records are of one person."""
        return _within(self.person)


def truth_of(record_ids: Sequence[str], person_ids: Sequence[str]) -> Truth:
    """Return the truth of a world."""
    person = np.unique(np.array(person_ids), return_inverse=True)[1]
    return Truth({record: at for at, record in enumerate(record_ids)}, person.astype(np.int64))


def recall_at(
    truth: Truth, pairs: Numbers, weight: npt.NDArray[np.float64], *, precision: float = _SURE
) -> float:
    """Return the share of true pairs in the longest list of pairs that is so precise."""
    order = np.argsort(-weight, kind="stable")
    right = (truth.person[pairs[:, 0]] == truth.person[pairs[:, 1]])[order]
    ranked = weight[order]
    # A threshold takes all pairs of one weight or none.
    ends = np.r_[ranked[1:] != ranked[:-1], True]
    true = np.cumsum(right)[ends]
    share = true / (np.flatnonzero(ends) + 1)
    enough = np.flatnonzero(share >= precision)
    return float(true[enough[-1]] / truth.pairs) if len(enough) else 0.0


def cluster_f1(truth: Truth, cluster: Numbers) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs within clusters."""
    found = _within(cluster)
    _, both = np.unique(np.stack((cluster, truth.person), axis=1), axis=0, return_counts=True)
    true = int((both * (both - 1) // 2).sum())
    precision, recall = true / max(found, 1), true / max(truth.pairs, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def best_components(
    truth: Truth, pairs: Numbers, weight: npt.NDArray[np.float64]
) -> tuple[float, float, float]:
    """Return the best F1 of connected components over weights from 0 to 14: the peer's best case.

    Which weight is best cannot be known without the truth; it is given to the peer.
    """
    many = len(truth.person)
    scores = []
    for least in range(15):
        kept = pairs[weight >= least]
        graph = coo_matrix((np.ones(len(kept)), (kept[:, 0], kept[:, 1])), shape=(many, many))
        label = connected_components(graph, directed=False)[1].astype(np.int64)
        scores.append(cluster_f1(truth, label))
    return max(scores, key=lambda score: score[2])


def _within(groups: Numbers) -> int:
    counts = np.unique(groups, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())
