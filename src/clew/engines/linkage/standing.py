"""An index held in memory by a process that stays: one new record is answered in milliseconds."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from clew.engines.linkage import index
from clew.engines.linkage.features import Builder, joined
from clew.engines.linkage.keystore import KeyStore, MemoryKeys
from clew.engines.linkage.matching import Match, candidates, matches_in, weighed
from clew.engines.linkage.rarity import restored
from clew.engines.linkage.records import features_of
from clew.engines.linkage.tables import COLUMNS, ID
from clew.engines.linkage.writing import CLUSTERS


class StandingIndex:
    """What `resolve` wrote, read once. Asking changes nothing in it but the words it has met."""

    def __init__(self, out: Path, store: KeyStore | None = None) -> None:
        """Read an answer; `store` is where its keys are, by default its file, read whole."""
        folder = out / "index"
        self._model, counts = index.read_model(folder)
        table = pq.read_table(folder / index.RECORDS)
        self._builder = Builder()
        columns = {name: table[name].combine_chunks() for name in COLUMNS}
        self._features = features_of(table[ID].to_pylist(), columns, self._builder)
        self._rarity = restored(self._model.records, counts, self._features)
        self._store = store or MemoryKeys.read(folder / index.KEYS)
        self._entities: list[str] = pq.read_table(out / CLUSTERS)["entity_id"].to_pylist()
        self._members: dict[str, list[str]] = {}
        for record_id, entity in zip(self._features.record_ids, self._entities, strict=True):
            self._members.setdefault(entity, []).append(record_id)

    def ask(self, row: Mapping[str, str]) -> list[Match]:
        """Return the entities that a record may be, the most probable first."""
        self._builder.add("", row)
        new = self._builder.build()
        rows = candidates(new, self._store)
        if not len(rows):
            return []
        known = self._features.take(rows)
        both = joined([new, known])
        self._rarity.cover(both)
        odds, why = weighed(both, self._model, self._rarity)
        entities = [self._entities[at] for at in rows.tolist()]
        return matches_in(
            known.record_ids,
            entities,
            np.asarray(odds),
            why,
            self._model.possible_at,
            lambda entity: tuple(self._members[entity]),
        )
