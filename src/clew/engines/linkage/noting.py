"""What is wrong with a table of records, and the pieces in which one is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clew.rules.sources.faults import Fault, WrongInput

ID: Final = "record_id"
COLUMNS: Final = (
    *("name", "given_name", "family_name", "middle_name", "aliases", "birth_date", "sex"),
    *("nationality", "phones", "emails", "addresses", "documents", "accounts", "employers"),
    *("vehicles", "birth_place", "occupation", "city", "nicknames", "place_of_recruitment"),
    "source",
)
NOT_UTF_8: Final = ("bytes that are not UTF-8", "UTF-8; read as Windows-1252")


@dataclass(slots=True)
class Notes:
    """What was met while reading: by sentence, how often and in which row first."""

    name: str
    met: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, key: str, found: str, wanted: str, row: int, many: int = 1) -> None:
        """Count what is wrong in `many` rows, of which `row` is the first; 0 is the whole table."""
        before, first = self.met.get((key, found, wanted), (0, row))
        self.met[key, found, wanted] = (before + many, first)

    @property
    def sentences(self) -> list[str]:
        """One sentence for each thing that is wrong."""
        made = []
        for (key, found, wanted), (many, first) in self.met.items():
            times = (
                "" if first < 1 else f" in {many:,} row{'s' * (many > 1)}, first in row {first:,}"
            )
            made.append(Fault(self.name, key, f"{found}{times}", wanted).sentence)
        return made


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table: their numbers, counted from 1, and the known columns as texts."""

    rows: npt.NDArray[np.int64]
    columns: dict[str, pa.Array]


def known_columns(header: Sequence[str], notes: Notes) -> dict[str, int]:
    """Return the place of each known column; note the others once.

    Raises `WrongInput` where there is no column of ids.
    """
    places: dict[str, int] = {}
    unknown = 0
    for at, title in enumerate(header):
        plain = title.strip().lower()
        if plain in (ID, *COLUMNS) and plain not in places:
            places[plain] = at
        else:
            unknown += 1
    if ID not in places:
        raise WrongInput([Fault(notes.name, "", f"no column {ID}", f"a column {ID}, UTF-8")])
    if unknown:
        found = f"{unknown} column{'s' * (unknown > 1)} that nobody reads"
        notes.add("", found, f"columns of {ID}, {', '.join(COLUMNS)}", 0)
    return places


def from_windows(cell: str) -> str:
    """Return a text that was read with bytes that are not UTF-8 as Windows-1252 reads it."""
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def is_torn(cell: str) -> bool:
    """Say whether a text holds bytes that are not UTF-8."""
    return not cell.isascii() and any("\ud800" <= char <= "\udfff" for char in cell)
