"""Brings a tenth of a table in by pieces and one by one, in several orders; prints what agrees."""

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.adding import add
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.standing import StandingIndex

_PIECES: Final = 3
_MOST_ONE_BY_ONE: Final = 2_000
_LATE: Final = 10
Pairs = set[tuple[str, str]]


def measured(base: Path, orders: int) -> dict[str, float]:
    """Return the lowest share of equal pairs, over orders, of records of one entity."""
    table = pq.read_table(base)
    late = random.Random(1).sample(
        range(table.num_rows), min(table.num_rows // _LATE, _MOST_ONE_BY_ONE)
    )
    early = sorted(set(range(table.num_rows)) - set(late))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(table.take(pa.array(early)), folder / "early.parquet")
        resolve(folder / "early.parquet", folder / "early", _quietly)
        resolve(base, folder / "all", _quietly, frozen=folder / "early" / "index")
        wanted = _pairs(_entities(folder / "all"))
        pieces, singly = [], []
        for seed in range(orders):
            random.Random(seed).shuffle(late)
            new = table.take(pa.array(late))
            pieces.append(_share(_pairs(_in_pieces(folder, new)), wanted))
            standing = StandingIndex(folder / "early")
            for row in new.to_pylist():
                standing.add(row["record_id"], {key: cell for key, cell in row.items() if cell})
            singly.append(_share(_pairs(standing.entities()), wanted))
    return {
        "records": table.num_rows,
        "late": len(late),
        "orders": orders,
        "pieces": min(pieces),
        "singly": min(singly),
    }


def _in_pieces(folder: Path, new: pa.Table) -> dict[str, str]:
    out = folder / "pieces"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(folder / "early", out)
    size = -(-new.num_rows // _PIECES)
    for start in range(0, new.num_rows, size):
        pq.write_table(new.slice(start, size), folder / "piece.parquet")
        add(folder / "piece.parquet", out, _quietly)
    return _entities(out)


def _entities(out: Path) -> dict[str, str]:
    table = pq.read_table(out / "clusters.parquet")
    return dict(zip(table["record_id"].to_pylist(), table["entity_id"].to_pylist(), strict=True))


def _pairs(entities: dict[str, str]) -> Pairs:
    groups: dict[str, list[str]] = {}
    for record, entity in sorted(entities.items()):
        groups.setdefault(entity, []).append(record)
    return {
        (one, two)
        for group in groups.values()
        for at, one in enumerate(group)
        for two in group[at + 1 :]
    }


def _share(found: Iterable[tuple[str, str]], wanted: Pairs) -> float:
    """Return the pairs that both have as a share of those that either has."""
    got = set(found)
    return len(got & wanted) / max(len(got | wanted), 1)


def _quietly(_: str) -> None:
    return


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), int(sys.argv[4]))))
