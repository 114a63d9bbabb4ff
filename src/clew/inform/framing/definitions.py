"""The two definitions that stand beside a text. Values: data/definitions.yaml."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.inform.framing") / "data" / "definitions.yaml"


@dataclass(frozen=True, slots=True)
class Definition:
    """One of the two words: what it means, what is often got wrong about it, and its article."""

    word: str
    told: str
    points: tuple[str, ...]
    citations: tuple[Citation, ...]


@functools.cache
def definitions() -> tuple[Definition, ...]:
    """Return both, trafficking first."""
    return tuple(load_mapping(Definition, _FILE).values())
