"""What the bench of leads shows: the tables and the page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bench import machine, one_call
from bench.leads_drawing import draw
from bench.leads_measures import Measured

if TYPE_CHECKING:
    from bench.leads import Row, Timed, Warned

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"


def tables(
    rows: Sequence["Row"], warned: Sequence["Warned"], timed: Sequence["Timed"]
) -> Iterator[str]:
    """Yield the tables, in the order of the questions."""
    yield "## A ring of 400"
    yield ""
    yield from _leads([row for row in rows if not row.small])
    yield ""
    yield "## Rings of 5 to 40, after one has told"
    yield ""
    yield from _leads([row for row in rows if row.small])
    yield ""
    yield "## Before anybody has told"
    yield ""
    yield ("| asked on | alarm that holds most of it | people in it | purity | part of the ring |")
    yield "|---|---:|---:|---:|---:|"
    for each in warned:
        rank = str(each.rank) if each.rank else "none of ten"
        yield (f"| {each.world} | {rank} | {each.people:,} | {each.purity:.2f} | {each.part:.2f} |")
    yield ""
    yield "## How long a query takes after a disclosure"
    yield ""
    yield "| world | people | links | median | p95 | PageRank, median |"
    yield "|---|---:|---:|---:|---:|---:|"
    for size in timed:
        yield (
            f"| {size.world} | {size.people:,} | {size.links:,} | "
            f"{size.median:.1f} ms | {size.p95:.1f} ms | {size.pagerank:.1f} ms |"
        )


def _leads(rows: Sequence["Row"]) -> Iterator[str]:
    yield (
        "| asked on | trained on | told | method | recall at precision .90 | of the"
        " ceiling | at .80 | average precision | precision of the first 20 | median |"
    )
    yield "|---|---|---:|---|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        result: Measured = row.result
        part = f"{result.at_90 / row.ceiling:.2f}" if row.ceiling else "–"
        yield (
            f"| {row.world} | {row.trained_on} | {row.told} | {row.method}"
            f" | {result.at_90:.3f} | {part} | {result.at_80:.3f} | {result.average:.3f}"
            f" | {result.first_twenty:.2f} | {row.milliseconds:.1f} ms |"
        )


_PAGE: Final = """\
# Leads: who else may be held

After some people of a ring have told, everybody else is put in order. Two generators of made worlds
were written by different people; the re-ranker is trained on a world of one ({train:,} people) and
asked on a world of the other ({test:,} people). Every method gets the same graph in the same run.

![Recall at precision .90 by how many of the ring have told](leads.svg)

{lines}

- **Recall at precision .90**: the part of the ring's other visible victims in the deepest list of
  which nine in ten are right. Equal scores come all or not at all. Who commands the ring and other
  records of those who told count neither way; victims of another ring count as wrong. A victim is
  visible who stands in any record besides their own disclosure.
- **Orders**: means over {orders} orders of disclosure by chance for the large ring, three for each
  small one. What those who have not told would say is not in the graph.
- **Entities**: people are told apart by `clew resolve`; records that may be one person and were
  not joined are joined weakly in the graph, for every method. One person may be several entities.
  What holds together only by the account of somebody who has not told yet is taken apart.
- **Alarm**: of the first ten, those of which at least six in ten people are of the ring.
- **Seeds**: trained on {train_seed}, asked on {first_seed} (first) and {second_seed} (second), that
  nobody looked at before. The world of a million is for the time only: its people are told apart by
  name and date.
- **Ceiling**: as the generator wrote it.
- **What these figures are not**: results on real people. Both generators are guesses at the world.
- **Machine**: {machine}. Others may have worked on it at the same time: trust ratios, not
  milliseconds.
- **Measured on** {day}. To measure anew: `./clew bench leads`.
"""


def write(
    day: date, lines: Sequence[str], rows: Sequence["Row"], *, sizes: tuple[int, int]
) -> None:
    """Write the page and its plot beside the other figures."""
    from bench.leads import ORDERS, TEST_SEEDS, TRAIN_SEED  # noqa: PLC0415 -- it imports tables

    FOLDER.mkdir(parents=True, exist_ok=True)
    draw(FOLDER / "leads.svg", rows, people=sizes[1])
    page = _PAGE.format(
        train=sizes[0],
        test=sizes[1],
        lines="\n".join(lines),
        orders=ORDERS,
        train_seed=TRAIN_SEED,
        first_seed=TEST_SEEDS["first"],
        second_seed=TEST_SEEDS["second"],
        machine=machine.described(),
        day=day.isoformat(),
    )
    (FOLDER / "leads.md").write_text(page, encoding="utf-8")
