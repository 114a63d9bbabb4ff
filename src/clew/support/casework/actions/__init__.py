"""Writing in a case: opening it, notes, the five lines, tasks, moments, the clock, the stage.

Records of other systems come in by `importing` and leave by `exporting`.
"""

from clew.support.casework.actions.exporting import (
    MOST_IN_A_DAY,
    Exported,
    NothingLeaves,
    TooManyLeave,
    export_records,
    sendable,
)
from clew.support.casework.actions.importing import NotForYourRole, import_records
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
    "MOST_IN_A_DAY", "AlreadyOpen", "ChangedMeanwhile", "Conflict", "Exported", "Lines",
    "LinesChanged", "NoReason", "NotForYourRole", "NotNext", "NothingLeaves", "Saved",
    "TooManyLeave", "add_moment", "add_note", "add_task", "change_stage", "export_records",
    "import_records", "open_case", "open_case_for", "resolve_conflict", "save_note", "sendable",
    "set_recovery", "set_task", "write_five_lines",
]  # fmt: skip
