"""Reading YAML and JSON strictly: YAML 1.2 words, no aliases, no duplicates, bounded.

PyYAML follows YAML 1.1, where `NO`, `on` and `yes` are booleans: Norway becomes False. Here plain
words stay words. Aliases and tags are refused, because a few lines of aliases can expand to
gigabytes and a tag can ask for an object. The reader works on parser events, never on composed
nodes, so that depth and size are bounded before anything is built.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn, TypeAlias

import yaml

from clew.rules.sources.faults import Fault, WrongInput, describe

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
"""What a document is made of. Numbers with a fraction stay text: no rule here needs one."""

Path: TypeAlias = tuple[str | int, ...]

LARGEST_BYTES: Final = (
    10_000_000  # about 10,000 fact documents; a larger file is split by its owner
)
DEEPEST: Final = 20  # levels of nesting; the deepest file of rules has 7
_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_CORE_WORDS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}


@dataclass(slots=True)
class Document:
    """One document: its plain value, the line it starts at, and the line of every key."""

    value: Plain
    line: int
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)


def read_documents(raw: bytes, *, name: str, words_only: bool) -> Iterator[Document]:
    """Read every document of a YAML or JSON text, one at a time.

    `raw` is the file as bytes, `name` what messages call it. With `words_only` every plain scalar
    is text (facts and answers); without it `true`, `null` and whole numbers are themselves (data
    files of rules). Raises `WrongInput` at the first thing that cannot be read.
    """
    text = _decoded(raw, name)
    if text.lstrip()[:1] in {"{", "["} and (found := _as_json(text, name, words_only)) is not None:
        yield from found
        return
    yield from _Builder(text, name, words_only).documents()


def _decoded(raw: bytes, name: str) -> str:
    if len(raw) > LARGEST_BYTES:
        _refuse(name, f"{len(raw):,} bytes", f"at most {LARGEST_BYTES:,} bytes; split the file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse(f"{name}, line {line}", "bytes that are not UTF-8 text", "text saved as UTF-8")


def _refuse(where: str, found: str, wanted: str, key: str = "") -> NoReturn:
    raise WrongInput([Fault(where, key, found, wanted)]) from None


# --- JSON -------------------------------------------------------------------------------------


def _as_json(text: str, name: str, words_only: bool) -> list[Document] | None:  # noqa: FBT001 -- one of two dialects
    """Read `text` as JSON; None when it is no JSON (a YAML flow mapping also starts with a brace).

    A list at the top holds several documents.
    """

    def unique(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            _refuse(name, "the key twice in one mapping", "every key once", twice[:40])
        return mapping

    def number(text: str) -> Plain:
        return text if words_only or not _INTEGER.match(text) else int(text)

    try:
        value = json.loads(
            text,
            object_pairs_hook=unique,
            parse_int=number,
            parse_float=str,
            parse_constant=str,
        )
    except json.JSONDecodeError:
        return None
    except RecursionError:
        _refuse(name, "nesting without end", f"at most {DEEPEST} levels")
    _check_depth(value, name)
    if isinstance(value, list):
        return [Document(item, 1) for item in value]
    return [Document(value, 1)]


def _check_depth(value: Plain, name: str) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return
    _refuse(name, f"more than {DEEPEST} levels of nesting", f"at most {DEEPEST} levels")


# --- YAML -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction; `key` is the key waiting for its value."""

    into: dict[str, Plain] | list[Plain]
    path: Path
    key: str | None = None


class _Builder:
    """Builds plain documents from parser events, refusing what the dialect does not know."""

    def __init__(self, text: str, name: str, words_only: bool) -> None:  # noqa: FBT001 -- one of two dialects
        self._text = text
        self._name = name
        self._words_only = words_only
        self._stack: list[_Open] = []
        self._document = Document(None, 1)

    def documents(self) -> Iterator[Document]:
        try:
            events = yaml.parse(self._text, Loader=yaml.CSafeLoader)
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    self._document = Document(None, _line(event))
                elif isinstance(event, yaml.DocumentEndEvent):
                    yield self._document
                else:
                    self._take(event)
        except yaml.MarkedYAMLError as error:
            self._stop_at(error)
        except yaml.reader.ReaderError as error:
            place = self._text[: error.position].count("\n") + 1
            where = f"{self._name}, line {place}"
            _refuse(where, "a control character", "printable text")

    def _stop_at(self, error: yaml.MarkedYAMLError) -> NoReturn:
        mark = error.problem_mark or error.context_mark
        where = self._name if mark is None else f"{self._name}, line {mark.line + 1}"
        _refuse(where, f"text that is not YAML ({error.problem})", "YAML or JSON")

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse_here(
                event, f"the alias *{str(event.anchor)[:20]}", "the value written out"
            )
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._refuse_tag(event)
            self._open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._refuse_tag(event)
            self._open([], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse_here(event, f"the tag {tag[:40]}", "a plain value")

    def _refuse_here(self, event: yaml.Event, found: str, wanted: str, key: str = "") -> NoReturn:
        _refuse(f"{self._name}, line {_line(event)}", found, wanted, key)

    def _open(self, into: dict[str, Plain] | list[Plain], event: yaml.Event) -> None:
        if len(self._stack) >= DEEPEST:
            levels = f"at most {DEEPEST} levels"
            self._refuse_here(event, f"more than {DEEPEST} levels of nesting", levels)
        path = self._place(into, event)
        self._stack.append(_Open(into, path))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.into, dict) and top.key is None:
            self._key(top, event)
            return
        self._place(event.value if event.style else self._plain(event.value), event)

    def _plain(self, text: str) -> Plain:
        """Read a scalar without quotes: a word, or in data files also a number or true."""
        if self._words_only:
            return text or None
        if text in _CORE_WORDS:
            return _CORE_WORDS[text]
        return int(text) if _INTEGER.match(text) else text

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        key = event.value
        if key in top.into:
            dotted = ".".join(str(part) for part in (*top.path, key))
            self._refuse_here(event, "the key a second time", "every key once", dotted)
        top.key = key
        self._document.lines[(*top.path, key)] = _line(event)

    def _place(self, value: Plain, event: yaml.Event) -> Path:
        """Put `value` where the parser stands; return its path."""
        if not self._stack:
            self._document.value = value
            return ()
        top = self._stack[-1]
        if isinstance(top.into, list):
            path: Path = (*top.path, len(top.into))
            self._document.lines[path] = _line(event)
            top.into.append(value)
            return path
        if top.key is None:
            self._refuse_here(event, f"{describe(value)} as a key", "a word as a key")
        path = (*top.path, top.key)
        top.into[top.key] = value
        top.key = None
        return path


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return 1 if mark is None else mark.line + 1
