"""The four ways in which the two crimes differ, for the explainer. Values: data/comparison.yaml."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.recognise.classification") / "data" / "comparison.yaml"


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
