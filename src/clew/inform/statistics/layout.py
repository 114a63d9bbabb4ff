"""How a table is laid out: rows and columns with their margins, bars, and the file to download.

All three are made from what is shown. There is nothing else to make them from.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from clew.inform.statistics.shown import ShownCell, ShownTable, axis_label, label
from clew.rules.disclosure_control.lattice import TOTAL
from clew.rules.exchange.cells import guarded

_WIDEST: Final = 86.0  # per cent, so that the number fits behind the longest bar


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its heading and its cells, in the order of the columns."""

    heading: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One flat table: for a third axis there is one of them for each of its categories."""

    id: str
    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    last: Row


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `width` is None where the number is protected: a dashed stub stands there."""

    heading: str
    width: float | None
    words: str


def blocks(table: ShownTable) -> list[Block]:
    """Return the flat tables that together show every cell."""
    _first, *others = table.axis_names
    pages = [TOTAL, *table.categories(others[1])] if len(others) > 1 else [TOTAL]
    return [_block(table, number, page) for number, page in enumerate(pages, start=1)]


def _block(table: ShownTable, number: int, page: str) -> Block:
    first, *others = table.axis_names
    across = others[0] if others else None
    columns = [*table.categories(across), TOTAL] if across else [TOTAL]
    fixed = {others[1]: page} if len(others) > 1 else {}
    rows = [
        Row(_heading(first, category), tuple(_cells(table, fixed | {first: category}, across)))
        for category in (*table.categories(first), TOTAL)
    ]
    return Block(
        id=f"t-{number}",
        title=_page_title(table.axis_names, page),
        corner=axis_label(first),
        columns=tuple(_heading(across or first, column) for column in columns),
        rows=tuple(rows[:-1]),
        last=rows[-1],
    )


def _cells(table: ShownTable, where: dict[str, str], across: str | None) -> Iterator[ShownCell]:
    if across:
        for column in table.categories(across):
            yield table.at(**where, **{across: column})
    yield table.at(**where)


def _heading(axis: str, category: str) -> str:
    return _("All") if category == TOTAL else label(axis, category)


def _page_title(names: Sequence[str], page: str) -> str:
    if page == TOTAL:
        return _("The same, as a table")
    return f"{axis_label(names[2])}: {label(names[2], page)}"


def bars(table: ShownTable) -> list[Bar]:
    """Return a bar for each category of the first axis. A nought has no bar, and says so."""
    first = table.axis_names[0]
    cells = [(category, table.at(**{first: category})) for category in table.categories(first)]
    longest = max((cell.count or 0 for _category, cell in cells), default=0)
    return [
        Bar(label(first, category), _width(cell, longest), cell.words) for category, cell in cells
    ]


def _width(cell: ShownCell, longest: int) -> float | None:
    if cell.count is None:
        return None
    return round(cell.count / longest * _WIDEST, 1) if longest else 0.0


def as_csv(table: ShownTable) -> str:
    """Return every cell as it is shown, one a line, with what a reader must know above.

    What is hidden is words here too. No cell begins as a formula of a spreadsheet would.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in (*_preface(table), *_lines(table)):
        writer.writerow([guarded(cell) for cell in line])
    return out.getvalue()


def _preface(table: ShownTable) -> Iterable[tuple[str, ...]]:
    yield (str(table.title), table.period, table.organisation)
    yield (_("These are people who were found and helped. They are not all who are exploited."),)
    small = _("Numbers under %(n)s are not shown. A hidden number is not a nought.")
    yield (small % {"n": table.threshold},)
    yield ()


def _lines(table: ShownTable) -> Iterable[tuple[str, ...]]:
    yield (*(axis_label(name) for name in table.axis_names), _("people"))
    for key, cell in table.cells.items():
        headings = (label(name, at) for name, at in zip(table.axis_names, key, strict=True))
        yield (*headings, cell.words)
