"""`./clew bench linkage --growth`: seconds and memory of `clew resolve` from 10,000 records up."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from bench import linkage_growth_page
from bench.linkage import SEED, WORLDS, Row, make, measured

PEOPLE: Final = (5_000, 55_000, 550_000)
"""People of a world, of whom about twice as many records are made."""
_FIVE_MILLION: Final = 2_800_000
_QUICK: Final = (500, 1_000)
_BESIDE_FROM: Final = 50_000  # people; a peer that takes a second says nothing about growth
_NO_PEER_FROM: Final = 1_000_000


def run(day: date, quick: bool, *, five_million: bool) -> None:  # noqa: FBT001 -- as the other benches
    """Make all worlds, then measure, print, and write the page."""
    sizes = _QUICK if quick else (*PEOPLE, *((_FIVE_MILLION,) if five_million else ()))
    with tempfile.TemporaryDirectory() as folder:
        worlds = [
            (world, people, Path(folder) / f"{world}-{people}")
            for people in sizes
            for world in WORLDS
        ]
        for world, people, place in worlds:
            make(world, people, place)
        print(f"{len(worlds)} worlds are made; measuring begins", flush=True)
        rows: list[Row] = []
        for world, people, place in worlds:
            beside = quick or _BESIDE_FROM <= people < _NO_PEER_FROM
            rows.append(measured(world, people, place, beside=beside))
            print("\n".join(linkage_growth_page.table(rows)), flush=True)
    if not quick:
        linkage_growth_page.write(day, rows, seed=SEED)
