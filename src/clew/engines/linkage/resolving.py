"""Resolves a table of records into entities, and writes what it found and what it learnt.

Start here. `resolve` reads → features → blocking → fitting → comparing → clusters → writing.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage import index
from clew.engines.linkage.blocking import CAPS, Pairs, keys_of, pairs_of
from clew.engines.linkage.clusters import cluster
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.features import Features
from clew.engines.linkage.fitting import fit
from clew.engines.linkage.model import log_odds, probability
from clew.engines.linkage.rarity import Rarity, counted
from clew.engines.linkage.records import Records, read_records
from clew.engines.linkage.tables import COLUMNS, ID
from clew.engines.linkage.wording import because

PRECISION: Final = 0.98
_SUREST_LEAST: Final = 0.9  # no pair below it is joined, whatever the average
_POSSIBLE: Final = 0.2
_KIB: Final = 1024

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Records with their groups, and the pairs that were joined or are shown."""

    features: Features
    groups: npt.NDArray[np.int64]
    pairs: Pairs
    probabilities: npt.NDArray[np.float32]
    because: list[str]


def resolve(table: Path, out: Path, say: Say) -> dict[str, object]:
    """Resolve a table and write the answer into a folder; return the report.

    Raises `WrongInput` where the table cannot be read at all.
    """
    started = time.monotonic()
    say("reading")
    records = read_records(table)
    features = records.features
    rarity = counted(features)
    say(f"looking for pairs among {len(features):,} records")
    pairs = pairs_of(keys_of(features), len(features))
    weights = fit(features, rarity, say)
    say(f"weighing {len(pairs):,} pairs")
    compared = compare(features, pairs, rarity)
    odds = log_odds(compared, weights)
    model = index.Model(weights, _merge_at(odds), _bits(_POSSIBLE), len(features))
    resolved = _resolved(features, rarity, model, pairs, compared, odds)
    say("writing")
    _write(out, records, resolved, model, rarity)
    report = _report(records, resolved, model, len(pairs), time.monotonic() - started)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (out / "report.json").write_text(text, encoding="utf-8")
    return report


def _merge_at(odds: npt.NDArray[np.float32]) -> float:
    """Return the odds from which pairs are joined: their estimated precision is high enough."""
    ranked = np.sort(probability(odds))[::-1].astype(np.float64)
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    lowest = float(ranked[enough[-1]]) if len(enough) else 1.0
    return _bits(min(max(lowest, _SUREST_LEAST), 1 - 1e-9))


def _bits(share: float) -> float:
    return float(np.log2(share / (1 - share)))


def _resolved(
    features: Features,
    rarity: Rarity,
    model: index.Model,
    pairs: Pairs,
    compared: Compared,
    odds: npt.NDArray[np.float32],
) -> Resolved:
    def score(more: Pairs) -> npt.NDArray[np.float32]:
        return log_odds(compare(features, more, rarity), model.weights)

    sure = odds >= model.merge_at
    groups = cluster(len(features), pairs[sure], odds[sure], score)
    shown = odds >= model.possible_at
    levels = Compared(compared.levels[shown], compared.bits[shown])
    return Resolved(
        features,
        groups,
        pairs[shown],
        probability(odds[shown]),
        because(levels, model.weights),
    )


def _write(
    out: Path, records: Records, resolved: Resolved, model: index.Model, rarity: Rarity
) -> None:
    folder = out / "index"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ids = pa.array(resolved.features.record_ids, pa.string())
    entities = ids.take(pa.array(resolved.groups))
    pq.write_table(pa.table({ID: ids, "entity_id": entities}), out / "clusters.parquet")
    pq.write_table(
        pa.table(
            {
                "record_id_l": ids.take(pa.array(resolved.pairs[:, 0])),
                "record_id_r": ids.take(pa.array(resolved.pairs[:, 1])),
                "probability": pa.array(resolved.probabilities),
                "because": pa.array(resolved.because, pa.string()).dictionary_encode(),
            }
        ),
        out / "pairs.parquet",
    )
    index.write_model(folder, model, rarity.counts)
    columns = {ID: ids, **{name: records.columns[name] for name in COLUMNS}}
    pq.write_table(pa.table(columns), folder / index.RECORDS, row_group_size=4096)
    found = list(keys_of(resolved.features))
    keys = np.concatenate([part.keys for part in found])
    bearers = np.concatenate([part.records for part in found])
    kinds = np.concatenate(
        [np.full(len(part.keys), list(CAPS).index(part.kind), np.uint8) for part in found]
    )
    order = np.lexsort((bearers, keys))
    pq.write_table(
        pa.table({"key": keys[order], "kind": kinds[order], "record": bearers[order]}),
        folder / index.KEYS,
        row_group_size=index.KEYS_TOGETHER,
    )


def _report(
    records: Records, resolved: Resolved, model: index.Model, compared: int, seconds: float
) -> dict[str, object]:
    merged = resolved.probabilities >= probability(np.array([model.merge_at], np.float32))[0]
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scale = 1 if sys.platform == "darwin" else _KIB
    return {
        "records": len(resolved.features),
        "entities": len(np.unique(resolved.groups)),
        "pairs_compared": compared,
        "pairs_sure": int(merged.sum()),
        "pairs_possible": int((~merged).sum()),
        "estimated_precision_of_sure_pairs": (
            float(resolved.probabilities[merged].mean()) if merged.any() else None
        ),
        "seconds": round(seconds, 2),
        "peak_memory_bytes": usage * scale,
        "faults": records.faults,
    }
