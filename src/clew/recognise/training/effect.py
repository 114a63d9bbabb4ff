"""What a course has done in an organisation: for trainers, never about one person.

Figures are of ten people or more; below that only how many there are is told. Who is counted has
finished the form; how many began and did not stands beside, because who drops out is not by chance.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.recognise.training.courses import Course
from clew.recognise.training.detection import FEWEST, Mean, band
from clew.recognise.training.models import Answer, Sitting, Stage
from clew.recognise.training.permissions import check_effect
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


def effect(actor: Member, course: Course) -> Effect:
    """Return what the course has done in the actor's organisation. Raises `NotATrainer`."""
    check_effect(actor)
    sittings = list(
        Sitting.objects.filter(organisation=actor.organisation_id, course=course.plan.id)
        .order_by("begun_on", "id")
        .prefetch_related("answers")
    )
    results: dict[Stage, dict[UUID, Result]] = defaultdict(dict)
    begun: dict[Stage, set[UUID]] = defaultdict(set)
    for sitting in sittings:
        stage = Stage(sitting.stage)
        begun[stage].add(sitting.learner_id)
        if sitting.finished_on:
            # Who took a form of a stage twice counts once, with the last.
            results[stage][sitting.learner_id] = result_of(
                course, sitting.form, sitting.answers.all()
            )
    return Effect(
        taken=tuple(_taken(stage, len(begun[stage]), results[stage].values()) for stage in Stage),
        changes=tuple(
            _change(stage, results[Stage.BEFORE], results[stage])
            for stage in (Stage.AFTER, Stage.LATER)
        ),
        hard=tuple(_hard(course, [each for each in sittings if each.stage != Stage.BEFORE])),
    )


def _taken(stage: Stage, begun: int, results: Iterable[Result]) -> Taken:
    found = list(results)
    return Taken(
        stage,
        begun,
        len(found),
        band([result.told.sensitivity for result in found]),
        band([result.told.criterion for result in found]),
        band([result.right_steps / result.of_steps for result in found]),
    )


def _change(stage: Stage, before: Mapping[UUID, Result], after: Mapping[UUID, Result]) -> Change:
    both = sorted(before.keys() & after.keys())
    gained = [after[who].told.sensitivity - before[who].told.sensitivity for who in both]
    return Change(stage, len(both), band(gained))


def _hard(course: Course, sittings: Iterable[Sitting]) -> list[Hard]:
    """Return the scenes judged otherwise most often, where ten people or more answered them."""
    said: dict[str, list[Answer]] = defaultdict(list)
    for sitting in sittings:
        for answer in sitting.answers.all():
            said[course.scenes[answer.scene].scene].append(answer)
    found = []
    for answers in said.values():
        scene = course.scenes[answers[0].scene]
        otherwise = sum(answer.says_case != scene.case for answer in answers)
        if len(answers) >= FEWEST and otherwise:
            found.append(Hard(scene.setting, scene.story, scene.case, len(answers), otherwise))
    found.sort(key=lambda each: (-each.otherwise / each.answered, each.setting))
    return found[:_MOST_SCENES]
