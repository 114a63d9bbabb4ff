"""A table as it may be shown: frozen, with words for what is hidden and no count behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clew.inform.statistics.categories import AXIS_WORDS, WORDS
from clew.inform.statistics.models import Table
from clew.inform.statistics.states import KIND_WORDS, STATE_WORDS, Kind, State
from clew.rules.disclosure_control.lattice import TOTAL
from clew.rules.disclosure_control.tables import Hidden


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One number as it is shown, or the words that stand in its place."""

    count: int | None
    hidden: Hidden | None
    threshold: int

    @property
    def words(self) -> str:
        """What stands in the cell."""
        match self.hidden:
            case Hidden.SMALL:
                return _("fewer than %(threshold)s") % {"threshold": self.threshold}
            case Hidden.BESIDE:
                return _("hidden too")
            case None:
                return str(self.count)

    @property
    def beside(self) -> bool:
        """Whether it is hidden because of another cell."""
        return self.hidden is Hidden.BESIDE


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with all it takes to read it rightly, and to trace it."""

    id: UUID
    kind: Kind
    state: State
    organisation: str
    first_year: int
    last_year: int
    axes: tuple[tuple[str, tuple[str, ...]], ...]
    cells: Mapping[tuple[str, ...], ShownCell]
    threshold: int
    tried: str
    narrowest: int | None
    frozen_on: date
    drafted_on: date
    author: str
    checker: str
    checker_organisation: str
    checked_on: date | None
    released_on: date | None
    reason: str

    @property
    def title(self) -> Promise:
        """What it counts."""
        return KIND_WORDS[self.kind]

    @property
    def state_words(self) -> Promise:
        """How far it is on its way out."""
        return STATE_WORDS[self.state]

    @property
    def period(self) -> str:
        """The years, as '2024' or '2021 to 2025'."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        words = {"first": self.first_year, "last": self.last_year}
        return _("%(first)s to %(last)s") % words

    @property
    def axis_names(self) -> tuple[str, ...]:
        """The axes, in order."""
        return tuple(name for name, _categories in self.axes)

    @property
    def is_released(self) -> bool:
        """Whether anybody may read it."""
        return self.state is State.RELEASED

    @property
    def hides_any(self) -> bool:
        """Whether a number is hidden."""
        return any(cell.hidden for cell in self.cells.values())

    def at(self, **where: str) -> ShownCell:
        """Return a cell by axis; an axis that is left out stands for all of it.

        Raises:
            KeyError: the table has no such axis or category.
        """
        unknown = where.keys() - set(self.axis_names)
        if unknown:
            raise KeyError(min(unknown))
        return self.cells[tuple(where.get(name, TOTAL) for name in self.axis_names)]

    def categories(self, axis: str) -> tuple[str, ...]:
        """Return the categories of an axis. Raises `KeyError`."""
        return dict(self.axes)[axis]


def shown(row: Table) -> ShownTable:
    """Return a stored table as it may be shown. Its people and organisation must be at hand."""
    cells = {
        tuple(key): ShownCell(number, Hidden(why) if why else None, row.threshold)
        for key, number, why in row.cells
    }
    checker = row.checker
    return ShownTable(
        id=row.id,
        kind=Kind(row.kind),
        state=State(row.state),
        organisation=row.organisation.name,
        first_year=row.first_year,
        last_year=row.last_year,
        axes=tuple((name, tuple(categories)) for name, categories in row.axes),
        cells=MappingProxyType(cells),
        threshold=row.threshold,
        tried=row.tried,
        narrowest=row.narrowest,
        frozen_on=row.snapshot.on,
        drafted_on=row.drafted_on,
        author=row.author.shown_name,
        checker=checker.shown_name if checker else "",
        checker_organisation=checker.organisation.name if checker else "",
        checked_on=row.checked_on,
        released_on=row.released_on,
        reason=row.reason,
    )


def axis_label(axis: str) -> str:
    """Return the words for an axis."""
    return str(AXIS_WORDS[axis])


def label(axis: str, category: str) -> str:
    """Return the words for a category, or for all of them together."""
    return _("all") if category == TOTAL else str(WORDS[axis][category])
