"""What no consent opens: which kind may go to which recipients for which purposes.

The table is data (data/wall.yaml), each row with its reason and citations. What no row names stays
shut. Crossing, nationality, papers and status leave only in an application the person asked for, or
to the lawyer who acts for the person.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_FILE = files("clew.rules.consent") / "data" / "wall.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One opening: every kind in it, to every recipient in it, for every purpose in it."""

    because: str
    kinds: tuple[Kind, ...]
    recipients: tuple[RecipientKind, ...]
    purposes: tuple[Purpose, ...]
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse an opening without a source."""
        if not self.citations:
            msg = "a citation for every opening"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Shut:
    """Why something stays shut, as the end of a sentence, and where that is written."""

    needed: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """The whole table, and what is said when it stays shut or before it opens."""

    rows: dict[str, Row]
    shut: dict[Kind, Shut]
    otherwise: Shut
    asking: tuple[Citation, ...]
    withdrawing: tuple[Citation, ...]
    warnings: dict[RecipientKind, str]


@functools.cache
def wall() -> Wall:
    """Return the table. Raises `WrongInput` when its file cannot be read."""
    return load_record(Wall, _FILE)


def opening(kind: Kind, recipient: RecipientKind, purpose: Purpose) -> Row | None:
    """Return the row that lets a kind go to such a recipient for a purpose, if any does."""
    return next(
        (
            row
            for row in wall().rows.values()
            if kind in row.kinds and recipient in row.recipients and purpose in row.purposes
        ),
        None,
    )


def shut(
    kinds: frozenset[Kind], *, recipient: RecipientKind, purpose: Purpose
) -> tuple[frozenset[Kind], Shut]:
    """Return which of `kinds` no consent opens here, and what is said about it."""
    closed = frozenset(kind for kind in kinds if opening(kind, recipient, purpose) is None)
    reasons = [wall().shut[kind] for kind in sorted(closed) if kind in wall().shut]
    # The sentence about one kind is only right where that kind stands alone.
    return closed, reasons[0] if len(closed) == 1 and reasons else wall().otherwise


def warning(recipient: RecipientKind) -> str | None:
    """Return what the person must hear before anything goes to such a recipient, if anything."""
    return wall().warnings.get(recipient)
