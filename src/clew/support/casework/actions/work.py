"""The rest of the work on a case: five lines, tasks, moments, the recovery clock, the stage."""

from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.support.casework.models import Case, FiveLines, Moment, Task
from clew.support.casework.permissions import check_change
from clew.support.casework.states import NEXT, STAGE_WORDS, MomentKind, Stage, TaskState


class ChangedMeanwhile(Exception):
    """Somebody else changed this since it was opened. Nothing was overwritten."""


class LinesChanged(ChangedMeanwhile):
    """Newer five lines were written since these were opened."""

    def __init__(self, newest: FiveLines) -> None:
        """Keep the newer ones, so that a page can show both."""
        super().__init__("newer five lines were written meanwhile")
        self.newest = newest


class NoReason(Exception):
    """A task that is not needed says why: the next worker needs it."""


class NotNext(Exception):
    """This stage does not follow from the one the case is at."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The five lines: who, what happened, where it stands, what they want, what comes next."""

    who: str = field(default="", repr=False)
    happened: str = field(default="", repr=False)
    stands: str = field(default="", repr=False)
    wants: str = field(default="", repr=False)
    next: str = field(default="", repr=False)


def write_five_lines(
    *, actor: Member, case: Case, lines: Lines, base: UUID | None, on: date
) -> FiveLines:
    """Write the five lines anew; the former ones stay.

    Args:
        actor: who writes; they stand by the person.
        case: of whom.
        lines: the five, any of which may be empty.
        base: the lines they were written from; None where there were none.
        on: the day.

    Raises:
        NotYours: the actor does not stand by the person.
        LinesChanged: newer ones were written meanwhile. Nothing was kept; show both.
    """
    check_change(actor, case)
    with changes(actor=actor, purpose="support") as trace:
        newest: FiveLines | None = (
            FiveLines.rows.filter(case=case)
            .select_related("case", "author")
            .order_by("-number")
            .first()
        )
        if newest is not None and newest.id != base:
            raise LinesChanged(newest)
        row = FiveLines(
            case=case, number=newest.number + 1 if newest else 1, author=actor, written_on=on,
            **{name: words or None for name, words in asdict(lines).items()},
        )  # fmt: skip
        row.save(force_insert=True)
        trace.record("five_lines.written", about=row, subjects=[case.person_id])
    return row


def add_task(
    *, actor: Member, case: Case, what: str, owner: Member, due_on: date | None, on: date
) -> Task:
    """Write down what is owed, by whom, until when; the one who owes it is told."""
    check_change(actor, case)
    with changes(actor=actor, purpose="support") as trace:
        task = Task(
            case=case, what=what, owner=owner, due_on=due_on, made_by=actor, made_on=on,
            changed_by=actor, changed_on=on,
        )  # fmt: skip
        task.save(force_insert=True)
        trace.record("task.added", about=task, subjects=[case.person_id])
        _tell_owner(actor, task)
    return task


def set_task(
    *,
    actor: Member,
    task: Task,
    version: int,
    state: TaskState,
    owner: Member,
    due_on: date | None,
    on: date,
    why: str = "",
) -> Task:
    """Change a task.

    Args:
        actor: who changes it; they stand by the person.
        task: which.
        version: the version that was on the page.
        state: how far it is.
        owner: who owes it from now on.
        due_on: until when, if there is a day.
        on: the day it is.
        why: the reason, where it is not needed.

    Raises:
        NotYours: the actor does not stand by the person.
        NoReason: it is not needed, and nobody said why.
        ChangedMeanwhile: `version` is not the one that is stored.
    """
    check_change(actor, task.case)
    if state is TaskState.NOT_NEEDED and not why.strip():
        raise NoReason
    with changes(actor=actor, purpose="support") as trace:
        if not Task.rows.filter(id=task.id, version=version).update(version=F("version") + 1):
            raise ChangedMeanwhile
        is_handed_on = task.owner_id != owner.id
        task.version = version + 1
        task.state, task.owner, task.due_on = state.value, owner, due_on
        task.why = why.strip() if state is TaskState.NOT_NEEDED else None
        task.changed_by, task.changed_on = actor, on
        task.save(update_fields=["state", "owner", "due_on", "why", "changed_by", "changed_on"])
        trace.record("task.changed", about=task, subjects=[task.case.person_id], fields=[state])
        if is_handed_on:
            _tell_owner(actor, task)
    return task


def add_moment(
    *,
    actor: Member,
    case: Case,
    kind: MomentKind,
    happened_on: date,
    title: str,
    detail: str = "",
    milestone: str = "",
) -> Moment:
    """Write down one thing that happened, or that will. Health is sealed as testimony.

    `milestone` is a code of `states.Milestone` where it is one step of the case against others.
    """
    check_change(actor, case)
    is_health = kind is MomentKind.HEALTH
    with changes(actor=actor, purpose="support") as trace:
        moment = Moment(
            case=case,
            kind=kind.value,
            happened_on=happened_on,
            title=None if is_health else title,
            detail=None if is_health else detail or None,
            health={"title": title, "detail": detail} if is_health else None,
            milestone=milestone,
            recorded_by=actor,
        )
        moment.save(force_insert=True)
        trace.record("moment.added", about=moment, subjects=[case.person_id], fields=[kind])
    return moment


def set_recovery(
    *, actor: Member, case: Case, version: int, from_on: date | None, jurisdiction: str
) -> Case:
    """Write down when the time to recover began, and under whose law.

    Raises:
        NotYours: the actor does not stand by the person.
        ChangedMeanwhile: `version` is not the one that is stored.
    """
    check_change(actor, case)
    with changes(actor=actor, purpose="support") as trace:
        _raise_version(case, version)
        case.recovery_from_on, case.jurisdiction = from_on, jurisdiction
        case.save(update_fields=["recovery_from_on", "jurisdiction"])
        trace.record("case.recovery_set", about=case, subjects=[case.person_id])
    return case


def change_stage(*, actor: Member, case: Case, version: int, stage: Stage, on: date) -> Case:
    """Move a case to another stage, and write that on the timeline.

    Raises:
        NotYours: the actor does not stand by the person.
        NotNext: the stage does not follow from the one the case is at.
        ChangedMeanwhile: `version` is not the one that is stored.
    """
    check_change(actor, case)
    if stage not in NEXT[Stage(case.stage)]:
        raise NotNext
    with changes(actor=actor, purpose="support") as trace:
        _raise_version(case, version)
        case.stage = stage.value
        case.save(update_fields=["stage"])
        trace.record("case.stage_changed", about=case, subjects=[case.person_id], fields=[stage])
        add_moment(
            actor=actor, case=case, kind=MomentKind.DECISION, happened_on=on,
            title=str(STAGE_WORDS[stage]),
        )  # fmt: skip
    return case


def _raise_version(case: Case, version: int) -> None:
    if not Case.rows.filter(id=case.id, version=version).update(version=F("version") + 1):
        raise ChangedMeanwhile
    case.version = version + 1


def _tell_owner(actor: Member, task: Task) -> None:
    if task.owner_id != actor.id:
        path = reverse("casework:task", args=[task.case.person.code, task.id])
        tell([task.owner], code="task.assigned", path=path)
