"""The tables that `bench match` asks: records of both made worlds, and some that are held out."""

import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from bench.one_call import ROOT

SEEDS: Final = {"first": 404, "second": 505}
ASKED: Final = 200
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the index, what is held out of it, and whose record each is."""

    base: Path
    held: list[Row]
    person: dict[str, str]
    siblings: dict[str, set[str]]
    """For each held record, those of the same person that stand in the base."""


def made(people: int, folder: Path) -> Asked:
    """Return a table of both worlds of so many people together, half of each, without those held.

    Half of the held records are of either world; each has a sibling in the table.
    """
    worlds = [_world(name, people // 2, folder) for name in SEEDS]
    person = {
        record_id: who
        for _, truth in worlds
        for record_id, who in zip(*(truth[at].to_pylist() for at in (0, 1)), strict=True)
    }
    by_person: dict[str, set[str]] = {}
    for record_id, who in person.items():
        by_person.setdefault(who, set()).add(record_id)
    dice = random.Random(sum(SEEDS.values()))
    chosen: list[str] = []
    for _, truth in worlds:
        wanted = sorted(who for who in set(truth[1].to_pylist()) if len(by_person[who]) > 1)
        people_asked = dice.sample(wanted, ASKED // 2)
        chosen += [dice.choice(sorted(by_person[who])) for who in people_asked]
    table = pa.concat_tables([records for records, _ in worlds], promote_options="default")
    is_held = pa.compute.is_in(table["record_id"], pa.array(chosen))
    base = folder / f"base-{people}.parquet"
    pq.write_table(table.filter(pa.compute.invert(is_held)), base)
    held = [
        {name: cell for name, cell in row.items() if cell}
        for row in table.filter(is_held).to_pylist()
    ]
    siblings = {one: by_person[person[one]] - set(chosen) for one in chosen}
    return Asked(base, held, person, siblings)


def _world(name: str, people: int, folder: Path) -> tuple[pa.Table, pa.Table]:
    """Make a world, unless it is there; return records and truth, ids marked by the world."""
    where = folder / f"{name}-{people}"
    if not (where / "truth.parquet").is_file():
        call = [sys.executable, "-m", f"bench.worlds.{name}", "--people", str(people)]
        call += ["--seed", str(SEEDS[name]), "-o", str(where)]
        subprocess.run(call, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 -- our own modules
    records, truth = (pq.read_table(where / f"{kind}.parquet") for kind in ("records", "truth"))
    return _marked(records, ("record_id",), name), _marked(truth, ("record_id", "person_id"), name)


def _marked(table: pa.Table, columns: tuple[str, ...], name: str) -> pa.Table:
    for column in columns:
        cells = pa.compute.binary_join_element_wise(name[0], table[column], "-")
        table = table.set_column(table.schema.get_field_index(column), column, cells)
    return table
