"""Turns a table into records in the order of their ids: cells, features, faults."""

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from clew.engines.linkage.columns import features_of_columns
from clew.engines.linkage.features import Builder, Features
from clew.engines.linkage.noting import ID, Notes
from clew.engines.linkage.tables import read
from clew.rules.sources.faults import Fault

# A column of which hardly anything can be read holds something else than its name says.
_READABLE: Final = 0.5
_FEWEST_CELLS: Final = 20
_TELLING: Final = {
    "name": ("words", "names"),
    "phones": ("phone", "phone numbers"),
    "emails": ("email", "e-mail addresses"),
}


@dataclass(frozen=True, slots=True)
class Records:
    """Records sorted by id: columns as they were written, what is compared, what was wrong."""

    features: Features
    columns: dict[str, pa.Array]
    faults: list[str]


def read_records(path: Path) -> Records:
    """Read a table. Raises `WrongInput` where it cannot be read at all."""
    # Millions of small lists are made and all are kept: looking for garbage among them takes longer
    # than making them.
    gc.disable()
    try:
        return _read(path)
    finally:
        gc.enable()


def _read(path: Path) -> Records:
    notes = Notes(path.name)
    table = read(path, notes)
    features = features_of(table.ids, table.columns)
    wrong = _mislabelled(features, table.columns, notes)
    return Records(features, table.columns, [*notes.sentences, *wrong])


def features_of(
    ids: list[str], columns: dict[str, pa.Array], builder: Builder | None = None
) -> Features:
    """Return what is compared of records; the words and values get the numbers of `builder`."""
    return features_of_columns(ids, columns, (builder or Builder()).vocabularies)


def _mislabelled(features: Features, columns: dict[str, pa.Array], notes: Notes) -> list[str]:
    """Say which columns hold hardly anything of what their names say."""
    filled = {name: len(cells) - cells.null_count for name, cells in columns.items()}
    read_cells = {
        name: (int((features.ids[kind][:, 0] >= 0).sum()), what)
        for name, (kind, what) in _TELLING.items()
    }
    read_cells["birth_date"] = (int((features.birth[:, 0] > 0).sum()), "dates")
    read_cells["sex"] = (int((features.sex > 0).sum()), "f and m")
    found = []
    for name, (many, what) in read_cells.items():
        unread = filled[name] - many
        if unread > 0 and (many < _READABLE * filled[name] and filled[name] >= _FEWEST_CELLS):
            said = f"{what} in only {many:,} of {filled[name]:,} cells"
            wanted = f"{what}; is the column named rightly? The other cells were not used"
            found.append(Fault(notes.name, name, said, wanted).sentence)
        elif unread > 0:
            said = f"{unread:,} cell{'s' * (unread > 1)} that hold no {what}"
            found.append(Fault(notes.name, name, said, f"{what}; they were not used").sentence)
    return found


__all__ = ["ID", "Records", "features_of", "read_records"]
