"""What `resolve` keeps to answer later: model, rarity, keys and records, and reads back again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.laying import Sorted
from clew.engines.linkage.levels import COMPARISONS
from clew.engines.linkage.model import Weights
from clew.rules.sources.faults import Fault, WrongInput

Counts = Mapping[str, Mapping[str, int]]
VERSION: Final = 4
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


def write_model(folder: Path, model: Model, counts: Counts) -> None:
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
        "dated": weights.dated,
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
    table = pq.read_table(folder / RARITY)
    counts: dict[str, dict[str, int]] = {}
    columns = (table["kind"].to_pylist(), table["text"].to_pylist(), table["records"].to_pylist())
    for kind, text, many in zip(*columns, strict=True):
        counts.setdefault(kind, {})[text] = many
    return read_weights(folder), counts


def read_weights(folder: Path) -> Model:
    """Read the weights and the thresholds alone.

    Raises `WrongInput` where another version of Clew wrote them, or they were damaged.
    """
    try:
        saved: dict[str, Any] = json.loads((folder / MODEL).read_text(encoding="utf-8"))
    except ValueError:
        wanted = "what resolve wrote; resolve anew"
        raise WrongInput([Fault(MODEL, "", "no JSON", wanted)]) from None
    return weights_in(saved)


def weights_in(saved: Mapping[str, Any]) -> Model:
    """Read the weights and the thresholds from what stands in `MODEL`.

    Raises `WrongInput` where another version of Clew wrote it.
    """
    if saved.get("version") != VERSION:
        found = f"an index of version {saved.get('version')}"
        raise WrongInput([Fault(MODEL, "version", found, f"version {VERSION}; resolve anew")])
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
        dated=saved["dated"],
    )
    return Model(weights, saved["merge_at"], saved["possible_at"], saved["records"])


def write_keys(folder: Path, found: Sorted) -> None:
    """Write the keys in their order, so that one is found by reading one piece of the file."""
    table = pa.table({"key": found.keys, "kind": found.kinds, "record": found.records})
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
