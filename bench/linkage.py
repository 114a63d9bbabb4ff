"""`./clew bench linkage`: `clew resolve` beside plain Splink 5, same file, same run, two worlds."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq

from bench import linkage_page
from bench.linked import Numbers, Truth, best_components, cluster_f1, recall_at, truth_of
from bench.one_call import ROOT

SIZES: Final = (2_000, 10_000, 100_000)
QUICK: Final = (1_000,)
WORLDS: Final = ("first", "second")
SEED: Final = 41
_OURS: Final = """
import json, sys, time
from pathlib import Path
from clew.engines.linkage.resolving import resolve
print(json.dumps(resolve(Path(sys.argv[1]), Path(sys.argv[2]), lambda what: None)))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One world at one size: what each did, and what could be done at best."""

    world: str
    people: int
    records: int
    ours: "Score"
    peer: "Score | None"
    ceiling_f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """Clusters, pair recall at precision 0.99, seconds and peak memory of one program."""

    precision: float
    recall: float
    f1: float
    recall_at_99: float
    seconds: float
    peak_bytes: int


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the table of benches calls them alike
    """Measure, print, and write the page."""
    rows = []
    for row in _rows(QUICK if quick else SIZES):
        rows.append(row)
        print("\n".join(linkage_page.table(rows)), flush=True)
    if not quick:
        linkage_page.write(day, rows, seed=SEED)


def _rows(sizes: tuple[int, ...]) -> Iterator[Row]:
    for people in sizes:
        for world in WORLDS:
            with tempfile.TemporaryDirectory() as folder:
                make(world, people, Path(folder))
                yield measured(world, people, Path(folder))


def make(world: str, people: int, folder: Path) -> None:
    """Make a world."""
    made = ["-m", f"bench.worlds.{world}", "--people", str(people), "--seed", str(SEED)]
    _python([*made, "-o", str(folder)])


def measured(world: str, people: int, folder: Path, *, beside: bool = True) -> Row:
    """Resolve a made world with ours and, where `beside`, with the peer."""
    records = folder / "records.parquet"
    truth = _truth(folder)
    ours = json.loads(_python(["-c", _OURS, str(records), str(folder / "out")]).splitlines()[-1])
    peer = None
    if beside:
        call = ["-m", "bench.plain_splink", str(records), str(folder / "peer.parquet")]
        report = json.loads(_python(call).splitlines()[-1])
        peer = _peer_score(folder / "peer.parquet", truth, report)
    ceiling = json.loads((folder / "ceiling.json").read_text(encoding="utf-8"))
    return Row(
        world,
        people,
        len(truth.person),
        _our_score(folder / "out", truth, ours),
        peer,
        ceiling["cluster_f1_ceiling"],
    )


def measured_history(file: Path, folder: Path) -> tuple[Score, Score]:
    """Resolve the historical figures with ours and the peer; whose a record is stands in its id."""
    ids = pq.read_table(file, columns=["record_id"])["record_id"].to_pylist()
    truth = truth_of(ids, [record.split("-")[0] for record in ids])
    ours = json.loads(_python(["-c", _OURS, str(file), str(folder / "out")]).splitlines()[-1])
    call = ["-m", "bench.plain_splink", str(file), str(folder / "peer.parquet"), "history"]
    peer = json.loads(_python(call).splitlines()[-1])
    return (
        _our_score(folder / "out", truth, ours),
        _peer_score(folder / "peer.parquet", truth, peer),
    )


def _truth(folder: Path) -> Truth:
    table = pq.read_table(folder / "truth.parquet")
    return truth_of(table["record_id"].to_pylist(), table["person_id"].to_pylist())


def _our_score(out: Path, truth: Truth, report: dict[str, Any]) -> Score:
    clusters = pq.read_table(out / "clusters.parquet")
    ids = clusters["record_id"].to_pylist()
    places = np.array([truth.place[record] for record in ids], np.int64)
    cluster = np.empty(len(truth.person), np.int64)
    cluster[places] = np.unique(clusters["entity_id"].to_pylist(), return_inverse=True)[1]
    links = pq.read_table(out / "index" / "links.parquet")
    pairs = places[np.stack((links["left"].to_numpy(), links["right"].to_numpy()), axis=1)]
    found = recall_at(truth, pairs, links["odds"].to_numpy().astype(np.float64))
    return _score(cluster_f1(truth, cluster), found, report)


def _peer_score(file: Path, truth: Truth, report: dict[str, Any]) -> Score:
    table = pq.read_table(file)
    pairs: Numbers = np.array(
        [
            [truth.place[record] for record in table[side].to_pylist()]
            for side in ("record_id_l", "record_id_r")
        ],
        np.int64,
    ).T
    weight = table["match_weight"].to_numpy().astype(np.float64)
    return _score(best_components(truth, pairs, weight), recall_at(truth, pairs, weight), report)


def _score(clusters: tuple[float, float, float], found: float, report: dict[str, Any]) -> Score:
    return Score(*clusters, found, report["seconds"], report["peak_memory_bytes"])


def _python(arguments: list[str]) -> str:
    call = [sys.executable, *arguments]
    done = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 -- our own modules
    return done.stdout
