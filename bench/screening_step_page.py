"""What the bench of an interview step shows: the table, the page and the plot."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bench import machine, one_call
from bench.drawing import draw_lines
from bench.screening_step import SET, TALKS, Row, median, percentile

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
WANTED_MS: Final = 50
_MEBIBYTE: Final = 1 << 20
_KIBIBYTE: Final = 1 << 10


def table(rows: Sequence[Row]) -> list[str]:
    """Return the lines of the table, and whether what is wanted was met."""
    lines = [
        "| screenings stored | page | p50 | p95 | p99 | memory of the page | of the process |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        kinds = {
            "a step, signed in": row.step,
            "a step, not signed in": row.alone,
            "kept for later": row.later,
            "history of ten talks": row.history,
        }
        for place, (name, times) in enumerate(kinds.items()):
            size = f"{row.screenings:,}" if place == 0 else ""
            page = f"{row.page_bytes / _KIBIBYTE:,.0f} KiB" if place == 0 else ""
            process = f"{row.peak_bytes / _MEBIBYTE:,.0f} MiB" if place == 0 else ""
            shares = " | ".join(
                f"{value:.1f} ms"
                for value in (median(times), percentile(times, 0.95), percentile(times, 0.99))
            )
            lines.append(f"| {size} | {name} | {shares} | {page} | {process} |")
    last = rows[-1]
    reached = percentile(last.step, 0.95)
    met = "met" if reached < WANTED_MS else "missed"
    lines += [
        "",
        f"Wanted at {last.screenings:,} screenings: p95 of a step under {WANTED_MS} ms.",
        f"Measured: {reached:.1f} ms, {met}.",
    ]
    return lines


_PAGE: Final = """\
# One step of a screening interview

The time of the server from a pressed *Save and go on* to the next question, while many screenings
are stored. The page carries half of the answers of {set}, each with words.

{lines}

![Milliseconds a step by number of screenings stored](screening-step.svg)

- **Time**: wall clock, {steps} pages of each kind, turn about, in one process on SQLite with a
  write-ahead log and `synchronous=FULL`; the network and the browser are not in it.
- **Kept for later** seals the talk and flushes its trace to the disk. **History** opens {talks}
  talks of one person, with a trace.
- **Memory**: the most that Python held while one step was made; the most the process ever held,
  the filling of the database included.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench screening-step`.
"""


def write(day: date, lines: Sequence[str], rows: Sequence[Row], *, steps: int) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw_lines(
        FOLDER / "screening-step.svg",
        {
            "signed in, p95": [(row.screenings, percentile(row.step, 0.95)) for row in rows],
            "not signed in, p95": [(row.screenings, percentile(row.alone, 0.95)) for row in rows],
        },
        title="One step of a screening interview",
        across="screenings stored",
        up="milliseconds a step",
    )
    page = _PAGE.format(
        set=SET, lines="\n".join(lines), steps=steps, talks=TALKS, machine=machine.described(),
        day=day.isoformat(),
    )  # fmt: skip
    (FOLDER / "screening-step.md").write_text(page, encoding="utf-8")
