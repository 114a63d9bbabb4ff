"""Taking a form: what a learner answers is written once and never changed."""

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import blake2b
from random import Random
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.training.courses import Course
from clew.recognise.training.models import Answer, Sitting, Stage
from clew.recognise.training.scenes import Scene

MOST_SURE: Final = 3


class NotYet(Exception):
    """This form comes later: the lessons first, or some weeks."""


class NotJudged(Exception):
    """A step was sent for a scene of which nobody has said yet whether there are signs."""


class AnsweredOtherwise(Exception):
    """The scene was answered before, in another window perhaps, and otherwise."""


def begin(
    *, actor: Member, course: Course, stage: Stage, on: date, training_session: str = ""
) -> Sitting:
    """Begin a form, or return the one that is open.

    Raises `NotYet` where the stage does not follow from what the learner has done.
    """
    with changes(actor=actor, purpose="training") as trace:
        mine = Sitting.objects.filter(learner=actor, course=course.plan.id)
        done = list(mine.order_by("begun_on").values_list("stage", "finished_on"))
        # Two windows that begin at once get one sitting: the other one finds it open.
        sitting, new = Sitting.objects.get_or_create(
            learner=actor,
            course=course.plan.id,
            finished_on=None,
            defaults={
                "organisation_id": actor.organisation_id,
                "course_version": course.plan.version,
                "stage": stage,
                "form": _form(course, actor, len(done)),
                "training_session": training_session,
                "begun_on": on,
            },
        )
        if new and not _follows(course, stage, done, on):
            raise NotYet
        if new:
            trace.record("training.form_begun", about=sitting)
    return sitting


def judge(*, actor: Member, sitting: Sitting, scene: Scene, says_case: bool, sure: int) -> Answer:
    """Write down whether a learner sees signs. The same again is the same.

    Raises `AnsweredOtherwise` where another answer stands.
    """
    _check_own(actor, sitting)
    with changes(actor=actor, purpose="training") as trace:
        answer, new = Answer.objects.get_or_create(
            sitting=sitting, scene=scene.id, defaults={"says_case": says_case, "sure": sure}
        )
        if new:
            trace.record("training.scene_judged", about=answer)
    if (answer.says_case, answer.sure) != (says_case, sure):
        raise AnsweredOtherwise
    return answer


def step(
    *, actor: Member, sitting: Sitting, course: Course, scene: Scene, option: int, on: date
) -> Answer:
    """Write down the one step; with the last one the form is finished.

    Raises `NotJudged` before the judgement, `AnsweredOtherwise` where another step stands.
    """
    _check_own(actor, sitting)
    with changes(actor=actor, purpose="training") as trace:
        answer = sitting.answers.filter(scene=scene.id).first()
        if answer is None:
            raise NotJudged
        if answer.option is None:
            answer.option = option
            answer.save(update_fields=["option"])
            trace.record("training.step_taken", about=answer)
            if sitting.answers.exclude(option=None).count() == len(course.forms[sitting.form]):
                sitting.finished_on = on
                sitting.save(update_fields=["finished_on"])
                trace.record("training.form_finished", about=sitting)
    if answer.option != option:
        raise AnsweredOtherwise
    return answer


def order_of(course: Course, sitting: Sitting) -> tuple[Scene, ...]:
    """Return the scenes of a form in the order of this sitting; it stays the same."""
    scenes = list(course.forms[sitting.form])
    Random(str(sitting.id)).shuffle(scenes)  # noqa: S311 -- an order, no secret
    return tuple(scenes)


def next_scene(course: Course, sitting: Sitting) -> tuple[Scene | None, Answer | None]:
    """Return the scene that is to be answered next, with its judgement where it has one."""
    stand: Mapping[str, Answer] = {answer.scene: answer for answer in sitting.answers.all()}
    for scene in order_of(course, sitting):
        answer = stand.get(scene.id)
        if answer is None or answer.option is None:
            return scene, answer
    return None, None


def _check_own(actor: Member, sitting: Sitting) -> None:
    assert sitting.learner_id == actor.pk  # noqa: S101 -- queries give nobody another's


def _follows(course: Course, stage: Stage, done: list[tuple[str, date | None]], on: date) -> bool:
    days = {taken: finished for taken, finished in done if finished}
    if stage is Stage.BEFORE:
        return not done
    if stage is Stage.AFTER:
        return Stage.BEFORE in days and Stage.AFTER not in days
    after = days.get(Stage.LATER) or days.get(Stage.AFTER)
    first = timedelta(weeks=course.plan.tests.later_after_weeks[0])
    return after is not None and on >= after + first


def _form(course: Course, actor: Member, taken: int) -> str:
    """Return the next form in the learner's row; rows are dealt out by chance, not by choice."""
    rows = course.plan.tests.rotation
    dealt = int.from_bytes(blake2b(f"{actor.pk}|{course.plan.id}".encode(), digest_size=4).digest())
    row = rows[dealt % len(rows)]
    return row[taken % len(row)]
