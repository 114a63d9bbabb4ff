"""Brings new records into an answer: what comes out is what resolving all at once would give.

Only what the new records touch is compared and grouped again; the model stays frozen. A key that
becomes too common through them stops bringing anybody together, also those it brought before. What
people decided holds on.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clew.engines.linkage.blocking import CAPS, Keys, Pairs, keys_of
from clew.engines.linkage.changing import Opened, Rows, moved, open_answer, write_answer
from clew.engines.linkage.features import Hashes
from clew.engines.linkage.records import Records, read_records
from clew.engines.linkage.runs import ADD, Run, following
from clew.engines.linkage.searching import Say
from clew.engines.linkage.tables import ID, plain
from clew.rules.sources.faults import Fault


def add(table: Path, out: Path, say: Say) -> dict[str, object]:
    """Add the records of a table to an answer and write it anew; return the report.

    Ids that are there already are left as they are, and named. Raises `WrongInput` where the table
    cannot be read at all, or another run has changed the answer meanwhile: nothing is written then.
    """
    answer = open_answer(out)
    say("reading")
    new = read_records(table)
    known = set(answer.ids)
    ids = new.features.record_ids
    fresh = np.array([at for at, each in enumerate(ids) if each not in known], np.int64)
    say(f"looking for pairs of {len(fresh):,} new records")
    arrived = _put_in(answer, new, fresh)
    keys = list(keys_of(new.features.take(fresh)))
    answer.keys = _together(answer.keys, keys, arrived)
    pairs, dying = _touched(answer.keys, arrived)
    gone = _gone(answer.links.pairs, dying, answer.keys)
    lost = np.unique(answer.links.pairs[gone])
    say(f"weighing {len(pairs):,} pairs")
    answer.links = answer.links.kept(~gone).beside(answer.shown(pairs))
    answer.hold()
    answer.regroup(np.union1d(arrived, lost).tolist())
    say("writing")
    return write_answer(answer, faults=[*new.faults, *_there_already(table, len(ids) - len(fresh))])


def _there_already(table: Path, many: int) -> list[str]:
    found = f"{many} ids that are there already"
    wanted = "new records; the old ones stayed"
    return [Fault(table.name, ID, found, wanted).sentence] if many else []


def _put_in(answer: Opened, new: Records, fresh: Rows) -> Rows:
    """Put new records between those that are there, each an entity; return their rows."""
    cells = {name: plain(column) for name, column in new.columns.items()}
    ids = pa.array(new.features.record_ids, pa.string())
    added = pa.table({ID: ids, **cells}, schema=answer.table.schema).take(pa.array(fresh))
    every = pa.concat_tables([answer.table, added])
    unsorted: list[str] = every[ID].to_pylist()
    order = np.array(sorted(range(len(unsorted)), key=unsorted.__getitem__), np.int64)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    many, run = len(answer.entities), following(answer.runs)
    entities = [*answer.entities, *unsorted[many:]]
    arrival = np.concatenate((answer.arrival, np.full(len(fresh), run, np.int32)))
    answer.table = every.take(pa.array(order)).combine_chunks()
    answer.entities = [entities[at] for at in order.tolist()]
    answer.arrival = arrival[order]
    answer.keys = moved(answer.keys, place[:many])
    answer.links.pairs = np.sort(place[answer.links.pairs], axis=1)
    answer.runs.append(Run(run, ADD, len(fresh)))
    return place[many:]


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
