"""Which texts a corpus has, and what its index says of each: where it comes from, and when."""

import csv
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from clew.engines.texts.encodings import decoded
from clew.engines.texts.reading import KINDS
from clew.rules.sources.faults import Fault, WrongInput, describe

NOT_GIVEN: Final = "not given"
LARGEST_INDEX: Final = 50_000_000  # bytes
_COLUMNS: Final = ("file", "source", "date")
_MOST_FAULTS: Final = 20
_MONTH: Final = len("2026-01")
_WANTED_DATE: Final = "2026-01-31, 2026-01, or nothing"


@dataclass(frozen=True, slots=True)
class Text:
    """One file of a corpus: its name within the folder, its source and month where given."""

    path: Path
    name: str
    source: str = NOT_GIVEN
    month: str = NOT_GIVEN


@dataclass(slots=True)
class Corpus:
    """The texts of a folder in the order of their names, and what is to be said of them."""

    texts: list[Text]
    notes: list[str] = field(default_factory=list)


def gathered(folder: Path, index: bytes | None = None, index_name: str = "") -> Corpus:
    """Return the texts of a folder and of those in it, with what an index says of each.

    Raises:
        WrongInput: there is no text, or the index is none or tells of what is not there.
    """
    files = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    named = {name: path for name, path in files.items() if path.suffix.lower() in KINDS}
    if not named:
        wanted = f"files that end in {', '.join(KINDS)}"
        raise WrongInput([Fault(folder.name or str(folder), "", "a folder without texts", wanted)])
    told = {} if index is None else _index(index, index_name, named)
    texts = [Text(path, name, *told.get(name, ())) for name, path in sorted(named.items())]
    corpus = Corpus(texts)
    others = len(files) - len(named)
    if others:
        corpus.notes.append(f"{_files_are(others)} of another kind, and left out")
    if index is not None and len(told) < len(named):
        corpus.notes.append(f"{_files_are(len(named) - len(told))} not in {index_name}")
    return corpus


def _files_are(many: int) -> str:
    return "One file is" if many == 1 else f"{many:,} files are"


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file; no link is followed out of the folder, and no hidden file is read."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def _index(raw: bytes, name: str, files: Mapping[str, Path]) -> dict[str, tuple[str, str]]:
    """Return the source and the month of each file that an index names."""
    if len(raw) > LARGEST_INDEX:
        found = f"a file of more than {LARGEST_INDEX:,} bytes"
        raise WrongInput([Fault(name, "", found, "a smaller one")])
    text, _ = decoded(raw, name)
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""))
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        if "file" not in header:
            wanted = f"a CSV with {', '.join(_COLUMNS)}"
            raise WrongInput([Fault(name, "", "no column file", wanted)])
        return _read_rows(enumerate(rows, start=2), header, name, files)
    except csv.Error:
        raise WrongInput(
            [Fault(name, "", "rows that are no CSV", "cells between commas")]
        ) from None


def _read_rows(
    rows: "enumerate[list[str]]", header: list[str], name: str, files: Mapping[str, Path]
) -> dict[str, tuple[str, str]]:
    told: dict[str, tuple[str, str]] = {}
    faults: list[Fault] = []
    for number, row in rows:
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        where = f"{name}, row {number}"
        file = cells.get("file", "").replace("\\", "/").removeprefix("./")
        if file not in files:
            faults.append(Fault(where, "file", describe(file), "a text of the folder"))
        elif file in told:
            faults.append(Fault(where, "file", "a file named twice", "one row a file"))
        month = _month(cells.get("date", ""))
        if month is None:
            faults.append(Fault(where, "date", describe(cells["date"]), _WANTED_DATE))
        told[file] = (cells.get("source") or NOT_GIVEN, month or NOT_GIVEN)
        if len(faults) >= _MOST_FAULTS:
            break
    if faults:
        raise WrongInput(faults)
    return told


def _month(given: str) -> str | None:
    """Return the month of a date; None where it is none."""
    if not given:
        return NOT_GIVEN
    try:
        return date.fromisoformat(f"{given}-01" if len(given) == _MONTH else given).isoformat()[
            :_MONTH
        ]
    except ValueError:
        return None
