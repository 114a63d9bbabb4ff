"""What others do with the same graph: PageRank, components, counting what is shared."""

from typing import Final

import numpy as np

from clew.engines.graphs.suspicion import spread
from clew.engines.graphs.web import Floats, Ints, Web

_DAMPING: Final = 0.85
_STEPS: Final = 30
_HUB_CUT: Final = 20
_COUNTED_UP_TO: Final = 50


def propagation(web: Web, confirmed: Ints) -> tuple[Ints, Floats]:
    """Return what the propagation says by itself, with no model on top."""
    reached = spread(web, confirmed)
    others = ~np.isin(reached.persons, confirmed)
    return reached.persons[others], reached.score[others]


def pagerank(web: Web, confirmed: Ints) -> tuple[Ints, Floats]:
    """Return the rank of a walk that comes back to the confirmed; a link weighs 1 / holders."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 -- slow to import

    awake = np.flatnonzero(web.awake)
    weight = 1.0 / np.maximum(web.holders[web.thing[awake]], 1)
    shape = (web.persons, web.things)
    links = csr_matrix((weight, (web.person[awake], web.thing[awake])), shape=shape)
    out_of_person = np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1e-12)
    out_of_thing = np.maximum(np.asarray(links.sum(axis=0)).ravel(), 1e-12)
    back = links.T.tocsr()
    start = np.zeros(web.persons)
    start[confirmed] = 1.0 / len(confirmed)
    walk = start.copy()
    for _ in range(_STEPS):
        at_things = back @ (walk / out_of_person)
        walk = (1 - _DAMPING) * start + _DAMPING * (links @ (at_things / out_of_thing))
    walk[confirmed] = 0
    persons = np.flatnonzero(walk > 0)
    return persons, walk[persons]


def components(web: Web, confirmed: Ints) -> tuple[Ints, Floats]:
    """Return everybody joined to a confirmed person by things of at most twenty people."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 -- slow to import
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 -- the same

    few = web.holders[web.thing] <= _HUB_CUT
    edges = np.flatnonzero(web.awake & few & ~web.weak[web.thing])
    size = web.persons + web.things
    joined = csr_matrix(
        (np.ones(len(edges), np.int8), (web.person[edges], web.persons + web.thing[edges])),
        shape=(size, size),
    )
    label = connected_components(joined, directed=False)[1][: web.persons]
    persons = np.setdiff1d(np.flatnonzero(np.isin(label, label[confirmed])), confirmed)
    return persons, np.ones(len(persons))


def counting(web: Web, confirmed: Ints) -> tuple[Ints, Floats]:
    """Return how many things each shares with confirmed people: what is done by hand."""
    told = np.flatnonzero(web.awake & np.isin(web.person, confirmed) & ~web.weak[web.thing])
    things = np.unique(web.thing[told])
    things = things[web.holders[things] <= _COUNTED_UP_TO]
    edges = np.flatnonzero(web.awake & np.isin(web.thing, things))
    persons, count = np.unique(web.person[edges], return_counts=True)
    others = ~np.isin(persons, confirmed)
    return persons[others], count[others].astype(np.float64)


PEERS: Final = {
    "propagation alone": propagation,
    "personalised PageRank": pagerank,
    "counting shared things": counting,
    "components, hubs over 20 cut": components,
}
"""Each by its name in the table."""
