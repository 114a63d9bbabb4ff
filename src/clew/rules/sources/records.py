"""Building frozen records from plain data, strictly: every fault named, nothing guessed.

A record is an ordinary frozen dataclass; its type hints are the schema. Unknown keys, missing keys
and wrong types are refused with file, key, what was found and what is wanted. Written here and not
taken from pydantic because a command must answer in 0.4 s of processor time and importing pydantic
alone takes 0.25 s (docs/decisions/0004). `json_schema` for editors does use it.
"""

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from clew.rules.sources.documents import Path, Plain
from clew.rules.sources.faults import Fault, WrongInput, describe, naming

Record = TypeVar("Record")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
Where = Callable[[Path], str]
"""Gives the words for a place: file name, document, line."""


def build(cls: type[Record], value: Plain, where: Where) -> Record:
    """Build a record of `cls` from plain data.

    `where` turns a path inside the data into words for messages. Raises `WrongInput` with every
    fault found. Supported hints: str, int, bool, date, enums, other records, `X | None`,
    `tuple[X, ...]`, `dict[K, X]` with K str, date or an enum.
    """
    faults: list[Fault] = []
    record = _Reader(where, faults).read(cls, value, ())
    if faults:
        raise WrongInput(faults)
    return typing.cast("Record", record)


@functools.cache
def _hints(cls: type) -> dict[str, object]:
    return typing.get_type_hints(cls)


@functools.cache
def _required(cls: type) -> frozenset[str]:
    return frozenset(
        spec.name
        for spec in dataclasses.fields(cls)
        if spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING
    )


class _Missing:
    """Stands for a value that could not be built; the fault is already noted."""


_MISSING = _Missing()


class _Reader:
    def __init__(self, where: Where, faults: list[Fault]) -> None:
        self._where = where
        self._faults = faults

    def read(self, hint: object, value: Plain, path: Path) -> object:
        origin = typing.get_origin(hint)
        if origin in {types.UnionType, typing.Union}:
            options = [option for option in typing.get_args(hint) if option is not type(None)]
            return None if value is None else self.read(options[0], value, path)
        if origin is tuple:
            return self._tuple(typing.get_args(hint)[0], value, path)
        if origin is dict:
            return self._mapping(typing.get_args(hint), value, path)
        if isinstance(hint, type):
            if dataclasses.is_dataclass(hint):
                return self._record(hint, value, path)
            if issubclass(hint, Enum):
                return self._enum(hint, value, path)
            return self._scalar(hint, value, path)
        msg = f"no reader for {hint!r}"
        raise TypeError(msg)

    def _fault(self, path: Path, found: str, wanted: str) -> _Missing:
        self._faults.append(Fault(self._where(path), naming(path), found, wanted))
        return _MISSING

    def _scalar(self, hint: type, value: Plain, path: Path) -> object:
        if hint is date:
            return self._date(value, path)
        # bool is an int in Python; a rule that says `days: true` is a mistake all the same.
        if isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
            return value
        wanted = {str: "a text", int: "a whole number", bool: "true or false"}[hint]
        return self._fault(path, describe(value), wanted)

    def _date(self, value: Plain, path: Path) -> object:
        try:
            return parse_date(value)
        except ValueError:
            return self._fault(path, describe(value), "a date as YYYY-MM-DD")

    def _enum(self, hint: type[Enum], value: Plain, path: Path) -> object:
        try:
            return hint(value)
        except ValueError:
            choices = one_of(str(member.value) for member in hint)
            return self._fault(path, describe(value), choices)

    def _tuple(self, hint: object, value: Plain, path: Path) -> object:
        if not isinstance(value, list):
            return self._fault(path, describe(value), "a list")
        return tuple(self.read(hint, item, (*path, index)) for index, item in enumerate(value))

    def _mapping(self, hints: tuple[object, ...], value: Plain, path: Path) -> object:
        if not isinstance(value, dict):
            return self._fault(path, describe(value), "a mapping")
        return {
            self.read(hints[0], key, (*path, key)): self.read(hints[1], item, (*path, key))
            for key, item in value.items()
        }

    def _record(self, cls: type, value: Plain, path: Path) -> object:
        if not isinstance(value, dict):
            return self._fault(path, describe(value), "a mapping")
        hints = _hints(cls)
        for key in value:
            if key not in hints:
                self._fault((*path, key), "a key nobody reads", one_of(hints))
        for key in sorted(_required(cls) - value.keys()):
            self._fault((*path, key), "nothing", "a value")
        before = len(self._faults)
        fields = {
            key: self.read(hints[key], item, (*path, key))
            for key, item in value.items()
            if key in hints
        }
        if len(self._faults) > before or _required(cls) - value.keys():
            return _MISSING
        try:
            return cls(**fields)
        except ValueError as error:
            return self._fault(path, "a record that contradicts itself", str(error))


def parse_date(value: object) -> date:
    """Read a date written YYYY-MM-DD, and nothing else. Raises ValueError."""
    if isinstance(value, str) and _DAY.match(value):
        return date.fromisoformat(value)
    msg = "not a date"
    raise ValueError(msg)


def one_of(choices: typing.Iterable[str]) -> str:
    """Say 'one of a, b or c'."""
    *front, last = list(choices) or ["nothing"]
    return f"{', '.join(front)} or {last}" if front else last


def json_schema(cls: type) -> Mapping[str, object]:
    """Return the JSON Schema of a record, for editors. Not used at run time."""
    from pydantic import TypeAdapter  # noqa: PLC0415 -- 0.25 s to import, needed by editors only

    return TypeAdapter(cls).json_schema()
