"""An answer that is being changed: opened, grouped anew where it is touched, written whole.

`adding`, `removing` and `deciding` change it. What they leave is what resolving the records that
are there would give by the frozen model, held to the decisions that hold.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from clew.engines.appearing import appearing
from clew.engines.linkage import decisions, index, runs, writing
from clew.engines.linkage.blocking import CAPS, Keys, Pairs
from clew.engines.linkage.clusters import LINKED_FROM, Odds, cluster
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.decided import Decided
from clew.engines.linkage.entitynames import named
from clew.engines.linkage.holding import Held, held_to
from clew.engines.linkage.laying import FILE
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.pooling import Evidence, evidence
from clew.engines.linkage.rarity import restored
from clew.engines.linkage.records import features_of
from clew.engines.linkage.shelf import opened
from clew.engines.linkage.tables import COLUMNS, ID
from clew.engines.linkage.wording import because
from clew.rules.sources.faults import Fault, WrongInput

Rows = npt.NDArray[np.int64]
Counts = dict[str, dict[str, int]]
GONE: Final = -1  # where a record is that is no more
_KINDS: Final = list(CAPS)


@dataclass(slots=True)
class Links:
    """The pairs that are shown: rows, the lower first; their odds, and why."""

    pairs: Pairs
    odds: Odds
    because: list[str]

    def kept(self, stays: npt.NDArray[np.bool_]) -> "Links":
        """Return some of them."""
        why = [said for said, each in zip(self.because, stays.tolist(), strict=True) if each]
        return Links(self.pairs[stays], self.odds[stays], why)

    def beside(self, more: "Links") -> "Links":
        """Return them with more behind them."""
        return Links(
            np.concatenate((self.pairs, more.pairs)),
            np.concatenate((self.odds, more.odds)),
            self.because + more.because,
        )

    def in_order(self) -> "Links":
        """Return them in the order in which resolving all at once writes them."""
        order = np.lexsort((self.pairs[:, 1], self.pairs[:, 0]))
        why = [self.because[at] for at in order.tolist()]
        return Links(self.pairs[order], self.odds[order], why)


@dataclass(slots=True)
class Opened:
    """An answer in memory. Records are rows in the order of their ids."""

    out: Path
    model: index.Model
    counts: Counts
    table: pa.Table
    keys: list[Keys]
    links: Links
    entities: list[str]
    arrival: npt.NDArray[np.int32]
    log: list[decisions.Decision]
    runs: list[runs.Run]
    was: tuple[int, int]
    started: float
    held: Held = field(default_factory=Held)

    @property
    def ids(self) -> list[str]:
        """The ids of the records, in their order."""
        found: list[str] = self.table[ID].to_pylist()
        return found

    def weighed(self, pairs: Pairs) -> Links:
        """Return pairs with the odds of the frozen model and the reasons."""
        if not len(pairs):
            return Links(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), [])
        compared, weights = self._compared(pairs), self.model.weights
        return Links(pairs, log_odds(compared, weights), because(compared, weights))

    def shown(self, pairs: Pairs) -> Links:
        """Return those of some pairs that are probable enough to be shown, weighed."""
        found = self.weighed(pairs)
        return found.kept(found.odds >= self.model.possible_at)

    def hold(self) -> None:
        """Hold the records to the decisions of the log from now on.

        Raises `WrongInput` where it is not the log of this answer, or contradicts itself.
        """
        place = {record_id: at for at, record_id in enumerate(self.ids)}
        by_kind: dict[str, list[list[int]]] = {decisions.TOGETHER: [], decisions.APART: []}
        for pair, called in decisions.with_new(self.log, [], name=decisions.LOG).items():
            if not pair <= place.keys():
                found, wanted = "a record that is not there", "the log of this answer"
                raise WrongInput([Fault(decisions.LOG, called.name, found, wanted)])
            by_kind[called.decision.decision].append([place[each] for each in pair])
        self.held = Held.of(by_kind[decisions.TOGETHER], by_kind[decisions.APART])

    def around(self, rows: Iterable[int]) -> Rows:
        """Return all rows that links, or decisions, lead to from some rows; these too."""
        label = self._components()
        touched = np.fromiter(rows, np.int64)
        return np.flatnonzero(np.isin(label, np.unique(label[touched])))

    def regroup(self, touched: Iterable[int]) -> None:
        """Group anew what is linked to the touched rows. An entity keeps its id as it grows."""
        rows = self.around(touched)
        near = self.links.odds >= LINKED_FROM
        pairs, odds = self.links.pairs[near], self.links.odds[near]
        inside = np.isin(pairs[:, 0], rows)
        places, odds = np.searchsorted(rows, pairs[inside]), odds[inside]

        def weigh(between: Pairs) -> Evidence:
            return evidence(self._compared(rows[between]), self.model.weights)

        sure_from = self.model.merge_at
        groups = cluster(len(rows), places, odds, weigh, sure_from=sure_from)
        held = self.held.within(rows.tolist())
        groups = held_to(groups, places, odds, weigh, held, sure_from=sure_from)
        names: list[str] = self.table[ID].take(pa.array(rows)).to_pylist()
        together: dict[int, list[int]] = {}
        for at, group in enumerate(groups.tolist()):
            together.setdefault(group, []).append(at)
        for first, members in named(
            together.values(), lambda at: int(self.arrival[rows[at]]), names.__getitem__
        ).items():
            for at in members:
                self.entities[int(rows[at])] = names[first]

    def _components(self) -> npt.NDArray[np.int32]:
        linked = self.links.pairs[self.links.odds >= LINKED_FROM]
        decided = np.array(sorted(self.held.together), np.int64).reshape(-1, 2)
        ends = np.concatenate((linked, decided))
        many = len(self.entities)
        graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(many, many))
        label: npt.NDArray[np.int32] = connected_components(graph, directed=False)[1]
        return label

    def _compared(self, pairs: Pairs) -> Compared:
        """Compare pairs, reading only the records they name."""
        rows, places = np.unique(pairs, return_inverse=True)
        taken = self.table.take(pa.array(rows))
        columns = {name: taken[name].combine_chunks() for name in COLUMNS}
        features = features_of(taken[ID].to_pylist(), columns)
        rarity = restored(self.model.records, self.counts, features)
        return compare(features, places.reshape(-1, 2), rarity)


def open_answer(out: Path) -> Opened:
    """Open what stands in a folder. Raises `WrongInput` where another version wrote it."""
    folder = out / "index"
    started, was = time.monotonic(), _written(folder)
    model, counts = index.read_model(folder)
    table = pq.read_table(folder / index.RECORDS)
    pairs, odds = index.read_links(folder)
    # Behind those that are shown stand decided ones that the machine did not show.
    why = pq.read_table(out / writing.PAIRS, columns=["because"])["because"].to_pylist()
    arrival = opened(folder / FILE)["arrival"][: len(table)].astype(np.int32)
    found = Opened(
        out=out,
        model=model,
        counts=counts,
        table=table,
        keys=_keys(folder),
        links=Links(np.sort(pairs, axis=1), odds, why[: len(pairs)]),
        entities=pq.read_table(out / writing.CLUSTERS)["entity_id"].to_pylist(),
        arrival=arrival,
        log=decisions.read_log(folder),
        runs=runs.read_runs(folder, int(arrival.max(initial=0))),
        was=was,
        started=started,
    )
    found.hold()
    return found


def write_answer(answer: Opened, *, faults: Sequence[str]) -> dict[str, object]:
    """Write an answer in the place of what it was; return the report.

    Raises `WrongInput` where another run has changed it meanwhile: nothing is written then.
    """
    columns = {name: answer.table[name].combine_chunks() for name in COLUMNS}
    ids, links = answer.ids, answer.links.in_order()
    features = features_of(ids, columns)
    made = writing.Answer(
        ids=ids,
        columns=columns,
        entities=answer.entities,
        pairs=links.pairs,
        odds=links.odds,
        because=links.because,
        keys=answer.keys,
        features=features,
        rarity=restored(answer.model.records, answer.counts, features),
        arrival=answer.arrival,
        decided=_decided(answer, ids),
    )
    with appearing(answer.out) as beside:
        writing.write(beside, made, answer.model, answer.counts)
        decisions.write_log(beside / "index", answer.log)
        runs.write_runs(beside / "index", answer.runs)
        seconds = time.monotonic() - answer.started
        told = writing.report(beside, made, answer.model, seconds=seconds, faults=list(faults))
        if _written(answer.out / "index") != answer.was:
            found = "an answer that another run has changed meanwhile"
            raise WrongInput([Fault("--to", "", found, "one run at a time; try again")])
    return {**told, "run": answer.runs[-1].run}


def moved(keys: Iterable[Keys], to: Rows) -> list[Keys]:
    """Return keys with the new places of the records that bear them, without those gone."""
    found = []
    for part in keys:
        records = to[part.records]
        stays = records != GONE
        found.append(Keys(part.kind, part.keys[stays], records[stays].astype(np.int32)))
    return found


def _decided(answer: Opened, ids: Sequence[str]) -> Decided:
    place = {record_id: at for at, record_id in enumerate(ids)}
    rows = {}
    for called in decisions.holding(answer.log).values():
        decision = called.decision
        left, right = sorted((place[decision.record_id_l], place[decision.record_id_r]))
        rows[left, right] = decision
    pairs = np.array(sorted(rows), np.int64).reshape(-1, 2)
    undone = sum(each.decision == decisions.UNDO for each in answer.log)
    weighed = answer.weighed(pairs)
    made = [rows[left, right] for left, right in pairs.tolist()]
    return Decided(pairs, weighed.odds, weighed.because, made, undone)


def _keys(folder: Path) -> list[Keys]:
    table = pq.read_table(folder / index.KEYS)
    kinds = table["kind"].to_numpy()
    keys, records = table["key"].to_numpy(), table["record"].to_numpy().astype(np.int32)
    return [Keys(kind, keys[kinds == at], records[kinds == at]) for at, kind in enumerate(_KINDS)]


def _written(folder: Path) -> tuple[int, int]:
    """Return what tells one writing of an answer from the next."""
    stat = (folder / index.RECORDS).stat()
    return stat.st_ino, stat.st_mtime_ns
