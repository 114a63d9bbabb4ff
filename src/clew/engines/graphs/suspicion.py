"""Suspicion that spreads from confirmed people over what they share, several steps far.

An identifier is as suspicious as the part of its other holders who are, some innocent people
supposed beside those who are known; a person as the noisy-or of what they hold. What somebody
passes on never comes back to them over the same identifier, and what they only heard in a crowd
(a shelter, an agency) they pass on to nobody: or another group that slept there would talk itself
up. Sparse throughout: a step reads the edges of those it has reached, never the whole web.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs.priors import LEAST_HEARD, LEAST_SHARE, MOST_HOLDERS
from clew.engines.graphs.web import Flags, Floats, Ints, Web

ROUNDS: Final = 6
_FAINT: Final = 1e-3
_MOST_EDGES: Final = 3_000_000
_NOBODY: Final[Ints] = np.zeros(0, np.int64)
_NOTHING: Final[Floats] = np.zeros(0)


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached, edge by edge.

    `edges` are the edges of identifiers that speak, in order, and so by slot; `message` what each
    says, leaving its own person out; `things`, `mass` and `told` the speaking identifiers with the
    suspicion and the number of confirmed people behind each; `thing_at` their places by edge.
    `persons` and `score` are those who were reached, the confirmed among them; `passed` is what
    they pass on, the score without what hubs say.
    """

    edges: Ints
    message: Floats
    thing_at: Ints
    things: Ints
    mass: Floats
    told: Floats
    persons: Ints
    score: Floats
    passed: Floats
    confirmed: Ints


def spread(web: Web, confirmed: Ints, *, rounds: int = ROUNDS) -> Reached:
    """Spread suspicion from confirmed entities.

    The result does not depend on the order of `confirmed`, and a further confirmed person lowers
    nobody's score.
    """
    confirmed = np.unique(confirmed)
    reached = Reached(
        edges=_NOBODY,
        message=_NOTHING,
        thing_at=_NOBODY,
        things=_NOBODY,
        mass=_NOTHING,
        told=_NOTHING,
        persons=confirmed,
        score=np.ones(len(confirmed)),
        passed=np.ones(len(confirmed)),
        confirmed=confirmed,
    )
    for _ in range(rounds):
        reached = _step(web, reached)
        if len(reached.edges) > _MOST_EDGES:
            break
    return reached


def _step(web: Web, spoken: Reached) -> Reached:
    """Let the people reached speak to their identifiers, and those to all their holders."""
    confirmed = spoken.confirmed
    edges, weight, told = _speaking(web, spoken)
    # A hub, what is generic, or is known by its end only, carries what was told and no hearsay.
    spoken_to = web.thing[edges]
    mute = web.generic[spoken_to] | (web.holders[spoken_to] > MOST_HOLDERS)
    weight = np.where(mute & ~told, 0.0, weight)
    things, place = numbered(spoken_to, web.things)
    at = place[spoken_to]
    mass: Floats = np.bincount(at, weight, len(things)).astype(np.float64)
    count: Floats = np.bincount(at, told.astype(np.float64), len(things)).astype(np.float64)
    size, least = _size(web, things), _least(web, things)
    speaks = mass >= least * size
    things, mass, count = things[speaks], mass[speaks], count[speaks]
    size, least = size[speaks], least[speaks]
    heard = np.sort(_awake(web, web.order[edges_between(web.by_thing, things)]))
    place[things] = np.arange(len(things))
    thing_at = place[web.thing[heard]]
    own = np.zeros(len(web.person))
    own[edges] = weight
    message = (mass[thing_at] - own[heard]) / size[thing_at]
    message[message < least[thing_at]] = 0.0
    found, scores = noisy_or(web, heard, message)
    everybody = np.union1d(found, confirmed)
    inside = np.searchsorted(everybody, confirmed)
    final = values_of(everybody, found, scores)
    said = np.where(size[thing_at] > MOST_HOLDERS, 0.0, message)
    passed = values_of(everybody, *noisy_or(web, heard, said))
    final[inside] = passed[inside] = 1.0
    return Reached(
        heard, message, thing_at, things, mass, count, everybody, final, passed, confirmed
    )


def _speaking(web: Web, spoken: Reached) -> tuple[Ints, Floats, Flags]:
    """Return the edges of those under suspicion, sorted, what each passes on, and who has told.

    What somebody heard over an identifier is taken off again before they speak to it, or two who
    share it would talk each other up.
    """
    loud = spoken.passed > _FAINT
    persons, score = spoken.persons[loud], spoken.passed[loud]
    edges = edges_between(web.by_person, persons)
    awake = web.awake[edges]
    owner = np.repeat(np.arange(len(persons)), web.by_person[persons + 1] - web.by_person[persons])
    edges, owner = edges[awake], owner[awake]
    told = np.isin(persons, spoken.confirmed)[owner]
    weight = score[owner]
    if len(spoken.edges):
        before = np.zeros(len(web.person))
        before[spoken.edges] = spoken.message
        weight = 1 - (1 - weight) / (1 - np.minimum(before[edges], 1 - 1e-9))
        weight[told] = 1.0
    return edges, np.clip(weight, 0.0, 1.0), told


def numbered(places: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the different places, sorted, and a table that gives the number of each of them.

    As `np.unique` does, without sorting: the table is as long as all there is, and only what is
    asked for is written.
    """
    met = np.zeros(count, bool)
    met[places] = True
    different = np.flatnonzero(met)
    table = np.empty(count, np.int64)
    table[different] = np.arange(len(different))
    return different, table


def _size(web: Web, things: Ints) -> Floats:
    return np.asarray(web.holders[things] - 1 + web.innocents[things])


def _least(web: Web, things: Ints) -> Floats:
    """Return the share of suspicion from which each identifier speaks; over 1: never."""
    size = _size(web, things)
    least = np.where(size > MOST_HOLDERS, LEAST_SHARE, LEAST_HEARD)
    return np.where(web.holders[things] > web.ordinary[things], np.inf, least)


def noisy_or(web: Web, edges: Ints, message: Floats) -> tuple[Ints, Floats]:
    """Return people and the noisy-or of the loudest message in each of their slots.

    `edges` are in order, and so by person and slot.
    """
    if not len(edges):
        return np.zeros(0, np.int64), np.zeros(0)
    slots, best = loudest(web.slot[edges], message)
    owner = web.person[edges[slots]]
    starts = np.flatnonzero(fresh(owner))
    evidence = np.add.reduceat(-np.log1p(-np.minimum(best, 1 - 1e-9)), starts)
    heard = evidence > 0
    return owner[starts][heard], -np.expm1(-evidence[heard])


def fresh(values: Ints) -> Flags:
    """Mark where a sorted row of values comes to another one."""
    different = np.ones(len(values), bool)
    different[1:] = values[1:] != values[:-1]
    return different


def loudest(slot: Ints, message: Floats) -> tuple[Ints, Floats]:
    """Return the place where each slot starts, and its largest message. `slot` is sorted."""
    starts = np.flatnonzero(fresh(slot))
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
