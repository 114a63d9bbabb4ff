"""What the bench of one record shows: the tables, the page and the plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from bench import machine
from bench.drawing import draw_lines
from bench.match_worlds import ASKED, SEEDS
from bench.one_call import ROOT

if TYPE_CHECKING:
    from datetime import date

FOLDER: Final = ROOT / "docs" / "reference" / "benchmarks"
_GIBIBYTE: Final = 1 << 30


def tables(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the two tables."""
    yield "| records | by | p50 | p95 | most | first | recall@10 | peak memory |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        ours, peer, many = row["ours"], row["peer"], f"{row['records']:,}"
        first = f"{ours['open'] + ours['first']:.0f} ms"
        peak = _memory(ours)
        yield _line(many, "matched", ours["ask"], first, f"{ours['recall']:.3f}", peak)
        yield _line(many, "matched and grouped", ours["add"], "", "", peak)
        told = f"{peer['recall']:.3f} ({peer['calls']})"
        yield _line(many, "Splink 5, matched", peer["call"], "", told, _memory(peer))
    yield ""
    yield "| records | `clew match`, whole command | slowest of ten | a sibling shown |"
    yield "|---:|---:|---:|---:|"
    for row in rows:
        cold = row["cold"]
        shown = f"{row['ours']['recall_shown']:.3f}"
        yield f"| {row['records']:,} | {cold['median']:.0f} ms | {cold['most']:.0f} ms | {shown} |"
    yield ""
    yield "| records | of them late | orders | in three pieces | one by one |"
    yield "|---:|---:|---:|---:|---:|"
    for row in rows:
        orders = row.get("orders")
        if orders:
            shares = f"{orders['pieces']:.4f} | {orders['singly']:.4f}"
            yield f"| {orders['records']:,} | {orders['late']:,} | {orders['orders']} | {shares} |"


def _line(many: str, by: str, ranks: Sequence[float], first: str, recall: str, peak: str) -> str:
    cells = (many, by, *(f"{rank:.1f} ms" for rank in ranks), first, recall, peak)
    return f"| {' | '.join(cells)} |"


def _memory(measured: dict[str, Any]) -> str:
    return f"{measured['peak_memory_bytes'] / _GIBIBYTE:.2f} GiB"


_PAGE: Final = """\
# One record against a standing index

{lines}

![p95 of one record by number of records](match.svg)

- **Worlds**: records of both [made worlds](../made-worlds.md) in one table, half of the people from
  each, seeds {seeds}; {asked} records held out, half of either world, each with a sibling in the
  table. The seeds were looked at for nothing else.
- **Matched**: the entities a record may be, with reasons, nothing written. **Matched and grouped**:
  it comes in, links come and go, and the entities it touches are grouped anew, in memory.
- **First**: opening the index in a fresh process, and the first question. **Whole command**: from
  the first byte of Python to the last, over ten records.
- **Recall@10**: a record of the same person among the ten entities (the peer: the ten records) that
  are ranked first, however improbable. *Shown* counts only those from 0.1 on, as `clew match`
  answers. What can be found is less than all: "the driver" is no name.
- **Splink 5**: `predict_between`, {calls} calls of one record, its model trained before on the same
  table (`bench/plain_splink.py`). It groups nothing.
- **Orders**: of the table some records come late, shuffled anew each time. The share of pairs in
  one entity that are equal to those of resolving all at once by the same model (of pairs that
  either has); the lowest over the orders.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench match`.
"""


def write(day: date, rows: Sequence[dict[str, Any]]) -> None:
    """Write the page and its plot beside the other figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw_lines(
        FOLDER / "match.svg",
        {
            "Clew": [(row["records"], row["ours"]["add"][1]) for row in rows],
            "Splink 5": [(row["records"], row["peer"]["call"][1]) for row in rows],
        },
        title="One record matched (Clew: and grouped), p95",
        across="records",
        up="milliseconds",
    )
    page = _PAGE.format(
        lines="\n".join(tables(rows)),
        seeds=" and ".join(map(str, SEEDS.values())),
        asked=ASKED,
        calls=rows[0]["peer"]["calls"],
        machine=machine.described(),
        day=day.isoformat(),
    )
    (FOLDER / "match.md").write_text(page, encoding="utf-8")
