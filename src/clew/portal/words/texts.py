"""The words of the survivor's page in one language: loaded strictly, whole or not at all.

English is the measure: another language has exactly its keys, its rights and the same places to
fill. Words are data with a version, so that the page can say which words a person saw when they
said yes. Where each right comes from stands once, in data/rights.yaml, outside every language.
"""

import functools
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from clew.portal.words import keys
from clew.rules.sources.citations import Citation
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.loader import load_mapping, load_record
from clew.rules.sources.states import State, weakest

_FOLDER = files("clew.portal.words") / "data"
_RIGHTS = "rights.yaml"
MEASURE = "en"
"""The language every other one is compared with, and the one shown when none fits."""


class Direction(StrEnum):
    """Which way a language is written, as the page's `dir` wants it."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Right:
    """One right: its words in one language, and where it comes from.

    `words` is the short text of the first page, `more` what the right's own page adds. `citations`
    are for "Where this comes from"; they never stand inside the survivor's sentence.
    """

    id: str
    title: str
    words: str
    more: str
    citations: tuple[Citation, ...]

    @property
    def state(self) -> State:
        """How far the weakest of its citations was checked."""
        return weakest(citation.state for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Text:
    """All words of the page in one language. `reviewed`: a native speaker has read them all."""

    version: str
    language: str
    name: str
    direction: Direction
    reviewed: bool
    rights: tuple[Right, ...]
    pages: Mapping[str, str]

    def right(self, right_id: str) -> Right:
        """Return one right by its id. Raises KeyError for an id nobody wrote."""
        for right in self.rights:
            if right.id == right_id:
                return right
        raise KeyError(right_id)

    def say(self, key: str, /, **places: str) -> str:
        """Return the words of `key` with its places filled, as plain text still to be escaped.

        Raises KeyError for an unknown key, ValueError when a place is left empty or made up: half
        a sentence in front of a survivor is worse than a page that says it failed.
        """
        words = self.pages[key]
        wanted = set(places_in(words))
        if wanted != places.keys():
            msg = f"{key} has the places {sorted(wanted)}, given were {sorted(places)}"
            raise ValueError(msg)
        return words.format_map(places)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a right comes from. At least one citation, or the right is only a promise."""

    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            msg = "at least one citation"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class _RightWords:
    title: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A language as its file holds it."""

    version: str
    language: str
    name: str
    direction: Direction
    reviewed: bool
    rights: dict[str, _RightWords]
    pages: dict[str, str]


def places_in(words: str) -> tuple[str, ...]:
    """Return the names of the places to fill, '{date}' as 'date'. Raises ValueError else.

    Only plain names: a place that reaches into an object could print what nobody meant to show.
    """
    found = []
    for _, name, shape, conversion in string.Formatter().parse(words):
        if name is None:
            continue
        if not name.isidentifier() or shape or conversion:
            msg = "places as {name}, nothing else in braces"
            raise ValueError(msg)
        found.append(name)
    return tuple(sorted(found))


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages with a file, English first."""
    found = {
        file.name.removesuffix(".yaml")
        for file in _FOLDER.iterdir()
        if file.name.endswith(".yaml") and file.name != _RIGHTS
    }
    return (MEASURE, *sorted(found - {MEASURE}))


@functools.cache
def text(language: str) -> Text:
    """Return all words in one language, whole. Raises KeyError for a language without a file.

    Raises `WrongInput` when the file is not exactly as wide as English.
    """
    if language not in languages():
        raise KeyError(language)
    return load_text(_FOLDER / f"{language}.yaml", measure=_FOLDER / f"{MEASURE}.yaml")


def language_of(wished: str) -> str:
    """Return the language to show for a wish like 'ar-SY': ours if we have it, else English."""
    code = wished.replace("_", "-").partition("-")[0].casefold()
    return code if code in languages() else MEASURE


def load_text(file: Traversable, *, measure: Traversable) -> Text:
    """Load one language and compare it with `measure`. Raises `WrongInput` with every fault."""
    sources = load_mapping(_Source, _FOLDER / _RIGHTS)
    written = load_record(_Written, file)
    model = written if file.name == measure.name else load_record(_Written, measure)
    faults = [*_faults(file.name, written, sources), *_differences(file.name, written, model)]
    if faults:
        raise WrongInput(faults)
    return Text(
        version=written.version,
        language=written.language,
        name=written.name,
        direction=written.direction,
        reviewed=written.reviewed,
        rights=tuple(
            Right(key, said.title, said.words, said.more, source.citations)
            for key, source in sources.items()
            for said in [written.rights[key]]
        ),
        pages=MappingProxyType(written.pages),
    )


def _faults(where: str, written: _Written, sources: Mapping[str, _Source]) -> Iterator[Fault]:
    """Name what is wrong with a language taken alone."""
    if written.language != where.removesuffix(".yaml"):
        yield Fault(where, "language", f'"{written.language}"', "the code in the file's name")
    if not keys.is_version(written.version):
        yield Fault(where, "version", "something else", 'a day and a number, as "2026-11-23.1"')
    yield from _compared(where, "rights", written.rights.keys(), sources.keys())
    for key in sorted(keys.REQUIRED - written.pages.keys()):
        yield Fault(where, f"pages.{key}", "nothing", "its words")
    for key in sorted(written.pages.keys() - keys.REQUIRED):
        if not keys.is_known(key):
            yield Fault(where, f"pages.{key}", "a key nobody reads", "a key of a section")
    for key, words in _all_words(written):
        if not words.strip():
            yield Fault(where, key, "an empty text", "its words")
        try:
            places_in(words)
        except ValueError as error:
            yield Fault(where, key, "braces that cannot be filled", str(error))


def _differences(where: str, written: _Written, model: _Written) -> Iterator[Fault]:
    """Name where a language is wider or narrower than the measure, or fills other places."""
    if written is model:
        return
    if written.version != model.version:
        yield Fault(where, "version", "another version", f'"{model.version}", as in English')
    yield from _compared(where, "pages", written.pages.keys(), model.pages.keys())
    asked = dict(_all_words(model))
    for key, words in _all_words(written):
        if key in asked and _places(words) != _places(asked[key]):
            yield Fault(where, key, "other places to fill", "the same as in English")


def _places(words: str) -> tuple[str, ...] | None:
    try:
        return places_in(words)
    except ValueError:
        return None


def _compared(where: str, part: str, found: "keys.Names", wanted: "keys.Names") -> Iterator[Fault]:
    for key in sorted(wanted - found):
        yield Fault(where, f"{part}.{key}", "nothing", "its words")
    for key in sorted(found - wanted):
        yield Fault(where, f"{part}.{key}", "a key nobody reads", "a key of English")


def _all_words(written: _Written) -> Iterator[tuple[str, str]]:
    for key, right in written.rights.items():
        yield f"rights.{key}.title", right.title
        yield f"rights.{key}.words", right.words
        yield f"rights.{key}.more", right.more
    for key, words in written.pages.items():
        yield f"pages.{key}", words
