"""Lessons: Markdown with a head that says what they teach and what they rest on."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from clew.recognise.training.scenes import Work
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.records import build
from clew.rules.sources.strict_yaml import read_documents

_FENCE = "---\n"
# HTML inside a lesson is shown as text: what a course brings can never become part of a page.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a lesson."""

    id: str
    title: str
    minutes: int
    concepts: tuple[str, ...]
    sources: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: its head and its words as a page shows them."""

    head: Head
    html: SafeString


def read_lesson(file: Traversable) -> Lesson:
    """Read one lesson. Raises `WrongInput` where it has no head, or a wrong one."""
    text = file.read_text(encoding="utf-8")
    if not text.startswith(_FENCE) or _FENCE not in text[len(_FENCE) :]:
        raise WrongInput([Fault(file.name, "", "no head", "a head between two lines of ---")])
    head, _, words = text[len(_FENCE) :].partition(f"\n{_FENCE}")
    document = next(iter(read_documents(f"{head}\n".encode(), name=file.name, words_only=False)))
    built = build(Head, document.value, lambda path: f"{file.name}, line {document.line_of(path)}")
    return Lesson(built, mark_safe(_MARKDOWN.render(words)))  # noqa: S308 -- no HTML passes
