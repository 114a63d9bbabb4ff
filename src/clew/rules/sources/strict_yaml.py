"""Reading YAML and JSON strictly: YAML 1.2 words, no aliases, no duplicates, bounded.

PyYAML follows YAML 1.1, where `NO`, `on` and `yes` are booleans: Norway becomes False. Here plain
words stay words. Aliases and tags are refused, because a few lines of aliases can expand to
gigabytes and a tag can ask for an object. The reader works on parser events, never on composed
nodes, so that depth and size are bounded before anything is built.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

import yaml

from clew.rules.sources.documents import (
    DEEPEST,
    LARGEST_BYTES,
    Document,
    Path,
    Plain,
    refuse,
)
from clew.rules.sources.faults import WrongInput, describe, naming
from clew.rules.sources.strict_json import INTEGER, json_documents

_CORE_WORDS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}


def read_documents(raw: bytes, *, name: str, words_only: bool) -> Iterator[Document]:
    """Read every document of a YAML or JSON text, one at a time.

    `raw` is the file as bytes, `name` what messages call it. With `words_only` every plain scalar
    is text (facts and answers); without it `true`, `null` and whole numbers are themselves (data
    files of rules). Raises `WrongInput` at the first thing that cannot be read.
    """
    text = _decoded(raw, name)
    if text.lstrip()[:1] in {"{", "["}:

        @functools.cache
        def lines() -> dict[Path, int]:
            try:
                return next(_Builder(text, name, words_only=words_only).documents()).lines
            except WrongInput:
                return {}  # JSON that YAML cannot read: the sentence goes without its own line

        found = json_documents(text, name=name, words_only=words_only, lines=lines)
        if found is not None:
            yield from found
            return
    yield from _Builder(text, name, words_only=words_only).documents()


def _decoded(raw: bytes, name: str) -> str:
    if len(raw) > LARGEST_BYTES:
        refuse(name, f"more than {LARGEST_BYTES:,} bytes", "a smaller file; split it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse(f"{name}, line {line}", "bytes that are not UTF-8 text", "text saved as UTF-8")


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction; `key` is the key waiting for its value."""

    into: dict[str, Plain] | list[Plain]
    path: Path
    key: str | None = None


class _Builder:
    """Builds plain documents from parser events, refusing what the dialect does not know."""

    def __init__(self, text: str, name: str, *, words_only: bool) -> None:
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
            # The parser counts bytes; the line must be right after letters with accents too.
            found = yaml.reader.Reader.NON_PRINTABLE.search(self._text)
            place = self._text.count("\n", 0, found.start() if found else error.position) + 1
            refuse(f"{self._name}, line {place}", "a control character", "printable text")

    def _stop_at(self, error: yaml.MarkedYAMLError) -> NoReturn:
        mark = error.problem_mark or error.context_mark
        where = self._name if mark is None else f"{self._name}, line {mark.line + 1}"
        refuse(where, f"text that is not YAML ({error.problem})", "YAML or JSON")

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse_here(event, "an alias", "the value written out")
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
        if getattr(event, "tag", None) is not None:
            self._refuse_here(event, "a tag", "a plain value")

    def _refuse_here(self, event: yaml.Event, found: str, wanted: str, key: str = "") -> NoReturn:
        refuse(f"{self._name}, line {_line(event)}", found, wanted, key)

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
        return int(text) if INTEGER.match(text) else text

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        key = event.value
        if key in top.into:
            where = naming((*top.path, key))
            self._refuse_here(event, "the key a second time", "every key once", where)
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
