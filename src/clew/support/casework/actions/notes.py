"""Writing notes. Nothing is overwritten: a text written from an old one becomes its sibling."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.support.casework.models import Case, Note, NoteVersion
from clew.support.casework.permissions import check_change
from clew.support.casework.queries.notes import NoSuchNote, leaves, versions_of


@dataclass(frozen=True, slots=True)
class Saved:
    """The text was kept, and it is the only newest one."""

    version: NoteVersion


@dataclass(frozen=True, slots=True)
class Conflict:
    """The text was kept, beside one that somebody else wrote meanwhile. Both wait for a choice."""

    sibling: NoteVersion
    others: tuple[NoteVersion, ...]


def add_note(
    *,
    actor: Member,
    case: Case,
    text: str,
    happened_on: date,
    is_testimony: bool = False,
    source: Literal["own", "referral"] = "own",
) -> Note:
    """Write a note.

    Args:
        actor: who writes; they stand by the person.
        case: of whom.
        text: what is kept.
        happened_on: the day it is about.
        is_testimony: it is what the person told of themselves, or of their health.
        source: written here, or taken from a referral.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, case)
    with changes(actor=actor, purpose="support") as trace:
        note = Note(
            case=case, happened_on=happened_on, is_testimony=is_testimony, source=source,
            made_by=actor,
        )  # fmt: skip
        note.save(force_insert=True)
        _written(note, text, actor).save(force_insert=True)
        trace.record("note.written", about=note, subjects=[case.person_id])
    return note


def save_note(*, actor: Member, note: Note, version: UUID, text: str) -> Saved | Conflict:
    """Keep a new text of a note, written from one of its versions.

    Where somebody else wrote from the same version meanwhile, both texts stay, both authors are
    told, and a page asks which to keep.

    Raises:
        NotYours: the actor does not stand by the person.
        NoSuchNote: `version` is none of this note's.
    """
    check_change(actor, note.case)
    with changes(actor=actor, purpose="support") as trace:
        base = _version(note, version)
        row = _written(note, text, actor, base=base)
        row.save(force_insert=True)
        trace.record("note.saved", about=row, subjects=[note.case.person_id])
        return _outcome(note, row)


def resolve_conflict(
    *, actor: Member, note: Note, between: tuple[UUID, UUID], text: str
) -> Saved | Conflict:
    """Make one text of two; the two stay readable as versions.

    Where somebody wrote again meanwhile, that text waits beside this one, and the page asks anew.

    Raises:
        NotYours: the actor does not stand by the person.
        NoSuchNote: one of the two is no version of this note.
    """
    check_change(actor, note.case)
    first, second = between
    with changes(actor=actor, purpose="support") as trace:
        row = _written(note, text, actor, base=_version(note, first), joins=_version(note, second))
        row.save(force_insert=True)
        trace.record("note.joined", about=row, subjects=[note.case.person_id])
        return _outcome(note, row)


def _written(
    note: Note,
    text: str,
    author: Member,
    *,
    base: NoteVersion | None = None,
    joins: NoteVersion | None = None,
) -> NoteVersion:
    """Make a version, in the compartment that its note is sealed in."""
    return NoteVersion(
        note=note,
        author=author,
        base=base,
        joins=joins,
        text=None if note.is_testimony else text,
        told=text if note.is_testimony else None,
    )


def _version(note: Note, version: UUID) -> NoteVersion:
    found: NoteVersion | None = NoteVersion.rows.filter(note=note, id=version).first()
    if found is None:
        raise NoSuchNote
    return found


def _outcome(note: Note, row: NoteVersion) -> Saved | Conflict:
    others = tuple(found for found in leaves(versions_of(note)) if found.id != row.id)
    if not others:
        return Saved(row)
    path = reverse("casework:together", args=[note.case.person.code, note.id])
    authors = {member.id: member for member in (row.author, *(found.author for found in others))}
    tell(authors.values(), code="note.conflict", path=path)
    return Conflict(row, others)
