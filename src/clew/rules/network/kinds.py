"""The kinds of things that several people may share, and what sharing each of them says.

Values with their reasons: data/kinds.yaml. Used by `clew.engines.graphs` and by the network page.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import State

_FOLDER = files("clew.rules.network") / "data"
_HIGHEST_PERCENT = 100


class Stage(StrEnum):
    """What a group does to a person, in the order in which it is done; `NONE` is nothing of it."""

    RECRUIT = "recruit"
    TRAVEL = "travel"
    HOUSE = "house"
    PAPERS = "papers"
    WORK = "work"
    MONEY = "money"
    CONTROL = "control"
    NONE = "none"


class Certainty(StrEnum):
    """How sure it is that a statement is right. `UNKNOWN`: nobody has said; that is never 'no'."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    DISPROVED = "disproved"
    UNKNOWN = "unknown"

    @property
    def counts_for(self) -> float:
        """The share of its weight that a statement of this certainty keeps, 0 to 1.

        An assumption of this project, not taken from a source; see docs/reference/network.md.
        """
        return _COUNTS_FOR[self]


_COUNTS_FOR = {
    Certainty.CONFIRMED: 1.0,
    Certainty.SUSPECTED: 0.5,
    Certainty.UNKNOWN: 0.25,
    Certainty.DISPROVED: 0.0,
}


class NeverInTheNetwork(ValueError):
    """A fact that may never become a link to a person, whoever asks."""


class UnknownKind(ValueError):
    """A kind of entity that no rule describes."""


@dataclass(frozen=True, slots=True)
class EntityKind:
    """One kind of thing that people may share.

    `sharing_percent`: what sharing it says, 0 to 100. `ordinary_up_to`: the number of people up to
    which sharing it may say something; used by more, it is a hub and says nothing. `benign`: made
    for many people, so it never makes a lead. `state` says how far the figures were checked,
    `citation` what the sign itself rests on, `caution` what must not be written under this kind.
    """

    label: str
    icon: str
    stage: Stage
    sharing_percent: int
    ordinary_up_to: int
    because: str
    state: State
    benign: bool = False
    citation: Citation | None = None
    caution: str | None = None

    def __post_init__(self) -> None:
        """Refuse weights out of range, a benign kind with a weight, a claim without a source."""
        if not 0 <= self.sharing_percent <= _HIGHEST_PERCENT:
            msg = "a sharing_percent of 0 to 100"
            raise ValueError(msg)
        if self.benign != (self.sharing_percent == 0):
            msg = "sharing_percent: 0 for benign kinds, and for no other"
            raise ValueError(msg)
        if self.ordinary_up_to < 1:
            msg = "ordinary_up_to of at least 1"
            raise ValueError(msg)
        if self.citation is None and self.state is not State.UNVERIFIED:
            msg = "a citation, or the state unverified"
            raise ValueError(msg)

    @property
    def sharing_weight(self) -> float:
        """What sharing it says, 0 to 1."""
        return self.sharing_percent / _HIGHEST_PERCENT


@dataclass(frozen=True, slots=True)
class RefusedKind:
    """A kind that is never a link in a network, and why."""

    because: str


@functools.cache
def entity_kinds() -> Mapping[str, EntityKind]:
    """Return every kind by its id, in the order of the data. Raises `WrongInput` on bad data."""
    return MappingProxyType(load_mapping(EntityKind, _FOLDER / "kinds.yaml"))


@functools.cache
def refused_kinds() -> Mapping[str, RefusedKind]:
    """Return the kinds that are refused by name, each with its reason."""
    return MappingProxyType(load_mapping(RefusedKind, _FOLDER / "refused.yaml"))


def kind_of(kind: str) -> EntityKind:
    """Return the rules for a kind.

    Raises `NeverInTheNetwork` for facts of immigration, health and testimony, and `UnknownKind`
    for a kind that is in no data: what nobody described is not drawn.
    """
    refused = refused_kinds().get(kind)
    if refused is not None:
        msg = f"{kind} is never a link to a person. {refused.because}"
        raise NeverInTheNetwork(msg)
    found = entity_kinds().get(kind)
    if found is None:
        msg = f"not a kind of entity; wanted one of {', '.join(sorted(entity_kinds()))}"
        raise UnknownKind(msg)
    return found
