"""When: the stages of a case, the states of a task, and what may follow what."""

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    """How far the person's way has come. A case stays open for years."""

    RECOGNISED = "recognised"
    REFERRED = "referred"
    REASONABLE_GROUNDS = "reasonable_grounds"
    RECOVERY = "recovery"
    DECIDED = "decided"
    MOVING_ON = "moving_on"
    CLOSED = "closed"


class TaskState(StrEnum):
    """How far a task is. One begun by somebody looks different from one nobody touched."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    COMPLETE = "complete"
    NOT_NEEDED = "not_needed"


class MomentKind(StrEnum):
    """What kind of thing happened."""

    CONTACT = "contact"
    DECISION = "decision"
    POLICE = "police"
    COURT = "court"
    HEALTH = "health"
    OTHER = "other"


OPEN_TASKS: Final = (TaskState.NOT_STARTED, TaskState.STARTED)
# Ways back are left open: a decision is set aside, a person comes back after years.
NEXT: Final[dict[Stage, tuple[Stage, ...]]] = {
    Stage.RECOGNISED: (Stage.REFERRED, Stage.REASONABLE_GROUNDS, Stage.MOVING_ON, Stage.CLOSED),
    Stage.REFERRED: (Stage.REASONABLE_GROUNDS, Stage.DECIDED, Stage.MOVING_ON, Stage.CLOSED),
    Stage.REASONABLE_GROUNDS: (Stage.RECOVERY, Stage.DECIDED, Stage.MOVING_ON, Stage.CLOSED),
    Stage.RECOVERY: (Stage.DECIDED, Stage.MOVING_ON, Stage.CLOSED),
    Stage.DECIDED: (Stage.REASONABLE_GROUNDS, Stage.RECOVERY, Stage.MOVING_ON, Stage.CLOSED),
    Stage.MOVING_ON: (Stage.REFERRED, Stage.DECIDED, Stage.CLOSED),
    Stage.CLOSED: (Stage.MOVING_ON,),
}
STAGE_WORDS: Final[dict[Stage, Promise]] = {
    Stage.RECOGNISED: _("Recognised"),
    Stage.REFERRED: _("Referred"),
    Stage.REASONABLE_GROUNDS: _("Reasonable grounds"),
    Stage.RECOVERY: _("Time to recover"),
    Stage.DECIDED: _("Decided"),
    Stage.MOVING_ON: _("Moving on"),
    Stage.CLOSED: _("Closed"),
}
TASK_WORDS: Final[dict[TaskState, Promise]] = {
    TaskState.NOT_STARTED: _("Not started"),
    TaskState.STARTED: _("Started, not complete"),
    TaskState.COMPLETE: _("Complete"),
    TaskState.NOT_NEEDED: _("Not needed"),
}
MOMENT_WORDS: Final[dict[MomentKind, Promise]] = {
    MomentKind.CONTACT: _("Contact"),
    MomentKind.DECISION: _("Decision"),
    MomentKind.POLICE: _("Police"),
    MomentKind.COURT: _("Court"),
    MomentKind.HEALTH: _("Health"),
    MomentKind.OTHER: _("Other"),
}
