"""What a learner is shown: scenes with one judgement and one step, and short questions.

A scene has signs or has none; nearly half have none, so that seeing signs everywhere fails. What is
right and why is part of the data, tied to published indicators and to points of law.
"""

from dataclasses import dataclass
from enum import StrEnum

from clew.rules.sources.citations import Citation


class Footing(StrEnum):
    """How far what a lesson says was read in a source; `ours` is advice or a choice of ours."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    OURS = "ours"


class Kind(StrEnum):
    """What kind of step a scene asks for."""

    FIRST_ACTION = "first_action"
    CONSENT = "consent"
    RECORDING = "recording"


@dataclass(frozen=True, slots=True)
class Step:
    """One step after the judgement. `right` is the number of the best option, from 1."""

    kind: Kind
    question: str
    options: tuple[str, ...]
    right: int
    because: str

    def __post_init__(self) -> None:
        """Refuse a right answer that is none of the options."""
        _check_right(self.right, self.options)


@dataclass(frozen=True, slots=True)
class Scene:
    """One made-up scene. `case` says whether there are signs; scenes of one name are parallel."""

    id: str
    scene: str
    setting: str
    concept: str
    case: bool
    story: str
    then: Step
    because: str
    signs: tuple[str, ...]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A short question that closes a lesson and comes back later."""

    id: str
    concept: str
    question: str
    options: tuple[str, ...]
    right: int
    because: str
    signs: tuple[str, ...]
    law: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a right answer that is none of the options."""
        _check_right(self.right, self.options)


@dataclass(frozen=True, slots=True)
class LawPoint:
    """One point of law in plain words, with where it stands."""

    says: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Work:
    """What a lesson rests on, and how far it was read."""

    title: str
    locator: str
    state: Footing


def _check_right(right: int, options: tuple[str, ...]) -> None:
    if not 1 <= right <= len(options):
        msg = f"a number from 1 to {len(options)}, for each option one"
        raise ValueError(msg)
