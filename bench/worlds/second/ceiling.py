"""The best score a perfect reader could have, given only what the sources kept.

The reader undoes every damage to what was written: spelling, script, order of names, slips,
calendars. It cannot know what was left out, and an age guessed wrong stays wrong.

*Pairs.* Two records are joined when they share a key that, in the whole world, belongs to the
records of one person only; joins carry on from record to record. So no join is false, and a pair
that stays apart shares none of these keys, even by way of others. `pair_recall_ceiling` is the
share of true pairs so joined; `cluster_f1_ceiling` is F1 over pairs at precision 1. Whoever joins
where two people would fit can find more pairs than this, and will join wrong ones with them.

*Leads.* Records are resolved perfectly, and the reader knows which things were a group's, and in
which months. From k told accounts it follows the group's things: told things to people whose own
records hold them, their things to further people, and so on. `leads_recall_ceiling` is the share,
found so, of the victims who stand in an ordinary record and are not among the k; the mean over
twenty draws of k. `one_step_leads_recall` stops after the first step: people who hold a thing that
one of the k told or held.
"""

from collections import defaultdict
from typing import Any, Final

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from bench.worlds.second.arrays import Array
from bench.worlds.second.ledger import SOURCE
from bench.worlds.second.making import Made
from bench.worlds.second.rings import Ring

KEYS: Final = (
    ("document",), ("email",), ("account", "given"), ("phone", "given"), ("home", "given"),
    ("phone", "family"), ("home", "family"), ("account", "family"),
    ("home", "year"), ("phone", "year"), ("account", "year"),
    ("given", "family", "birth"), ("given", "family", "year"), ("given", "family", "city"),
    ("given", "family", "middle"), ("given", "family"), ("given", "birth"), ("family", "birth"),
    ("given", "year", "city"), ("home", "nick"), ("coach", "given"),
    ("employer", "given", "family"),
    ("agency", "given", "family"), ("vehicle", "given"), ("friend", "given"),
    ("given", "year", "culture"),
)  # fmt: skip
DRAWS: Final = 20
DEPTHS: Final = (1, 3, 10)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SLACK: Final = 1
"""Months before and after in which a thing still counts as the group's."""


def compute(made: Made) -> dict[str, Any]:
    """Return the ceilings of a world."""
    recall, joined, pairs = _pairs(made)
    found, near = _leads(made, further=True), _leads(made, further=False)
    large, large_near = (found.pop(0, {}), near.pop(0, {})) if made.large else ({}, {})
    return {
        "pair_recall_ceiling": round(recall, 4),
        "cluster_f1_ceiling": round(2 * recall / (1 + recall), 4),
        "leads_recall_ceiling": _means([large]),
        "one_step_leads_recall": _means([large_near]),
        "small_rings_leads_recall_ceiling": _means(list(found.values())),
        "small_rings_one_step_leads_recall": _means(list(near.values())),
        "true_pairs": pairs,
        "joined_pairs": joined,
        "how": " ".join((__doc__ or "").split()),
    }


def _means(rings: list[dict[int, float]]) -> dict[str, float]:
    """Return the mean over rings at each depth that any of them has."""
    means = {}
    for k in DEPTHS:
        values = [leads[k] for leads in rings if k in leads]
        if values:
            means[str(k)] = round(float(np.mean(values)), 4)
    return means


def _pairs(made: Made) -> tuple[float, int, int]:
    joined, pairs = _count_pairs(joined_records(made)), _count_pairs(made.columns["person"])
    return (joined / pairs if pairs else 1.0), joined, pairs


def joined_records(made: Made) -> Array:
    """Return the group of each record, by what the perfect reader can join."""
    person = made.columns["person"].astype(np.int64)
    parts = _parts(made)
    ends: list[tuple[Array, Array]] = []
    for names in KEYS:
        present = np.ones(len(person), bool)
        for name in names:
            present &= parts[name] >= 0
        rows = np.flatnonzero(present)
        key = np.zeros(len(rows), np.uint64)
        for name in names:
            key = (key ^ parts[name][rows].astype(np.uint64)) * _MIX
            key ^= key >> np.uint64(29)
        ends.append(_pure(key, rows, person))
    left = np.concatenate([a for a, _ in ends])
    right = np.concatenate([b for _, b in ends])
    graph = coo_matrix((np.ones(len(left), np.int8), (left, right)), shape=(len(person),) * 2)
    group: Array = connected_components(graph, directed=False)[1]
    return group


def _pure(key: Array, rows: Array, person: Array) -> tuple[Array, Array]:
    """Return joins of neighbours that share a key which belongs to one person alone."""
    order = np.argsort(key, kind="stable")
    key, rows = key[order], rows[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else rows[:0]
    if not len(first):
        return rows[:0], rows[:0]
    holders = person[rows]
    one = np.minimum.reduceat(holders, first) == np.maximum.reduceat(holders, first)
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(key))))
    same = (group[1:] == group[:-1]) & one[group[1:]]
    return rows[:-1][same], rows[1:][same]


