"""The bibliography: every treaty, law, instrument, case and report that a rule cites."""

import functools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.loader import load_mapping

_FOLDER = files("clew.rules.sources") / "data" / "bibliography"


class Kind(StrEnum):
    """What kind of thing a source is."""

    TREATY = "treaty"
    DIRECTIVE = "directive"
    STATUTE = "statute"
    REGULATION = "regulation"
    POLICY = "policy"
    CASE = "case"
    GUIDANCE = "guidance"
    INSTRUMENT = "instrument"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `read_in` says through what it was read, `read_on` when; absent means unread."""

    title: str
    short: str
    kind: Kind
    issued: str | None = None
    publisher: str | None = None
    read_in: str | None = None
    read_on: date | None = None
    licence: str | None = None


@functools.cache
def bibliography() -> dict[str, Source]:
    """Return every source by its id. Raises `WrongInput` when a file of it cannot be read."""
    sources: dict[str, Source] = {}
    for file in sorted(_FOLDER.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yaml"):
            continue
        for key, source in load_mapping(Source, file).items():
            if key in sources:
                raise WrongInput([Fault(file.name, key, "an id used before", "a new id")])
            sources[key] = source
    return sources
