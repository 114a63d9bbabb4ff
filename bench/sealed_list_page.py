"""What the sealed-list bench shows: the table, the page and the plot."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bench import machine, one_call
from bench.drawing import draw_lines

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
KIBIBYTE: Final = 1 << 10
Row = tuple[int, float, float, int]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table, and how the time grows."""
    yield "| people | sealed and traced | plain | times longer | peak memory of the page |"
    yield "|---:|---:|---:|---:|---:|"
    for people, sealed, plain, peak in rows:
        yield (
            f"| {people:,} | {sealed * 1000:.1f} ms | {plain * 1000:.1f} ms | "
            f"{sealed / plain:.1f} | {peak / KIBIBYTE:,.0f} KiB |"
        )
    first, last = rows[0], rows[-1]
    yield ""
    yield (
        f"From {first[0]:,} to {last[0]:,} people, {last[0] // first[0]} times as many: "
        f"{last[1] / first[1]:.2f} times the time sealed, {last[2] / first[2]:.2f} times plain."
    )


_PAGE: Final = """\
# The price of a sealed list

A page of 50 people with ten sealed fields each: the trace is committed to the disk first, then the
keys are fetched in one query and unwrapped, then 500 fields are opened and written by a template.
The peer, measured in the same run and turn about, is the same page from a table in clear, with no
trace.

{lines}

![Milliseconds a page by number of people, sealed and plain](sealed-list.svg)

- **Time**: wall clock, median of {pages} pages at random places, in one process on SQLite with a
  write-ahead log and `synchronous=FULL`: the flush of the trace to the disk is in it.
- **Memory**: the most that Python held while one sealed page was made.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench sealed-list`.
"""


def write(day: date, lines: Sequence[str], rows: Sequence[Row], *, pages: int) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = _PAGE.format(
        lines="\n".join(lines), pages=pages, machine=machine.described(), day=day.isoformat()
    )
    draw_lines(
        FOLDER / "sealed-list.svg",
        {
            "sealed and traced": [(row[0], row[1] * 1000) for row in rows],
            "plain": [(row[0], row[2] * 1000) for row in rows],
        },
        title="A page of 50 people with ten fields each",
        across="people",
        up="milliseconds a page",
    )
    (FOLDER / "sealed-list.md").write_text(page, encoding="utf-8")
