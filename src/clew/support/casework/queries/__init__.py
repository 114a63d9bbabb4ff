"""Reading cases, always for a named viewer: one case, the list, its notes, its thread, the day."""

from clew.support.casework.queries.cases import (
    CaseFile,
    NoSuchCase,
    NoSuchMoment,
    NoSuchTask,
    case_for,
    closed_file,
    latest_lines,
    moment_for,
    open_file,
    owners,
    task_for,
    visible_to,
)
from clew.support.casework.queries.listing import Caseload, Filter, Row, caseload
from clew.support.casework.queries.notes import (
    NoSuchNote,
    NoteSeen,
    leaves,
    note_for,
    notes_of,
    open_versions,
)
from clew.support.casework.queries.the_day import Due, Ending, Today, today
from clew.support.casework.queries.thread_of import timeline

__all__ = [
    "CaseFile", "Caseload", "Due", "Ending", "Filter", "NoSuchCase", "NoSuchMoment", "NoSuchNote",
    "NoSuchTask", "NoteSeen", "Row", "Today", "case_for", "caseload", "closed_file",
    "latest_lines", "leaves", "moment_for", "note_for", "notes_of", "open_file",
    "open_versions", "owners", "task_for", "timeline", "today", "visible_to",
]  # fmt: skip
