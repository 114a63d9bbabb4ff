"""Brings new records into an answer: what comes out is what resolving all at once would give.

Only what the new records touch is compared and grouped again; the model stays frozen. A key that
becomes too common through them stops bringing anybody together, also those it brought before.
"""

import time
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from clew.engines.appearing import appearing
from clew.engines.linkage import index, writing
from clew.engines.linkage.blocking import CAPS, Keys, Pairs, keys_of
from clew.engines.linkage.clusters import LINKED_FROM, cluster
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.entitynames import named
from clew.engines.linkage.features import Hashes
from clew.engines.linkage.laying import FILE
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.pooling import Evidence, evidence
from clew.engines.linkage.rarity import restored
from clew.engines.linkage.records import features_of, read_records
from clew.engines.linkage.resolving import Say
from clew.engines.linkage.shelf import opened
from clew.engines.linkage.tables import COLUMNS, ID, plain
from clew.engines.linkage.wording import because
from clew.rules.sources.faults import Fault, WrongInput

Rows = npt.NDArray[np.int64]
_KINDS: Final = list(CAPS)


def add(table: Path, out: Path, say: Say) -> dict[str, object]:
    """Add the records of a table to an answer and write it anew; return the report.

    Ids that are there already are left as they are, and named. Raises `WrongInput` where the table
    cannot be read at all, or another run has changed the answer meanwhile: nothing is written then.
    """
    started = time.monotonic()
    folder = out / "index"
    was = _written(folder)
    model, counts = index.read_model(folder)
    say("reading")
    new = read_records(table)
    before = pq.read_table(folder / index.RECORDS)
    old_ids = before[ID].to_pylist()
    known = set(old_ids)
    fresh = [at for at, record_id in enumerate(new.features.record_ids) if record_id not in known]
    faults = list(new.faults)
    faults += _there_already(table, len(new.features) - len(fresh))
    added = pa.table(
        {
            ID: pa.array(new.features.record_ids),
            **{name: plain(column) for name, column in new.columns.items()},
        },
        schema=before.schema,
    ).take(pa.array(fresh, pa.int64()))
    every = pa.concat_tables([before, added])
    ids = every[ID].to_pylist()
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    every = every.take(pa.array(order)).combine_chunks()
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    moved, arrived = place[: len(old_ids)], place[len(old_ids) :]
    features = new.features.take(np.array(fresh, np.int64))
    say(f"looking for pairs of {len(fresh):,} new records")
    keys = _together(_moved(folder, moved), list(keys_of(features)), arrived)
    pairs, dying = _touched(keys, arrived)
    links, odds = index.read_links(folder)
    shown = pq.read_table(out / writing.PAIRS, columns=["because"])["because"].to_pylist()
    links = np.sort(moved[links], axis=1)
    stays = ~_gone(links, dying, keys)
    lost = np.unique(links[~stays])
    links, odds = links[stays], odds[stays]
    why = [said for said, kept in zip(shown, stays.tolist(), strict=True) if kept]
    say(f"weighing {len(pairs):,} pairs")
    scorer = _Scorer(every, model, counts)
    fresh_odds, fresh_why = scorer.weighed(pairs)
    enough = fresh_odds >= model.possible_at
    links = np.concatenate((links, pairs[enough]))
    odds = np.concatenate((odds, fresh_odds[enough]))
    why += [said for said, kept in zip(fresh_why, enough.tolist(), strict=True) if kept]
    entities = _entities(out, moved, len(order), every)
    touched = np.union1d(arrived, lost)
    arrival = _arrivals(folder, moved, arrived)
    _regroup(entities, (links, odds), touched, arrival, scorer, model)
    say("writing")
    answer = _answer(every, entities, (links, odds, why), keys, arrival, (model, counts))
    with appearing(out) as beside:
        writing.write(beside, answer, model, counts)
        seconds = time.monotonic() - started
        told = writing.report(beside, answer, model, seconds=seconds, faults=faults)
        _check_unchanged(folder, was)
    return told


def _there_already(table: Path, many: int) -> list[str]:
    found = f"{many} ids that are there already"
    wanted = "new records; the old ones stayed"
    return [Fault(table.name, ID, found, wanted).sentence] if many else []


