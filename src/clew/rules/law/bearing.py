"""Which facts a sign of a screening, or a kind of claim, bears on. Values: data/signs.yaml.

A sign proposes; it never states. A person confirms each fact on the worksheet, and a sign that was
answered *no* proposes nothing: one missing sign is not the absence of a whole fact.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.law.facts import GROUPS, names_of
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import State

_FILE = files("clew.rules.law") / "data" / "signs.yaml"
STATE = State.UNVERIFIED  # of every line: the project's own reading
_CLAIM = "claim."


@functools.cache
def fact_names() -> tuple[str, ...]:
    """Return every fact of three values by its dotted name, in the order of the law."""
    named = (f"{group}.{part}" for group, kind in GROUPS.items() for part in names_of(kind))
    return ("child", *(name for name in named if name != "charged.offence"))


@dataclass(frozen=True, slots=True)
class Bearing:
    """The facts a sign bears on. `status`: it speaks of papers or status, whichever fact it is."""

    facts: tuple[str, ...]
    status: bool = False

    def __post_init__(self) -> None:
        """Refuse a fact that nobody states."""
        if not self.facts or not set(self.facts) <= set(fact_names()):
            msg = "facts by their dotted names"
            raise ValueError(msg)


@functools.cache
def bearings() -> dict[str, Bearing]:
    """Return what every sign bears on, by its id; kinds of claims as `claim.<kind>`."""
    return load_mapping(Bearing, _FILE)


def of_sign(sign: str) -> Bearing | None:
    """Return what a sign of a screening bears on; None for most."""
    return bearings().get(sign)


def of_claim(kind: str) -> Bearing | None:
    """Return what a kind of claim bears on; None for most."""
    return bearings().get(f"{_CLAIM}{kind}")
