"""What the re-ranker looks at: what a person shares with those under suspicion, and when.

Two columns only. A dozen more were tried (kinds of paths, how many, from how far): weights learnt
for them in one made world did harm in the other. Both grow, or stay, when one more of the people
somebody shares with is confirmed, and an identifier that says nothing adds to neither. Their
weights are never negative, so neither a new confirmation can clear a lead nor a hostel make one.
"""

from typing import Final

import numpy as np

from clew.engines.graphs.standing import NAMES, TRUSTED, Standing
from clew.engines.graphs.suspicion import Reached, fresh, loudest, values_of
from clew.engines.graphs.web import NO_DAY, Floats, Ints, Web

EVIDENCE: Final = ("evidence close in time", "second strongest path")
"""Columns of evidence, in order. Their weights are at least 0."""

_SOMETHING: Final = 0.05
_DAYS: Final = 365.0
_UNDATED: Final = 0.5
_MOST_PAIRED: Final = 400
_STEEP: Final = 30.0


def evidence(web: Web, reached: Reached) -> tuple[Ints, Floats]:
    """Return the people reached, the confirmed left out, and one row of evidence for each."""
    edges, message = reached.edges, reached.message
    starts, best = loudest(web.slot[edges], message)
    owner = web.person[edges[starts]]
    known = (best > 0) & ~np.isin(owner, reached.confirmed)
    if not known.any():
        return np.zeros(0, np.int64), np.zeros((0, len(EVIDENCE)))
    size = web.holders[web.thing[edges]] - 1 + web.innocents[web.thing[edges]]
    near = np.maximum.reduceat(np.minimum(message, _close_in_time(web, reached) / size), starts)
    owner, best, near = owner[known], best[known], near[known]
    first = np.flatnonzero(fresh(owner))
    total = np.add.reduceat(-np.log1p(-np.minimum(near, 0.999)), first)
    columns = [_bent(total), _bent(_second(best, first))]
    return owner[first], np.column_stack(columns)


def _second(values: Floats, first: Ints) -> Floats:
    """Return the second largest value of each group, 0 where there is but one."""
    sizes = np.diff(np.append(first, len(values)))
    largest = np.repeat(np.maximum.reduceat(values, first), sizes)
    place = np.where(values == largest, np.arange(len(values)), len(values))
    others = values.copy()
    others[np.minimum.reduceat(place, first)] = 0.0
    return np.asarray(np.maximum.reduceat(others, first))


def _bent(value: Floats) -> Floats:
    """Bend evidence so that the step from none to a little counts more than from much to more."""
    return np.asarray(np.log1p(_STEEP * value))


def _close_in_time(web: Web, reached: Reached) -> Floats:
    """Return the suspicion behind each edge, each holder's counting by how near their days lie."""
    edges = reached.edges
    score = values_of(web.person[edges], reached.persons, reached.score)
    found = np.zeros(len(edges))
    speaking = np.flatnonzero(score >= _SOMETHING)
    size = np.bincount(reached.thing_at, minlength=len(reached.things))
    speaking = speaking[size[reached.thing_at[speaking]] <= _MOST_PAIRED]
    order = np.argsort(reached.thing_at, kind="stable")
    start = np.searchsorted(reached.thing_at[order], np.arange(len(reached.things)))
    count = size[reached.thing_at[speaking]]
    told = np.repeat(speaking, count)
    offset = np.arange(len(told)) - np.repeat(np.cumsum(count) - count, count)
    heard = order[np.repeat(start[reached.thing_at[speaking]], count) + offset]
    apart = told != heard
    told, heard = told[apart], heard[apart]
    gap = np.maximum(
        web.first[edges[told]] - web.last[edges[heard]],
        web.first[edges[heard]] - web.last[edges[told]],
    )
    dated = (web.last[edges[told]] != NO_DAY) & (web.last[edges[heard]] != NO_DAY)
    near = np.where(dated, np.exp(-np.maximum(gap, 0) / _DAYS), _UNDATED)
    found += np.bincount(heard, score[told] * near, len(edges))
    return found


def static(standing: Standing, persons: Ints) -> Floats:
    """Return the rows of some people's standing, the columns that leads may lean on."""
    columns = [NAMES.index(name) for name in TRUSTED]
    return np.asarray(standing.table[persons][:, columns])