def _check_unchanged(folder: Path, was: tuple[int, int]) -> None:
    if _written(folder) != was:
        found = "an answer that another run has changed meanwhile"
        raise WrongInput([Fault("--to", "", found, "one run at a time; add again")])


def _written(folder: Path) -> tuple[int, int]:
    """Return what tells one writing of an answer from the next."""
    stat = (folder / index.RECORDS).stat()
    return stat.st_ino, stat.st_mtime_ns


def _answer(
    every: pa.Table,
    entities: list[str],
    shown: tuple[Pairs, npt.NDArray[np.float32], list[str]],
    keys: list[Keys],
    arrival: npt.NDArray[np.int32],
    learnt: tuple[index.Model, dict[str, dict[str, int]]],
) -> writing.Answer:
    columns = {name: every[name].combine_chunks() for name in COLUMNS}
    ids = every[ID].to_pylist()
    features = features_of(ids, columns)
    return writing.Answer(
        *(ids, columns, entities, *shown, keys, features),
        restored(learnt[0].records, learnt[1], features),
        arrival,
    )


class _Scorer:
    """Weighs pairs of a table by the frozen model, reading only the records they name."""

    def __init__(
        self, table: pa.Table, model: index.Model, counts: dict[str, dict[str, int]]
    ) -> None:
        self._table, self._model, self._counts = table, model, counts

    def ids(self, rows: Rows) -> list[str]:
        found: list[str] = self._table[ID].take(pa.array(rows)).to_pylist()
        return found

    def weighed(self, pairs: Pairs) -> tuple[npt.NDArray[np.float32], list[str]]:
        if not len(pairs):
            return np.zeros(0, np.float32), []
        compared = self._compared(pairs)
        return log_odds(compared, self._model.weights), because(compared, self._model.weights)

    def evidence(self, pairs: Pairs) -> Evidence:
        return evidence(self._compared(pairs), self._model.weights)

    def _compared(self, pairs: Pairs) -> Compared:
        rows, places = np.unique(pairs, return_inverse=True)
        taken = self._table.take(pa.array(rows))
        columns = {name: taken[name].combine_chunks() for name in COLUMNS}
        features = features_of(taken[ID].to_pylist(), columns)
        rarity = restored(self._model.records, self._counts, features)
        return compare(features, places.reshape(-1, 2), rarity)


def _moved(folder: Path, moved: Rows) -> list[Keys]:
    table = pq.read_table(folder / index.KEYS)
    kinds = table["kind"].to_numpy()
    keys, records = table["key"].to_numpy(), moved[table["record"].to_numpy()].astype(np.int32)
    return [Keys(kind, keys[kinds == at], records[kinds == at]) for at, kind in enumerate(_KINDS)]


def _together(old: list[Keys], new: list[Keys], arrived: Rows) -> list[Keys]:
    by_kind = {part.kind: part for part in new}
    return [
        Keys(
            part.kind,
            np.concatenate((part.keys, by_kind[part.kind].keys)),
            np.concatenate((part.records, arrived[by_kind[part.kind].records].astype(np.int32))),
        )
        for part in old
    ]


def _touched(keys: list[Keys], arrived: Rows) -> tuple[Pairs, Pairs]:
    """Return the pairs that new records make, and the old ones whose key has become too common."""
    made, dying = [np.zeros((0, 2), np.int64)], [np.zeros((0, 2), np.int64)]
    for part in keys:
        cap = CAPS[part.kind]
        for members in _blocks(part, arrived):
            is_new = np.isin(members, arrived)
            if len(members) <= cap:
                left, right = np.triu_indices(len(members), 1)
                with_new = is_new[left] | is_new[right]
                made.append(np.stack((members[left], members[right]), axis=1)[with_new])
            else:
                old = members[~is_new]
                left, right = np.triu_indices(len(old), 1)
                dying.append(np.stack((old[left], old[right]), axis=1))
    return np.unique(np.concatenate(made), axis=0), np.unique(np.concatenate(dying), axis=0)


