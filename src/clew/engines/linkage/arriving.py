"""One more record comes in: what it is compared with, which links come and go, who is grouped anew.

Costs what the touched records cost. The answer is that of resolving all at once by the same model,
in whatever order they come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import CAPS, Pairs, keys_of
from clew.engines.linkage.clusters import LINKED_FROM, cluster
from clew.engines.linkage.entitynames import named
from clew.engines.linkage.features import Features
from clew.engines.linkage.holding import NOTHING, Held, held_to
from clew.engines.linkage.index import Model
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.pooling import Evidence, evidence
from clew.engines.linkage.stores import Store

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Met:
    """What keys a record bears, whom it meets under them, and which keys it makes too common."""

    keys: npt.NDArray[np.uint64]
    rows: Rows
    dying: list[list[int]]


def met(store: Store, new: Features, *, most: int | None = None, itself: int | None = None) -> Met:
    """Return whom a record meets; with `most` those under the most and the rarest keys.

    `new` holds this one record; `itself` is its number where it is there already.
    """
    one_more = itself is None
    caps = {int(key): CAPS[part.kind] for part in keys_of(new) for key in part.keys.tolist()}
    wanted = np.array(sorted(caps), np.uint64)
    keys, bearers = store.keys.bearers(wanted)
    cuts = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    weight: dict[int, float] = {}
    dying = []
    if len(keys):
        for block, first in zip(
            np.split(bearers, cuts), keys[np.r_[0, cuts]].tolist(), strict=True
        ):
            many, cap = len(block), caps[first]
            if many + one_more <= cap:
                for row in block.tolist():
                    weight[row] = weight.get(row, 0.0) + 1.0 / many
            elif many == cap:
                dying.append(block.tolist())
    rows = sorted(weight.keys() - {itself})
    if most is not None and len(rows) > most:
        rows = sorted(sorted(rows, key=lambda row: -weight[row])[:most])
    return Met(wanted, np.array(rows, np.int64), dying)


def compared(store: Store, model: Model, pairs: Pairs) -> npt.NDArray[np.float32]:
    """Return the odds of pairs of rows, in bits."""
    return log_odds(store.compare(pairs), model.weights)


def oriented(store: Store, row: int, record_id: str, others: Rows) -> Pairs:
    """Return pairs of a row with others, the lower id first, as the batch compares them."""
    first = np.array([other < record_id for other in store.ids(others.tolist())], bool)
    mine = np.full(len(others), row, np.int64)
    return np.stack((np.where(first, others, mine), np.where(first, mine, others)), axis=1)


def arrive(
    store: Store, model: Model, record_id: str, row: Mapping[str, str], held: Held = NOTHING
) -> dict[int, list[int]]:
    """Put a record in; return the entities that were grouped anew, with their records.

    `held` are the decisions of people. Raises `ValueError` where the id is there already.
    """
    if store.place_of(record_id) is not None:
        message = "an id that is there already"
        raise ValueError(message)
    new = store.read(row)
    at = store.settle(record_id)
    found = met(store, new)
    odds = compared(store, model, oriented(store, at, record_id, found.rows))
    shown = odds >= model.possible_at
    known = dict(zip(found.rows[shown].tolist(), odds[shown].tolist(), strict=True))
    for other, bits in known.items():
        store.links.put(at, other, bits)
    store.keys.put(found.keys, at)
    lost = _let_go(store, found.dying)
    return regrouped(store, model, {at, *lost}, held)


def again(
    store: Store, model: Model, rows: Iterable[int], held: Held = NOTHING
) -> dict[int, list[int]]:
    """Compare records that are there anew with whom they meet now, and group anew what they touch.

    For what a record leaves behind that went: whom it was linked to, and whom a key brings together
    again that had been too common with it.
    """
    touched = list(rows)
    for row, record_id in zip(touched, store.ids(touched), strict=True):
        found = met(store, store.taken([row]), itself=row)
        odds = compared(store, model, oriented(store, row, record_id, found.rows))
        for other, bits in zip(found.rows.tolist(), odds.tolist(), strict=True):
            if bits >= model.possible_at:
                store.links.put(row, other, bits)
    return regrouped(store, model, touched, held)


def _let_go(store: Store, dying: Iterable[list[int]]) -> set[int]:
    """Drop the links that only a key held which has become too common; return whom they linked."""
    linked = store.links.of({row for block in dying for row in block})
    doubted = {
        (one, two)
        for block in dying
        for one in block
        for two in linked[one]
        if one < two and two in block
    }
    if not doubted:
        return set()
    rows = sorted({row for pair in doubted for row in pair})
    bears: dict[int, set[int]] = {row: set() for row in rows}
    caps: dict[int, int] = {}
    for part in keys_of(store.taken(rows)):
        for key, place in zip(part.keys.tolist(), part.records.tolist(), strict=True):
            bears[rows[place]].add(key)
            caps[key] = CAPS[part.kind]
    asked = np.array(sorted(set().union(*(bears[a] & bears[b] for a, b in doubted))), np.uint64)
    keys, many = np.unique(store.keys.bearers(asked)[0], return_counts=True)
    counted = zip(keys.tolist(), many.tolist(), strict=True)
    live = {key for key, count in counted if count <= caps[key]}
    lost: set[int] = set()
    for one, two in doubted:
        if live.isdisjoint(bears[one] & bears[two]):
            store.links.drop(one, two)
            lost |= {one, two}
    return lost


def regrouped(
    store: Store, model: Model, touched: Iterable[int], held: Held = NOTHING
) -> dict[int, list[int]]:
    """Group anew what links, or decisions, lead to from the touched rows; return the entities."""
    found = _around(store, touched, held)
    by_id = dict(zip(found, store.ids(list(found)), strict=True))
    rows = np.array(sorted(found, key=by_id.__getitem__), np.int64)
    place = {row: at for at, row in enumerate(rows.tolist())}
    links = [
        (place[row], place[other], odds)
        for row, linked in store.links.of(found).items()
        for other, odds in linked.items()
        if odds >= LINKED_FROM and place[row] < place[other]
    ]
    pairs = np.array([link[:2] for link in links], np.int64).reshape(len(links), 2)
    odds = np.array([link[2] for link in links], np.float32)

    def weigh(between: Pairs) -> Evidence:
        return evidence(store.compare(rows[between]), model.weights)

    labels = cluster(len(rows), pairs, odds, weigh, sure_from=model.merge_at)
    here = held.within(rows.tolist())
    labels = held_to(labels, pairs, odds, weigh, here, sure_from=model.merge_at)
    groups: dict[int, list[int]] = {}
    for row, label in zip(rows.tolist(), labels.tolist(), strict=True):
        groups.setdefault(label, []).append(row)
    arrival = dict(zip(rows.tolist(), store.arrivals(rows.tolist()), strict=True))
    entities = named(groups.values(), arrival.__getitem__, by_id.__getitem__)
    store.groups.regroup(entities)
    return entities


def _around(store: Store, touched: Iterable[int], held: Held) -> set[int]:
    found = store.links.around(touched, linked_from=LINKED_FROM)
    while more := {other for row in found for other in held.beside(row)} - found:
        found = found | store.links.around(more, linked_from=LINKED_FROM)
    return found
