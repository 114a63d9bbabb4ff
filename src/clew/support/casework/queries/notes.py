"""Notes: their first lines, one of them with its texts, and whether two texts wait for a choice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.prepared.queries import prepared
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.support.casework.models import Case, Note, NoteVersion
from clew.support.casework.permissions import may_open_testimony


class NoSuchNote(Exception):
    """No such note in this case, or it is testimony and the viewer does not stand by them."""


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """A note on a list: its first line, or only that there is one where it stays closed."""

    id: UUID
    happened_on: date
    by: str
    source: str
    is_testimony: bool
    may_open: bool
    waits: bool  # two texts wait for a choice
    first_line: str = field(repr=False)


def notes_of(actor: Member, case: Case) -> list[NoteSeen]:
    """Return the notes of a case, newest first, with their first lines: one event.

    What the person told stays closed until it is asked for, note by note.
    """
    reads.record(
        actor=actor,
        name="note.list_opened",
        subjects=[case.person_id],
        compartments=[Compartment.IDENTITY, Compartment.OPERATIONS],
        about=f"casework.Case:{case.id}",
    )
    keyring.warm([case.person_id], [Compartment.IDENTITY, Compartment.OPERATIONS])
    return opened_notes(case, may_open=may_open_testimony(actor, case))


def opened_notes(case: Case, *, may_open: bool) -> list[NoteSeen]:
    """Return the notes of a case whose reading was recorded already.

    `may_open` says whether the viewer may open what was told.
    """
    versions: dict[UUID, list[NoteVersion]] = {}
    for row in _texts.all(case=case.id):
        versions.setdefault(row.note_id, []).append(row)
    notes = _notes.all(case=case.id)
    return [_seen(note, leaves(versions[note.id]), may_open=may_open) for note in notes]


@prepared
def _notes(*, case: UUID) -> QuerySet[Note]:
    rows = Note.rows.filter(case=case).select_related("made_by")
    return rows.order_by("-happened_on", "-made_at")


@prepared
def _texts(*, case: UUID) -> QuerySet[NoteVersion]:
    return NoteVersion.rows.filter(note__case=case).select_related("note__case")


def note_for(actor: Member, case: Case, note_id: UUID) -> Note:
    """Return one note, closed. Raises `NoSuchNote`."""
    found: Note | None = (
        Note.rows.filter(case=case, id=note_id).select_related("case", "made_by").first()
    )
    if found is None or (found.is_testimony and not may_open_testimony(actor, case)):
        raise NoSuchNote
    return found


def open_versions(actor: Member, note: Note) -> list[NoteVersion]:
    """Open every text of a note, oldest first: one event."""
    part = Compartment.TESTIMONY if note.is_testimony else Compartment.OPERATIONS
    reads.record(
        actor=actor,
        name="note.opened",
        subjects=[note.case.person_id],
        compartments=[part],
        about=f"casework.Note:{note.id}",
    )
    return versions_of(note)


def versions_of(note: Note) -> list[NoteVersion]:
    """Return the texts of a note, closed, oldest first."""
    return list(
        NoteVersion.rows.filter(note=note)
        .select_related("note__case", "author")
        .order_by("written_at", "id")
    )


def leaves(versions: Iterable[NoteVersion]) -> list[NoteVersion]:
    """Return the texts that nothing was written from: one, or those that wait for a choice."""
    rows = sorted(versions, key=lambda row: (row.written_at, row.id))
    used = {row.base_id for row in rows} | {row.joins_id for row in rows}
    return [row for row in rows if row.id not in used]


def _seen(note: Note, newest: list[NoteVersion], *, may_open: bool) -> NoteSeen:
    closed = note.is_testimony
    line = "" if closed else newest[-1].words.strip().partition("\n")[0]
    return NoteSeen(
        id=note.id,
        happened_on=note.happened_on,
        by=note.made_by.shown_name,
        source=note.source,
        is_testimony=closed,
        may_open=may_open or not closed,
        waits=len(newest) > 1,
        first_line=line,
    )
