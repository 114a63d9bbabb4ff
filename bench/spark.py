"""`./clew bench spark`: `clew resolve` on Spark beside one machine, same file and same run."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from bench import spark_page
from bench.linkage import SEED, make
from bench.one_call import ROOT
from bench.tree_memory import TreePeak

CASES: Final = (("first", 5_000), ("first", 17_000), ("first", 55_000), ("second", 55_000))
"""Worlds and their people, of whom about twice as many records are made."""
QUICK: Final = (("first", 500),)
ENGINES: Final = ("duckdb", "spark")
_MASTER: Final = "local[2]"


@dataclass(frozen=True, slots=True)
class Run:
    """One answer: how long the whole call took, and the most memory of all its processes."""

    seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Row:
    """One table: what each engine took, and which part of the answers is the same."""

    world: str
    records: int
    entities: int
    pairs: int
    here: Run
    spark: Run
    same_entities: float
    same_pairs: float


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the table of benches calls them alike
    """Measure, print, and write the page."""
    load = os.getloadavg()[0]
    rows = []
    for row in _rows(QUICK if quick else CASES):
        rows.append(row)
        print("\n".join(spark_page.table(rows)), flush=True)
    if not quick:
        spark_page.write(day, rows, seed=SEED, load=load)


def _rows(cases: tuple[tuple[str, int], ...]) -> Iterator[Row]:
    for world, people in cases:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make(world, people, folder)
            yield measured(world, folder)


def measured(world: str, folder: Path) -> Row:
    """Resolve a made world by both engines and compare what they wrote."""
    runs = {engine: _resolved(folder, engine) for engine in ENGINES}
    here, there = (folder / engine for engine in ENGINES)
    report: dict[str, Any] = json.loads((here / "report.json").read_text(encoding="utf-8"))
    pairs = [_rows_of(out / "pairs.parquet") for out in (here, there)]
    return Row(
        world,
        report["records"],
        report["entities"],
        len(pairs[0]),
        runs["duckdb"],
        runs["spark"],
        same_part(_entities(here), _entities(there)),
        same_part(*pairs),
    )


def same_part(one: set[tuple[object, ...]], two: set[tuple[object, ...]]) -> float:
    """Return which part of all that either holds both hold alike."""
    return len(one & two) / len(one | two) if one or two else 1.0


def _resolved(folder: Path, engine: str) -> Run:
    call = [sys.executable, "-m", "clew", "resolve", str(folder / "records.parquet")]
    call += ["-o", str(folder / engine), "--engine", engine, "--json"]
    if engine == "spark":
        call += ["--spark-master", _MASTER]
    started = time.monotonic()
    with (
        subprocess.Popen(  # noqa: S603 -- our own command
            call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process,
        TreePeak(process.pid) as tree,
    ):
        said = process.communicate()[1]
    if process.returncode:
        raise SystemExit(said)
    return Run(time.monotonic() - started, tree.peak_bytes)


def _entities(out: Path) -> set[tuple[object, ...]]:
    """Return each entity as its name and its records."""
    table = pq.read_table(out / "clusters.parquet").to_pydict()
    found: dict[str, list[str]] = {}
    for record, entity in zip(table["record_id"], table["entity_id"], strict=True):
        found.setdefault(entity, []).append(record)
    return {(entity, *sorted(records)) for entity, records in found.items()}


def _rows_of(file: Path) -> set[tuple[object, ...]]:
    return set(zip(*pq.read_table(file).to_pydict().values(), strict=True))
