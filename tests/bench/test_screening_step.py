"""The bench of an interview step: what it shows, and a small run of the real thing."""

import json
import subprocess
import sys
from pathlib import Path

from bench.screening_step import Row, percentile
from bench.screening_step_page import table

ROOT = Path(__file__).resolve().parents[2]
_SMALL = """
import json
from bench.screening_step import measured
rows = measured((10, 20), 2)
found = [[row.screenings, len(row.step), len(row.later), min(row.history)] for row in rows]
print(json.dumps(found))
"""


def test_the_table_says_whether_what_is_wanted_was_met() -> None:
    fast = Row(1_000, (1.0, 2.0), (1.0, 1.0), (3.0, 4.0), (5.0, 6.0), 1 << 20, 1 << 30)
    slow = Row(100_000, (60.0, 70.0), (1.0, 1.0), (3.0, 4.0), (5.0, 6.0), 1 << 20, 1 << 30)
    lines = table([fast])
    assert lines[2] == (
        "| 1,000 | a step, signed in | 1.5 ms | 2.0 ms | 2.0 ms | 1,024 KiB | 1,024 MiB |"
    )
    assert lines[-1].endswith("Measured: 2.0 ms, met.")
    assert table([fast, slow])[-1].endswith("Measured: 70.0 ms, missed.")
    assert len({line.count("|") for line in lines[:6]}) == 1


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([float(value) for value in range(100)], 0.95) == 95
    assert percentile([7.0], 0.99) == 7


def test_a_small_run_measures_pages_that_are_the_pages() -> None:
    # In a process of its own: the bench opens a house of its own.
    done = subprocess.run(
        [sys.executable, "-c", _SMALL], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    rows = json.loads(done.stdout.splitlines()[-1])
    assert [row[:3] for row in rows] == [[10, 2, 2], [20, 2, 2]]
    assert all(row[3] > 0 for row in rows)
