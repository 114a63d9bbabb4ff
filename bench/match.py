"""`./clew bench match`: one record at a time against a standing index, beside Splink 5.

Each size in a process of its own. Measured are the question, and the record that comes in with the
entities it touches grouped anew; then whether any order of arrival gives the answer of all at once.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench import match_page
from bench.match_worlds import made
from bench.one_call import ROOT

SIZES: Final = (6_000, 60_000, 600_000)  # people; records are 1.7 times as many
QUICK: Final = (6_000,)
LARGEST_FOR_ORDERS: Final = 60_000
ORDERS: Final = 3
_KEPT: Final = "CLEW_BENCH_MATCH"


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the table of benches calls them alike
    """Measure, print, and write the page.

    With CLEW_BENCH_MATCH a folder is kept between runs: the largest index takes minutes to make.
    """
    kept = os.environ.get(_KEPT)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as own:
        for people in QUICK if quick else SIZES:
            rows.append(_measured(people, Path(kept or own)))
            print("\n".join(match_page.tables(rows)), flush=True)
    if not quick:
        match_page.write(day, rows)


def _measured(people: int, folder: Path) -> dict[str, Any]:
    asked = made(people, folder)
    out = folder / f"out-{people}"
    if not (out / "report.json").is_file():
        _python("-m", "clew", "resolve", str(asked.base), "-o", str(out))
    siblings = {record_id: sorted(others) for record_id, others in asked.siblings.items()}
    given = json.dumps({"held": asked.held, "siblings": siblings})
    (folder / f"asked-{people}.json").write_text(given, encoding="utf-8")
    where = (str(asked.base), str(out), str(folder / f"asked-{people}.json"))
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    row: dict[str, Any] = {"records": report["records"], "ours": _told("bench.match_ours", *where)}
    row["peer"] = _told("bench.match_peer", *where)
    row["cold"] = _told("bench.match_cold", *where)
    if people <= LARGEST_FOR_ORDERS:
        row["orders"] = _told("bench.match_orders", *where, str(ORDERS))
    return row


def _told(module: str, *words: str) -> Any:  # noqa: ANN401 -- whatever a module prints as JSON
    return json.loads(_python("-m", module, *words).splitlines()[-1])


def _python(*words: str) -> str:
    call = [sys.executable, *words]
    done = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 -- our own modules
    return done.stdout
