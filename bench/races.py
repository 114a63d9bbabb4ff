"""A thousand races of a withdrawal against a release, on both databases, with the guard off too."""

import json
import os
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, Final

from bench import machine, one_call
from bench.postgresql import served

ROUNDS: Final = 1_000
QUICK: Final = 40
_PAGE: Final = one_call.ROOT / "docs" / "reference" / "benchmarks" / "races.md"
_WORDS: Final = """\
# Withdrawal against release

One thread takes a yes back while another hands over what rests on it; both start at one barrier.
Which was first is read from the chain of events. *Released after* must be 0: a release was either
first and is recalled, or it is stopped; *readable* counts copies that are left though the yes is
gone. The last column counts releases after the withdrawal with the check in the final transaction
off, and shows that the race is a real one.

{lines}

- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench races`.
"""


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Run them, print the table and, unless `quick`, write the page."""
    lines = [
        "| database | races | recalled | stopped | released after | readable | per s | control |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, house in (("SQLite", nullcontext({})), ("PostgreSQL", served())):
        lines.append(_row(name, _raced(house, QUICK if quick else ROUNDS)))
    print("\n".join(lines))
    if not quick:
        said = _WORDS.format(lines="\n".join(lines), machine=machine.described(), day=day)
        _PAGE.write_text(said, encoding="utf-8")


def _raced(house: AbstractContextManager[dict[str, str]], rounds: int) -> dict[str, Any]:
    """Race in a process of its own: a process knows one house."""
    with house as more:
        call = [sys.executable, "-m", "bench.racing", str(rounds)]
        env = {**os.environ, **more}
        pipe = subprocess.PIPE
        done = subprocess.run(call, env=env, check=True, stdout=pipe, text=True)  # noqa: S603 -- our own command
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _row(name: str, found: dict[str, Any]) -> str:
    held, control = found["guarded"], found["control"]
    pace = held["races"] / held["seconds"]
    return (
        f"| {name} | {held['races']:,} | {held['recalled']:,} | {held['stopped']:,} | "
        f"{held['after']} | {held['still_readable']} | {pace:.0f} | "
        f"{control['after']} of {control['races']} |"
    )