def _parts(made: Made) -> dict[str, Array]:
    """Return the true value behind what each record kept, or -1."""
    c, people = made.columns, made.world.people
    person = c["person"]
    birth = people.birth[person].astype(np.int64) + 100_000
    year = (people.birth[person].astype("datetime64[D]").astype("datetime64[Y]")).astype(
        np.int64
    ) + 1970
    city = np.where(c["home"] >= 0, made.world.homes.city[c["home"].clip(0)], -1)
    own = {name: c[name].astype(np.int64) for name in (
        "given", "family", "middle", "phone", "home", "account", "coach", "employer", "agency",
        "vehicle", "friend", "culture", "nick",
    )}  # fmt: skip
    return own | {
        "document": np.where(c["document"] > 0, person, -1).astype(np.int64),
        "email": np.where(c["email"] > 0, person, -1).astype(np.int64),
        "birth": np.where(c["birth_known"] == 3, birth, -1),  # noqa: PLR2004 -- known to the day
        "year": np.where((c["birth_known"] > 0) & (c["year"] > 0), year, -1),
        "city": city.astype(np.int64),
    }


def _count_pairs(group: Array) -> int:
    sizes = np.bincount(group).astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _leads(made: Made, *, further: bool) -> dict[int, dict[int, float]]:
    """Return, for each ring, the recall of leads by depth."""
    c = made.columns
    ordinary = c["source"] != SOURCE["disclosure"]
    held_things = _things_of_people(
        made, np.flatnonzero(ordinary & (made.world.people.ring[c["person"]] >= 0))
    )
    told: dict[int, set[tuple[str, int]]] = defaultdict(set)
    by_record = {record: person for _, person, record in made.accounts}
    for one in made.told:
        if one.record in by_record and one.thing >= 0:
            told[by_record[one.record]].add((one.kind, one.thing))
    seen = set(np.unique(c["person"][ordinary]).tolist())
    tellers: dict[int, list[int]] = defaultdict(list)
    for number, person, _ in made.accounts:
        tellers[number].append(person)
    dice = np.random.default_rng([made.seed, 77])
    return {
        ring.number: _reach(
            ring, tellers[ring.number], told, held_things, seen, dice, further=further
        )
        for ring in made.rings
        if tellers[ring.number]
    }


def _reach(
    ring: Ring, tellers: list[int], told: dict[int, set[tuple[str, int]]],
    held: dict[int, set[tuple[str, int]]], seen: set[int], dice: np.random.Generator,
    *, further: bool,
) -> dict[int, float]:  # fmt: skip
    holders: dict[tuple[str, int], set[int]] = defaultdict(set)
    members = {*ring.victims.tolist(), *ring.controllers.tolist()}
    for person in members:
        for thing in held.get(person, ()):
            holders[thing].add(person)
    victims = set(ring.victims.tolist()) & seen
    found: dict[int, float] = {}
    for k in DEPTHS:
        if len(tellers) < k:
            continue
        shares = []
        for _ in range(DRAWS):
            seeds = set(dice.choice(tellers, k, replace=False).tolist())
            goal = victims - seeds
            if goal:
                shares.append(
                    len(_closure(seeds, told, held, holders, members, further=further) & goal)
                    / len(goal)
                )
        if shares:
            found[k] = float(np.mean(shares))
    return found


def _closure(
    seeds: set[int], told: dict[int, set[tuple[str, int]]], held: dict[int, set[tuple[str, int]]],
    holders: dict[tuple[str, int], set[int]], members: set[int], *, further: bool,
) -> set[int]:  # fmt: skip
    """Return everybody whom things of the group lead to."""
    reached, things = set(seeds), set()
    fresh = {thing for seed in seeds for thing in told.get(seed, set()) | held.get(seed, set())}
    while fresh:
        things |= fresh
        people: set[int] = set()
        for kind, thing in fresh:
            people |= holders.get((kind, thing), set())
            if kind == "person" and thing in members:
                people.add(thing)
        people -= reached
        reached |= people
        if not further:
            break
        fresh = {thing for one in people for thing in held.get(one, set())} - things
    return reached


def _things_of_people(made: Made, rows: Array) -> dict[int, set[tuple[str, int]]]:
    """Return the group's things in the ordinary records of its people, in the group's months."""
    c = made.columns
    where = {
        "phone": "phone",
        "address": "home",
        "account": "account",
        "agency": "agency",
        "vehicle": "vehicle",
        "travel": "coach",
    }
    things: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for row in rows.tolist():
        person = int(c["person"][row])
        ring = made.rings[int(made.world.people.ring[person])]
        month = int(c["month"][row])
        for kind, column in where.items():
            span = ring.holdings[kind].get(int(c[column][row]))
            if span and span[0] - _SLACK <= month <= span[1] + _SLACK:
                things[person].add((kind, int(c[column][row])))
        friend = int(c["friend"][row])
        if friend >= 0 and int(made.world.people.ring[friend]) == ring.number:
            things[person].add(("person", friend))
    return things
