"""The folder of a made world: Parquet in chunks, so that a million people fit in memory."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.worlds.second import ceiling, census
from bench.worlds.second.cells import MENTION_COLUMNS, RECORD_COLUMNS, Scribe
from bench.worlds.second.making import Made

CHUNK: Final = 100_000


def save(made: Made, folder: Path) -> dict[str, Any]:
    """Write a world's files.

    Args:
        made: the world.
        folder: where to; made if it is not there.

    Returns:
        What stands in `ceiling.json` and `census.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    many = len(made.columns["person"])
    dice = np.random.default_rng([made.seed, 5])
    order = dice.permutation(many)
    label = dice.permutation(len(made.world.people.culture))
    place = np.empty(many, np.int64)
    place[order] = np.arange(many)
    scribe = Scribe(made.world, made.words, made.told, made.seed)
    with (
        pq.ParquetWriter(folder / "records.parquet", _text(RECORD_COLUMNS)) as records,
        pq.ParquetWriter(folder / "mentions.parquet", _text(MENTION_COLUMNS)) as mentions,
    ):
        for first in range(0, many, CHUNK):
            originals = order[first : first + CHUNK]
            rows = {name: column[originals] for name, column in made.columns.items()}
            cells, said = scribe.chunk(rows, first, originals)
            records.write_table(pa.table(cells, schema=_text(RECORD_COLUMNS)))
            mentions.write_table(pa.table(said, schema=_text(MENTION_COLUMNS)))
    _write(
        folder / "truth.parquet",
        record_id=[f"r{at:08d}" for at in range(many)],
        person_id=[_person(label, one) for one in made.columns["person"][order].tolist()],
    )
    members = [
        (_person(label, int(one)), f"ring{ring.number:02d}", role)
        for ring in made.rings
        for role, group in (("victim", ring.victims), ("controller", ring.controllers))
        for one in group
    ]
    members.sort()
    _write(
        folder / "rings.parquet",
        person_id=[m[0] for m in members],
        ring_id=[m[1] for m in members],
        role=[m[2] for m in members],
    )
    told = sorted(
        (f"ring{number:02d}", _person(label, one), f"r{place[record]:08d}")
        for number, one, record in made.accounts
    )
    _write(
        folder / "disclosures.parquet",
        ring_id=[t[0] for t in told],
        person_id=[t[1] for t in told],
        record_id=[t[2] for t in told],
    )
    answer = {"ceiling": ceiling.compute(made), "census": census.count(made)}
    for name, content in answer.items():
        (folder / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return answer


def _person(label: Any, number: int) -> str:  # noqa: ANN401 -- numpy's array
    return f"p{int(label[number]):08d}"


def _text(names: tuple[str, ...]) -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in names])


def _write(path: Path, **columns: list[str]) -> None:
    pq.write_table(pa.table(columns, schema=_text(tuple(columns))), path)
