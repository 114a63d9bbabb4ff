"""What the bench of `clew classify` shows: the table, the page and the plot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bench import machine, one_call
from bench.drawing import draw_lines
from bench.made_up_facts import SEED

PEER: Final = "the bare decision table without reasons"
FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured for one number of documents. Seconds are medians of processor time."""

    documents: int
    seconds: float
    bare_seconds: float
    peak_bytes: int

    @property
    def ratio(self) -> float:
        """How many times longer reasons take."""
        return self.seconds / self.bare_seconds


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table, and how time and memory grow."""
    yield "| documents | with reasons | a second | bare table | times longer | peak memory |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        cells = (
            f"{row.documents:,}",
            f"{row.seconds:.3f} s",
            f"{row.documents / row.seconds:,.0f}",
            f"{row.bare_seconds:.3f} s",
            f"{row.ratio:.1f}",
            f"{row.peak_bytes / MEBIBYTE:.0f} MiB",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    first, last = rows[0], rows[-1]
    yield (
        f"From {first.documents:,} to {last.documents:,} documents, "
        f"{last.documents / first.documents:.0f} times as many: "
        f"{last.seconds / first.seconds:.1f} times the time, "
        f"{last.peak_bytes / first.peak_bytes:.1f} times the memory."
    )


_PAGE: Final = """\
# The price of reasons

`clew classify` returns for every element a finding, its reason and its articles, then what follows
and what to ask next. The peer, measured in the same run, is *{peer}*: it reads the same law,
reaches the same conclusion (every one is compared), and says nothing more.

{lines}

![Seconds by number of documents, with reasons and without](classify.svg)

- **Facts**: made up, seed {seed}; most of them not known, over every jurisdiction and every law in
  our data. See `bench/made_up_facts.py`.
- **Time**: processor time in one process, median of {runs} runs. What is remembered between
  documents is forgotten before each run; the law itself is read once, beforehand. Reading the
  documents from a file is not in it.
- **Memory**: the most that Python held while keeping all answers, as the command does, without the
  documents themselves.
- **One document**: the whole call, from starting Python to the last line, children included. What
  Python keeps compiled was compiled by one call before.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench classify`.
"""


def write(day: date, lines: Sequence[str], rows: Sequence[Row], *, runs: int) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = _PAGE.format(
        peer=PEER,
        lines="\n".join(lines),
        seed=SEED,
        runs=runs,
        machine=machine.described(),
        day=day.isoformat(),
    )
    draw_lines(
        FOLDER / "classify.svg",
        {
            "with reasons": [(row.documents, row.seconds) for row in rows],
            "bare table": [(row.documents, row.bare_seconds) for row in rows],
        },
        title="Classifying made-up facts, with and without reasons",
        across="documents",
        up="seconds of processor time",
    )
    (FOLDER / "classify.md").write_text(page, encoding="utf-8")
