"""The scheme that people code by: every problem of wording, and five ways of telling it correctly.

The problems are those of `findings`; the correct kinds stand in data/correct.yaml.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.framing.findings import codes
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.framing") / "data" / "correct.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that a coder may say of a sentence: its name, and when to say it."""

    name: str
    told: str
    citations: tuple[Citation, ...]


@functools.cache
def correct() -> dict[str, Kind]:
    """Return the kinds of correct sentences, in the order of the scheme."""
    return load_mapping(Kind, _FILE)


@functools.cache
def scheme() -> dict[str, Kind]:
    """Return everything that may be said of a sentence: problems first, then what is correct."""
    problems = {name: Kind(code.name, code.why, code.citations) for name, code in codes().items()}
    return problems | correct()


def in_order(said: Iterable[str]) -> tuple[str, ...]:
    """Return codes once each, in the order of the scheme. Raises `KeyError` for an unknown one."""
    places = {name: at for at, name in enumerate(scheme())}
    return tuple(sorted(set(said), key=lambda name: places[name]))
