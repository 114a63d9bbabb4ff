"""How many victims of a ring could be reached from k who told, by somebody who sees all damage."""

from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from bench.worlds.first.facts import Columns
from bench.worlds.first.pools import Ints
from bench.worlds.first.rings import Ring

DEPTHS: Final = (1, 3, 10)
_DRAWS: Final = 200
_LARGE: Final = 100  # victims; what is smaller is a small ring


def ceilings(
    rng: np.random.Generator,
    rings: list[Ring],
    first: int,
    links: list[Columns],
) -> dict[str, object]:
    """Return the leads ceilings of the large rings and of the small ones.

    Args:
        rng: chooses who tells.
        rings: the rings, with rows that begin at `first`.
        first: the number in the world of the first person of a ring.
        links: what survived of things that touch a ring.
    """
    joined = {name: np.concatenate([part[name] for part in links]) for name in links[0]}
    large: dict[int, list[tuple[float, float]]] = {k: [] for k in DEPTHS}
    small: dict[int, list[tuple[float, float]]] = {k: [] for k in DEPTHS}
    for number, ring in enumerate(rings):
        into = large if len(ring.victims) >= _LARGE else small
        for k, recall in _of_ring(rng, ring, number, first, joined).items():
            into[k].append(recall)
    return {
        "leads_recall_ceiling": _means(large, 0),
        "leads_recall_ceiling_small_rings": _means(small, 0),
        "leads_recall_one_step": _means(large, 1),
        "leads_recall_one_step_small_rings": _means(small, 1),
    }


def _means(by_k: dict[int, list[tuple[float, float]]], which: int) -> dict[str, float]:
    return {
        str(k): round(float(np.mean([pair[which] for pair in all_])), 4)
        for k, all_ in by_k.items()
        if all_
    }


def _of_ring(
    rng: np.random.Generator, ring: Ring, number: int, first: int, links: Columns
) -> dict[int, tuple[float, float]]:
    victims = np.array([held.row + first for held in ring.victims])
    mine = np.concatenate([victims, np.array(ring.controllers) + first])
    tells = links["ring"] == number
    others = links["ring"] < 0
    told = np.unique(links["person"][tells])
    ordinary = others & np.isin(links["person"], mine)
    visible = np.intersect1d(victims, np.unique(links["person"][ordinary]))
    kept = _telling(links, mine)
    found: dict[int, tuple[float, float]] = {}
    for k in DEPTHS:
        if k >= told.size:
            continue
        recalls, near = [], []
        for _draw in range(_DRAWS):
            seeds = rng.choice(told, k, replace=False)
            rest = np.setdiff1d(visible, seeds)
            if rest.size:
                rows = (ordinary | (tells & np.isin(links["person"], seeds))) & np.isin(
                    links["token"], kept
                )
                person, token = links["person"][rows], links["token"][rows]
                recalls.append(np.isin(rest, reached(person, token, seeds)).mean())
                shared = np.isin(token, token[np.isin(person, seeds)])
                near.append(np.isin(rest, person[shared]).mean())
        if recalls:
            found[k] = float(np.mean(recalls)), float(np.mean(near))
    return found


def _telling(links: Columns, mine: Ints) -> Ints:
    """Return the tokens of whose holders at least half are of the ring."""
    pairs = np.unique(np.stack([links["token"], links["person"]]), axis=1)
    tokens, counts = np.unique(pairs[0], return_counts=True)
    of_ring = np.bincount(
        np.searchsorted(tokens, pairs[0]), weights=np.isin(pairs[1], mine), minlength=tokens.size
    )
    return tokens[(of_ring * 2 >= counts) & (of_ring >= 2)]


def reached(person: Ints, token: Ints, seeds: Ints) -> Ints:
    """Return the people in one component with any of the seeds; a row links one to a thing."""
    people, row = np.unique(person, return_inverse=True)
    things, column = np.unique(token, return_inverse=True)
    size = people.size + things.size
    graph = sparse.coo_array((np.ones(row.size), (row, column + people.size)), shape=(size, size))
    _count, component = csgraph.connected_components(graph, directed=False)
    of_people = component[: people.size]
    return people[np.isin(of_people, of_people[np.isin(people, seeds)])]
