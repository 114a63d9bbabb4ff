"""What a course has done in an organisation: for trainers, never about one person.

Figures are of whole tens of people, those who finished first, by yesterday: who looks every day
and subtracts learns of ten people at once, never of one. How many began and finished stands beside,
because who drops out is not by chance.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.recognise.training.courses import Course
from clew.recognise.training.detection import FEWEST, Mean, band
from clew.recognise.training.models import Answer, Session, Sitting, Stage
from clew.recognise.training.permissions import check_effect
from clew.recognise.training.queries import session_for
from clew.recognise.training.results import Result, result_of

_MOST_SCENES: Final = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """One stage: how many began and finished, and for ten or more how they told apart."""

    stage: Stage
    begun: int
    finished: int
    sensitivity: Mean | None
    criterion: Mean | None
    right_steps: Mean | None  # of all steps, as a share


@dataclass(frozen=True, slots=True)
class Change:
    """How much the same people told apart better from one stage to another."""

    stage: Stage
    people: int
    sensitivity: Mean | None


@dataclass(frozen=True, slots=True)
class Hard:
    """A scene that people judged otherwise than we would, in all its forms together."""

    setting: str
    story: str
    case: bool
    answered: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a trainer sees of a course."""

    taken: tuple[Taken, ...]
    changes: tuple[Change, ...]
    hard: tuple[Hard, ...]


@dataclass(frozen=True, slots=True)
class _Finished:
    """The first time somebody finished a stage."""

    on: date
    learner: UUID
    answers: Sequence[Answer]
    result: Result


def effect(actor: Member, course: Course, *, on: date) -> Effect:
    """Return what the course has done in the actor's organisation. Raises `NotATrainer`."""
    check_effect(actor)
    sittings = Sitting.objects.filter(organisation=actor.organisation_id)
    begun: dict[Stage, set[UUID]] = defaultdict(set)
    finished: dict[Stage, dict[UUID, _Finished]] = defaultdict(dict)
    rows = sittings.filter(course=course.plan.id).order_by("finished_on", "learner", "id")
    for sitting in rows.prefetch_related("answers"):
        stage = Stage(sitting.stage)
        begun[stage].add(sitting.learner_id)
        if sitting.finished_on and sitting.finished_on < on:
            answers = list(sitting.answers.all())
            result = result_of(course, sitting.form, answers)
            first = _Finished(sitting.finished_on, sitting.learner_id, answers, result)
            finished[stage].setdefault(sitting.learner_id, first)
    after = _whole_tens(finished[Stage.AFTER].values())
    return Effect(
        taken=tuple(_taken(stage, len(begun[stage]), finished[stage]) for stage in Stage),
        changes=tuple(
            _change(stage, finished[Stage.BEFORE], finished[stage])
            for stage in (Stage.AFTER, Stage.LATER)
        ),
        hard=tuple(_hard(course, after)),
    )


def finished_in(
    actor: Member, course: Course, session: Session, *, on: date
) -> list[tuple[Stage, int, int]]:
    """Return of each stage how many of those who came to a session began and finished, in tens.

    How they told apart is told of the organisation alone: the trainer knows who came and may write
    down more, and two groups that overlap would tell of one person what sets them apart. The
    trainer's own forms are left out.

    Raises:
        NotATrainer: the actor sees no sessions.
        NoSuchSession: the actor does not see this one.
    """
    check_effect(actor)
    code = session_for(actor, session.code).code
    forms = Sitting.objects.filter(training_session=code, course=course.plan.id)
    rows = forms.exclude(learner=session.trainer_id).values_list("stage", "learner", "finished_on")
    begun: dict[Stage, set[UUID]] = defaultdict(set)
    finished: dict[Stage, set[UUID]] = defaultdict(set)
    for stage, learner, finished_on in rows:
        begun[Stage(stage)].add(learner)
        if finished_on and finished_on < on:
            finished[Stage(stage)].add(learner)
    return [(each, _tens(len(begun[each])), _tens(len(finished[each]))) for each in Stage]


def _tens(count: int) -> int:
    return count // FEWEST * FEWEST


def _whole_tens(found: Iterable[_Finished]) -> list[_Finished]:
    """Return those who finished first, ten or twenty or thirty of them."""
    ranked = sorted(found, key=lambda each: (each.on, each.learner))
    return ranked[: _tens(len(ranked))]


def _taken(stage: Stage, begun: int, finished: dict[UUID, _Finished]) -> Taken:
    results = [each.result for each in _whole_tens(finished.values())]
    return Taken(
        stage,
        begun,
        len(finished),
        band([result.told.sensitivity for result in results]),
        band([result.told.criterion for result in results]),
        band([result.right_steps / result.of_steps for result in results]),
    )


def _change(stage: Stage, before: dict[UUID, _Finished], after: dict[UUID, _Finished]) -> Change:
    both = [each for who, each in after.items() if who in before]
    gained = [
        each.result.told.sensitivity - before[each.learner].result.told.sensitivity
        for each in _whole_tens(both)
    ]
    return Change(stage, len(both), band(gained))


def _hard(course: Course, after: Iterable[_Finished]) -> list[Hard]:
    """Return the scenes judged otherwise most often, all forms of one together."""
    said: dict[str, list[Answer]] = defaultdict(list)
    for each in after:
        for answer in each.answers:
            said[course.scenes[answer.scene].scene].append(answer)
    found = []
    for answers in said.values():
        scene = course.scenes[answers[0].scene]
        otherwise = sum(answer.says_case != scene.case for answer in answers)
        if otherwise:
            found.append(Hard(scene.setting, scene.story, scene.case, len(answers), otherwise))
    found.sort(key=lambda each: (-each.otherwise / each.answered, each.setting))
    return found[:_MOST_SCENES]
