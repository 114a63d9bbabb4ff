"""Reading JSON strictly: every key once, bounded depth, whole characters, no fractions."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Final

from clew.rules.sources.documents import DEEPEST, Document, Path, Plain, refuse
from clew.rules.sources.faults import naming

INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_HALF_CHARACTER: Final = re.compile(r"\\u[dD][89a-fA-F]")
Lines = Callable[[], dict[Path, int]]


def json_documents(
    text: str, *, name: str, words_only: bool, lines: Lines
) -> list[Document] | None:
    """Read JSON; None when it is none (a YAML flow mapping also starts with a brace).

    A list at the top holds several documents. `lines` finds the line of every path when a message
    needs one. Raises `WrongInput`.
    """
    try:
        value = _value(text, name, _Numbers(words_only=words_only))
    except json.JSONDecodeError:
        return None
    # A list at the top is no level of a document: it only holds them.
    for document in value if isinstance(value, list) else [value]:
        _check_depth(document, name)
    if _HALF_CHARACTER.search(text):
        _check_characters(value, name)
    if isinstance(value, list):
        return [Document(item, 1, {}, lines, (place,)) for place, item in enumerate(value)]
    return [Document(value, 1, {}, lines)]


class _Numbers:
    """Reads numbers as text where only words are wanted, else whole numbers as numbers."""

    def __init__(self, *, words_only: bool) -> None:
        self._words_only = words_only

    def __call__(self, text: str) -> Plain:
        return text if self._words_only or not INTEGER.match(text) else int(text)


def _value(text: str, name: str, numbers: _Numbers) -> Plain:
    def unique(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
        mapping: dict[str, Plain] = {}
        for key, value in pairs:
            if key in mapping:
                refuse(name, "the key twice in one mapping", "every key once", naming([key]))
            mapping[key] = value
        return mapping

    try:
        read: Plain = json.loads(
            text,
            object_pairs_hook=unique,
            parse_int=numbers,
            parse_float=str,
            parse_constant=str,
        )
    except RecursionError:
        refuse(name, "nesting without end", f"at most {DEEPEST} levels")
    return read


def _check_depth(value: object, name: str) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [child for item in level for child in _inside(item)]
        if not any(isinstance(item, dict | list) for item in level):
            return
    refuse(name, f"more than {DEEPEST} levels of nesting", f"at most {DEEPEST} levels")


def _check_characters(value: object, name: str) -> None:
    """Refuse half a character (one surrogate alone): nothing could write it out again."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        waiting.extend(_inside(item))
        if isinstance(item, dict):
            waiting.extend(item)
        if isinstance(item, str) and any("\ud800" <= letter <= "\udfff" for letter in item):
            refuse(name, "half a character", "whole characters")


def _inside(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()
