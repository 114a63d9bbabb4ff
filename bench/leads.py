"""Who else may be held: leads after some of a ring have told, on a generator not trained on.

Two generators of made worlds, written by different people. The re-ranker is trained on a world of
one and asked on a world of the other, both ways, beside what others do with the same graph. Nobody
who has not told is in the graph with what they would tell.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from bench import leads_measures
from bench.leads_measures import Measured, measured
from bench.leads_peers import PEERS
from clew.engines.graphs import alarms, reranker, standing, training
from clew.engines.graphs.reranker import Reranker
from clew.engines.graphs.standing import Standing
from clew.engines.graphs.web import Ints
from clew.engines.graphs.worlds import Ring, World, read_world

GENERATORS: Final = ("first", "second")
TOLD: Final = (1, 3, 10)
ORDERS: Final = 10
SMALL_ORDERS: Final = 3
OURS: Final = "re-ranked"
TRAIN_SEED: Final = 101
TEST_SEEDS: Final = {"first": 404, "second": 505}
"""Worlds that nobody looked at while the models were made."""
SIZES: Final = (20_000, 100_000)
QUICK: Final = (1_500, 1_500)
TIMED_APART: Final = 1_000_000
"""People of a world made for the times only; its records are told apart by name and date."""
_ENOUGH: Final = 0.6
_FIRST_ALARMS: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One method on one world after so many have told; `small` for the mean of the small rings."""

    world: str
    trained_on: str
    method: str
    small: bool
    told: int
    result: Measured
    milliseconds: float
    ceiling: float | None


@dataclass(frozen=True, slots=True)
class Warned:
    """Of the first ten alarms the purest that holds most of the ring: rank, purity, part of it."""

    world: str
    rank: int | None
    people: int
    purity: float
    part: float


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a query took after a disclosure, in milliseconds, by the number of people."""

    world: str
    people: int
    links: int
    median: float
    p95: float
    pagerank: float


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the tables and, unless `quick`, write the page."""
    from bench import leads_page  # noqa: PLC0415 -- the page draws, which is slow to import

    train_size, test_size = QUICK if quick else SIZES
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as name:
        folder = Path(name)
        rows: list[Row] = []
        warned: list[Warned] = []
        timed: list[Timed] = []
        for trained, tested in (GENERATORS, GENERATORS[::-1]):
            learnt = read_resolved(made(trained, train_size, TRAIN_SEED, folder))
            note(f"training on {trained}")
            model = training.train([learnt], trained_on=trained)
            world = read_resolved(made(tested, test_size, TEST_SEEDS[tested], folder))
            note(f"asking {tested}")
            stands = standing.standing_in(world.web)
            rows += measure(world, stands, model, labels=(tested, trained))
            warned.append(warning(world, stands, model, tested))
            timed.append(timing(world, test_size, tested))
        lines = list(leads_page.tables(rows, warned, timed))
        if not quick:
            # Written before the largest world is made, which takes longest and adds one line.
            leads_page.write(day, lines, rows, sizes=(train_size, test_size))
            large = read_world(made("first", TIMED_APART, TEST_SEEDS["first"], folder))
            timed.append(timing(large, TIMED_APART, "first"))
            lines = list(leads_page.tables(rows, warned, timed))
            leads_page.write(day, lines, rows, sizes=(train_size, test_size))
    print("\n".join(lines))


def made(generator: str, people: int, seed: int, folder: Path) -> Path:
    """Make a world once, and return its folder."""
    out = folder / f"{generator}-{people}-{seed}"
    if not out.exists():
        note(f"making {generator}, {people:,} people")
        words = ["--people", str(people), "--seed", str(seed), "-o", str(out)]
        call = [sys.executable, "-m", f"bench.worlds.{generator}", *words]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- own generator
    return out


