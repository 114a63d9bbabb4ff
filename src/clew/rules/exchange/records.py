"""A whole table of HTCDS: every row read, or a sentence for each fault and nothing at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from clew.rules.exchange.cells import BETWEEN, Unreadable, read_cell
from clew.rules.exchange.delimited import Table, read_table
from clew.rules.exchange.htcds import Place, Type, crosswalk, field_named, names, standard
from clew.rules.sources.faults import Fault, WrongInput, naming

MOST_FAULTS: Final = 50  # told at once; a file with more is mended in rounds
_PERSON: Final = ("prs_", "vic_")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: values by the name of their field, written one way. The unknown is not there."""

    line: int
    values: dict[str, str] = field(repr=False)

    def several(self, name: str) -> tuple[str, ...]:
        """Return the values of a field that may hold several."""
        return tuple(part for part in self.values.get(name, "").split(BETWEEN) if part)


@dataclass(frozen=True, slots=True)
class WithoutCounterpart:
    """A value for which Clew has no word of its own: kept as it stands, in so many rows.

    `code` is empty for a field without codes.
    """

    field: str
    code: str
    rows: int
    because: str

    @property
    def sentence(self) -> str:
        """The same for a person."""
        what = f"{self.field}: {self.code}" if self.code else self.field
        rows = f"{self.rows} row{'s' * (self.rows != 1)}"
        why = f" {self.because}" if self.because else ""
        return f"{what} has no counterpart here; kept as it stands in {rows}.{why}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A table that was read whole."""

    records: tuple[Record, ...]
    without_counterpart: tuple[WithoutCounterpart, ...]
    notes: tuple[str, ...]


def read_records(raw: bytes, *, name: str, on: date) -> Reading:
    """Read a table of HTCDS. Columns nobody knows are left out, with a note.

    Args:
        raw: the file.
        name: what messages call it.
        on: today: nobody is born later.

    Raises:
        WrongInput: something is wrong in at least one row. All of it is told, nothing is read.
    """
    table = read_table(raw, name=name)
    places, notes = _places(table, name)
    faults: list[Fault] = []
    records = tuple(_record(line, cells, places, faults, name, on) for line, cells in table.rows)
    if faults:
        raise WrongInput(_bounded(faults, name))
    return Reading(records, tuple(without_counterpart(records)), (*table.notes, *notes))


def without_counterpart(records: Iterable[Record]) -> list[WithoutCounterpart]:
    """List what Clew has no word for, field by field, in the order of the standard."""
    rows: Counter[tuple[str, str]] = Counter()
    for record in records:
        for name in record.values:
            crossing = crosswalk().fields[name]
            codes = record.several(name) if standard().fields[name].codes else ("",)
            for code in codes:
                if crossing.to is None or (code and code not in crossing.codes):
                    rows[name, code] += 1
    order = names()
    found = sorted(rows.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
    return [
        WithoutCounterpart(name, code, count, crosswalk().fields[name].because)
        for (name, code), count in found
    ]


def placed(record: Record, place: Place) -> list[str]:
    """Return the values of a record that go to a place in Clew, in the order of the standard."""
    found = []
    for name in names():
        crossing = crosswalk().fields[name]
        value = record.values.get(name)
        if crossing.to is place and value:
            found.append(crossing.codes.get(value, "") if crossing.codes else value)
    return [value for value in found if value]


def _places(table: Table, name: str) -> tuple[dict[int, str], list[str]]:
    found: dict[int, str] = {}
    unknown = 0
    faults = []
    for at, head in enumerate(table.heads):
        known = field_named(head)
        if known is None:
            unknown += bool(head.strip())
        elif known in found.values():
            faults.append(Fault(name, naming([known]), "two columns of one field", "one"))
        else:
            found[at] = known
    if faults:
        raise WrongInput(faults)
    if not any(known.startswith(_PERSON) for known in found.values()):
        wanted = "the names of HTCDS in the first row, such as prs_FirstName"
        raise WrongInput([Fault(name, "", "no column about a person", wanted)])
    plural = "s" * (unknown != 1)
    notes = [f"{name}: {unknown} column{plural} of other names not used."] if unknown else []
    return found, notes


def _record(
    line: int,
    cells: Sequence[str],
    places: dict[int, str],
    faults: list[Fault],
    name: str,
    on: date,
) -> Record:
    values = {}
    before = len(faults)
    for at, known in places.items():
        try:
            value = read_cell(cells[at], standard().fields[known], crosswalk().fields[known])
        except Unreadable as wrong:
            faults.append(Fault(_where(name, line), known, wrong.found, wrong.wanted))
        else:
            if value:
                values[known] = value
    record = Record(line, values)
    if len(faults) == before:  # else what is wrong in a cell would look wrong in the row as well
        faults += _contradictions(record, name, on)
    return record


def _contradictions(record: Record, name: str, on: date) -> list[Fault]:
    """Return what no cell shows by itself."""
    where, values = _where(name, record.line), record.values
    found = []
    if not any(known.startswith(_PERSON) for known in values) and "per_RoleInProcess" not in values:
        found.append(Fault(where, "", "nothing about a person", "a prs_ or vic_ value in each row"))
    done_to = set(crosswalk().fields["per_RoleInProcess"].done_to)
    roles = set(record.several("per_RoleInProcess"))
    if roles - done_to and not any(known.startswith("vic_") for known in values):
        wanted = "rows of people who are supported; others belong into an investigation"
        found.append(Fault(where, "per_RoleInProcess", "somebody who did this to others", wanted))
    found.extend(
        Fault(where, known, "a day that lies ahead", "today or earlier")
        for known in _days_past()
        if values.get(known, "") > on.isoformat()
    )
    return found


def _days_past() -> list[str]:
    """Return the days that cannot lie ahead: all but the planned end."""
    dated = (known for known in names() if standard().fields[known].type is Type.DATE)
    return [known for known in dated if not known.startswith("spl_Planned")]


def _bounded(faults: list[Fault], name: str) -> list[Fault]:
    more = len(faults) - MOST_FAULTS
    if more <= 0:
        return faults
    return [*faults[:MOST_FAULTS], Fault(name, "", f"{more:,} faults more", "these mended first")]


def _where(name: str, line: int) -> str:
    return f"{name}, row at line {line}"
