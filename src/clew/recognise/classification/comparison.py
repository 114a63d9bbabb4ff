"""What the explainers tell: how the two crimes differ, and what asylum and safe routes are.

Values: data/comparison.yaml, data/asylum.yaml.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FOLDER = files("clew.recognise.classification") / "data"
_FILE = _FOLDER / "comparison.yaml"
_ASYLUM = _FOLDER / "asylum.yaml"


@dataclass(frozen=True, slots=True)
class Difference:
    """One axis on which trafficking and smuggling differ."""

    axis: str
    trafficking: str
    smuggling: str
    citation: Citation


@functools.cache
def differences() -> tuple[Difference, ...]:
    """Return the differences in the order in which they are told."""
    return tuple(load_mapping(Difference, _FILE).values())


@dataclass(frozen=True, slots=True)
class Route:
    """One thing a person is told of asylum and safe routes, and where it is written."""

    title: str
    text: str
    citations: tuple[Citation, ...]


@functools.cache
def routes() -> tuple[Route, ...]:
    """Return what is told of asylum and safe routes, in its order."""
    return tuple(load_mapping(Route, _ASYLUM).values())
