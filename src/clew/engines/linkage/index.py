"""What `resolve` keeps to answer later: model, rarity, keys and records, and reads back again."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.blocking import CAPS, Keys, Pairs
from clew.engines.linkage.levels import COMPARISONS
from clew.engines.linkage.model import Weights
from clew.engines.linkage.sorting import by_key

VERSION: Final = 1
MODEL, RARITY, KEYS, RECORDS = "model.json", "rarity.parquet", "keys.parquet", "records.parquet"
LINKS: Final = "links.parquet"
KEYS_TOGETHER: Final = 16_384
RECORDS_TOGETHER: Final = 512


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
        "prior_twins": weights.prior_twins,
        "scale": weights.scale.tolist(),
        "comparisons": [
            {
                "name": kind.name,
                "levels": [
                    {
                        "words": words,
                        "m": float(m),
                        "u": float(u),
                        "namesakes": float(n),
                        "housemates": float(h),
                    }
                    for words, m, u, n, h in zip(
                        kind.words,
                        weights.m[kind.name],
                        weights.u[kind.name],
                        weights.namesakes[kind.name],
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
        namesakes=column("namesakes"),
        housemates=column("housemates"),
        scale=np.array(saved["scale"]),
        prior=saved["prior"],
        prior_sharing=saved["prior_sharing"],
        prior_twins=saved["prior_twins"],
    )
    table = pq.read_table(folder / RARITY)
    counts: dict[str, dict[str, int]] = {}
    columns = (table["kind"].to_pylist(), table["text"].to_pylist(), table["records"].to_pylist())
    for kind, text, many in zip(*columns, strict=True):
        counts.setdefault(kind, {})[text] = many
    model = Model(weights, saved["merge_at"], saved["possible_at"], saved["records"])
    return model, counts


def write_keys(folder: Path, found: list[Keys]) -> None:
    """Write the keys in their order, so that one is found by reading one piece of the file."""
    kinds = list(CAPS)
    keys = np.concatenate([part.keys for part in found])
    bearers = np.concatenate([part.records for part in found])
    kind = np.concatenate(
        [np.full(len(part.keys), kinds.index(part.kind), np.uint8) for part in found]
    )
    order, ranked, borne = by_key(keys, bearers)  # a key is of one kind
    table = pa.table({"key": ranked, "kind": kind[order], "record": borne.astype(np.int32)})
    # Hashes do not compress.
    pq.write_table(
        table, folder / KEYS, row_group_size=KEYS_TOGETHER, use_dictionary=False, compression="none"
    )


def write_links(folder: Path, pairs: Pairs, odds: npt.NDArray[np.float32]) -> None:
    """Write the pairs that are shown, by row number, with their odds."""
    table = pa.table({"left": pairs[:, 0], "right": pairs[:, 1], "odds": odds})
    pq.write_table(table, folder / LINKS)


def read_links(folder: Path) -> tuple[Pairs, npt.NDArray[np.float32]]:
    """Read what `write_links` wrote."""
    table = pq.read_table(folder / LINKS)
    pairs = np.stack((table["left"].to_numpy(), table["right"].to_numpy()), axis=1)
    return pairs.astype(np.int64), table["odds"].to_numpy()
