"""Suspicion that spreads from confirmed people over what they share, several steps far.

An identifier is as suspicious as the part of its other holders who are, some innocent people
supposed beside those who are known; a person as the noisy-or of what they hold. What somebody
passes on never comes back to them over the same identifier. Sparse throughout: a step reads the
edges of those it has reached, never the whole web.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs.priors import LEAST_HEARD, LEAST_SHARE, MOST_HOLDERS
from clew.engines.graphs.web import Floats, Ints, Web

ROUNDS: Final = 4
_FAINT: Final = 1e-3
_MOST_EDGES: Final = 3_000_000
_NOBODY: Final[Ints] = np.zeros(0, np.int64)
_NOTHING: Final[Floats] = np.zeros(0)


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached, edge by edge.

    `edges` are the edges of identifiers that speak, sorted by slot; `message` what each says,
    leaving its own person out; `things`, `mass` and `told` the speaking identifiers with the
    suspicion and the number of confirmed people behind each; `thing_at` their places by edge.
    `persons` and `score` are those who were reached, the confirmed among them.
    """

    edges: Ints
    message: Floats
    thing_at: Ints
    things: Ints
    mass: Floats
    told: Floats
    persons: Ints
    score: Floats
    confirmed: Ints


def spread(
    web: Web,
    confirmed: Ints,
    *,
    rounds: int = ROUNDS,
    held: tuple[Ints, Floats] = (_NOBODY, _NOTHING),
) -> Reached:
    """Spread suspicion from confirmed entities.

    `held` are entities, sorted, with the suspicion that they have at least: what a first reading
    found. The result does not depend on the order of `confirmed`, and a further confirmed person
    lowers nobody's score.
    """
    confirmed = np.unique(confirmed)
    persons = np.union1d(confirmed, held[0])
    score = values_of(persons, *held)
    score[np.searchsorted(persons, confirmed)] = 1.0
    reached = Reached(
        edges=_NOBODY,
        message=_NOTHING,
        thing_at=_NOBODY,
        things=_NOBODY,
        mass=_NOTHING,
        told=_NOTHING,
        persons=persons,
        score=score,
        confirmed=confirmed,
    )
    for _ in range(rounds):
        reached = _step(web, reached, held)
        if len(reached.edges) > _MOST_EDGES:
            break
    return reached


def _step(web: Web, spoken: Reached, held: tuple[Ints, Floats]) -> Reached:
    """Let the people reached speak to their identifiers, and those to all their holders."""
    confirmed = spoken.confirmed
    edges, weight = _speaking(web, spoken, held)
    told = np.isin(web.person[edges], confirmed)
    # A hub, what is generic, or is known by its end only, carries what was told and no hearsay.
    mute = web.generic | (web.holders > MOST_HOLDERS)
    weight = np.where(mute[web.thing[edges]] & ~told, 0.0, weight)
    things, at = np.unique(web.thing[edges], return_inverse=True)
    mass: Floats = np.bincount(at, weight, len(things)).astype(np.float64)
    count: Floats = np.bincount(at, told.astype(np.float64), len(things)).astype(np.float64)
    speaks = mass / _size(web, things) >= _least(web, things)
    things, mass, count = things[speaks], mass[speaks], count[speaks]
    heard = _awake(web, web.order[edges_between(web.by_thing, things)])
    heard = heard[np.argsort(web.slot[heard], kind="stable")]
    thing_at = np.searchsorted(things, web.thing[heard])
    own = values_of(heard, edges, weight)
    message = (mass[thing_at] - own) / _size(web, web.thing[heard])
    message[message < _least(web, web.thing[heard])] = 0.0
    found, scores = noisy_or(web, heard, message)
    everybody = np.union1d(np.union1d(found, confirmed), held[0])
    final = np.maximum(values_of(everybody, found, scores), values_of(everybody, *held))
    final[np.searchsorted(everybody, confirmed)] = 1.0
    return Reached(heard, message, thing_at, things, mass, count, everybody, final, confirmed)


def _speaking(web: Web, spoken: Reached, held: tuple[Ints, Floats]) -> tuple[Ints, Floats]:
    """Return the edges of those under suspicion, sorted, and what each passes on over them.

    What somebody heard over an identifier is taken off again before they speak to it, or two who
    share it would talk each other up.
    """
    loud = spoken.score > _FAINT
    persons, score = spoken.persons[loud], spoken.score[loud]
    edges = _awake(web, edges_between(web.by_person, persons))
    weight = score[np.searchsorted(persons, web.person[edges])]
    if len(spoken.edges):
        order = np.argsort(spoken.edges)
        before = values_of(edges, spoken.edges[order], spoken.message[order])
        weight = 1 - (1 - weight) / (1 - np.minimum(before, 1 - 1e-9))
        weight = np.maximum(weight, values_of(web.person[edges], *held))
        weight[np.isin(web.person[edges], spoken.confirmed)] = 1.0
    return edges, np.clip(weight, 0.0, 1.0)


def _size(web: Web, things: Ints) -> Floats:
    return np.asarray(web.holders[things] - 1 + web.innocents[things])


def _least(web: Web, things: Ints) -> Floats:
    """Return the share of suspicion from which each identifier speaks; over 1: never."""
    size = _size(web, things)
    least = np.where(size > MOST_HOLDERS, LEAST_SHARE, LEAST_HEARD)
    return np.where(web.holders[things] > web.ordinary[things], np.inf, least)


def noisy_or(web: Web, edges: Ints, message: Floats) -> tuple[Ints, Floats]:
    """Return people and the noisy-or of the loudest message in each of their slots."""
    if not len(edges):
        return np.zeros(0, np.int64), np.zeros(0)
    slots, best = loudest(web.slot[edges], message)
    owner = web.person[edges[slots]]
    people, at = np.unique(owner, return_inverse=True)
    evidence = np.bincount(at, -np.log1p(-np.minimum(best, 1 - 1e-9)), len(people))
    heard = evidence > 0
    return people[heard], -np.expm1(-evidence[heard])


def loudest(slot: Ints, message: Floats) -> tuple[Ints, Floats]:
    """Return the place where each slot starts, and its largest message. `slot` is sorted."""
    fresh = np.ones(len(slot), bool)
    fresh[1:] = slot[1:] != slot[:-1]
    starts = np.flatnonzero(fresh)
    return starts, np.maximum.reduceat(message, starts) if len(starts) else message


def edges_between(pointers: Ints, rows: Ints) -> Ints:
    """Return the places of the edges of some rows of a compressed table."""
    start, size = pointers[rows], pointers[rows + 1] - pointers[rows]
    total = int(size.sum())
    offset = np.arange(total) - np.repeat(np.cumsum(size) - size, size)
    return np.asarray(np.repeat(start, size) + offset)


def _awake(web: Web, edges: Ints) -> Ints:
    awake: Ints = edges[web.awake[edges]]
    return awake


def values_of(wanted: Ints, known: Ints, values: Floats) -> Floats:
    """Return the value of each wanted number, 0 for one that is not among the known (sorted)."""
    if not len(known):
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, values[at], 0.0)
