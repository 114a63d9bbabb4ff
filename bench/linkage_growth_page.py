"""What the bench of growth shows: the table, the exponents, the page and the plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from bench import machine
from bench.drawing import draw_lines
from bench.linkage_page import FOLDER, by_program, gibibytes

if TYPE_CHECKING:
    from datetime import date

    from bench.linkage import Row, Score

_FEWEST: Final = 2


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        "| world | records | by | seconds | records a second | peak memory | bytes a record "
        "| cluster F1 | pair recall at P .99 |"
    )
    yield "|---|---:|---|---:|---:|---:|---:|---:|---:|"
    yield from by_program(rows, _line)


def _line(row: Row, by: str, score: Score) -> str:
    cells = (
        row.world,
        f"{row.records:,}",
        by,
        f"{score.seconds:.1f}",
        f"{row.records / score.seconds:,.0f}",
        gibibytes(score),
        f"{score.peak_bytes / row.records:,.0f}",
        f"{score.f1:.3f}",
        f"{score.recall_at_99:.3f}",
    )
    return f"| {' | '.join(cells)} |"


def exponents(rows: Sequence[Row]) -> Iterator[str]:
    """Yield for each world by what power of the records seconds and memory grow, step by step."""
    yield "| world | from records | to records | seconds grow by the power | memory by the power |"
    yield "|---|---:|---:|---:|---:|"
    for world in dict.fromkeys(row.world for row in rows):
        mine = [row for row in rows if row.world == world]
        for one, two in pairwise(mine):
            step = np.log(two.records / one.records)
            seconds = np.log(two.ours.seconds / one.ours.seconds) / step
            memory = np.log(two.ours.peak_bytes / one.ours.peak_bytes) / step
            cells = (world, f"{one.records:,}", f"{two.records:,}")
            yield f"| {' | '.join(cells)} | {seconds:.2f} | {memory:.2f} |"


_PAGE: Final = """\
# How `clew resolve` grows

Two made worlds at growing sizes; plain Splink 5 beside it at the larger ones, on the same file in
the same run, each in a process of its own (`bench/plain_splink.py`; EM capped by `max_pairs`).

{lines}

A power of 1 is linear: twice the records, twice the seconds.

{powers}

![Seconds by number of records](linkage-growth.svg)

- **Worlds**: made up, by two people who did not see each other's code
  ([made worlds](../made-worlds.md)), seed {seed}.
- **Cluster F1 and pair recall** are told as in [who is who](linkage.md): ours at its own threshold,
  Splink's clusters at the weight that the truth shows to be best for it.
- **Seconds**: from reading the file to having written the answer; index, reasons in words and
  report are in ours and not in the peer's. **Memory** is the most that the process held.
- **Machine**: {machine}. A virtual one, whose owner has other guests: trust ratios, not seconds.
- **Measured on** {day}. To measure anew: `./clew bench linkage --growth`, with `--five-million` for
  one size more.
"""


def write(day: date, rows: Sequence[Row], *, seed: int) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    first = [row for row in rows if row.world == rows[0].world]
    lines = {
        "Clew": [(row.records, row.ours.seconds) for row in first],
        "Splink 5": [(row.records, row.peer.seconds) for row in first if row.peer],
    }
    draw_lines(
        FOLDER / "linkage-growth.svg",
        {name: points for name, points in lines.items() if len(points) >= _FEWEST},
        title=f"Resolving made worlds (the {rows[0].world})",
        across="records",
        up="seconds",
    )
    page = _PAGE.format(
        lines="\n".join(table(rows)),
        powers="\n".join(exponents(rows)),
        seed=seed,
        machine=machine.described(),
        day=day.isoformat(),
    )
    (FOLDER / "linkage-growth.md").write_text(page, encoding="utf-8")
