"""What the bench of `clew resolve` shows: the table, the page and the plot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bench import machine
from bench.drawing import draw_lines
from bench.one_call import ROOT

if TYPE_CHECKING:
    from datetime import date

    from bench.linkage import Row, Score

FOLDER: Final = ROOT / "docs" / "reference" / "benchmarks"
_GIBIBYTE: Final = 1 << 30


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        "| world, people | records | by | cluster P | R | F1 | share of the ceiling "
        "| pair recall at P .99 | seconds | peak memory |"
    )
    yield "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|"
    yield from by_program(rows, _line)


def by_program(rows: Sequence[Row], line: Callable[[Row, str, Score], str]) -> Iterator[str]:
    """Yield a line for what each program did, one below the other."""
    for row in rows:
        yield line(row, "Clew", row.ours)
        if row.peer:
            yield line(row, "Splink 5", row.peer)


def gibibytes(score: Score) -> str:
    """Return the peak of memory in words."""
    return f"{score.peak_bytes / _GIBIBYTE:.2f} GiB"


def _line(row: Row, by: str, score: Score) -> str:
    cells = (
        f"{row.world}, {row.people:,}",
        f"{row.records:,}",
        by,
        f"{score.precision:.3f}",
        f"{score.recall:.3f}",
        f"{score.f1:.3f}",
        f"{score.f1 / row.ceiling_f1:.0%}",
        f"{score.recall_at_99:.3f}",
        f"{score.seconds:.1f}",
        gibibytes(score),
    )
    return f"| {' | '.join(cells)} |"


_PAGE: Final = """\
# Who is who: `clew resolve` beside plain Splink 5

Both read the same file in the same run, each in a process of its own. Splink is set up as its
guide shows it (`bench/plain_splink.py`): wide blocking, term frequencies, EM capped by `max_pairs`.

{lines}

![Seconds by number of records](linkage.svg)

- **Worlds**: made up, by two people who did not see each other's code
  ([made worlds](../made-worlds.md)), seed {seed}. Nothing was tuned to either: weights and
  thresholds come from the records. While this was written, both were looked at to see what goes
  wrong; the remedies are general (namesakes, twins, common dates). The figures are not blind.
- **Clusters**: pairs of records within one entity beside the truth. Ours at the threshold that it
  sets itself; Splink's at the weight from 0 to 14 that the truth shows to be best for it.
- **Pair recall**: the share of all true pairs in the longest list of pairs that is 99 % right.
- **Ceiling**: what somebody finds who knows what was damaged and joins only what is certain. Who
  adds up weaker signs can pass it.
- **Historical figures**: the same beside Splink's own lesson on its own data, in
  [a page of its own](linkage-history.md).
- **Seconds**: from reading the file to having written the answer; the index of keys, the reasons in
  words and the report are in ours and not in the peer's.
- **Machine**: {machine}. A virtual one, whose owner has other guests: trust ratios, not seconds.
- **Measured on** {day}. To measure anew: `./clew bench linkage`.
"""


def write(day: date, rows: Sequence[Row], *, seed: int) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw_lines(
        FOLDER / "linkage.svg",
        {
            "Clew": _by_size(rows, ours=True),
            "Splink 5": _by_size(rows, ours=False),
        },
        title="Resolving made worlds (the first)",
        across="records",
        up="seconds",
    )
    page = _PAGE.format(
        lines="\n".join(table(rows)),
        seed=seed,
        machine=machine.described(),
        day=day.isoformat(),
    )
    (FOLDER / "linkage.md").write_text(page, encoding="utf-8")


def _by_size(rows: Sequence[Row], *, ours: bool) -> list[tuple[int, float]]:
    first = [row for row in rows if row.world == "first"]
    scores = [(row.records, row.ours if ours else row.peer) for row in first]
    return [(records, score.seconds) for records, score in scores if score]