def read_resolved(folder: Path) -> World:
    """Let `clew resolve` tell the people of a world apart, and read it."""
    out = folder / "resolved"
    if not out.exists():
        note(f"resolving {folder.name}")
        call = [sys.executable, "-m", "clew", "resolve", str(folder / "records.parquet")]
        subprocess.run(  # noqa: S603 -- own command
            [*call, "-o", str(out)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return read_world(folder, entities_by=str(out / "clusters.parquet"))


def measure(
    world: World,
    stands: Standing,
    model: Reranker,
    *,
    labels: tuple[str, str],
    orders: int = ORDERS,
) -> Iterator[Row]:
    """Yield a row for every method, number of disclosures, and the small rings together."""
    large = [ring for ring in world.rings if ring.large]
    small = [ring for ring in world.rings if not ring.large]
    for rings, counts, times in ((large, TOLD, orders), (small, TOLD[:1], SMALL_ORDERS)):
        for told in counts:
            found: dict[str, list[Measured]] = {}
            took: dict[str, list[float]] = {}
            for ring in rings:
                if len(ring.telling) <= told:
                    continue
                for at in range(times):
                    some = training.orders(ring, 1000 + at)[:told]
                    for method, result, seconds in _each(world, ring, some, stands, model):
                        found.setdefault(method, []).append(result)
                        took.setdefault(method, []).append(seconds * 1000)
            for method, results in found.items():
                yield Row(
                    *labels,
                    method,
                    small=rings is small,
                    told=told,
                    result=leads_measures.mean(results),
                    milliseconds=statistics.median(took[method]),
                    ceiling=None if rings is small else _ceiling(world, told),
                )


def _each(
    world: World,
    ring: Ring,
    told: Sequence[tuple[str, int]],
    stands: Standing,
    model: Reranker,
) -> Iterator[tuple[str, Measured, float]]:
    records = [record for record, _ in told]
    confirmed = np.unique(np.array([entity for _, entity in told], np.int64))
    aside = training.neutral(ring, told)
    world.web.reveal(records)
    try:
        for method in (OURS, *PEERS):
            began = time.perf_counter()
            if method == OURS:
                ranked = reranker.rank(world.web, stands, confirmed, model)
                persons, score = ranked.persons, ranked.chance
            else:
                persons, score = PEERS[method](world.web, confirmed)
            seconds = time.perf_counter() - began
            result = measured(persons, score, right=ring.visible, aside=aside)
            if result is not None:
                yield method, result, seconds
    finally:
        world.web.hide(records)


def _ceiling(world: World, told: int) -> float | None:
    """Return the ceiling that the generator wrote for so many disclosures."""
    by_told = world.ceiling.get("leads_recall_ceiling")
    if not isinstance(by_told, dict):
        return None
    value = by_told.get(str(told), by_told.get(f"k={told}"))
    if isinstance(value, dict):
        value = value.get("value")
    return float(value) if isinstance(value, (int, float)) else None


def warning(world: World, stands: Standing, model: Reranker, name: str) -> Warned:
    """Return, of the first ten alarms, the one that holds most of the largest ring.

    Only alarms of which most people are of the ring count.
    """
    ring = world.rings[0]
    best = Warned(name, None, 0, 0.0, 0.0)
    found = alarms.alarms(world.web, stands, model.likeness(stands), model)[:_FIRST_ALARMS]
    for rank, alarm in enumerate(found, start=1):
        purity = float((ring.victims | ring.controllers)[alarm.entities].mean())
        part = int(ring.visible[alarm.entities].sum()) / max(int(ring.visible.sum()), 1)
        if purity >= _ENOUGH and part > best.part:
            best = Warned(name, rank, len(alarm.entities), purity, part)
    return best


def timing(world: World, people: int, name: str) -> Timed:
    """Measure queries after one to ten disclosures of the large ring, by the shipped model."""
    note(f"timing {people:,} people")
    model = reranker.shipped()
    stands = standing.standing_in(world.web)
    ours, peer = [], []
    for at in range(20):
        order = training.orders(world.rings[0], at)
        for told in TOLD:
            records = [record for record, _ in order[:told]]
            confirmed: Ints = np.unique(np.array([entity for _, entity in order[:told]], np.int64))
            began = time.perf_counter()
            world.web.reveal(records)
            reranker.rank(world.web, stands, confirmed, model)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            PEERS["personalised PageRank"](world.web, confirmed)
            peer.append(time.perf_counter() - began)
            world.web.hide(records)
    return Timed(
        world=name,
        people=people,
        links=len(world.web.person),
        median=statistics.median(ours) * 1000,
        p95=float(np.quantile(ours, 0.95)) * 1000,
        pagerank=statistics.median(peer) * 1000,
    )


def note(sentence: str) -> None:
    """Say on standard error what is being done."""
    print(f"{sentence} …", file=sys.stderr, flush=True)
