"""The elements of trafficking as each jurisdiction asks for them, dated: the law in force as data.

One file per jurisdiction in data/elements. Smuggling is read by the UN Protocol everywhere; what a
national law drops or adds (gain, holding in slavery) is an extra finding. Used by `findings` and
`classification`.
"""

import functools
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from importlib.resources import files

from clew.rules.law.facts import EARLIEST, Act, Crossing, Facts, Means, Purpose
from clew.rules.sources.citations import Citation
from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.rules.sources.loader import load_mapping, load_record
from clew.rules.sources.records import one_of
from clew.rules.sources.states import State

_FOLDER = files("clew.rules.law") / "data" / "elements"
_SMUGGLING = files("clew.rules.law") / "data" / "smuggling.yaml"
_ALIASES = files("clew.rules.law") / "data" / "aliases.yaml"


class Counts(StrEnum):
    """How a law treats one part of act, means or purpose."""

    NAMED = "named"  # the law names it, or keeps its list open for it
    OPEN = "open"  # not named, and nobody read whether it falls under a named form
    NOT_NAMED = "not_named"  # the law's list is closed and leaves it out


class MeansNeeded(StrEnum):
    """When the means must be shown."""

    NEVER = "never"
    UNLESS_CHILD = "unless_child"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class ElementRule:
    """One element: which of its parts count, and where the law says so."""

    parts: dict[str, Counts]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with no parts of its own: the child rule, travel, an offence that stands alone."""

    because: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class SmugglingElement:
    """One element of smuggling: where the Protocol, or its commentary, says so."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class FacilitationRule:
    """An offence of helping that asks for no gain, and the facts of the crossing it covers."""

    because: str
    citation: Citation
    covers: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a fact that the crossing does not have."""
        if not self.covers or not set(self.covers) <= {spec.name for spec in fields(Crossing)}:
            msg = "covers: facts of the crossing"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Branch:
    """One way to meet the offence: for these purposes the means are needed so."""

    purposes: tuple[str, ...]
    means: MeansNeeded


@dataclass(frozen=True, eq=False)
class ElementTable:
    """The law of one jurisdiction as it stood from a day on.

    `travel` is present where the offence asks for travel; `consent` says that agreeing changes
    nothing; `holding` and `facilitation` are offences beside the two Protocols.
    """

    starts: State
    act: ElementRule
    means: ElementRule
    purpose: ElementRule
    child: Rule
    consent: Rule
    branches: tuple[Branch, ...]
    travel: Rule | None = None
    holding: Rule | None = None
    facilitation: FacilitationRule | None = None

    def __post_init__(self) -> None:
        """Refuse a table that leaves a fact out: a fact nobody reads would be silently lost."""
        for rule, group in ((self.act, Act), (self.means, Means), (self.purpose, Purpose)):
            names = {spec.name for spec in fields(group)}
            if set(rule.parts) != names:
                missing = one_of(sorted(names ^ set(rule.parts)))
                msg = f"every part of {group.__name__.lower()} exactly once; look at {missing}"
                raise ValueError(msg)
        covered = [purpose for branch in self.branches for purpose in branch.purposes]
        if sorted(covered) != sorted(self.purpose.parts):
            msg = "every purpose in exactly one branch"
            raise ValueError(msg)

    @property
    def means_needed(self) -> MeansNeeded | None:
        """When the means are needed, if that is the same for every purpose."""
        kinds = {branch.means for branch in self.branches}
        return kinds.pop() if len(kinds) == 1 else None


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A jurisdiction and its element tables, keyed by the day each came into force."""

    jurisdiction: str
    name: str
    law: str
    versions: dict[date, ElementTable]


@dataclass(frozen=True, eq=False)
class LawInForce:
    """The table that applies to some facts, and how it was chosen."""

    jurisdiction: str
    name: str
    law: str
    since: date
    table: ElementTable


@functools.cache
def codes() -> dict[str, str]:
    """Return every code with element tables, aliases included, and the code of its file."""
    found = sorted(file.name.removesuffix(".yaml") for file in _FOLDER.iterdir())
    return {code: code for code in found} | load_mapping(str, _ALIASES)


@functools.cache
def jurisdiction(code: str) -> Jurisdiction:
    """Load one jurisdiction. Raises `WrongInput` when there are no element tables for `code`."""
    if code not in codes():
        wanted = f"one of {', '.join(sorted(codes()))}; INT is the UN Protocols alone"
        raise WrongInput([Fault("jurisdiction", "", f"{describe(code)}, without data", wanted)])
    return load_record(Jurisdiction, _FOLDER / f"{codes()[code]}.yaml")


@functools.cache
def smuggling_elements() -> dict[str, SmugglingElement]:
    """Return the elements of smuggling by name, the same for every jurisdiction."""
    return load_mapping(SmugglingElement, _SMUGGLING)


def law_in_force(code: str, on: date | None) -> LawInForce:
    """Return the element table of `code` in force on a day; without a day, the newest known.

    Raises `WrongInput` for a jurisdiction without data, or a day before the first law in it.
    """
    versions = _versions(code)
    for law in versions:
        if on is None or law.since <= on:
            return law
    wanted = f"a day from {versions[-1].since} on; no earlier law of {code} is in our data"
    raise WrongInput([Fault("on", "", str(on or EARLIEST), wanted)])


@functools.cache
def _versions(code: str) -> tuple[LawInForce, ...]:
    """Return the law of a code version by version, newest first; aliases share theirs.

    One object a version: what is remembered of a law serves every day it was in force.
    """
    if (own := codes().get(code, code)) != code:
        return _versions(own)
    found = jurisdiction(code)
    return tuple(
        LawInForce(found.jurisdiction, found.name, found.law, since, found.versions[since])
        for since in sorted(found.versions, reverse=True)
    )


def law_for(facts: Facts) -> LawInForce:
    """Return the law in force for these facts. Raises `WrongInput`."""
    return law_in_force(facts.jurisdiction, facts.on)
