"""What the bench of leads shows: the tables and the page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bench import machine, one_call
from bench.leads_measures import Measured

if TYPE_CHECKING:
    from bench.leads import Row, Timed, Warned

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
_NAMES: Final = {"exact": "name and date", "truth": "as they are"}


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
    yield (
        "| asked on | entities | first alarm mostly of the ring | people in it | purity"
        " | part of the ring |"
    )
    yield "|---|---|---:|---:|---:|---:|"
    for each in warned:
        rank = str(each.rank) if each.rank else "none of 50"
        yield (
            f"| {each.world} | {_NAMES[each.entities]} | {rank} | {each.people:,} | "
            f"{each.purity:.2f} | {each.part:.2f} |"
        )
    yield ""
    yield "## How long a query takes after a disclosure"
    yield ""
    yield "| people | links | made ready | median | p95 | PageRank, median |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for size in timed:
        yield (
            f"| {size.people:,} | {size.links:,} | {size.build_seconds:.1f} s | "
            f"{size.median:.1f} ms | {size.p95:.1f} ms | {size.pagerank:.1f} ms |"
        )


def _leads(rows: Sequence["Row"]) -> Iterator[str]:
    yield (
        "| asked on | trained on | entities | told | method | recall at precision .90 | of the"
        " ceiling | at .80 | average precision | precision of the first 20 | median |"
    )
    yield "|---|---|---|---:|---|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        result: Measured = row.result
        part = f"{result.at_90 / row.ceiling:.2f}" if row.ceiling else "–"
        yield (
            f"| {row.world} | {row.trained_on} | {_NAMES[row.entities]} | {row.told} | {row.method}"
            f" | {result.at_90:.3f} | {part} | {result.at_80:.3f} | {result.average:.3f}"
            f" | {result.first_twenty:.2f} | {row.milliseconds:.1f} ms |"
        )


_PAGE: Final = """\
# Leads: who else may be held

After some people of a ring have told, everybody else is put in order. Two generators of made worlds
were written by different people; the re-ranker is trained on a world of one ({train:,} people) and
asked on a world of the other ({test:,} people). Every method gets the same graph in the same run.

{lines}

- **Recall at precision .90**: the part of the ring's other visible victims in the deepest list of
  which nine in ten are right. Equal scores come all or not at all. Who commands the ring and other
  records of those who told count neither way; victims of another ring count as wrong. A victim is
  visible who stands in any record besides their own disclosure.
- **Orders**: means over {orders} orders of disclosure by chance for the large ring, three for each
  small one. What those who have not told would say is not in the graph.
- **Entities**: *name and date* joins records of one folded name and full date of birth; *as they
  are* joins them without a mistake, which nobody has. One person may be several entities under the
  first, so figures compare within one kind of entities only.
- **Ceiling**: as the generator wrote it.
- **What these figures are not**: results on real people. Both generators are guesses at the world.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench leads`.
"""


def write(
    day: date, lines: Sequence[str], rows: Sequence["Row"], *, sizes: tuple[int, int]
) -> None:
    """Write the page beside the other figures."""
    from bench.leads import ORDERS  # noqa: PLC0415 -- that module imports this one's tables

    FOLDER.mkdir(parents=True, exist_ok=True)
    page = _PAGE.format(
        train=sizes[0],
        test=sizes[1],
        lines="\n".join(lines),
        orders=ORDERS,
        machine=machine.described(),
        day=day.isoformat(),
    )
    if rows:
        (FOLDER / "leads.md").write_text(page, encoding="utf-8")
