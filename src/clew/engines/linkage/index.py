"""What `resolve` keeps to answer later: model, rarity, keys and records, and reads back again."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.levels import COMPARISONS
from clew.engines.linkage.model import Weights

VERSION: Final = 1
MODEL, RARITY, KEYS, RECORDS = "model.json", "rarity.parquet", "keys.parquet", "records.parquet"
KEYS_TOGETHER: Final = 16_384


@dataclass(frozen=True, slots=True)
class Model:
    """Frozen weights, the two thresholds as odds in bits, and how many records taught them."""

    weights: Weights
    merge_at: float
    possible_at: float
    records: int


def write_model(folder: Path, model: Model, counts: dict[str, dict[str, int]]) -> None:
    """Write what was learnt: the weights as JSON, the counts of words and values as a table."""
    weights = model.weights
    saved = {
        "version": VERSION,
        "records": model.records,
        "merge_at": model.merge_at,
        "possible_at": model.possible_at,
        "prior": weights.prior,
        "prior_sharing": weights.prior_sharing,
        "scale": weights.scale.tolist(),
        "comparisons": [
            {
                "name": kind.name,
                "levels": [
                    {"words": words, "m": float(m), "u": float(u), "housemates": float(h)}
                    for words, m, u, h in zip(
                        kind.words,
                        weights.m[kind.name],
                        weights.u[kind.name],
                        weights.housemates[kind.name],
                        strict=True,
                    )
                ],
            }
            for kind in COMPARISONS
        ],
    }
    text = json.dumps(saved, ensure_ascii=False, indent=1)
    (folder / MODEL).write_text(text, encoding="utf-8")
    kinds = [kind for kind, found in counts.items() for _ in found]
    texts = [text for found in counts.values() for text in found]
    many = [number for found in counts.values() for number in found.values()]
    table = pa.table({"kind": kinds, "text": texts, "records": pa.array(many, pa.int64())})
    pq.write_table(table, folder / RARITY)


def read_model(folder: Path) -> tuple[Model, dict[str, dict[str, int]]]:
    """Read what `write_model` wrote."""
    saved: dict[str, Any] = json.loads((folder / MODEL).read_text(encoding="utf-8"))
    by_name = {found["name"]: found["levels"] for found in saved["comparisons"]}

    def column(key: str) -> dict[str, Any]:
        return {
            name: np.array([level[key] for level in levels]) for name, levels in by_name.items()
        }

    weights = Weights(
        m=column("m"),
        u=column("u"),
        housemates=column("housemates"),
        scale=np.array(saved["scale"]),
        prior=saved["prior"],
        prior_sharing=saved["prior_sharing"],
    )
    table = pq.read_table(folder / RARITY)
    counts: dict[str, dict[str, int]] = {}
    columns = (table["kind"].to_pylist(), table["text"].to_pylist(), table["records"].to_pylist())
    for kind, text, many in zip(*columns, strict=True):
        counts.setdefault(kind, {})[text] = many
    model = Model(weights, saved["merge_at"], saved["possible_at"], saved["records"])
    return model, counts
