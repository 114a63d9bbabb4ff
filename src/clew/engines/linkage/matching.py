"""Asks an index about one new record: which entities it may be, and why. Nothing is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage import index
from clew.engines.linkage.blocking import CAPS, Pairs, keys_of
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.features import Builder, Features, joined
from clew.engines.linkage.keystore import FileKeys, KeyStore
from clew.engines.linkage.model import log_odds, probability
from clew.engines.linkage.rarity import Rarity, restored
from clew.engines.linkage.records import features_of
from clew.engines.linkage.tables import COLUMNS, ID
from clew.engines.linkage.wording import because
from clew.engines.linkage.writing import CLUSTERS

MOST_CANDIDATES: Final = 200


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a new record may be: its records, how probable it is, and why."""

    entity_id: str
    record_ids: tuple[str, ...]
    probability: float
    because: str


def match(out: Path, row: Mapping[str, str]) -> list[Match]:
    """Compare a record with those of an index on file; the most probable entity first."""
    folder = out / "index"
    model, counts = index.read_model(folder)
    builder = Builder()
    builder.add("", row)
    new = builder.build()
    rows = candidates(new, FileKeys(folder / index.KEYS))
    if not len(rows):
        return []
    table = _rows(folder / index.RECORDS, rows)
    ids = table[ID].to_pylist()
    columns = {name: table[name].combine_chunks() for name in COLUMNS}
    known = features_of(ids, columns, builder)
    both = joined([new, known])
    odds, why = weighed(both, model, restored(model.records, counts, both))
    clusters = pq.read_table(out / CLUSTERS)
    entities = clusters["entity_id"].take(pa.array(rows)).to_pylist()
    return matches_in(
        ids, entities, odds, why, model.possible_at, lambda entity: _members(clusters, entity)
    )


def matches_in(
    ids: list[str],
    entities: list[str],
    odds: npt.NDArray[np.float32],
    why: list[str],
    possible_at: float,
    members: Callable[[str], tuple[str, ...]],
) -> list[Match]:
    """Return the entities of records that are possible enough, each by its best record."""
    shown = np.flatnonzero(odds >= possible_at).tolist()
    best: dict[str, int] = {}
    for at in sorted(shown, key=lambda at: (-odds[at], ids[at])):
        best.setdefault(entities[at], at)
    return [
        Match(entity, members(entity), float(probability(odds[at : at + 1])[0]), why[at])
        for entity, at in best.items()
    ]


def candidates(new: Features, store: KeyStore) -> npt.NDArray[np.int64]:
    """Return the records that share a telling key with the first record of `new`, by number.

    Those that share most keys come first to be kept; the answer is in the order of the numbers.
    """
    found = [(keys.keys, CAPS[keys.kind]) for keys in keys_of(new)]
    caps = {int(key): cap for keys, cap in found for key in keys.tolist()}
    keys, bearers = store.bearers(np.array(list(caps), np.uint64))
    unique, back, many = np.unique(keys, return_inverse=True, return_counts=True)
    allowed = np.array([caps[key] for key in unique.tolist()], np.int64)
    live = (many < allowed)[back]  # the new record would be one more
    records, shared = np.unique(bearers[live], return_counts=True)
    kept = records[np.argsort(-shared, kind="stable")[:MOST_CANDIDATES]]
    return np.sort(kept).astype(np.int64)


def weighed(
    both: Features, model: index.Model, rarity: Rarity
) -> tuple[npt.NDArray[np.float32], list[str]]:
    """Return the odds of the first record against each of the others, and the reasons."""
    many = len(both) - 1
    pairs: Pairs = np.stack((np.zeros(many, np.int64), np.arange(1, many + 1)), axis=1)
    compared: Compared = compare(both, pairs, rarity)
    return log_odds(compared, model.weights), because(compared, model.weights)


def _rows(file: Path, rows: npt.NDArray[np.int64]) -> pa.Table:
    """Read some rows of the records, and no more pieces of the file than hold them."""
    opened = pq.ParquetFile(file)
    pieces, places = np.unique(rows // index.RECORDS_TOGETHER, return_inverse=True)
    table = opened.read_row_groups(pieces.tolist())
    inside = places * index.RECORDS_TOGETHER + rows % index.RECORDS_TOGETHER
    return table.take(pa.array(inside))


def _members(clusters: pa.Table, entity: str) -> tuple[str, ...]:
    same = pa.compute.equal(clusters["entity_id"], entity)
    return tuple(clusters[ID].filter(same).to_pylist())
