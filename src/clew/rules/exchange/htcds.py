"""The fields of HTCDS 2.0 and what Clew does with each. Data: data/htcds/*.yaml.

`fields.yaml` is the standard as published; `crosswalk.yaml` is this project's own reading of it,
and says of itself that it is unverified. Used by `records`, `writing` and `support.casework`.
"""

import functools
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Final

from clew.rules.consent.kinds import Kind
from clew.rules.indicators.instruments import instrument
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record
from clew.rules.sources.states import State

_FOLDER: Final = files("clew.rules.exchange") / "data" / "htcds"
_PREFIXES: Final = frozenset({"org", "prs", "vic", "per", "cas", "cco", "hte", "spl", "con"})


class Type(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    NUMBER = "number"
    DEGREES = "degrees"
    CHECKBOX = "checkbox"
    PICKLIST = "picklist"
    MULTISELECT = "multiselect"
    COUNTRY = "country"
    COUNTRIES = "countries"
    LANGUAGE = "language"
    LOOKUP = "lookup"


class Reveals(StrEnum):
    """Who could be found by a value."""

    DIRECT = "direct"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    SAFE = "safe"


class Place(StrEnum):
    """Where in Clew a value goes beside being kept as it stands."""

    FULL_NAME = "full_name"
    BORN = "born"
    SEX = "sex"
    SPEAKS = "speaks"
    NATIONALITY = "nationality"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    REFERRED_ON = "referred_on"


class How(StrEnum):
    """How well the place fits."""

    EXACT = "exact"
    CLOSE = "close"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Published:
    """One field as the standard has it."""

    label: str
    type: Type
    core: bool = False
    deprecated: bool = False
    codes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standard:
    """The standard: its version, where it was read, what of it was not, and its fields by name."""

    standard: str
    version: str
    published_on: date
    licence: str
    citation: Citation
    unverified: tuple[str, ...]
    fields: dict[str, Published]

    def __post_init__(self) -> None:
        """Refuse a list without codes, and a field of a table the standard does not have."""
        for name, published in self.fields.items():
            lists = published.type in {Type.PICKLIST, Type.MULTISELECT}
            if lists != bool(published.codes) or name.partition("_")[0] not in _PREFIXES:
                msg = f"codes for every list and for nothing else, and a known prefix: {name}"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What this project does with one field."""

    kind: Kind
    reveals: Reveals
    to: Place | None = None
    how: How | None = None
    because: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    done_to: tuple[str, ...] = ()
    of_status: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a place of which nobody has said how well it fits."""
        if (self.to is None) != (self.how is None):
            msg = "how beside to"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """This project's reading of the standard, field by field."""

    version: str
    made_on: date
    state: State
    fields: dict[str, Crossing]


@functools.cache
def standard() -> Standard:
    """Return the standard as published. Raises `WrongInput` when its file cannot be read."""
    return load_record(Standard, _FOLDER / "fields.yaml")


@functools.cache
def crosswalk() -> Crosswalk:
    """Return the crosswalk. Raises `WrongInput` when its file cannot be read."""
    return load_record(Crosswalk, _FOLDER / "crosswalk.yaml")


def names() -> tuple[str, ...]:
    """Return the names of all fields, in the order of the standard."""
    return tuple(standard().fields)


@functools.cache
def _by_spelling() -> dict[str, str]:
    return {_spelling(name): name for name in names()}


def field_named(header: str) -> str | None:
    """Return the field that a column's head means; the toolkit's survey has `prs_First_Name`.

    A label alone names none: *Longitude* stands in three tables of the standard.
    """
    return _by_spelling().get(_spelling(header))


def _spelling(name: str) -> str:
    return name.strip().replace("_", "").replace(" ", "").casefold()


def words_of(name: str, code: str) -> str:
    """Return a code in words: the standard's label, or those of a term it defines without one."""
    label = standard().fields[name].codes.get(code)
    if label is None and code in crosswalk().fields[name].terms:
        term = instrument("htcds-means-of-control").indicator(f"HTCDS.{code}")
        label = term.label if term else None
    return label or code


def is_free_text(name: str) -> bool:
    """Say whether a field holds what somebody wrote and nobody here has looked at.

    What has a place in Clew is not of these: it leaves only as this house knows it.
    """
    written = standard().fields[name].type in {Type.TEXT, Type.LONG_TEXT, Type.LOOKUP}
    return written and crosswalk().fields[name].to is None


def leaves_without_names(name: str) -> bool:
    """Say whether a field may stand in a table without names."""
    return crosswalk().fields[name].reveals in {Reveals.SENSITIVE, Reveals.SAFE}
