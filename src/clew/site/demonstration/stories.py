"""Reading the told stories: a dozen people whose files are written out, days counted from today.

One YAML file a person in `stories_told`; a day is a number of days from today, so that the file is
as alive tomorrow. The strict loader refuses what it does not know.
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from clew.rules.law.classification import Conclusion
from clew.rules.sources.loader import load_record
from clew.site.demonstration.world import (
    ClaimKind,
    Contact,
    FiveLines,
    Kind,
)

_FOLDER: Final = files("clew.site.demonstration") / "stories_told"


@dataclass(frozen=True, slots=True)
class ToldNote:
    """A note, `day` days from today."""

    day: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldTask:
    """Something owed; `due` in days from today, moved off weekends."""

    what: str
    owner: str
    state: str
    due: int | None = None


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """One line of the timeline."""

    day: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldConsent:
    """What the person allows, from `day` for `days` days; `withdrawn` in days from today."""

    recipient: str
    kinds: tuple[str, ...]
    purpose: str
    day: int
    days: int
    language: str
    explained_how: str
    withdrawn: int | None = None


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """One statement of fact in the words of its source."""

    kind: ClaimKind
    value: str
    grade: str
    certainty: str
    source: str
    day: int | None = None
    as_said: str = "not known"


@dataclass(frozen=True, slots=True)
class ToldPhase:
    """One phase: the facts answered yes and no, and what they must point to."""

    name: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    points_to: Conclusion


@dataclass(frozen=True, slots=True)
class ToldReferral:
    """A referral and its decisions, in days from today."""

    day: int
    by: str
    reasonable: int | None = None
    conclusive: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One person's file as it is told. `age` is the age on arrival with the group, or today."""

    key: str
    code: str
    kind: Kind
    organisation: str
    full_name: str
    called: str
    script: str
    written_as: tuple[str, ...]
    sex: str
    age: int
    born_known: str
    speaks: tuple[str, ...]
    reads: tuple[str, ...]
    nationality: str
    recognised: int
    channel: str
    contact: Contact
    five_lines: FiveLines
    notes: tuple[ToldNote, ...]
    phases: tuple[ToldPhase, ...]
    advocate: str | None = None
    form_of_exploitation: str | None = None
    recognised_first: bool = False
    employer: str | None = None
    instrument: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    witness: bool = False
    report: int | None = None
    statement: int | None = None
    trial: int | None = None
    tasks: tuple[ToldTask, ...] = ()
    timeline: tuple[ToldEntry, ...] = ()
    consents: tuple[ToldConsent, ...] = ()
    claims: tuple[ToldClaim, ...] = ()
    referral: ToldReferral | None = None


def told_stories() -> tuple[Story, ...]:
    """Return the told stories in the order of their keys. Raises `WrongInput` for a faulty file."""
    found = [load_record(Story, file) for file in _FOLDER.iterdir() if file.name.endswith(".yaml")]
    return tuple(sorted(found, key=lambda story: (len(story.key), story.key)))
