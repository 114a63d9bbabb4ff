"""Where a learner stands in a course: nobody else asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.recognise.training.courses import Course, courses
from clew.recognise.training.lessons import Lesson
from clew.recognise.training.models import Memory, Read, Sitting, Stage


class NoSuchCourse(Exception):
    """There is no course of this name."""


class NoSuchSitting(Exception):
    """The learner has no sitting of this id."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a learner has done of a course and what comes next."""

    course: Course
    sittings: Mapping[Stage, Sitting]  # the last of each stage
    opened: Sitting | None
    read: frozenset[str]
    due: tuple[Memory, ...]
    coming: tuple[Memory, ...]
    later_from: date | None

    @property
    def before(self) -> Sitting | None:
        """The finished form before the lessons."""
        return self._finished(Stage.BEFORE)

    @property
    def after(self) -> Sitting | None:
        """The finished form after the lessons."""
        return self._finished(Stage.AFTER)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons in their order."""
        return tuple(self.course.lessons.values())

    @property
    def all_read(self) -> bool:
        """Whether every lesson was read."""
        return self.read >= self.course.lessons.keys()

    @property
    def next_lesson(self) -> str | None:
        """The first lesson that was not read."""
        return next((name for name in self.course.lessons if name not in self.read), None)

    def may_take(self, stage: Stage, on: date) -> bool:
        """Say whether the form of a stage is next."""
        if self.opened is not None:
            return self.opened.stage == stage
        if stage is Stage.BEFORE:
            return self.before is None
        if stage is Stage.AFTER:
            return self.before is not None and self.all_read and self.after is None
        return self.later_from is not None and on >= self.later_from

    def _finished(self, stage: Stage) -> Sitting | None:
        held = self.sittings.get(stage)
        return held if held and held.finished_on else None


def course_of(name: str) -> Course:
    """Return a course. Raises `NoSuchCourse`."""
    found = courses().get(name)
    if found is None:
        raise NoSuchCourse
    return found


def progress(actor: Member, course: Course, *, on: date) -> Progress:
    """Return where the actor stands in a course on a day."""
    mine = list(
        Sitting.objects.filter(learner=actor, course=course.plan.id).order_by("begun_on", "id")
    )
    memories = list(
        Memory.objects.filter(learner=actor, course=course.plan.id).order_by("due_on", "concept")
    )
    last = {Stage(sitting.stage): sitting for sitting in mine}
    done = [
        sitting.finished_on
        for stage in (Stage.AFTER, Stage.LATER)
        if (sitting := last.get(stage)) and sitting.finished_on
    ]
    weeks = timedelta(weeks=course.plan.tests.later_after_weeks[0])
    return Progress(
        course=course,
        sittings=last,
        opened=next((sitting for sitting in mine if sitting.finished_on is None), None),
        read=frozenset(
            Read.objects.filter(learner=actor, course=course.plan.id).values_list(
                "lesson", flat=True
            )
        ),
        due=tuple(memory for memory in memories if memory.due_on <= on),
        coming=tuple(memory for memory in memories if memory.due_on > on),
        later_from=max(done) + weeks if done else None,
    )


def sitting_for(actor: Member, sitting_id: UUID) -> Sitting:
    """Return a sitting of the actor. Raises `NoSuchSitting` for every other."""
    found = Sitting.objects.filter(learner=actor, id=sitting_id).first()
    if found is None:
        raise NoSuchSitting
    return found
