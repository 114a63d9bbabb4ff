"""What the re-ranker looks at: what a person shares with those under suspicion, and how.

Every column of evidence grows, or stays, when one more of the people somebody shares with is
confirmed, and an identifier that says nothing adds to none of them. The weights of these columns
are never negative, so neither a new confirmation can clear a lead nor a hostel make one.
"""

from typing import Final

import numpy as np

from clew.engines.graphs.priors import FAMILIES
from clew.engines.graphs.standing import Standing
from clew.engines.graphs.suspicion import Reached, loudest, values_of
from clew.engines.graphs.web import NO_DAY, Floats, Ints, Web

_FACTS: Final = (
    "evidence of all paths",
    "evidence of one step",
    "evidence from people of another name",
    "evidence close in time",
    "evidence by weak parts",
    "second strongest path",
    "third strongest path",
    "paths that say something",
    "paths that say much",
    "kinds of paths",
    "confirmed people met",
    "reached in one step",
)
# Names, journeys and work are not told apart: how much each says differs most from place to place,
# and weights learnt in one made world did harm in the other. They count among all paths.
_TOLD_APART: Final = ("account", "contact", "address", "vehicle", "identity")
EVIDENCE: Final = (
    *_FACTS,
    *(f"strongest path by {family}" for family in _TOLD_APART),
    *(f"paths by {family}" for family in _TOLD_APART),
    "evidence and likeness",
)
"""Columns of evidence, in order. Their weights are at least 0."""

_SOMETHING, _MUCH = 0.05, 0.2
_DAYS: Final = 365.0
_UNDATED: Final = 0.5
_MOST_PAIRED: Final = 400
_STEEP: Final = 30.0


def evidence(web: Web, reached: Reached, like: Floats) -> tuple[Ints, Floats]:
    """Return the people reached, the confirmed left out, and one row of evidence for each.

    `like` is how much each entity is like one of a group before anybody told (see `reranker`).
    """
    edges, message = reached.edges, reached.message
    own_told = np.isin(web.person[edges], reached.confirmed).astype(np.float64)
    size = web.holders[web.thing[edges]] - 1 + web.innocents[web.thing[edges]]
    direct = (reached.told[reached.thing_at] - own_told) / size
    columns = {
        "all": message,
        "step": np.where(message > 0, direct, 0.0),
        "other": np.minimum(message, _from_other_kin(web, reached) / size),
        "time": np.minimum(message, _close_in_time(web, reached) / size),
        "weak": np.where(web.weak[web.thing[edges]], message, 0.0),
        "met": np.where(message > 0, reached.told[reached.thing_at] - own_told, 0.0),
    }
    if not len(edges):
        return np.zeros(0, np.int64), np.zeros((0, len(EVIDENCE)))
    starts, best = loudest(web.slot[edges], message)
    slots = {name: np.maximum.reduceat(values, starts) for name, values in columns.items()}
    owner = web.person[edges[starts]]
    family = np.maximum.reduceat(np.where(message > 0, web.family[web.thing[edges]], -1), starts)
    known = (best > 0) & ~np.isin(owner, reached.confirmed)
    owner, family = owner[known], family[known]
    slots = {name: values[known] for name, values in slots.items()}
    persons, at = np.unique(owner, return_inverse=True)
    return persons, _rows(persons, at, family, slots, like[persons])


def _rows(persons: Ints, at: Ints, family: Ints, slots: dict[str, Floats], like: Floats) -> Floats:
    count = len(persons)
    total: dict[str, Floats] = {
        name: np.bincount(at, -np.log1p(-np.minimum(values, 0.999)), count).astype(np.float64)
        for name, values in slots.items()
        if name != "met"
    }
    strong = slots["all"]
    order = np.lexsort((-strong, at))
    rank = np.arange(len(order)) - np.searchsorted(at[order], at[order])
    table = np.zeros((count, len(EVIDENCE)))
    for column, name in enumerate(("all", "step", "other", "time", "weak")):
        table[:, column] = _bent(total[name])
    for column, place in ((5, 1), (6, 2)):
        chosen = order[rank == place]
        table[at[chosen], column] = _bent(strong[chosen])
    table[:, 7] = np.minimum(np.bincount(at, strong >= _SOMETHING, count), 6)
    table[:, 8] = np.minimum(np.bincount(at, strong >= _MUCH, count), 6)
    table[:, 10] = np.log1p(np.bincount(at, slots["met"], count))
    table[:, 11] = np.bincount(at, slots["step"] > 0, count) > 0
    for each, name in enumerate(FAMILIES):
        inside = family == each
        if name in _TOLD_APART:
            column = len(_FACTS) + _TOLD_APART.index(name)
            np.maximum.at(table[:, column], at[inside], _bent(strong[inside]))
            table[:, column + len(_TOLD_APART)] = np.log1p(
                np.bincount(at[inside], strong[inside] >= LEAST_COUNTED, count)
            )
        table[:, 9] += np.bincount(at[inside], strong[inside] >= _SOMETHING, count) > 0
    table[:, -1] = table[:, 0] * like
    return table


LEAST_COUNTED: Final = 0.02


def _bent(value: Floats) -> Floats:
    """Bend evidence so that the step from none to a little counts more than from much to more."""
    return np.asarray(np.log1p(_STEEP * value))


def _from_other_kin(web: Web, reached: Reached) -> Floats:
    """Return the suspicion behind each edge that comes from people of another family name."""
    edges = reached.edges
    kin = web.people.kin[web.person[edges]]
    score = values_of(web.person[edges], reached.persons, reached.score)
    key = reached.thing_at * (int(web.people.kin.max(initial=0)) + 1) + kin
    groups, at = np.unique(key, return_inverse=True)
    mine = np.bincount(at, score, len(groups))[at]
    return np.asarray(np.maximum(_mass(reached, score) - mine, 0.0))


def _mass(reached: Reached, score: Floats) -> Floats:
    return np.asarray(np.bincount(reached.thing_at, score, len(reached.things))[reached.thing_at])


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
    np.add.at(found, heard, score[told] * near)
    return found


def static(standing: Standing, persons: Ints) -> Floats:
    """Return the rows of some people's standing."""
    return np.asarray(standing.table[persons])
