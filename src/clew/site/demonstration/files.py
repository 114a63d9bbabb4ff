"""What stands in a made person's file: five lines, notes, tasks, moments, the clock."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from clew.ground.accounts.models import Member
from clew.site.demonstration.moments import at_the_time
from clew.support.casework import actions as casework
from clew.support.casework.models import Case
from clew.support.casework.states import MomentKind, Stage, TaskState

if TYPE_CHECKING:
    from clew.site.demonstration.lives import Life
    from clew.site.demonstration.world import Task

Act = tuple[date, Callable[[], None]]
_STATES: Final = {
    "started": TaskState.STARTED,
    "done": TaskState.COMPLETE,
    "not_needed": TaskState.NOT_NEEDED,
}
_MILESTONES: Final = {
    "report": (MomentKind.POLICE, "Reported to the police"),
    "statement": (MomentKind.POLICE, "Statement made"),
    "charge": (MomentKind.COURT, "People were charged"),
    "trial": (MomentKind.COURT, "The trial began"),
    "conviction": (MomentKind.COURT, "People were convicted"),
}


def file_steps(life: "Life", opened: date) -> list[Act]:
    """Return what is written into a case, each with its day."""
    today, made = life.settled.today, life.made
    acts: list[Act] = []
    for note in made.notes:
        on = max(note.on, opened)
        acts.append((on, _note(life, note.author, note.text, on)))
    for entry in made.timeline:
        on = max(min(entry.on, today), opened)
        acts.append((on, _moment(life, entry.kind, entry.on, entry.text)))
    for name in _MILESTONES:
        reached = getattr(made.proceedings, name)
        if reached is not None and reached <= today:
            acts.append((max(reached, opened), _milestone(life, name, reached)))
    acts += _decisions(life, opened)
    acts.append((today - timedelta(days=4), lambda: _five_lines(life, today - timedelta(days=4))))
    acts.append((today - timedelta(days=3), lambda: _tasks(life, today - timedelta(days=3))))
    return [(max(on, opened), act) for on, act in acts]


def _note(life: "Life", author: str, text: str, on: date) -> Callable[[], None]:
    def act() -> None:
        with at_the_time(on):
            by = _keeper(life, life.settled.members.get(author))
            casework.add_note(actor=by, case=_case(life), text=text, happened_on=on)

    return act


def _moment(life: "Life", kind: str, on: date, text: str) -> Callable[[], None]:
    known = set(MomentKind)

    def act() -> None:
        with at_the_time(on):
            casework.add_moment(
                actor=life.worker, case=_case(life), happened_on=on, title=text,
                kind=MomentKind(kind) if kind in known else MomentKind.OTHER,
            )  # fmt: skip

    return act


def _milestone(life: "Life", name: str, on: date) -> Callable[[], None]:
    kind, title = _MILESTONES[name]

    def act() -> None:
        with at_the_time(on):
            casework.add_moment(
                actor=life.worker, case=_case(life), kind=kind, happened_on=on, title=title,
                milestone=name,
            )  # fmt: skip

    return act


def _decisions(life: "Life", opened: date) -> list[Act]:
    """Return the decisions of the authority, and the time to recover that follows from one."""
    referral, today = life.made.referral, life.settled.today
    if referral is None:
        return []
    acts: list[Act] = []
    reasonable, conclusive = referral.reasonable_grounds_on, referral.conclusive_grounds_on
    if reasonable and reasonable <= today:
        acts.append((max(reasonable, opened), lambda: _reasonable(life, reasonable)))
    if conclusive and conclusive <= today:
        acts.append((max(conclusive, opened), lambda: _stage(life, Stage.DECIDED, conclusive)))
    return acts


def _reasonable(life: "Life", on: date) -> None:
    case = _case(life)
    with at_the_time(on):
        if case.stage == Stage.RECOGNISED:
            _stage(life, Stage.REFERRED, on)
        _stage(life, Stage.REASONABLE_GROUNDS, on)
        casework.set_recovery(
            actor=life.worker, case=case, version=case.version, from_on=on, jurisdiction="GB"
        )
        _stage(life, Stage.RECOVERY, on)


def _stage(life: "Life", stage: Stage, on: date) -> None:
    case = _case(life)
    with at_the_time(on):
        casework.change_stage(
            actor=life.worker, case=case, version=case.version, stage=stage, on=on
        )


def _five_lines(life: "Life", on: date) -> None:
    made = life.made.five_lines
    if made is None:
        return
    lines = casework.Lines(
        made.who, made.what_happened, made.where_it_stands, made.what_they_want.strip("“”"),
        made.what_comes_next,
    )  # fmt: skip
    with at_the_time(on):
        casework.write_five_lines(
            actor=life.worker, case=_case(life), lines=lines, base=None, on=on
        )


def _tasks(life: "Life", on: date) -> None:
    with at_the_time(on):
        for made in life.made.tasks:
            _task(life, made, on)


def _task(life: "Life", made: "Task", on: date) -> None:
    # What somebody elsewhere owes is chased by who stands by the person.
    owner = _keeper(life, life.settled.members.get(made.owner))
    task = casework.add_task(
        actor=life.worker, case=_case(life), what=made.what, owner=owner, due_on=made.due_on, on=on
    )
    state = _STATES.get(made.state)
    if state is not None:
        casework.set_task(
            actor=life.worker, task=task, version=task.version, state=state, owner=owner,
            due_on=made.due_on, on=on,
            why="They decided so." if state is TaskState.NOT_NEEDED else "",
        )  # fmt: skip


def _keeper(life: "Life", wanted: Member | None) -> Member:
    """Return a member if they stand by the person, or else the one who does."""
    return wanted if wanted == life.worker else life.worker


def _case(life: "Life") -> Case:
    if life.case is None:
        msg = "a file is written before it is opened"
        raise LookupError(msg)
    return life.case
