"""Verifying chains of ten thousand to a million events, plainly and deep, with the memory it took.

The peer, in the same run: SHA-256 over the same bytes alone, with no chain read, no counts and no
columns, which is the least that any chain costs.
"""

import hashlib
import sys
import tempfile
import time
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Final

from bench.audit_reads import open_house
from bench.machine import described
from bench.made_up_events import write_many

SIZES: Final = (10_000, 100_000, 1_000_000)
QUICK: Final = (500, 1_000, 2_000)
PAGE: Final = Path(__file__).parents[1] / "docs/reference/benchmarks/verify.md"


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page."""
    lines = [
        "| events | verify | deep | bare digests | peak memory | deep |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        open_house(Path(folder))
        there = 0
        for size in QUICK if quick else SIZES:
            print(f"{size:,} events …", file=sys.stderr, flush=True)
            write_many(size - there)
            there = size
            lines.append(_row(size))
    print("\n".join(lines))
    if not quick:
        PAGE.write_text(_page(day, lines), encoding="utf-8")


def _row(size: int) -> str:
    plain, deep = _seconds(deep=False), _seconds(deep=True)
    cells = [f"{size / took:,.0f}/s" for took in (plain, deep, _bare())]
    small = min(size, 100_000)
    memory = [_peak(deep=False), _peak(deep=True)] if size == small else []
    shown = [f"{peak / 2**20:.0f} MiB" for peak in memory] or ["not traced", "not traced"]
    return f"| {size:,} | {' | '.join(cells + shown)} |"


def _seconds(*, deep: bool) -> float:
    began = time.perf_counter()
    _verify(deep=deep)
    return time.perf_counter() - began


def _peak(*, deep: bool) -> int:
    tracemalloc.start()
    _verify(deep=deep)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _verify(*, deep: bool) -> None:
    from clew.ground.audit import whole  # noqa: PLC0415 -- after Django is set up

    if whole.verified(whole.kept_heads(), deep=deep).broken_at is not None:
        msg = "a chain that is not whole was measured"
        raise AssertionError(msg)


def _bare() -> float:
    from clew.ground.audit import queries  # noqa: PLC0415 -- after Django is set up

    began = time.perf_counter()
    for _, body, digest in queries.chain():
        hashlib.sha256(body + digest).digest()
    return time.perf_counter() - began


def _page(day: date, lines: list[str]) -> str:
    return "\n".join(
        [
            "# How fast a chain is verified",
            "",
            (__doc__ or "").strip(),
            "",
            *lines,
            "",
            "- **Memory**: the most that Python held: a count for each person, and no event.",
            f"- **Machine**: {described()}.",
            f"- **Measured on** {day.isoformat()}. To measure anew: `./clew bench verify`.",
            "",
        ]
    )
