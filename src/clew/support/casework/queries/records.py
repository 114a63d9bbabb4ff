"""What another system knew of somebody, for who stands by them. Papers stay closed here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.rules.exchange.cells import BETWEEN
from clew.rules.exchange.htcds import Type, crosswalk, names, standard, words_of
from clew.support.casework.imported import COLUMNS, put_together
from clew.support.casework.models import Case, ImportedRecord
from clew.support.casework.permissions import check_change

_SHOWN: Final = frozenset({"told", "working"})
_TABLES: Final[dict[str, Promise]] = {
    "org": _("An organisation"),
    "prs": _("The person"),
    "vic": _("What was done to them"),
    "per": _("What part they had"),
    "cas": _("The case there"),
    "cco": _("A comment"),
    "hte": _("Where and when"),
    "spl": _("The plan there"),
    "con": _("Consent there"),
}


class NoRecord(Exception):
    """Nothing was taken over from another system for this case."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the record in words."""

    label: str
    said: str = field(repr=False)
    because: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A record as the page shows it: by parts of the standard, and how many fields stay closed."""

    standard: str
    version: str
    on: date
    by: str
    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    closed: tuple[Compartment, ...]


def has_record(case: Case) -> bool:
    """Say whether something was taken over. The caller has the case by its own right."""
    return bool(ImportedRecord.rows.filter(case=case).exists())


def record_of(actor: Member, case: Case) -> Taken:
    """Open what another system told, with a trace. Names, ways and papers are not opened for it.

    Raises:
        NotYours: the actor does not stand by the person.
        NoRecord: nothing was taken over.
    """
    check_change(actor, case)
    row = ImportedRecord.rows.filter(case=case).select_related("case", "imported_by").first()
    if row is None:
        raise NoRecord
    opened = [COLUMNS[column] for column in sorted(_SHOWN)]
    reads.record(
        actor=actor,
        name="record.opened",
        subjects=[case.person_id],
        compartments=opened,
        purpose="support",
        about=f"casework.ImportedRecord:{row.id}",
    )
    keyring.warm([case.person_id], opened)
    values = put_together(row, _SHOWN)
    parts: dict[str, list[Line]] = {}  # in the order of the standard
    for name in names():
        if name in values:
            parts.setdefault(str(_TABLES[name.partition("_")[0]]), []).append(
                _line(name, values[name])
            )
    filled = ImportedRecord.rows.filter(id=row.id)
    return Taken(
        standard=row.standard,
        version=row.standard_version,
        on=row.imported_on,
        by=row.imported_by.shown_name,
        parts=tuple((title, tuple(lines)) for title, lines in parts.items()),
        closed=tuple(
            compartment
            for column, compartment in COLUMNS.items()
            if column not in _SHOWN and filled.exclude(**{column: None}).exists()
        ),
    )


def _line(name: str, value: str) -> Line:
    published = standard().fields[name]
    said = value
    if published.codes:
        said = "; ".join(words_of(name, part) for part in value.split(BETWEEN))
    elif published.type is Type.CHECKBOX:
        said = gettext("ticked") if value == "true" else gettext("not ticked, which says nothing")
    return Line(published.label, said, crosswalk().fields[name].because)
