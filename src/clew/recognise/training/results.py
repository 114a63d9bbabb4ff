"""What a form came to: counts for the learner, and whether they pass."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from clew.recognise.training.courses import Course
from clew.recognise.training.detection import Told
from clew.recognise.training.models import Answer
from clew.recognise.training.scenes import Kind


@dataclass(frozen=True, slots=True)
class Steps:
    """Right steps of one kind, of so many."""

    kind: Kind
    right: int
    of: int


@dataclass(frozen=True, slots=True)
class Result:
    """What one person told apart and did. Scenes that were not answered count as missed."""

    told: Told
    steps: tuple[Steps, ...]
    missing: tuple[str, ...]  # what the pass mark asks and was not reached, in words

    @property
    def right_steps(self) -> int:
        """How many steps were the best one."""
        return sum(each.right for each in self.steps)

    @property
    def of_steps(self) -> int:
        """How many steps there were."""
        return sum(each.of for each in self.steps)

    @property
    def passed(self) -> bool:
        """Whether the pass mark is reached."""
        return not self.missing


def result_of(course: Course, form: str, answers: Iterable[Answer]) -> Result:
    """Work out what the answers to one form come to."""
    said = {answer.scene: answer for answer in answers}
    scenes = course.forms[form]
    seen = [scene for scene in scenes if (held := said.get(scene.id)) and held.says_case]
    hits = sum(scene.case for scene in seen)
    cases = sum(scene.case for scene in scenes)
    told = Told(hits, cases, len(seen) - hits, len(scenes) - cases)
    right = Counter(
        scene.then.kind
        for scene in scenes
        if (held := said.get(scene.id)) and held.option == scene.then.right
    )
    many = Counter(scene.then.kind for scene in scenes)
    steps = tuple(Steps(kind, right[kind], many[kind]) for kind in Kind)
    return Result(told, steps, tuple(_missing(course, told, steps)))


def _missing(course: Course, told: Told, steps: tuple[Steps, ...]) -> Iterable[str]:
    mark = course.plan.pass_mark
    if told.hits < mark.hits.at_least:
        yield "hits"
    if told.false_alarms > mark.false_alarms.at_most:
        yield "false_alarms"
    if sum(each.right for each in steps) < mark.right_steps.at_least:
        yield "right_steps"
    yield from (
        each.kind.value for each in steps if each.right < mark.right_steps.of_each_kind.at_least
    )
