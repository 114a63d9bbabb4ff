"""Writing in a case: opening it, notes, the five lines, tasks, moments, the clock, the stage."""

from clew.support.casework.actions.notes import (
    Conflict,
    Saved,
    add_note,
    resolve_conflict,
    save_note,
)
from clew.support.casework.actions.opening import (
    AlreadyOpen,
    open_case,
    open_case_for,
)
from clew.support.casework.actions.work import (
    ChangedMeanwhile,
    Lines,
    LinesChanged,
    NoReason,
    NotNext,
    add_moment,
    add_task,
    change_stage,
    set_recovery,
    set_task,
    write_five_lines,
)

__all__ = [
    "AlreadyOpen", "ChangedMeanwhile", "Conflict", "Lines", "LinesChanged",
    "NoReason", "NotNext", "Saved", "add_moment", "add_note", "add_task", "change_stage",
    "open_case", "open_case_for", "resolve_conflict", "save_note", "set_recovery", "set_task",
    "write_five_lines",
]  # fmt: skip
