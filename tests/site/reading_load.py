"""How heavy the pages are to read that survivors and frontline workers meet, page by page.

The pages are those of the policy table, opened as somebody who may; a page that is new is among
them. Measured is the running text of a page: paragraphs, list entries, headings, questions, hints.
What is not: menus, buttons, tables of data, citations, codes, people's own words, and labels of one
or two words. The measures are those of `clew.portal.words.reading`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from lxml import html

from clew.ground.accounts.policy import READ, Rule, addresses, table
from clew.ground.accounts.roles import Role
from clew.portal.words.reading import ari, lix, sentences, words
from clew.recognise.screening.interview import Interview
from clew.recognise.training.courses import courses
from clew.rules.indicators.instruments import (
    Question,
    Scoring,
    instrument,
    instrument_ids,
    questions,
)
from clew.rules.law.published_cases import published_cases
from tests.cast import Cast, signed_in
from tests.site.sweeping import NOT_THERE, OPEN_OBJECTS, World, world_for
from tests.site.test_permission_sweep import parts_of, path_of

PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "reading-load.md"
LEAST_WORDS: Final = 100
LONGEST_SENTENCE: Final = 20
NEAR: Final = {"ari": 0.6, "lix": 4.0}  # how far a figure on the page may be from the page itself
_FRONTLINE: Final = "clew.recognise."
_SURVIVORS: Final = ("portal",)
_ROLES: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD, Role.TRAINER, Role.SURVIVOR)
_BLOCKS: Final = ("p", "li", "dd", "legend", "label", "summary", "h1", "h2", "h3", "h4")
_UNREAD: Final = (
    "script",
    "style",
    "template",
    "select",
    "textarea",
    "table",
    "button",
    "svg",
    "nav",
    "pre",
)
_NOT_TEXT: Final = frozenset({"cite", "cite-1", "unv", "code", "own", "vh", "num", "tag", "crumb"})
_SPACE: Final = re.compile(r"\s+")
_FEWEST: Final = 3  # words of a block that is a sentence and not a label


@dataclass(frozen=True, slots=True)
class Mark:
    """How heavy a page may be for who reads it."""

    reader: str
    grade: float


SURVIVOR: Final = Mark("survivor", 4)
FRONTLINE: Final = Mark("frontline", 7)


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: who reads it, how many words, how heavy, and its longest sentence."""

    name: str
    mark: Mark
    words: int
    ari: float
    lix: float
    longest: int
    sentence: str

    @property
    def judged(self) -> bool:
        """Whether it is long enough for the measures to say anything."""
        return self.words >= LEAST_WORDS

    @property
    def over(self) -> bool:
        """Whether it is heavier than its mark."""
        return self.judged and (self.ari > self.mark.grade or self.longest > LONGEST_SENTENCE)


def measured(name: str, mark: Mark, blocks: list[str]) -> Measured:
    """Measure the running text of one page."""
    text = "\n".join(blocks)
    if not words(text):
        return Measured(name, mark, 0, 0.0, 0.0, 0, "")
    longest = max(sentences(text), key=lambda one: len(words(one)))
    return Measured(
        name, mark, len(words(text)), ari(text), lix(text), len(words(longest)), longest
    )


def blocks_of(source: str) -> list[str]:
    """Return the running text of a page, block by block."""
    root = html.fromstring(source)
    (main, *_) = root.xpath("//main") or [root]
    for element in list(main.iter(*_UNREAD)):
        _drop(element)
    for element in main.xpath(".//*[@aria-labelledby='rests']"):  # the works a lesson rests on
        _drop(element)
    for element in list(main.iter()):
        if isinstance(element.tag, str) and _NOT_TEXT & set(element.get("class", "").split()):
            _drop(element)
    found = []
    for element in main.iter(*_BLOCKS, "span"):
        if element.tag == "span" and "hint" not in element.get("class", ""):
            continue
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            text = element.text or ""  # its own words before the blocks inside it
        else:
            text = element.text_content()
        text = _SPACE.sub(" ", text).strip()
        if len(words(text)) >= _FEWEST:
            found.append(text)
    return list(dict.fromkeys(found))


