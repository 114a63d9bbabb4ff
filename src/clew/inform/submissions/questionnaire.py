"""The form of a submission: which article asks what, and which released figure can answer it.

A form is data (forms/<form>/<year>.yaml). It names released tables by their id and never a record:
nothing here can reach a person. Every article says in so many words what Clew cannot answer,
because an empty place would be read as "there is none".
"""

import functools
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from clew.rules.sources.citations import Citation
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.loader import load_record
from clew.rules.sources.states import State, weakest

_FOLDER = files("clew.inform.submissions") / "forms"


class Unit(StrEnum):
    """What a figure counts."""

    PEOPLE = "people"
    DECISIONS = "decisions"
    DAYS = "days"
    SHARE = "share"

    @property
    def place(self) -> str:
        """The place in the words that the figure itself fills."""
        return {Unit.DAYS: "days", Unit.SHARE: "share"}.get(self, "count")


TABLES: Final = MappingProxyType(
    {
        "people-by-age-sex-form": (
            frozenset({"year", "age", "sex", "form"}),
            frozenset({Unit.PEOPLE, Unit.SHARE}),
        ),
        "recovery-periods": (
            frozenset({"year", "jurisdiction", "length"}),
            frozenset({Unit.PEOPLE, Unit.DECISIONS, Unit.DAYS, Unit.SHARE}),
        ),
        "time-to-decision": (
            frozenset({"year", "jurisdiction", "decision"}),
            frozenset({Unit.DECISIONS, Unit.DAYS, Unit.SHARE}),
        ),
        "impact-chain": (
            frozenset({"year", "stage"}),
            frozenset({Unit.PEOPLE, Unit.SHARE}),
        ),
    }
)
"""The released tables a form may point to: their axes, and the units they hold."""


class Instrument(StrEnum):
    """Which treaty an article stands in; the value is its id in the bibliography."""

    TRAFFICKING_PROTOCOL = "tip-protocol"
    SMUGGLING_PROTOCOL = "som-protocol"
    CONVENTION = "untoc"


class Cluster(StrEnum):
    """The four themes under which the review takes the articles."""

    ONE = "I"
    TWO = "II"
    THREE = "III"
    FOUR = "IV"


@dataclass(frozen=True, slots=True)
class Placed:
    """Under which theme the review takes an article, and how far that was checked."""

    cluster: Cluster
    state: State


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a released table that helps to answer an article.

    `axes` are the axes of `table` it is broken down by, in the order of the words. `words` is the
    sentence with places: the figure itself (`{count}`, `{days}` or `{share}`, by `unit`) and one
    for each axis. `caveat` is what the reader must know to read it rightly.
    """

    id: str
    table: str
    axes: tuple[str, ...]
    unit: Unit
    words: str
    caveat: str | None = None

    def __post_init__(self) -> None:
        """Refuse a table nobody releases, an axis it lacks, and words with other places."""
        if self.table not in TABLES:
            msg = f"one of {', '.join(TABLES)}; {self.table} is not released"
            raise ValueError(msg)
        axes, units = TABLES[self.table]
        if not axes.issuperset(self.axes) or len(set(self.axes)) != len(self.axes):
            msg = f"each of {', '.join(sorted(axes))} at most once"
            raise ValueError(msg)
        if self.unit not in units:
            msg = f"a unit of {self.table}"
            raise ValueError(msg)
        if sorted(_places(self.words)) != sorted((self.unit.place, *self.axes)):
            msg = f"words with {{{self.unit.place}}} and every axis, each once"
            raise ValueError(msg)

    def say(self, **places: str) -> str:
        """Return the sentence with its places filled, as plain text still to be escaped.

        The figure is given as text, because a small one is 'fewer than 10' and never a number.
        Raises ValueError when a place is missing or made up.
        """
        if places.keys() != {self.unit.place, *self.axes}:
            msg = f"{self.id} has the places {sorted((self.unit.place, *self.axes))}"
            raise ValueError(msg)
        return self.words.format_map(places)


@dataclass(frozen=True, slots=True)
class Item:
    """One article: what it obliges to in our words, what is asked, what can and cannot be said."""

    id: str
    instrument: Instrument
    article: str
    title: str
    obliges: str
    asks: tuple[str, ...]
    figures: tuple[Figure, ...]
    cannot_say: tuple[str, ...]
    citation: Citation
    reviewed_under: Placed

    def __post_init__(self) -> None:
        """Refuse an article that asks nothing, hides its gaps, or cites another treaty."""
        if not self.asks:
            msg = "at least one question"
            raise ValueError(msg)
        if not self.cannot_say:
            msg = "what Clew has no data on: no article is answered whole"
            raise ValueError(msg)
        if (self.citation.source, self.citation.locator) != (self.instrument, self.article):
            msg = "a citation of this article of this instrument"
            raise ValueError(msg)

    @property
    def no_data(self) -> bool:
        """Whether no released figure answers this article at all."""
        return not self.figures


@dataclass(frozen=True, slots=True)
class Known:
    """One statement about the review itself, with its source."""

    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Form:
    """One form for one year. `limits` stand under every submission made from it."""

    id: str
    year: int
    title: str
    review: tuple[Known, ...]
    limits: tuple[str, ...]
    items: tuple[Item, ...]

    def item(self, item_id: str) -> Item:
        """Return one article by its id. Raises KeyError for an id nobody wrote."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    @property
    def tables(self) -> tuple[str, ...]:
        """Every released table that this form needs, in order of first use."""
        return tuple(dict.fromkeys(fig.table for item in self.items for fig in item.figures))

    @property
    def state(self) -> State:
        """How far the weakest of its citations was checked."""
        return weakest(item.citation.state for item in self.items)


@functools.cache
def forms() -> tuple[tuple[str, int], ...]:
    """Return every form with its year, newest year first within a form."""
    found = [
        (folder.name, int(file.name.removesuffix(".yaml")))
        for folder in _FOLDER.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    ]
    return tuple(sorted(found, key=lambda entry: (entry[0], -entry[1])))


@functools.cache
def form(form_id: str, year: int) -> Form:
    """Load one form. Raises KeyError when there is none, `WrongInput` when it is not sound."""
    if (form_id, year) not in forms():
        raise KeyError((form_id, year))
    name = f"{year}.yaml"
    found = load_record(Form, _FOLDER / form_id / name)
    faults = [*_misnamed(name, found, form_id, year), *_twice(name, found)]
    if faults:
        raise WrongInput(faults)
    return found


def _misnamed(where: str, found: Form, form_id: str, year: int) -> Iterator[Fault]:
    if (found.id, found.year) != (form_id, year):
        yield Fault(where, "id", f"{found.id} {found.year}", f"{form_id} {year}, as its place says")


def _twice(where: str, found: Form) -> Iterator[Fault]:
    items = [item.id for item in found.items]
    articles = [f"{item.instrument} {item.article}" for item in found.items]
    figures = [figure.id for item in found.items for figure in item.figures]
    for kind, names in (("items", items), ("articles", articles), ("figures", figures)):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Fault(where, kind, f'"{name}" a second time', "every one once")


def _places(words: str) -> list[str]:
    """Return the places of a sentence. Only plain names: nothing reaches into an object."""
    found = []
    for _, name, shape, conversion in string.Formatter().parse(words):
        if name is None:
            continue
        if not name.isidentifier() or shape or conversion:
            msg = "places as {name}, nothing else in braces"
            raise ValueError(msg)
        found.append(name)
    return found
