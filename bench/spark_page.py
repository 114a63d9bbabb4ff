"""What the bench of Spark shows: the table and the page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bench import machine
from bench.one_call import ROOT

if TYPE_CHECKING:
    from datetime import date

    from bench.spark import Row, Run

FOLDER: Final = ROOT / "docs" / "reference" / "benchmarks"
_GIBIBYTE: Final = 1 << 30


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        "| world | records | entities | pairs shown | entities the same | pairs the same "
        "| seconds, one machine | on Spark | memory, one machine | on Spark |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        cells = (
            row.world,
            f"{row.records:,}",
            f"{row.entities:,}",
            f"{row.pairs:,}",
            part(row.same_entities),
            part(row.same_pairs),
            f"{row.here.seconds:.0f}",
            f"{row.spark.seconds:.0f}",
            _memory(row.here),
            _memory(row.spark),
        )
        yield f"| {' | '.join(cells)} |"


def part(share: float) -> str:
    """Return a share in words; all but a few is never rounded up to all."""
    return "100 %" if share == 1 else f"{min(share * 100, 99.999):.3f} %"


def _memory(run: Run) -> str:
    return f"{run.peak_bytes / _GIBIBYTE:.2f} GiB"


_PAGE: Final = """\
# On many machines as on one: `clew resolve --engine spark`

Both engines read the same file in the same run, each in a process of its own.

{lines}

- **The same**: entities with the same name and the same records; pairs with the same probability,
  to the last bit, and the same reasons. Of all that either answer holds.
- **What it is for**: tables whose pairs one machine cannot weigh in time. On one machine Spark is
  slower, by its start and by reading records again wherever their pairs are; it was measured here
  as `local[2]`, on one machine, to show that the answers are equal and not how fast it is on
  many. It was not run on several machines.
- **Seconds**: the whole call, the start of Java included. **Memory**: the most of all processes of
  the call at one time (Java's, the workers' and ours), looked at every quarter second.
- **Worlds**: made up, seed {seed} ([made worlds](../made-worlds.md)).
- **Machine**: {machine}. {busy}
- **Measured on** {day}. To measure anew: `./clew spark`, then `./clew bench spark`.
"""


def write(day: date, rows: Sequence[Row], *, seed: int, load: float) -> None:
    """Write the page beside the other figures. `load` is that of the machine before."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = _PAGE.format(
        lines="\n".join(table(rows)),
        seed=seed,
        machine=machine.described(),
        busy=_busy(load),
        day=day.isoformat(),
    )
    (FOLDER / "spark.md").write_text(page, encoding="utf-8")


def _busy(load: float) -> str:
    told = f"Before it began {load:.1f} processes were at work there already"
    if load >= (os.cpu_count() or 1) / 2:
        return f"{told}: it was busy with other work, and the seconds are too many."
    return f"{told}; others may have come while it ran."