def _drop(element: Any) -> None:  # noqa: ANN401 -- lxml has no types
    """Take an element out; the words behind it stay."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = " " + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def all_pages(cast: Cast) -> list[Measured]:
    """Measure every page of survivors and frontline workers, and the texts that lie behind them."""
    found = [*_survivors_and_frontline(cast), *_sent(), *_interviews(), *_courses()]
    return sorted(found, key=lambda one: (one.mark.reader != "survivor", one.name))


def _survivors_and_frontline(cast: Cast) -> Iterator[Measured]:
    people = {
        Role.FIRST_RESPONDER: cast.first_responder,
        Role.ADVOCATE: cast.advocate_a,
        Role.CASE_LEAD: cast.case_lead,
        Role.TRAINER: cast.trainer,
        Role.SURVIVOR: cast.survivor,
    }
    for name, _pattern in addresses():
        room, rule = name.partition(":")[0], table()[name]
        mark = _mark(room)
        if mark is None or name in NOT_THERE or not rule.methods & READ:
            continue
        role = _role(rule)
        with transaction.atomic("default"), transaction.atomic("keyring"):
            client = Client(HTTP_HOST="localhost") if role is None else signed_in(people[role])
            world = world_for(cast, people[role or Role.ADVOCATE])
            for label, path in list(_paths(name, rule, world)):
                answer = client.get(path)
                if answer.status_code == HTTPStatus.OK and _is_page(answer):
                    yield measured(label, mark, blocks_of(answer.content.decode()))
            transaction.set_rollback(True, "default")
            transaction.set_rollback(True, "keyring")


def _sent() -> Iterator[Measured]:
    """Measure pages that answer a form: those of a talk, half way and at its end."""
    client, carried = Client(HTTP_HOST="localhost"), {"t-age": "unsure"}
    for instrument_id in ("ilo-delphi-children-labour", "unodc-general"):
        path, order = f"/screen/{instrument_id}/", Interview(instrument(instrument_id)).order
        carried |= {f"a-{item.id}": "present" for item in order[:3]}
        carried |= {f"a-{item.id}": "absent" for item in order[3:12]}
        pages = {
            "a question": (f"{path}interview/", carried | {"at": order[3].id, "go": "skip"}),
            "check": (f"{path}interview/", carried | {"at": "check", "go": "check"}),
            "outcome": (f"{path}interview/", carried | {"at": "check", "go": "outcome"}),
            "not here": (path, {"talk": "yes", "safe": "no", "private": "no", "age": "unsure"}),
            "not now": (path, {"talk": "no"}),
        }
        for name, (address, sent) in pages.items():
            answer = client.post(address, sent)
            assert answer.status_code == HTTPStatus.OK
            text = blocks_of(answer.content.decode())
            yield measured(f"screening, {name} · {instrument_id}", FRONTLINE, text)
        carried = {"t-age": "unsure"}


def _is_page(answer: HttpResponse) -> bool:
    return answer.headers["Content-Type"].startswith("text/html") and not answer.streaming


def _mark(room: str) -> Mark | None:
    if room in _SURVIVORS:
        return SURVIVOR
    recognise = {app.label for app in apps.get_app_configs() if app.name.startswith(_FRONTLINE)}
    return FRONTLINE if room in recognise else None


def _role(rule: Rule) -> Role | None:
    """Return as whom a page is opened; None for one that is open to anybody."""
    if rule.roles is None:
        return None
    return next((role for role in _ROLES if role in rule.roles), None)


def _paths(name: str, rule: Rule, world: World) -> Iterator[tuple[str, str]]:
    """Yield every page behind an address: one for each thing that is published, else one's own."""
    parts = [part for _kind, part in parts_of(name)]
    if "lesson_id" in parts:
        for course_id, course in courses().items():
            for lesson_id in course.lessons:
                ids = {"course_id": course_id, "lesson_id": lesson_id}
                yield f"{name} · {course_id} {lesson_id}", path_of(name, ids)
        return
    if "language" in parts:
        return  # the same words as without one
    for part in ("right_id", "instrument_id", "case_id"):
        if part in parts and not rule.object:
            for value in _published(part):
                yield f"{name} · {value}", path_of(name, {part: value})
            return
    about = rule.object or OPEN_OBJECTS.get(name, "")
    own = next((ids for whose, ids in world.of(about) if whose in {"own", "nothing"}), {})
    yield name, path_of(name, own)


