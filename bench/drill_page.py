"""What the bench of the drill shows: two tables, the page and the plot."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bench import machine, one_call
from bench.drawing import draw_lines

if TYPE_CHECKING:
    from bench.drill import Row

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
WANTED_SECONDS: Final = 300
_MEGABYTE: Final = 1_000_000
_MEBIBYTE: Final = 1 << 20
_STEPS: Final = {
    "unpacked": "opened, every sum",
    "databases": "databases whole, rows counted",
    "erasures": "erasures replayed",
    "chain": "chain, deep",
    "sample": "sample opened",
}


def tables(rows: Sequence["Row"]) -> Iterator[str]:
    """Yield the lines of both tables, and how the largest drill went."""
    yield (
        "| cases | files | databases | rows | backup | once more | **drill** | memory, backup "
        "| drill | tar and sums | untar and sums |"
    )
    yield f"|{'---:|' * 11}"
    for row in rows:
        cells = (
            f"{row.cases:,}", _megabytes(row.bytes_of_files), _megabytes(row.bytes_of_databases),
            f"{row.rows:,}", _seconds(row.backup), _seconds(row.again),
            f"**{_seconds(row.drill)}**",
            f"{row.backup_memory / _MEBIBYTE:.0f} MiB", f"{row.drill_memory / _MEBIBYTE:.0f} MiB",
            _seconds(row.packed), _seconds(row.unpacked),
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield f"| cases | events | {' | '.join(_STEPS.values())} | starting Python |"
    yield f"|{'---:|' * (len(_STEPS) + 3)}"
    for row in rows:
        steps = [_seconds(row.steps[name]) for name in _STEPS]
        rest = row.drill - sum(row.steps.values())
        yield f"| {row.cases:,} | {row.events:,} | {' | '.join(steps)} | {_seconds(rest)} |"
    yield ""
    last = rows[-1]
    said = "reached" if last.drill <= WANTED_SECONDS else "**not reached**"
    yield (
        f"Wanted: a drill of {last.cases:,} cases and {_megabytes(last.bytes_of_files)} of files "
        f"within {WANTED_SECONDS // 60} minutes by one command; {said}, {_seconds(last.drill)}."
    )


def _megabytes(many: int) -> str:
    return f"{many / _MEGABYTE:,.0f} MB"


def _seconds(many: float) -> str:
    return f"{many:,.1f} s"


_PAGE: Final = """\
# A backup that was restored

A house on SQLite with made-up cases and one sealed file of 200 kB a case. `clew backup` copies both
databases at one moment and every file that is new, seals them, reads everything back from the disk,
opens it again and compares. `clew drill` is one command: it restores on trial in a process of its
own, compares every sum and every number of rows, goes through the whole chain, opens a sample of
everything that is sealed, and removes it all. The peer, in the same run, sums the same folder,
packs it with `tar`, sums that, unpacks it and sums every file again: unsealed, and nothing of what
the bytes mean.

{lines}

![Seconds by number of cases: drill, and untar with sums](drill.svg)

- **Once more**: a second backup, when no file is new.
- **Time**: wall clock of the whole command, Python's start included: a drill starts it three times.
  What was just written is partly still in the memory of the system, for both alike.
- **Memory**: the most that its largest process held.
- **Files**: bytes by chance, as what is sealed looks.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench drill`.
"""


def write(day: date, lines: Sequence[str], rows: Sequence["Row"]) -> None:
    """Write the page and its plot beside the other figures."""
    draw_lines(
        FOLDER / "drill.svg",
        {
            "clew drill": [(row.cases, row.drill) for row in rows],
            "untar and sums": [(row.cases, row.unpacked) for row in rows],
        },
        title="Restoring on trial, and proving it",
        across="cases",
        up="seconds",
    )
    page = _PAGE.format(lines="\n".join(lines), machine=machine.described(), day=day.isoformat())
    (FOLDER / "drill.md").write_text(page, encoding="utf-8")
