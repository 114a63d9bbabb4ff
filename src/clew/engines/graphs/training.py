"""Training the re-ranker on made worlds. Nothing is drawn but the orders of disclosure, by seed."""

import random
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from clew.engines.graphs import additive, standing
from clew.engines.graphs.additive import Additive
from clew.engines.graphs.reranker import (
    LEAD_COLUMNS,
    LIKE_COLUMNS,
    RISING,
    Reranker,
    lead_table,
    like_table,
)
from clew.engines.graphs.standing import Standing
from clew.engines.graphs.suspicion import spread
from clew.engines.graphs.web import Flags, Floats, Ints, Web
from clew.engines.graphs.worlds import Ring, World

TOLD: Final = (1, 2, 3, 5, 10, 20)
ORDERS: Final = 8
SMALL_ORDERS: Final = 3
# So strong that columns which say nearly the same share the weight: which of them a made world
# happens to need is the generator's.
_RIDGE: Final = 3e-2
# What a model that is asked about real people may lean on least: figures that hang on how a
# generator draws ordinary lives.
_LIKE_RIDGE: Final = 1e-3


def train(worlds: Sequence[World], *, trained_on: str, seed: int = 0) -> Reranker:
    """Return a model trained on some worlds; `trained_on` is written beside its weights."""
    stands = [standing.standing_in(world.web) for world in worlds]
    tables, labels, weights = [], [], []
    for world, stand in zip(worlds, stands, strict=True):
        for ring, told in _questions(world, seed):
            persons, table = _ask(world.web, told, stand)
            kept = ~neutral(ring, told)[persons]
            if kept.any():
                tables.append(table[kept])
                labels.append(ring.visible[persons[kept]])
                # Each query counts the same, whatever the number of people it reaches.
                weights.append(np.full(int(kept.sum()), 1.0 / int(kept.sum())))
    lead = additive.fit(
        np.concatenate(tables),
        np.concatenate(labels),
        names=LEAD_COLUMNS,
        rising=RISING,
        weight=np.concatenate(weights),
        ridge=_RIDGE,
    )
    return Reranker(_fit_like(worlds, stands), lead, trained_on)


def _fit_like(worlds: Sequence[World], stands: Sequence[Standing]) -> Additive:
    tables = [like_table(stand) for stand in stands]
    labels = [np.logical_or.reduce([ring.visible for ring in world.rings]) for world in worlds]
    # Groups and everybody else weigh the same: the model orders, it does not count.
    weights = [np.where(label, 1.0, max(label.mean(), 1e-6)) for label in labels]
    return additive.fit(
        np.concatenate(tables),
        np.concatenate(labels),
        names=LIKE_COLUMNS,
        rising=np.ones(len(LIKE_COLUMNS), bool),
        weight=np.concatenate(weights),
        ridge=_LIKE_RIDGE,
    )


def _questions(world: World, seed: int) -> Iterator[tuple[Ring, list[tuple[str, int]]]]:
    """Yield who of which ring has told: some of them, the others are to be found."""
    for ring in world.rings:
        counts = TOLD if ring.large else TOLD[:2]
        for at in range(ORDERS if ring.large else SMALL_ORDERS):
            order = orders(ring, seed + at)
            for told in counts:
                if told < len(order):
                    yield ring, order[:told]


def orders(ring: Ring, seed: int) -> list[tuple[str, int]]:
    """Return the disclosures of a ring in one order by chance."""
    telling = list(ring.telling)
    random.Random(f"{ring.name} {seed}").shuffle(telling)  # noqa: S311 -- no secret hangs on it
    return telling


def neutral(ring: Ring, told: Sequence[tuple[str, int]]) -> Flags:
    """Mark who counts neither way: who commands the ring, and all records of who has told."""
    aside = ring.controllers.copy()
    for _, entity in told:
        aside[ring.same_person[entity]] = True
    return aside


def _ask(web: Web, told: Sequence[tuple[str, int]], stands: Standing) -> tuple[Ints, Floats]:
    """Return who is reached when these people have told, and the columns of each."""
    records = [record for record, _ in told]
    web.reveal(records)
    try:
        confirmed = np.unique(np.array([entity for _, entity in told], np.int64))
        return lead_table(web, stands, spread(web, confirmed))
    finally:
        web.hide(records)
