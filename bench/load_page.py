"""What the bench of load shows: the table, the page and the plot of latency over time."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bench import machine, one_call
from bench.drawing import draw_lines

if TYPE_CHECKING:
    from bench.load import Measured

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
# What people wait for without noticing that they wait, and what they forgive after a press.
WANTED: Final = {"read": 400, "write": 800}  # milliseconds, of 95 in 100
_WINDOW: Final = 20  # seconds of one dot
_MEBIBYTE: Final = 1 << 20


def table(measured: "Measured") -> Iterator[str]:
    """Yield the lines of the table, and what they come to."""
    yield "| page | kind | requests | median | 95 of 100 within | 99 of 100 | errors |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for kind in WANTED:
        of_kind = [one for one in measured.samples if one["kind"] == kind]
        for page in sorted({one["page"] for one in of_kind}):
            yield _row(page, kind, [one for one in of_kind if one["page"] == page])
        yield _row(f"**every {kind}**", kind, of_kind)
    yield ""
    many = len(measured.samples)
    yield (
        f"{measured.people:,} people, {many:,} requests in {measured.seconds:,.0f} s: "
        f"{many / measured.seconds:.1f} a second. The house took {measured.processor:.0%} of one "
        f"processor and {measured.memory / _MEBIBYTE:.0f} MiB at most. Afterwards: "
        f"{measured.chain.partition(' Head ')[0]}"
    )
    for kind, wanted in WANTED.items():
        took = _within([one["ms"] for one in measured.samples if one["kind"] == kind], 0.95)
        said = "reached" if took <= wanted else "**not reached**"
        yield f"Wanted of a {kind}: 95 of 100 within {wanted} ms; {said} ({took:.0f} ms)."


def _row(page: str, kind: str, samples: Sequence[dict[str, Any]]) -> str:
    took = [one["ms"] for one in samples]
    cells = [f"{_within(took, share):.0f} ms" for share in (0.5, 0.95, 0.99)]
    errors = sum(bool(one["wrong"]) for one in samples)
    return f"| {page} | {kind} | {len(samples):,} | {' | '.join(cells)} | {errors} |"


def _within(took: Sequence[float], share: float) -> float:
    """Return the time within which a share of the requests was answered."""
    return sorted(took)[math.ceil(len(took) * share) - 1] if took else 0.0


def over_time(measured: "Measured", kind: str) -> list[tuple[int, float]]:
    """Return for each window its end and the time within which 95 of 100 were answered."""
    windows: dict[int, list[float]] = {}
    for one in measured.samples:
        if one["kind"] == kind and one["at"] < measured.seconds:
            windows.setdefault(int(one["at"] // _WINDOW), []).append(one["ms"])
    return [((at + 1) * _WINDOW, _within(took, 0.95)) for at, took in sorted(windows.items())]


_PAGE: Final = """\
# Two hundred people at work

{people} members, each with a caseload of 20 and signed in beforehand, work in one house that is
served by one `clew serve` on PostgreSQL, everything sealed and every opening traced. They think 5
to 15 seconds between two pages, as people at work do. Of ten requests three are forms (a note, a
task, safe contact); after each the page that it leads to is opened at once. The page of a case
holds its thread and who has looked.

{lines}

![Milliseconds over time, reads and writes](load.svg)

- **Time**: at the side of whoever waits, from sending to the last byte, queueing included. The
  first {coming} seconds, in which people sit down, are left out.
- **All on one machine**: the house, PostgreSQL and the {people} people (locust, in a process of its
  own) share its processors.
- **Errors**: any other status than the right one. Afterwards the chain is verified, deep.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench load`.
"""


def write(day: date, lines: Sequence[str], measured: "Measured") -> None:
    """Write the page and its plot beside the other figures."""
    draw_lines(
        FOLDER / "load.svg",
        {f"{kind}s": over_time(measured, kind) for kind in WANTED},
        title=f"{measured.people} people at work: 95 of 100 within",
        across="seconds",
        up="milliseconds",
    )
    page = _PAGE.format(
        people=measured.people, lines="\n".join(lines), coming=measured.coming,
        machine=machine.described(), day=day.isoformat(),
    )  # fmt: skip
    (FOLDER / "load.md").write_text(page, encoding="utf-8")
