"""What a learner is told about an answer: what is right, why, which signs and which law."""

from dataclasses import dataclass

from clew.recognise.training.courses import Course, signs
from clew.recognise.training.models import Answer, Sitting
from clew.recognise.training.scenes import LawPoint, Question, Scene


@dataclass(frozen=True, slots=True)
class Option:
    """One option as it is shown afterwards."""

    words: str
    right: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """Options with what was chosen and what is best, and what stands behind it."""

    options: tuple[Option, ...]
    because: str
    signs: tuple[tuple[str, str], ...]  # id and words of each published sign
    law: tuple[LawPoint, ...]


@dataclass(frozen=True, slots=True)
class LookedBack:
    """A scene after the form: the judgement and the step."""

    scene: Scene
    answer: Answer
    told_apart: bool
    step: Explained


def explained(course: Course, asked: Question | Scene, chosen: int | None) -> Explained:
    """Return what is told about a question, or about the step of a scene."""
    step = asked.then if isinstance(asked, Scene) else asked
    known = signs()
    return Explained(
        options=tuple(
            Option(words, number == step.right, number == chosen)
            for number, words in enumerate(step.options, start=1)
        ),
        because=step.because,
        signs=tuple((sign, known[sign]) for sign in asked.signs),
        law=tuple(course.plan.law[point] for point in asked.law),
    )


def looked_back(course: Course, sitting: Sitting) -> list[LookedBack]:
    """Return the scenes of a finished form in the order of the file, with all that was said."""
    said = {answer.scene: answer for answer in sitting.answers.all()}
    return [
        LookedBack(
            scene, answer, answer.says_case == scene.case, explained(course, scene, answer.option)
        )
        for scene in course.forms[sitting.form]
        if (answer := said.get(scene.id))
    ]
