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
from clew.engines.graphs.web import Floats, Ints
from clew.engines.graphs.worlds import Ring, World, read_world

GENERATORS: Final = ("first", "second")
TOLD: Final = (1, 3, 10)
ORDERS: Final = 10
SMALL_ORDERS: Final = 3
OURS: Final = "re-ranked"
TRAIN_SEED, TEST_SEED = 101, 202
SIZES: Final = (20_000, 100_000)
QUICK: Final = (1_500, 1_500)
TIMED: Final = (10_000, 100_000)
_ENOUGH: Final = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """One method on one world after so many have told; `small` for the mean of the small rings."""

    world: str
    trained_on: str
    entities: str
    method: str
    small: bool
    told: int
    result: Measured
    milliseconds: float
    ceiling: float | None


@dataclass(frozen=True, slots=True)
class Warned:
    """The first alarm that is mostly of the large ring: its rank, purity, and part of the ring."""

    world: str
    entities: str
    rank: int | None
    people: int
    purity: float
    part: float


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a query took after a disclosure, in milliseconds, by the number of people."""

    people: int
    links: int
    build_seconds: float
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
        for trained, tested in (GENERATORS, GENERATORS[::-1]):
            learnt = made(trained, train_size, TRAIN_SEED, folder)
            asked = made(tested, test_size, TEST_SEED, folder)
            for entities in ("exact", "truth"):
                note(f"training on {trained}, asking {tested}, entities {entities}")
                model = training.train(
                    [read_world(learnt, entities_by=entities)], trained_on=trained
                )
                world = read_world(asked, entities_by=entities)
                stands = standing.standing_in(world.web)
                like = model.likeness(stands)
                labels = (tested, trained, entities)
                rows += measure(world, stands, like, model, labels=labels)
                warned.append(warning(world, stands, like, tested, entities))
        sizes = (QUICK[1],) if quick else TIMED
        timed = [timing(made("first", size, TEST_SEED, folder), size) for size in sizes]
    lines = list(leads_page.tables(rows, warned, timed))
    print("\n".join(lines))
    if not quick:
        leads_page.write(day, lines, rows, sizes=(train_size, test_size))


def made(generator: str, people: int, seed: int, folder: Path) -> Path:
    """Make a world once, and return its folder."""
    out = folder / f"{generator}-{people}-{seed}"
    if not out.exists():
        note(f"making {generator}, {people:,} people")
        words = ["--people", str(people), "--seed", str(seed), "-o", str(out)]
        call = [sys.executable, "-m", f"bench.worlds.{generator}", *words]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- own generator
    return out


def measure(
    world: World,
    stands: Standing,
    like: Floats,
    model: Reranker,
    *,
    labels: tuple[str, str, str],
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
                    for method, result, seconds in _each(world, ring, some, stands, like, model):
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
    like: Floats,
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
                ranked = reranker.rank(world.web, stands, like, confirmed, model)
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


def warning(world: World, stands: Standing, like: Floats, name: str, entities: str) -> Warned:
    """Return the first of the alarms in which most people are of the largest ring."""
    ring = world.rings[0]
    for rank, alarm in enumerate(alarms.alarms(world.web, stands, like), start=1):
        inside = int((ring.victims | ring.controllers)[alarm.entities].sum())
        purity = inside / len(alarm.entities)
        if purity >= _ENOUGH:
            part = int(ring.visible[alarm.entities].sum()) / max(int(ring.visible.sum()), 1)
            return Warned(name, entities, rank, len(alarm.entities), purity, part)
    return Warned(name, entities, None, 0, 0.0, 0.0)


def timing(folder: Path, people: int) -> Timed:
    """Measure queries after one to ten disclosures of the large ring, by the shipped model."""
    note(f"timing {people:,} people")
    began = time.perf_counter()
    world = read_world(folder)
    model = reranker.shipped()
    stands = standing.standing_in(world.web)
    like = model.likeness(stands)
    built = time.perf_counter() - began
    ours, peer = [], []
    for at in range(20):
        order = training.orders(world.rings[0], at)
        for told in TOLD:
            records = [record for record, _ in order[:told]]
            confirmed: Ints = np.unique(np.array([entity for _, entity in order[:told]], np.int64))
            began = time.perf_counter()
            world.web.reveal(records)
            reranker.rank(world.web, stands, like, confirmed, model)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            PEERS["personalised PageRank"](world.web, confirmed)
            peer.append(time.perf_counter() - began)
            world.web.hide(records)
    return Timed(
        people=people,
        links=len(world.web.person),
        build_seconds=built,
        median=statistics.median(ours) * 1000,
        p95=float(np.quantile(ours, 0.95)) * 1000,
        pagerank=statistics.median(peer) * 1000,
    )


def note(sentence: str) -> None:
    """Say on standard error what is being done."""
    print(f"{sentence} …", file=sys.stderr, flush=True)
