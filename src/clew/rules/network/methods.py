"""How a group does each stage, and the trace that it leaves. Values: data/methods.yaml."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from clew.rules.network.kinds import Stage, entity_kinds
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import State

_FILE = files("clew.rules.network") / "data" / "methods.yaml"


@dataclass(frozen=True, slots=True)
class Method:
    """One way in which a group does one stage.

    `trace` says what several people's accounts have in common where it was used, `kinds` which
    entities carry that trace.
    """

    stage: Stage
    label: str
    trace: str
    kinds: tuple[str, ...]
    state: State
    citation: Citation | None = None

    def __post_init__(self) -> None:
        """Refuse a trace in a kind that does not exist, and a claim without a source."""
        unknown = set(self.kinds) - set(entity_kinds())
        if unknown:
            msg = f"kinds that exist; {min(unknown)} does not"
            raise ValueError(msg)
        if self.citation is None and self.state is not State.UNVERIFIED:
            msg = "a citation, or the state unverified"
            raise ValueError(msg)


@functools.cache
def methods() -> Mapping[str, Method]:
    """Return every method by its id, in the order of the stages."""
    return MappingProxyType(load_mapping(Method, _FILE))


def methods_of(stage: Stage) -> tuple[Method, ...]:
    """Return the methods of one stage."""
    return tuple(method for method in methods().values() if method.stage is stage)
