"""A backup and a drill by one command each, beside plain tar and sums of the same bytes.

`clew backup` copies both databases, seals, reads back and opens again; `clew drill` restores on
trial, compares every sum and every number of rows, goes through the whole chain, and opens a sample
of everything that is sealed. The peer packs the same house with `tar`, sums it, unpacks it and sums
every file again: bytes only, unsealed, and nothing of what they mean.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench import drill_page, filling, houses
from bench.houses import CLEW, House

SIZES: Final = (100, 1_000, 10_000)  # cases
QUICK: Final = (20, 40)
BYTES_A_CASE: Final = 200_000  # one sealed file


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one size. Seconds by the wall clock, memory of the largest process."""

    cases: int
    bytes_of_files: int
    bytes_of_databases: int
    rows: int
    events: int
    backup: float
    again: float  # a second backup: nothing but the databases is new
    drill: float
    steps: dict[str, float]
    packed: float
    unpacked: float
    backup_memory: int
    drill_memory: int


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the tables and, unless `quick`, write the page and the plot."""
    rows = [measured(size) for size in (QUICK if quick else SIZES)]
    lines = list(drill_page.tables(rows))
    print("\n".join(lines))
    if not quick:
        drill_page.write(day, lines, rows)


def measured(cases: int) -> Row:
    """Make a house of so many cases, back it up, drill, and let the peer do its part."""
    with tempfile.TemporaryDirectory(prefix="clew-drill-") as place:
        folder = Path(place)
        house = houses.make(folder / "house", {})
        print(f"{cases:,} cases …", file=sys.stderr, flush=True)
        houses.filled(house, max(cases // filling.CASELOAD, 1), min(cases, filling.CASELOAD))
        add_files(house.folder / "files", cases)
        held = _bytes_in(house.folder / "db") + _bytes_in(house.folder / "keyring")
        to_back_up = ("backup", str(folder / "backups"), "--data", str(house.folder), "--json")
        backup, backup_memory, _ = _called(house, to_back_up)
        time.sleep(1.1)  # an archive is named by its second
        again, _, _ = _called(house, to_back_up)
        drill, drill_memory, said = _called(
            house, ("drill", str(folder / "backups"), "--data", str(house.folder), "--json")
        )
        proved = json.loads(said)
        check(proved, cases)
        packed, unpacked = _peer(house.folder, folder)
        return Row(
            cases, cases * BYTES_A_CASE, held, proved["rows"],
            int(proved["head"].partition(":")[0]), backup, again, drill, proved["steps"],
            packed, unpacked, backup_memory, drill_memory,
        )  # fmt: skip


def check(proved: dict[str, object], cases: int) -> None:
    """Stop the bench where the drill has proved less than there is."""
    if proved["files"] != cases or not proved["chain"] or not proved["opened"]:
        msg = f"the drill proved only {proved}"
        raise AssertionError(msg)


def add_files(folder: Path, many: int) -> None:
    """Add sealed files, each under its sum. What is sealed looks like bytes by chance."""
    dice = random.Random(7)
    for _ in range(many):
        held = dice.randbytes(BYTES_A_CASE)
        digest = hashlib.sha256(held).hexdigest()
        path = folder / digest[:2] / digest
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(held)


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _called(house: House, words: Sequence[str]) -> tuple[float, int, str]:
    """Call one command of Clew. Returns seconds, the most memory, and what it printed.

    The memory is that of its largest process: a drill restores in a process of its own.
    """
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [*CLEW, *words], env=house.settings, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None  # noqa: S101 -- opened above
    with process.stdout as printed:
        said = printed.read()
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"clew {words[0]} left with {process.returncode}"
        raise AssertionError(msg)
    return took, used.ru_maxrss << 10, said


def _peer(house: Path, folder: Path) -> tuple[float, float]:
    """Pack the house with tar and sum it; unpack it and sum every file again."""
    tar, packed, target = shutil.which("tar") or "tar", folder / "house.tar", folder / "untarred"
    target.mkdir()
    began = time.perf_counter()
    sums = {path: sum_of(path) for path in house.rglob("*") if path.is_file()}
    subprocess.run([tar, "-cf", str(packed), "-C", str(house), "."], check=True)  # noqa: S603 -- the system's tar
    whole = sum_of(packed)
    middle = time.perf_counter()
    if sum_of(packed) != whole:
        msg = "the tar changed"
        raise AssertionError(msg)
    subprocess.run([tar, "-xf", str(packed), "-C", str(target)], check=True)  # noqa: S603 -- the same
    for path, digest in sums.items():
        if sum_of(target / path.relative_to(house)) != digest:
            msg = "a file came out of the tar as another"
            raise AssertionError(msg)
    return middle - began, time.perf_counter() - middle


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
