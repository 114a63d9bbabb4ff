"""How each person stands in the web before anybody has told: ties to people who are not their kin.

Families and couples share a door, a number and an account. People who share an account *and* a door
with others of another name are rarer. What is counted here needs no confirmed person; the
re-ranker and the alarms build on it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs.priors import FAMILIES, MOST_HOLDERS
from clew.engines.graphs.web import Flags, Floats, Ints, Web

_FEWEST: Final = 2
_TYING: Final = ("account", "contact", "address", "vehicle", "person")
_MOST_INNOCENTS: Final = 30.0

NAMES: Final = (
    *(f"most others at one {family}" for family in _TYING),
    "ties by two kinds",
    "ties by three kinds",
    "ties by an account and another kind",
    "moves",
    "identifiers shared with others",
    "part of identifiers shared with others",
)
TRUSTED: Final = tuple(f"most others at one {family}" for family in ("account", "vehicle"))
"""The columns that leads may lean on. Strangers seldom share an account or a car; how often they
share a door or a number differs so much from town to town that weights learnt in one misled in the
other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One row a person (`table`, columns `NAMES`), and the ties by two kinds or more.

    `left`, `right`, `kinds` and `money` describe each tie once, `left < right`: how many families
    of identifiers it rests on, and whether an account is among them.
    """

    table: Floats
    left: Ints
    right: Ints
    kinds: Ints
    money: Flags


def standing_in(web: Web) -> Standing:
    """Count the ties of everybody, by the edges that are awake."""
    tying = (
        (web.holders >= _FEWEST)
        & (web.holders <= MOST_HOLDERS)
        & ~web.weak
        & (web.innocents <= _MOST_INNOCENTS)
        & (web.family >= 0)
        & (web.family < len(_TYING))
    )
    edges = np.flatnonzero(web.awake & tying[web.thing])
    left, right, kinds, money = _ties(web, edges)
    return Standing(_table(web, edges, left, right, kinds, money), left, right, kinds, money)


def _ties(web: Web, edges: Ints) -> tuple[Ints, Ints, Ints, Flags]:
    from scipy.sparse import csr_matrix, triu  # noqa: PLC0415 -- slow to import

    total = csr_matrix((web.persons, web.persons), dtype=np.int16)
    family = web.family[web.thing[edges]]
    for at in range(len(_TYING)):
        some = edges[family == at]
        if not len(some):
            continue
        things, column = np.unique(web.thing[some], return_inverse=True)
        held = csr_matrix(
            (np.ones(len(some), np.int16), (web.person[some], column)),
            shape=(web.persons, len(things)),
        )
        both = triu(held @ held.T, k=1, format="csr")
        # Two doors are one kind of tie. The account is marked so that it can be told apart.
        both.data[:] = 1 + (100 if at == 0 else 0)
        total = total + both
    pairs = total.tocoo()
    kinds = pairs.data % 100
    kept = (kinds >= _FEWEST) & (web.people.kin[pairs.row] != web.people.kin[pairs.col])
    return (
        pairs.row[kept].astype(np.int64),
        pairs.col[kept].astype(np.int64),
        kinds[kept].astype(np.int64),
        pairs.data[kept] >= 100,  # noqa: PLR2004 -- the mark set above
    )


def _table(web: Web, edges: Ints, left: Ints, right: Ints, kinds: Ints, money: Flags) -> Floats:
    table = np.zeros((web.persons, len(NAMES)))
    others = _others(web, edges)
    family = web.family[web.thing[edges]]
    for at in range(len(_TYING)):
        inside = family == at
        np.maximum.at(table[:, at], web.person[edges[inside]], np.log1p(others[inside]))
    at = len(_TYING)
    for column, kept in enumerate((kinds >= 2, kinds >= 3, money)):  # noqa: PLR2004 -- as named
        ends = np.concatenate([left[kept], right[kept]])
        table[:, at + column] = np.log1p(np.bincount(ends, minlength=web.persons))
    spoken = ~web.weak & (web.holders <= MOST_HOLDERS) & (web.innocents <= _MOST_INNOCENTS)
    awake = np.flatnonzero(web.awake & spoken[web.thing])
    doors = awake[web.family[web.thing[awake]] == FAMILIES.index("address")]
    slots = _first_of_each(web.slot, doors)
    table[:, at + 3] = np.minimum(np.bincount(web.person[slots], minlength=web.persons), 4)
    shared = _first_of_each(web.slot, edges[others > 0])
    count = np.bincount(web.person[shared], minlength=web.persons)
    named = ~web.weak & (web.family != FAMILIES.index("identity"))
    everything = np.flatnonzero(web.awake & named[web.thing])
    every = np.bincount(web.person[_first_of_each(web.slot, everything)], minlength=web.persons)
    table[:, at + 4] = np.log1p(count)
    table[:, at + 5] = count / np.maximum(every, 1)
    return table


def _others(web: Web, edges: Ints) -> Floats:
    """Return for each edge how many other kin groups hold its identifier."""
    kin = web.people.kin[web.person[edges]]
    order = np.lexsort((kin, web.thing[edges]))
    thing, group = web.thing[edges][order], kin[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (thing[1:] != thing[:-1]) | (group[1:] != group[:-1])
    groups = np.bincount(thing[fresh], minlength=web.things)
    return np.asarray(groups[web.thing[edges]] - 1, np.float64)


def _first_of_each(slot: Ints, edges: Ints) -> Ints:
    return edges[np.unique(slot[edges], return_index=True)[1]] if len(edges) else edges
