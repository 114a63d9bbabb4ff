"""Groups records into entities without chaining: a weak link never joins two strong groups.

Pairs that are sure enough are taken from the surest down. Two groups are joined only where all
their pairs together, also those that nobody blocked, speak for one person on balance.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from clew.engines.linkage.blocking import Pairs

Odds = npt.NDArray[np.float32]
Score = Callable[[Pairs], Odds]
MOST_TOGETHER: Final = 60
_STEP: Final = 2.0  # bits by which a link has to be surer where a group would be very large
_CLIP: Final = 10.0
_TWO: Final = 2


def cluster(
    count: int, pairs: Pairs, odds: Odds, score: Score, *, sure_from: float
) -> npt.NDArray[np.int64]:
    """Return for each record the lowest number of its group. `pairs` are those sure enough.

    Records are numbered in the order of their ids, so that the answer does not hang on the order
    of arrival.
    """
    groups = np.arange(count, dtype=np.int64)
    members, links = _components(count, pairs, odds, sure_from)
    wanted = [
        np.stack(np.triu_indices(len(group), 1), axis=1) for group in members if len(group) > _TWO
    ]
    large = [np.asarray(group) for group in members if len(group) > _TWO]
    across = [group[places] for group, places in zip(large, wanted, strict=True)]
    scored = score(np.concatenate(across)) if across else np.zeros(0, np.float32)
    start = 0
    for group, link in zip(members, links, strict=True):
        if len(group) <= _TWO:
            groups[group] = min(group)
            continue
        many = len(group) * (len(group) - 1) // 2
        between = np.clip(scored[start : start + many], -_CLIP, _CLIP)
        start += many
        for part in _joined(group, link, between):
            groups[part] = min(part)
    return groups


def _components(
    count: int, pairs: Pairs, odds: Odds, floor: float
) -> tuple[list[list[int]], list[list[tuple[float, int, int]]]]:
    """Return groups of linked records and their links; very large ones are cut at weak links."""
    members: list[list[int]] = []
    links: list[list[tuple[float, int, int]]] = []
    left, surety = pairs, odds
    while len(left):
        graph = coo_matrix((np.ones(len(left)), (left[:, 0], left[:, 1])), shape=(count, count))
        label = connected_components(graph, directed=False)[1]
        sizes = np.bincount(label, minlength=count)
        of_pair = label[left[:, 0]]
        small = sizes[of_pair] <= MOST_TOGETHER
        order = np.lexsort((left[small, 1], left[small, 0], -surety[small], of_pair[small]))
        ranked, weights, labels = left[small][order], surety[small][order], of_pair[small][order]
        cuts = np.flatnonzero(labels[1:] != labels[:-1]) + 1
        for rows, weighed in zip(np.split(ranked, cuts), np.split(weights, cuts), strict=True):
            if len(rows):
                members.append(sorted(set(rows.ravel().tolist())))
                links.append(
                    [(w, a, b) for w, (a, b) in zip(weighed.tolist(), rows.tolist(), strict=True)]
                )
        floor += _STEP
        keep = ~small & (surety >= floor)
        left, surety = left[keep], surety[keep]
    return members, links


def _joined(
    group: Sequence[int], links: list[tuple[float, int, int]], between: Odds
) -> list[list[int]]:
    """Join the records of one component from the surest link down, where the sum allows it."""
    place = {record: at for at, record in enumerate(group)}
    many = len(group)
    matrix = np.zeros((many, many))
    matrix[np.triu_indices(many, 1)] = between
    matrix += matrix.T
    parts = {at: [at] for at in range(many)}
    of = list(range(many))
    for _, one, two in links:
        left, right = of[place[one]], of[place[two]]
        if left == right:
            continue
        if matrix[np.ix_(parts[left], parts[right])].mean() > 0:
            parts[left] += parts.pop(right)
            for at in parts[left]:
                of[at] = left
    return [[group[at] for at in part] for part in parts.values()]
