"""Two hundred people at work on one served house on PostgreSQL, sealing and trace on.

They come by locust from the same machine, over connections that stay open as a browser's do. What
they wait for is measured at their side, queueing included.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import psutil

from bench import filling, houses, load_page, postgresql
from bench.houses import House, Served

PEOPLE: Final = 200
SECONDS: Final = 300
QUICK_PEOPLE: Final = 10
QUICK_SECONDS: Final = 15
THINKS: Final = (5, 15)  # seconds between two pages: at the least, at the most
COMING: Final = 15  # seconds over which they sit down, left out of what is measured
_AT_WORK: Final = Path(__file__).with_name("at_work.py")


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it: every request, and what the house took."""

    samples: list[dict[str, Any]]
    people: int
    seconds: float
    coming: int  # the seconds before them, in which people sat down
    processor: float  # of one processor, the house alone
    memory: int  # bytes, the most the house held
    chain: str  # what verifying the chain said afterwards


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page and the plot."""
    people, seconds = (QUICK_PEOPLE, QUICK_SECONDS) if quick else (PEOPLE, SECONDS)
    with postgresql.served() as urls:
        measured = measure(urls, people, seconds)
    lines = list(load_page.table(measured))
    print("\n".join(lines))
    if not quick:
        load_page.write(day, lines, measured)
    check(measured)


def check(measured: Measured) -> None:
    """Stop the bench where somebody was answered with an error, or the trace is not whole."""
    wrong = sorted({f"{one['page']}: {one['wrong']}" for one in measured.samples if one["wrong"]})
    if wrong or not measured.samples or "all as they were written" not in measured.chain:
        msg = f"not every page was answered: {wrong or measured.chain}"
        raise AssertionError(msg)


def measure(urls: Mapping[str, str], people: int, seconds: int) -> Measured:
    """Make a house, fill it, and let so many people work in it for so long."""
    with tempfile.TemporaryDirectory(prefix="clew-load-") as folder:
        house = houses.make(Path(folder) / "house", urls)
        print(f"{people * filling.CASELOAD:,} cases …", file=sys.stderr, flush=True)
        who = houses.filled(house, people, filling.CASELOAD)
        served = houses.serve(house)
        try:
            seen = psutil.Process(served.process.pid)
            before = sum(seen.cpu_times()[:2])
            samples = _worked(house, served, who, seconds)
            processor = (sum(seen.cpu_times()[:2]) - before) / (seconds + COMING)
            memory = _most_memory(seen)
        finally:
            served.stop()
        chain = house.call("audit", "verify", "--deep").strip()
        begin = min(one["at"] for one in samples) + COMING
        kept = [one | {"at": one["at"] - begin} for one in samples if one["at"] >= begin]
        return Measured(kept, people, seconds, COMING, processor, memory, chain)


def _worked(
    house: House, served: Served, who: list[dict[str, Any]], seconds: int
) -> list[dict[str, Any]]:
    """Let locust send them in, in a process of its own."""
    names, samples = house.folder.with_name("people.json"), house.folder.with_name("samples.json")
    names.write_text(json.dumps(who), encoding="utf-8")
    more = {
        "AT_WORK_PEOPLE": str(names),
        "AT_WORK_SAMPLES": str(samples),
        "AT_WORK_THINKS": "-".join(map(str, THINKS)),
    }
    subprocess.run(  # noqa: S603 -- our own command
        [
            sys.executable, "-m", "locust", "-f", str(_AT_WORK), "--headless", "--only-summary",
            "--users", str(len(who)), "--spawn-rate", str(max(len(who) // COMING, 1)),
            "--run-time", f"{seconds + COMING}s", "--host", f"http://localhost:{served.port}",
            "--loglevel", "ERROR", "--exit-code-on-error", "0",
        ],
        env=house.settings | more, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(samples.read_text(encoding="utf-8"))
    return found


def _most_memory(seen: psutil.Process) -> int:
    """Return the most memory a process held; what it holds now where the system keeps no record."""
    try:
        status = Path(f"/proc/{seen.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return int(seen.memory_info().rss)
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) << 10
