"""Groups records into entities without chaining: a weak link never joins two strong groups.

Links are followed from the surest down, as far as they are more probable than not. Two groups are
joined where all their pairs together, also those that nobody blocked, are sure enough.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.pooling import Evidence

Odds = npt.NDArray[np.float32]
Weigh = Callable[[Pairs], Evidence]
Link = tuple[float, int, int]
Component = tuple[list[int], list[Link]]
MayJoin = Callable[[int, int], bool]
LINKED_FROM: Final = 0.0  # bits: more probable than not
MOST_TOGETHER: Final = 60
_STEP: Final = 2.0  # bits by which a link has to be surer where a group would be very large
_TWO: Final = 2
_AT_ONCE: Final = 100_000
_TURNS: Final = 2  # what has grown may take in what it was not sure enough for


def cluster(
    count: int, pairs: Pairs, odds: Odds, weigh: Weigh, *, sure_from: float
) -> npt.NDArray[np.int64]:
    """Return for each record the lowest number of its group. `pairs` are linked (`LINKED_FROM`).

    Records are numbered in the order of their ids, so that the answer does not hang on the order
    of arrival.
    """
    groups, several = parted(count, pairs, odds, sure_from=sure_from)
    for some in pieces(several, _AT_ONCE):
        for part in joined_in(some, weigh, sure_from):
            groups[part] = min(part)
    return groups


def parted(
    count: int, pairs: Pairs, odds: Odds, *, sure_from: float
) -> tuple[npt.NDArray[np.int64], list[Component]]:
    """Return groups as far as links alone settle them, and the components that are to be weighed.

    Those are three and more records; no two of them have one in common.
    """
    groups = np.arange(count, dtype=np.int64)
    several = []
    for group, links in _components(count, pairs, odds, min(sure_from, LINKED_FROM)):
        if len(group) > _TWO:
            several.append((group, links))
        elif links[0][0] >= sure_from:
            groups[group] = min(group)
    return groups, several


def joined_again(
    pairs: Pairs,
    odds: Odds,
    groups: npt.NDArray[np.int64],
    weigh: Weigh,
    may_join: MayJoin,
    *,
    sure_from: float,
) -> None:
    """Join the records of groups once more, link by link, where `may_join` allows it.

    `groups` is the group of each linked pair. Of two records that are to become one, and are sure
    enough, `may_join` is told before; what it allows is done.
    """
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -odds, groups))
    ranked, surety, labels = pairs[order], odds[order], groups[order]
    cuts = np.flatnonzero(labels[1:] != labels[:-1]) + 1
    for rows, weighed in zip(np.split(ranked, cuts), np.split(surety, cuts), strict=True):
        if not len(rows):
            continue
        group = sorted(set(rows.ravel().tolist()))
        links = [(w, a, b) for w, (a, b) in zip(weighed.tolist(), rows.tolist(), strict=True)]
        if len(group) == _TWO:
            may_join(*links[0][1:])  # the machine joined them by this link alone
            continue
        places = np.stack(np.triu_indices(len(group), 1), axis=1)
        told = weigh(np.asarray(group)[places])
        _joined(group, links, told, slice(0, len(places)), sure_from, may_join)


def pieces(several: list[Component], at_once: int) -> Iterator[list[Component]]:
    """Yield some components at a time, of about so many pairs, so that memory is bounded."""
    held: list[Component] = []
    pairs = 0
    for one in several:
        held.append(one)
        pairs += len(one[0]) * (len(one[0]) - 1) // 2
        if pairs >= at_once:
            yield held
            held, pairs = [], 0
    if held:
        yield held


def joined_in(some: list[Component], weigh: Weigh, sure_from: float) -> Iterator[list[int]]:
    """Yield the groups that components fall into. `weigh` is asked once, for all their pairs."""
    inside = [np.stack(np.triu_indices(len(group), 1), axis=1) for group, _ in some]
    asked = [np.asarray(group)[places] for (group, _), places in zip(some, inside, strict=True)]
    told = weigh(np.concatenate(asked))
    start = 0
    for (group, links), places in zip(some, inside, strict=True):
        rows = slice(start, start + len(places))
        start += len(places)
        yield from _joined(group, links, told, rows, sure_from)


def _components(count: int, pairs: Pairs, odds: Odds, floor: float) -> Iterator[Component]:
    """Yield groups of linked records and their links; very large ones are cut at weak links."""
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
                links = [
                    (w, a, b) for w, (a, b) in zip(weighed.tolist(), rows.tolist(), strict=True)
                ]
                yield sorted(set(rows.ravel().tolist())), links
        floor += _STEP
        keep = ~small & (surety >= floor)
        left, surety = left[keep], surety[keep]


def _joined(
    group: Sequence[int],
    links: list[Link],
    told: Evidence,
    rows: slice,
    sure_from: float,
    may_join: MayJoin = lambda _one, _two: True,
) -> list[list[int]]:
    """Join the records of one component from the surest link down, where all pairs allow it."""
    place = {record: at for at, record in enumerate(group)}
    many = len(group)
    between = np.zeros((many, many, told.rows.shape[1]))
    left, right = np.triu_indices(many, 1)
    between[left, right] = between[right, left] = told.rows[rows]
    parts = {at: [at] for at in range(many)}
    of = list(range(many))
    for _ in range(_TURNS):
        before = len(parts)
        for _, one, two in links:
            into, joining = of[place[one]], of[place[two]]
            if into == joining:
                continue
            pairs = len(parts[into]) * len(parts[joining])
            sure = told.odds(between[into, joining], pairs) >= sure_from
            if sure and may_join(one, two):
                between[into] += between[joining]
                between[:, into] += between[:, joining]
                for at in parts[joining]:
                    of[at] = into
                parts[into] += parts.pop(joining)
        if len(parts) == before:
            break
    return [[group[at] for at in part] for part in parts.values()]
