"""A country's mechanism as data: its form in the order of the real one. Files: data/*.yaml.

Nothing here knows a field by its name: which pages are asked, what is mandatory, what must not
leave, all of it stands in the file. A second country is a second file.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files

from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_list, load_record

_DATA = files("clew.recognise.mechanisms") / "data"
Said = str | list[str]
"""What stands in a field: a text, a code, or the codes ticked of several."""
Condition = dict[str, tuple[str, ...]]
"""Fields with the values of which one must be given, for all fields."""
_COMPARTMENTS: Mapping[Kind | None, Compartment] = {
    None: Compartment.OPERATIONS,
    Kind.NEEDS: Compartment.OPERATIONS,
    Kind.IDENTITY: Compartment.IDENTITY,
    Kind.CONTACT: Compartment.CONTACT,
    Kind.IMMIGRATION: Compartment.IMMIGRATION,
    Kind.ACCOUNT: Compartment.TESTIMONY,
}


class Shape(StrEnum):
    """How a field is answered."""

    LINE = "line"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    DATE = "date"
    TICK = "tick"
    YES_NO = "yes_no"
    ONE = "one"
    MANY = "many"
    PICK = "pick"


CHOSEN = frozenset({Shape.ONE, Shape.YES_NO, Shape.MANY, Shape.TICK})
"""Answered by choosing. What is proposed is not chosen beforehand, so choosing it confirms it;
every other proposal stands in its field already, and is confirmed by its own tick."""
TICKED = "true"
UNSAID = "__unsaid__"
"""Stands in a text field where the person would rather not say."""


class NoSuchMechanism(Exception):
    """There is no mechanism of this id in our data."""


class NoSuchPage(Exception):
    """The form has no page of this id."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the form's id, and everything the code must know about it."""

    id: str
    label: str
    shape: Shape
    required: bool = False
    about: Kind | None = None  # what of the person it tells; None: of who refers
    leaves_as: Kind | None = None  # where pages hang on it, so that it is not sealed as what it is
    form_id: str | None = None  # where the form has one field on two pages
    short: str | None = None
    names: bool = False  # it would name the person
    may_stay_unsaid: bool = False
    sent: bool = True
    options: dict[str, str] | None = None
    choose_from: str | None = None
    repeats: int = 1
    longest: int = 15_000
    when: Condition | None = None
    hint: str | None = None
    proposed_from: tuple[str, ...] = ()
    payload: str | None = None
    sends: dict[str, str] | None = None
    gap: str | None = None

    def __post_init__(self) -> None:
        """Refuse a choice without values, and a kind that has no compartment here."""
        if (self.shape in {Shape.ONE, Shape.MANY}) != (self.options is not None):
            msg = "options for one and many, and for nothing else"
            raise ValueError(msg)
        if (self.shape is Shape.PICK) != (self.choose_from is not None):
            msg = "choose_from for pick, and for nothing else"
            raise ValueError(msg)
        if self.about not in _COMPARTMENTS:
            msg = "about: identity, contact, immigration, account or needs"
            raise ValueError(msg)
        if self.leaves_as not in {None, Kind.IMMIGRATION}:
            msg = "leaves_as: immigration or nothing; it only ever holds back"
            raise ValueError(msg)

    @property
    def compartment(self) -> Compartment:
        """Where its answer is sealed."""
        return _COMPARTMENTS[self.about]

    @property
    def leaves(self) -> Kind:
        """As what it is released: what tells of who refers goes with the account."""
        return self.leaves_as or self.about or Kind.ACCOUNT

    @property
    def code(self) -> str:
        """What a released copy calls it."""
        return self.short or self.id

    @property
    def choices(self) -> dict[str, str]:
        """The values it may have, with their words; empty where it is written freely."""
        if self.shape is Shape.YES_NO:
            return {"yes": "Yes", "no": "No"}
        if self.shape is Shape.TICK:
            return {TICKED: self.label}
        if self.choose_from is not None:
            return {name: name for name in named(self.choose_from)}
        return self.options or {}

    def words_of(self, said: Said) -> str:
        """Return what was said as a person reads it."""
        if said == UNSAID:
            return "Would rather not say."
        if self.shape is Shape.TICK:
            return "Yes" if said == TICKED else "No"
        if isinstance(said, list):
            return ", ".join(self.choices.get(code, code) for code in said)
        return self.choices.get(said, said)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form, in its place."""

    id: str
    title: str
    fields: tuple[Field, ...]
    note: str | None = None
    when: Condition | None = None
    one_of: tuple[str, ...] = ()  # ticks of which one at least is needed

    def __post_init__(self) -> None:
        """Refuse a tick that is asked for and is not on the page."""
        if set(self.one_of) - {field.id for field in self.fields}:
            msg = "one_of: fields of this page"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together."""

    id: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Automatic:
    """An answer that follows from others without being asked."""

    when: Condition
    sets: dict[str, str]
    because: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Route:
    """One of the ways a form can end: what it is called, and on what it leaves."""

    label: str
    when: Condition
    asks_consent: bool
    purpose: Purpose
    duty: str | None = None  # of rules.consent.duties: what may leave without a yes
    anonymous_unless: Condition | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """Where the form asks whether somebody is a child, and where for their date of birth."""

    field: str
    grown_up: str
    child: str
    born: str | None = None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A national mechanism: its form, and how long what was prepared is kept."""

    id: str
    jurisdiction: str
    country: str
    name: str
    short: str
    version: str
    keeps_days: int
    keeps_because: str
    citation: Citation
    authority: str
    steers: tuple[str, ...]  # changing one of these puts all later answers to the proof again
    automatic: tuple[Automatic, ...]
    routes: dict[str, Route]
    sections: tuple[Section, ...]
    age: Age | None = None

    def __post_init__(self) -> None:
        """Refuse ids that repeat, and conditions on what comes later or is sealed away."""
        seen: dict[str, Field] = {}
        pages: set[str] = set()
        for page in self.pages():
            if page.id in pages:
                msg = f"page {page.id} once"
                raise ValueError(msg)
            pages.add(page.id)
            for name in page.when or {}:
                if name not in seen:
                    msg = f"{page.id}: a condition on an earlier field, not {name}"
                    raise ValueError(msg)
                if seen[name].about is Kind.IMMIGRATION:
                    msg = f"{page.id}: no condition on {name}, which is of immigration"
                    raise ValueError(msg)
            for field in page.fields:
                if field.id in seen:
                    msg = f"field {field.id} once"
                    raise ValueError(msg)
                seen[field.id] = field
                if set(field.when or {}) - set(seen):
                    msg = f"{field.id}: a condition on an earlier field"
                    raise ValueError(msg)

    def pages(self) -> Iterator[Page]:
        """Yield every page in the order of the form."""
        for section in self.sections:
            yield from section.pages

    def fields(self) -> Iterator[Field]:
        """Yield every field in the order of the form."""
        for page in self.pages():
            yield from page.fields

    def page(self, page_id: str) -> Page:
        """Return one page. Raises `NoSuchPage`."""
        found = next((page for page in self.pages() if page.id == page_id), None)
        if found is None:
            raise NoSuchPage
        return found

    def section_of(self, page: Page) -> Section:
        """Return the section a page stands in."""
        return next(section for section in self.sections if page in section.pages)


@functools.cache
def mechanism_ids() -> tuple[str, ...]:
    """Return the ids of the mechanisms in our data."""
    ends = ("-decisions.yaml", "-first-responders.yaml", "-values.yaml")
    names = sorted(file.name for file in _DATA.iterdir() if file.name.endswith(".yaml"))
    return tuple(name.removesuffix(".yaml") for name in names if not name.endswith(ends))


@functools.cache
def mechanism(mechanism_id: str) -> Mechanism:
    """Return a mechanism, its repeated fields spelt out. Raises `NoSuchMechanism`."""
    if mechanism_id not in mechanism_ids():
        raise NoSuchMechanism
    found = load_record(Mechanism, _DATA / f"{mechanism_id}.yaml")
    return replace(found, sections=tuple(_spelt_out(section) for section in found.sections))


def mechanism_of(jurisdiction: str) -> Mechanism | None:
    """Return the mechanism of a country, if it is in our data: `GB` for `GB-SCT` too."""
    country = jurisdiction.split("-", maxsplit=1)[0]
    found = (mechanism(each) for each in mechanism_ids())
    return next((each for each in found if each.jurisdiction == country), None)


@functools.cache
def named(list_id: str) -> tuple[str, ...]:
    """Return the names a select of a form offers, as its file has them."""
    return load_list(str, _DATA / "lists" / f"{list_id}.yaml")


def _spelt_out(section: Section) -> Section:
    pages = []
    for page in section.pages:
        fields: list[Field] = []
        for field in page.fields:
            fields += _repeated(field)
        pages.append(replace(page, fields=tuple(fields)))
    return replace(section, pages=tuple(pages))


def _repeated(field: Field) -> list[Field]:
    """Return a field that can be given several times as the form has it: `…-1` to `…-10`."""
    if field.repeats == 1:
        return [field]
    return [
        replace(
            field,
            id=f"{field.id}-{number}",
            short=f"{field.short or field.id}-{number}",
            label=f"{field.label} {number}",
            required=field.required and number == 1,
            payload=f"{field.payload}{number}" if field.payload else None,
            repeats=1,
        )
        for number in range(1, field.repeats + 1)
    ]
