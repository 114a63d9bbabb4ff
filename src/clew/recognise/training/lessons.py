"""Lessons: Markdown with a head that says what they teach and what they rest on.

A lesson has headings, paragraphs, lists, quotations and strong words, and nothing else: it becomes
blocks of plain words that a template writes, never HTML of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from clew.recognise.training.scenes import Work
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.records import build
from clew.rules.sources.strict_yaml import read_documents

_FENCE: Final = "---\n"
_LISTS: Final = {"bullet_list": "bullets", "ordered_list": "numbers"}
_SECOND: Final = "h2"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a lesson."""

    id: str
    title: str
    minutes: int
    concepts: tuple[str, ...]
    sources: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, strong or not."""

    words: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a lesson: heading, paragraph, quotation, bullets or numbers, in its lines."""

    kind: str
    lines: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: its head and its words in blocks."""

    head: Head
    blocks: tuple[Block, ...]


def read_lesson(file: Traversable) -> Lesson:
    """Read one lesson. Raises `WrongInput` where the head or what it is made of is not so."""
    text = file.read_text(encoding="utf-8")
    if not text.startswith(_FENCE) or _FENCE not in text[len(_FENCE) :]:
        raise WrongInput([Fault(file.name, "", "no head", "a head between two lines of ---")])
    head, _, words = text[len(_FENCE) :].partition(f"\n{_FENCE}")
    document = next(iter(read_documents(f"{head}\n".encode(), name=file.name, words_only=False)))
    built = build(Head, document.value, lambda path: f"{file.name}, line {document.line_of(path)}")
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(words))
    return Lesson(built, tuple(_block(node, file.name) for node in tree.children))


def _block(node: SyntaxTreeNode, name: str) -> Block:
    if node.type == "heading" and node.tag == _SECOND:
        return Block("heading", (_line(node, name),))
    if node.type == "paragraph":
        return Block("paragraph", (_line(node, name),))
    if node.type == "blockquote":
        return Block("quotation", tuple(_line(inside, name) for inside in node.children))
    if node.type in _LISTS:
        return Block(_LISTS[node.type], tuple(_item(item, name) for item in node.children))
    raise _refused(node.type, name)


def _item(node: SyntaxTreeNode, name: str) -> tuple[Run, ...]:
    if len(node.children) != 1:
        nested = "a list within a list"
        raise _refused(nested, name)
    return _line(node.children[0], name)


def _line(node: SyntaxTreeNode, name: str) -> tuple[Run, ...]:
    inline = node.children[0] if len(node.children) == 1 else node
    if inline.type != "inline":
        raise _refused(inline.type, name)
    return tuple(_runs(inline, name))


def _runs(node: SyntaxTreeNode, name: str, *, strong: bool = False) -> Iterator[Run]:
    for inside in node.children:
        if inside.type == "text":
            yield Run(inside.content, strong)
        elif inside.type == "softbreak":
            yield Run(" ", strong)
        elif inside.type == "strong" and not strong:
            yield from _runs(inside, name, strong=True)
        else:
            raise _refused(inside.type, name)


def _refused(found: str, name: str) -> WrongInput:
    wanted = "headings of the second order, paragraphs, lists, quotations and strong words"
    return WrongInput([Fault(name, "", found.replace("_", " "), wanted)])
