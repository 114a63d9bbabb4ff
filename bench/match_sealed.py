"""`./clew bench match-sealed`: one record against a circle's sealed index of people.

The same tables as `bench match`, resolved once; then laid in bulk into the rows of a house, each
size and database in a process of its own. Measured are the question and the record that comes in
with the entities it touches grouped anew: with the trace that a house leaves, and the store alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench import machine
from bench.match_worlds import made
from bench.one_call import ROOT
from bench.peak import peak_bytes
from bench.postgresql import served

SIZES: Final = (6_000, 60_000, 600_000)  # people; records are 1.7 times as many
QUICK: Final = (6_000,)
LARGEST_ON_POSTGRESQL: Final = 60_000
_TEN: Final = 10
_ANY: Final = -1_000.0
_GIBIBYTE: Final = 1 << 30
_KEPT: Final = "CLEW_BENCH_MATCH"
_FOLDER: Final = ROOT / "docs" / "reference" / "benchmarks"


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the table of benches calls them alike
    """Measure, print, and write the page. CLEW_BENCH_MATCH names a folder that is kept."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as own:
        for people in QUICK if quick else SIZES:
            for database in ("SQLite", "PostgreSQL"):
                if database == "PostgreSQL" and people > LARGEST_ON_POSTGRESQL:
                    continue
                rows.append(_measured(people, Path(os.environ.get(_KEPT, own)), database))
                print("\n".join(table(rows)), flush=True)
    if not quick:
        page = _PAGE.format(
            lines="\n".join(table(rows)), machine=machine.described(), day=day.isoformat()
        )
        (_FOLDER / "match-sealed.md").write_text(page, encoding="utf-8")


def _measured(people: int, folder: Path, database: str) -> dict[str, Any]:
    asked = made(people, folder)
    out, told = folder / f"out-{people}", folder / f"asked-{people}.json"
    if not (out / "report.json").is_file():
        call = [sys.executable, "-m", "clew", "resolve", str(asked.base), "-o", str(out)]
        subprocess.run(call, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 -- our own command
    siblings = {record_id: sorted(others) for record_id, others in asked.siblings.items()}
    told.write_text(json.dumps({"held": asked.held, "siblings": siblings}), encoding="utf-8")
    with ExitStack() as stack:
        address = stack.enter_context(served()) if database == "PostgreSQL" else {}
        call = [sys.executable, "-m", "bench.match_sealed", str(out), str(told)]
        done = subprocess.run(  # noqa: S603 -- our own module
            call,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **address},
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "database": database}


def measured(out: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Return milliseconds, and the share of held records of whom a sibling was in the first ten."""
    from bench.match_sealed_rows import Laid  # noqa: PLC0415 -- after Django is set up

    laid = Laid(out)
    asking, alone, found, shown = [], [], 0, 0
    for row in given["held"]:
        siblings = given["siblings"][row["record_id"]]
        seconds, matches = laid.timed(partial(laid.ask, row))
        asking.append(seconds)
        shown += _has(matches[:_TEN], siblings)
        seconds, _ = laid.timed(partial(laid.ask_alone, row))
        alone.append(seconds)
        # Those that are too improbable to be shown are ranked too, as in `bench match`.
        _, ranked = laid.timed(partial(laid.ask_alone, row, least=_ANY))
        found += _has(ranked[:_TEN], siblings)
    coming = [laid.timed(partial(laid.add, row))[0] for row in given["held"]]
    many = len(given["held"])
    return {
        "records": laid.records,
        "laid": laid.seconds,
        "ask": _ranks(asking),
        "alone": _ranks(alone),
        "add": _ranks(coming),
        "recall": found / many,
        "recall_shown": shown / many,
        "file_bytes": laid.file_bytes,
        "peak_memory_bytes": peak_bytes(),
    }


def table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the lines of the table."""
    lines = [
        "| records | on | | p50 | p95 | most | recall@10 | rows on disk | peak memory |",
        "|---:|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        memory = f"{row['peak_memory_bytes'] / _GIBIBYTE:.2f} GiB"
        disk = f"{row['file_bytes'] / _GIBIBYTE:.2f} GiB"
        for what, name, more in (
            (
                "asked, with its trace",
                "ask",
                f"{row['recall_shown']:.3f} shown | {disk} | {memory}",
            ),
            ("the store alone", "alone", f"{row['recall']:.3f} | | "),
            ("came in and grouped, with its trace", "add", " | | "),
        ):
            ranks = " | ".join(f"{rank:.1f} ms" for rank in row[name])
            head = f"{row['records']:,} | {row['database']} | {what}"
            lines.append(f"| {head} | {ranks} | {more} |")
    return lines


def _has(matches: Any, siblings: list[str]) -> bool:  # noqa: ANN401 -- matches of an index
    return any(one in siblings for match in matches for one in match.record_ids)


def _ranks(seconds: list[float]) -> list[float]:
    return [float(np.quantile(seconds, share) * 1e3) for share in (0.5, 0.95, 1.0)]


_PAGE: Final = """\
# One record against a circle's sealed index

{lines}

- **Records, questions, recall**: those of [match](match.md), which asks the same answers open.
- **Sealed**: tokens under the circle's key say whom to compare; at most 200 records are opened for
  a question, compared and forgotten. **With its trace**: the events that say who asked and who was
  shown are on the disk before anything opens, and before anything is returned.
- **Came in**: a record with its keys and links, and the entities it touches, in one transaction.
- **The house** is one process with its keys unlocked; every question begins with an empty desk, so
  the circle's key is fetched and unwrapped anew.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench match-sealed`.
"""


def _open_house(folder: Path) -> None:
    """Make an empty house for this run alone."""
    os.environ |= {"CLEW_DATA": str(folder), "CLEW_MODE": "real"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "clew.site.settings"
    import django  # noqa: PLC0415 -- reads the environment set above

    from clew.site import house  # noqa: PLC0415 -- the same

    house.make_folders(house.here())
    django.setup()
    house.bring_up_to_date()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as own_house:
        _open_house(Path(own_house))
        questions = json.loads(Path(sys.argv[2]).read_text("utf-8"))
        print(json.dumps(measured(Path(sys.argv[1]), questions)))
