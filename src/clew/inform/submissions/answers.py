"""Filling in the figures of a form: from released tables and from the law, and from nothing else.

Each answer carries where it is from. Where there is none it says so in words: an empty place
would be read as "there is none".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clew.inform.statistics.categories import NOT_KNOWN
from clew.inform.statistics.shown import ShownTable, axis_label, label
from clew.inform.submissions.questionnaire import Figure, Unit
from clew.rules.law.periods import Ends, recovery_periods
from clew.rules.sources.citations import Citation

PERIODS: Final = "recovery-periods"
CHAIN: Final = "impact-chain"
_MOST_LINES: Final = 12
_YEAR: Final = "year"


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be told for one figure. Either lines with where they are from, or a gap."""

    heading: str
    lines: tuple[str, ...] = ()
    hidden: str = ""  # how many numbers are not shown, in words
    more: str = ""  # how many stand in the table only, in words
    table: ShownTable | None = None
    law: tuple[Citation, ...] = ()
    caveat: str | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and how large its number is, to put the largest first."""

    size: float
    words: str


def answer(figure: Figure, tables: Sequence[ShownTable], *, jurisdiction: str, year: int) -> Answer:
    """Answer one figure of a form.

    Args:
        figure: what is asked for.
        tables: the released tables, the last years first.
        jurisdiction: whose law is told where a figure is about law.
        year: the year of the form.
    """
    if figure.table == PERIODS and figure.unit is Unit.DAYS:
        return _of_law(figure, jurisdiction, year)
    table = _table_for(figure, tables)
    if table is None:
        return Answer(_heading(figure), gap=_("No released table answers this yet."))
    return _of_table(figure, table)


def _heading(figure: Figure) -> str:
    axes = [axis for axis in figure.axes if axis != _YEAR]
    if figure.table == PERIODS:
        return _("Time to recover, in law") if figure.unit is Unit.DAYS else _("Time to recover")
    if figure.table == CHAIN:
        return _("How far it came")
    if figure.table == "time-to-decision":
        return _("Time to a decision")
    return _("By %(axes)s") % {"axes": _(" and ").join(axis_label(axis).lower() for axis in axes)}


def _table_for(figure: Figure, tables: Sequence[ShownTable]) -> ShownTable | None:
    wanted = set(figure.axes) - {_YEAR}
    found = (
        table
        for table in tables
        if table.is_released and table.kind == figure.table and wanted <= set(table.axis_names)
    )
    return next(found, None)


def _of_table(figure: Figure, table: ShownTable) -> Answer:
    axes = [axis for axis in figure.axes if axis != _YEAR]
    lines, hidden = [], 0
    for chosen in product(*(table.categories(axis) for axis in axes)):
        where = dict(zip(axes, chosen, strict=True))
        if figure.unit is Unit.SHARE and NOT_KNOWN in chosen:
            continue
        count = reached(table, where["stage"]) if figure.table == CHAIN else table.at(**where).count
        whole = None if figure.unit is Unit.PEOPLE else _whole(table, axes)
        if count is None or (figure.unit is Unit.SHARE and whole is None):
            hidden += 1
        elif count and (whole is None or whole):
            told = str(count) if whole is None else _share(count, whole)
            lines.append(Line(count, _said(figure, table, where, told)))
    if figure.table != CHAIN:
        lines.sort(key=lambda line: -line.size)
    shown, left = lines[:_MOST_LINES], len(lines) - _MOST_LINES
    if not lines:
        gap = (
            _("Every number that would answer this is protected, so that nobody can be found.")
            if hidden
            else _("Nobody was counted.")
        )
        return Answer(_heading(figure), table=table, gap=gap)
    return Answer(
        _heading(figure),
        lines=tuple(line.words for line in shown),
        hidden=_hidden(hidden),
        more=ngettext("%(n)s more in the table", "%(n)s more in the table", left) % {"n": left}
        if left > 0
        else "",
        table=table,
        caveat=figure.caveat,
    )


def _said(figure: Figure, table: ShownTable, where: dict[str, str], told: str) -> str:
    places = {axis: label(axis, category) for axis, category in where.items()}
    if _YEAR in figure.axes:
        places[_YEAR] = table.period
    return figure.say(**{figure.unit.place: told}, **places)


def _hidden(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)s number is not shown, so that nobody can be found. It is not a nought.",
        "%(n)s numbers are not shown, so that nobody can be found. They are not noughts.",
        number,
    ) % {"n": number}


def reached(table: ShownTable, stage: str) -> int | None:
    """Return how many chains of a table came at least to a stage; None where it is not shown.

    Added up from numbers that are shown, so that it tells nothing they do not.
    """
    stages = table.categories("stage")
    at = stages.index(stage)
    after = [table.at(stage=each).count for each in stages[at:]]
    before = [table.at(stage=each).count for each in stages[:at]]
    everybody = table.at().count
    if None not in after:
        return sum(count for count in after if count is not None)
    if everybody is None or None in before:
        return None
    return everybody - sum(count for count in before if count is not None)


def _whole(table: ShownTable, axes: Sequence[str]) -> int | None:
    """Return the people for whom all of some axes are known; None where that is not shown.

    All, less those with one axis not known, plus those with two, and so on.
    """
    counted = [axis for axis in axes if NOT_KNOWN in table.categories(axis)]
    total = 0
    for size in range(len(counted) + 1):
        for missing in combinations(counted, size):
            count = table.at(**dict.fromkeys(missing, NOT_KNOWN)).count
            if count is None:
                return None
            total += count if size % 2 == 0 else -count
    return total


def _share(count: int, whole: int) -> str:
    """Return a share in whole per cent: '0.4 per cent' would promise more than it knows."""
    return _("%(n)s per cent") % {"n": round(100 * count / whole)}


def _of_law(figure: Figure, jurisdiction: str, year: int) -> Answer:
    heading = _heading(figure)
    found = recovery_periods(jurisdiction)
    dated = found.on(date(year, 12, 31)) if found else None
    if found is None or dated is None or dated[1].days is None:
        gap = _("Clew cannot say this: no length in days is in our data for this country.")
        return Answer(heading, gap=gap)
    period = dated[1]
    days = _("at least %(n)s") % {"n": period.days} if period.ends is Ends.AT_LEAST else period.days
    words = figure.say(days=str(days), jurisdiction=found.country, year=str(year))
    return Answer(heading, lines=(words,), law=(period.citation,), caveat=figure.caveat)


def used_tables(answers: Iterator[Answer]) -> list[ShownTable]:
    """Return the released tables that some answers are from, each once."""
    return list({found.table.id: found.table for found in answers if found.table}.values())
