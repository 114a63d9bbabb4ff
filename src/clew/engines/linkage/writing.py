"""Writes what `resolve` answers, and what it keeps to answer later."""

import json
import resource
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage import figures, index
from clew.engines.linkage.blocking import Keys, Pairs
from clew.engines.linkage.decided import Decided
from clew.engines.linkage.drawing import page
from clew.engines.linkage.features import Features
from clew.engines.linkage.laying import Grouped, in_order, lay
from clew.engines.linkage.model import probability
from clew.engines.linkage.rarity import Rarity
from clew.engines.linkage.tables import COLUMNS, ID, plain

_KIB: Final = 1024
CLUSTERS, PAIRS = "clusters.parquet", "pairs.parquet"
REPORT, PAGE = "report.json", "report.html"


@dataclass(frozen=True, slots=True)
class Answer:
    """Records by their ids in order, their entities, and the pairs that were joined or are shown.

    `columns` are the cells as they were written; `keys` what each record may be found under;
    `arrival` in which run each came, 0 the first; `decided` what people concluded about pairs.
    """

    ids: list[str]
    columns: dict[str, pa.Array]
    entities: list[str]
    pairs: Pairs
    odds: npt.NDArray[np.float32]
    because: list[str]
    keys: list[Keys]
    features: Features
    rarity: Rarity
    arrival: npt.NDArray[np.int32]
    decided: Decided = field(default_factory=Decided)


def write(out: Path, answer: Answer, model: index.Model, counts: index.Counts) -> None:
    """Write everything but the report. What stood there before is replaced."""
    folder = out / "index"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ids = pa.array(answer.ids, pa.string())
    pq.write_table(
        pa.table({ID: ids, "entity_id": pa.array(answer.entities, pa.string())}), out / CLUSTERS
    )
    pq.write_table(_pairs(answer, ids), out / PAIRS)
    index.write_model(folder, model, counts)
    pq.write_table(
        pa.table({ID: ids, **{name: plain(answer.columns[name]) for name in COLUMNS}}),
        folder / index.RECORDS,
        row_group_size=index.RECORDS_TOGETHER,
    )
    index.write_links(folder, answer.pairs, answer.odds)
    keys = in_order(answer.keys)
    index.write_keys(folder, keys)
    place = {record_id: at for at, record_id in enumerate(answer.ids)}
    entity = np.fromiter(map(place.__getitem__, answer.entities), np.int32, len(answer.ids))
    links = answer.pairs, answer.odds
    grouped = Grouped(entity, answer.arrival, answer.decided.held())
    lay(folder, answer.features, answer.rarity, keys, links, grouped)


def _pairs(answer: Answer, ids: pa.Array) -> pa.Table:
    """Return the pairs that are shown; behind them those that only people spoke of."""
    decided = answer.decided
    on = decided.on(answer.pairs)
    more = np.setdiff1d(np.arange(len(decided.pairs)), on)
    pairs = np.concatenate((answer.pairs, decided.pairs[more]))
    on = pa.array(np.concatenate((on, more)), mask=np.concatenate((on, more)) < 0)
    what = pa.array([each.decision for each in decided.decisions], pa.string())
    told = pa.array([each.told for each in decided.decisions], pa.string())
    return pa.table(
        {
            "record_id_l": ids.take(pa.array(pairs[:, 0])),
            "record_id_r": ids.take(pa.array(pairs[:, 1])),
            "probability": pa.array(probability(np.concatenate((answer.odds, decided.odds[more])))),
            "because": pa.array(
                [*answer.because, *(decided.because[at] for at in more.tolist())], pa.string()
            ),
            "decided": what.take(on),
            "decided_because": told.take(on),
        }
    )


def report(
    out: Path,
    answer: Answer,
    model: index.Model,
    *,
    seconds: float,
    faults: list[str],
    truth: figures.Persons | None = None,
) -> dict[str, object]:
    """Write and return the counts, the time, the memory, what was wrong, and the figures.

    Beside report.json stands report.html, the same for people. `truth` is whose record each is.
    """
    sure = answer.odds >= model.merge_at
    entity = np.unique(np.array(answer.entities, dtype=object), return_inverse=True)[1]
    # A pair below the threshold may stand in one entity, where the others of it bear it out.
    possible = ~sure & (entity[answer.pairs[:, 0]] != entity[answer.pairs[:, 1]])
    open_ = answer.decided.on(answer.pairs) < 0  # nobody has decided
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made: dict[str, object] = {
        "records": len(answer.ids),
        "entities": len(set(answer.entities)),
        "pairs_sure": int((open_ & ~possible).sum()),
        "pairs_possible": int((open_ & possible).sum()),
        "decided": answer.decided.counts(),
        "estimated_precision_of_sure_pairs": (
            round(float(probability(answer.odds[sure]).mean()), 4) if sure.any() else None
        ),
        "seconds": round(seconds, 2),
        "peak_memory_bytes": usage * (1 if sys.platform == "darwin" else _KIB),
        "faults": faults,
        **figures.of(answer, model.merge_at, truth),
    }
    text = json.dumps(made, ensure_ascii=False, indent=1)
    (out / REPORT).write_text(text, encoding="utf-8")
    (out / PAGE).write_text(page(made), encoding="utf-8")
    return made