def _blocks(part: Keys, arrived: Rows) -> list[Rows]:
    """Return the bearers of each key that a new record bears too; enormous ones are left out."""
    touched = np.unique(part.keys[np.isin(part.records, arrived)])
    rows = np.flatnonzero(np.isin(part.keys, touched))
    order = rows[np.lexsort((part.records[rows], part.keys[rows]))]
    ranked = part.keys[order]
    cuts = np.flatnonzero(ranked[1:] != ranked[:-1]) + 1
    found = [np.unique(part.records[block].astype(np.int64)) for block in np.split(order, cuts)]
    most = CAPS[part.kind]
    return [
        members
        for members in found
        if len(members) > 1 and (~np.isin(members, arrived)).sum() <= most
    ]


def _gone(links: Pairs, dying: Pairs, keys: list[Keys]) -> npt.NDArray[np.bool_]:
    """Say which links no telling key brings together any more."""
    if not len(dying) or not len(links):
        return np.zeros(len(links), bool)
    many = int(max(links.max(), dying.max())) + 1
    doubted = np.isin(links[:, 0] * many + links[:, 1], dying[:, 0] * many + dying[:, 1])
    rows = np.unique(links[doubted])
    alive: dict[int, set[int]] = {int(row): set() for row in rows}
    for part in keys:
        mine = np.isin(part.records, rows)
        wanted = np.unique(part.keys[mine])
        bearers = np.isin(part.keys, wanted)
        live = _live(part.keys[bearers], part.records[bearers], CAPS[part.kind])
        for key, record in zip(part.keys[mine].tolist(), part.records[mine].tolist(), strict=True):
            if key in live:
                alive[record].add(key)
    gone = np.zeros(len(links), bool)
    for at in np.flatnonzero(doubted).tolist():
        left, right = links[at].tolist()
        gone[at] = alive[left].isdisjoint(alive[right])
    return gone


def _live(keys: Hashes, records: npt.NDArray[np.int32], cap: int) -> set[int]:
    pairs = np.unique(np.stack((keys, records.astype(np.uint64)), axis=1), axis=0)
    unique, many = np.unique(pairs[:, 0], return_counts=True)
    return set(unique[many <= cap].tolist())


def _arrivals(folder: Path, moved: Rows, arrived: Rows) -> npt.NDArray[np.int32]:
    """Return with which table each record came; the new ones came last."""
    had = opened(folder / FILE)["arrival"][: len(moved)]
    arrival = np.full(len(moved) + len(arrived), had.max(initial=0) + 1, np.int32)
    arrival[moved] = had
    return arrival


def _entities(out: Path, moved: Rows, count: int, every: pa.Table) -> list[str]:
    """Return the entity of each record: the one it had, or for a new one itself."""
    entities: list[str] = every[ID].to_pylist()
    had = pq.read_table(out / writing.CLUSTERS)["entity_id"].to_pylist()
    for at, entity in zip(moved.tolist(), had, strict=True):
        entities[at] = entity
    assert len(entities) == count  # noqa: S101 -- every record has one
    return entities


def _regroup(
    entities: list[str],
    weighed: tuple[Pairs, npt.NDArray[np.float32]],
    touched: Rows,
    arrival: npt.NDArray[np.int32],
    scorer: _Scorer,
    model: index.Model,
) -> None:
    """Group anew what is linked to the touched records. An entity keeps its id as it grows."""
    count = len(entities)
    links, odds = weighed
    near = odds >= LINKED_FROM
    near_links, near_odds = links[near], odds[near]
    ones = np.ones(len(near_links))
    graph = coo_matrix((ones, (near_links[:, 0], near_links[:, 1])), shape=(count, count))
    label = connected_components(graph, directed=False)[1]
    rows = np.flatnonzero(np.isin(label, np.unique(label[touched])))
    inside = np.isin(near_links[:, 0], rows)
    places = np.searchsorted(rows, near_links[inside])

    def weigh(pairs: Pairs) -> Evidence:
        return scorer.evidence(rows[pairs])

    groups = cluster(len(rows), places, near_odds[inside], weigh, sure_from=model.merge_at)
    names = scorer.ids(rows)
    together: dict[int, list[int]] = {}
    for at, group in enumerate(groups.tolist()):
        together.setdefault(group, []).append(at)
    for first, members in named(
        together.values(), lambda at: int(arrival[rows[at]]), names.__getitem__
    ).items():
        for at in members:
            entities[int(rows[at])] = names[first]
