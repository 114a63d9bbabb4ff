"""Courses as data: lessons in Markdown, scenes in three parallel forms, points of law.

Start here. `courses()` gives every course by its id. Everything is checked as it is read: a scene
that names an unknown concept, sign or point of law stops the house with one sentence.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

from clew.recognise.training.lessons import Lesson, read_lesson
from clew.recognise.training.scenes import LawPoint, Question, Scene
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.loader import load_list, load_record

_COURSES = files("clew.recognise.training") / "courses"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose law the lessons tell."""

    code: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long the lessons take together."""

    lessons: int
    note: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is asked of each scene before its step."""

    question: str
    answers: dict[str, str]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Module:
    """A lesson and the questions that close it."""

    lesson: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One of the parallel forms: its file, and how many scenes have signs."""

    file: str
    items: int
    cases: int
    non_cases: int


@dataclass(frozen=True, slots=True)
class Refreshers:
    """Where the short questions stand."""

    file: str
    items: int


@dataclass(frozen=True, slots=True)
class Tests:
    """Which form is taken when. Rows of `rotation` are dealt out, so that forms can be compared."""

    rotation: tuple[tuple[str, ...], ...]
    later_after_weeks: tuple[int, ...]
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A lower mark."""

    at_least: int
    of: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """An upper mark."""

    at_most: int
    of: int


@dataclass(frozen=True, slots=True)
class Steps:
    """A lower mark for the steps together, and for each kind of step."""

    at_least: int
    of: int
    of_each_kind: AtLeast


@dataclass(frozen=True, slots=True)
class PassMark:
    """What passes. Saying yes, or no, to every scene cannot."""

    hits: AtLeast
    false_alarms: AtMost
    right_steps: Steps
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a certificate holds."""

    valid_months: int
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing to know, where it is taught, and which questions ask for it."""

    id: str
    label: str
    lesson: str
    refreshers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in `course.yaml`."""

    id: str
    title: str
    version: str
    date: date
    language: str
    jurisdiction: Jurisdiction
    audience: str
    minutes: Minutes
    judgement: Judgement
    steps: dict[str, str]
    modules: tuple[Module, ...]
    forms: dict[str, Form]
    refreshers: Refreshers
    tests: Tests
    pass_mark: PassMark
    certificate: Validity
    concepts: tuple[Concept, ...]
    law: dict[str, LawPoint]


@dataclass(frozen=True)
class Course:
    """A course as it is taught: its plan, lessons, scenes by form, and questions."""

    plan: Plan
    lessons: Mapping[str, Lesson]
    forms: Mapping[str, tuple[Scene, ...]]
    questions: Mapping[str, Question]

    @functools.cached_property
    def scenes(self) -> Mapping[str, Scene]:
        """Every scene by its id."""
        return {scene.id: scene for form in self.forms.values() for scene in form}

    @functools.cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """Every concept by its id."""
        return {concept.id: concept for concept in self.plan.concepts}


@functools.cache
def courses() -> Mapping[str, Course]:
    """Return every course by its id. Raises `WrongInput` where a file does not hold together."""
    found = [_course(folder) for folder in _COURSES.iterdir() if folder.is_dir()]
    return {course.plan.id: course for course in sorted(found, key=lambda each: each.plan.id)}


@functools.cache
def signs() -> Mapping[str, str]:
    """Return the words of every published sign by its id."""
    return {
        sign.id: sign.label for known in instrument_ids() for sign in instrument(known).indicators
    }


def _course(folder: Traversable) -> Course:
    plan = load_record(Plan, folder / "course.yaml")
    course = Course(
        plan=plan,
        lessons={
            module.lesson: read_lesson(folder / "lessons" / f"{module.lesson}.md")
            for module in plan.modules
        },
        forms={
            name: load_list(Scene, folder.joinpath(*form.file.split("/")))
            for name, form in plan.forms.items()
        },
        questions={
            each.id: each
            for each in load_list(Question, folder.joinpath(*plan.refreshers.file.split("/")))
        },
    )
    faults = [Fault(folder.name, where, found, wanted) for where, found, wanted in _wrong(course)]
    if faults:
        raise WrongInput(faults)
    return course


def _wrong(course: Course) -> Iterator[tuple[str, str, str]]:
    """Yield what does not hold together: where, what was found, what is wanted."""
    plan = course.plan
    for name, scenes in course.forms.items():
        form, cases = plan.forms[name], sum(scene.case for scene in scenes)
        if (len(scenes), cases, len(scenes) - cases) != (form.items, form.cases, form.non_cases):
            yield f"form {name}", f"{len(scenes)} scenes, {cases} with signs", "what the plan says"
    if len({tuple(scene.scene for scene in scenes) for scenes in course.forms.values()}) != 1:
        yield "forms", "scenes that are not parallel", "the same scenes in the same order"
    items: list[Scene | Question] = [*course.scenes.values(), *course.questions.values()]
    for item in items:
        yield from _unknown(item.id, "concept", [item.concept], course.concepts)
        yield from _unknown(item.id, "law", item.law, plan.law)
        yield from _unknown(item.id, "signs", item.signs, signs())
    for module in plan.modules:
        yield from _unknown(module.lesson, "items", module.items, course.questions)
    for concept in plan.concepts:
        yield from _unknown(concept.id, "refreshers", concept.refreshers, course.questions)
        yield from _unknown(concept.id, "lesson", [concept.lesson], course.lessons)


def _unknown(
    where: str, key: str, used: Iterable[str], known: Mapping[str, object]
) -> Iterator[tuple[str, str, str]]:
    for each in used:
        if each not in known:
            yield f"{where}.{key}", each, "one that stands in the course or the rules"