def _published(part: str) -> list[str]:
    from clew.portal.words import text  # noqa: PLC0415 -- only here

    if part == "right_id":
        return [right.id for right in text("en").rights]
    if part == "case_id":
        return sorted(published_cases())
    return [one for one in instrument_ids() if _asked(one)]


def _asked(instrument_id: str) -> bool:
    return instrument(instrument_id).scoring is not Scoring.NOT_SCORED


def _interviews() -> Iterator[Measured]:
    """Measure what is said aloud and what stands beside it, set by set."""
    known: Mapping[str, Question] = questions()
    for one in instrument_ids():
        if not _asked(one):
            continue
        asked = [known[item.id] for item in Interview(instrument(one)).order if item.id in known]
        aloud = [question.question for question in asked]
        beside = [
            text for question in asked for text in (question.why, question.how, question.avoid)
        ]
        yield measured(f"interview, asked · {one}", FRONTLINE, aloud)
        yield measured(f"interview, for the worker · {one}", FRONTLINE, beside)


def _courses() -> Iterator[Measured]:
    """Measure the scenes of every form and the questions that come back; lessons are pages."""
    for course_id, course in courses().items():
        for form, scenes in course.forms.items():
            texts = [
                text
                for scene in scenes
                for text in (scene.story, scene.then.question, *scene.then.options, scene.because)
            ]
            yield measured(f"scenes · {course_id} {form}", FRONTLINE, texts)
        texts = [
            text
            for one in course.questions.values()
            for text in (one.question, *one.options, one.because)
        ]
        yield measured(f"questions that come back · {course_id}", FRONTLINE, texts)


# Why a page is heavier than its mark, and stays so. A line here is read by whoever reads the page.
REASONS: Final[dict[str, str]] = {}


def page_of(found: list[Measured]) -> str:
    """Return the page of the reference as it should stand."""
    judged = [one for one in found if one.judged]
    lines = [
        f"| {one.name} | {one.mark.reader} | {one.words} | {one.ari:.1f} | {one.lix:.0f} "
        f"| {one.longest} | {_verdict(one)} |"
        for one in judged
    ]
    short = [one.name for one in found if one.words and not one.judged]
    return _HEAD.format(
        lines="\n".join(lines), short=", ".join(short), judged=len(judged),
        over=sum(one.over for one in judged), least=LEAST_WORDS, longest=LONGEST_SENTENCE,
    )  # fmt: skip


def _verdict(one: Measured) -> str:
    return REASONS.get(one.name, "**no reason given**") if one.over else ""


_HEAD: Final = """\
# Reading load

How heavy the pages are to read that survivors and frontline workers meet: the Automated
Readability Index (about the school grade: 4 is ages 9 to 10) and LIX (words in a sentence plus long
words in a hundred; under 30 is very easy). English only. Measured is running text in `main`,
without buttons, tables, citations and codes; a page of fewer than {least} words is not judged.

Marks: a survivor's page has grade 4 at most, a frontline worker's 7, and no sentence has more than
{longest} words. {judged} are judged, {over} are over a mark; each of those has its reason.

| Page | Reader | Words | ARI | LIX | Longest sentence | Over the mark, because |
|---|---|---:|---:|---:|---:|---|
{lines}

Too short to judge: {short}.

To measure anew: `READING_LOAD=write ./clew test tests/site/test_reading_load.py`. A test opens
every page, new ones too: one over its mark without a reason, or whose figures are no longer these,
makes it red.
"""


def listed() -> dict[str, tuple[float, float, int]]:
    """Return what the page says: ARI, LIX and longest sentence by the name of a page."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 6 and cells[2] in {SURVIVOR.reader, FRONTLINE.reader}:
            found[cells[1]] = (float(cells[4]), float(cells[5]), int(cells[6]))
    return found
