"""Which language a text reads as, by its commonest small words. Values: data/languages.yaml.

Wordings are known in English only: to find none in a Spanish text would say that it is well. So a
text whose words are hardly ever *the*, *of* or *was* is not checked, and its reader is told how
that language names the two things.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from clew.rules.sources.citations import Citation
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import weakest

ENGLISH: Final = "en"
LEAST: Final = 0.15
"""The least part of its words that is common English ones, in a text that is English.

Of Django's own messages in 96 other languages the most English reads Scottish Gaelic, .11; its
British English, words of buttons and lists, has .17. Prose of newspapers has about .4.
"""
_NAMED: Final = 0.095
"""The least part of its words that no other language here has, in a text of a language named.

Measured as above: Mexican Spanish .099, Breton as French .092, Catalan as Spanish .047.
"""
FEWEST: Final = 20  # words: a headline may hold none of the common ones
_WORD: Final = re.compile(r"[^\W\d_]+")
_FIGURE: Final = re.compile(r"\d[\d.,]*")
_SAMPLE: Final = 200_000  # characters from the start, the middle and the end


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its commonest words, and how it names the two things, which is a trap."""

    name: str
    common: str
    smuggling: str = ""
    trafficking: str = ""
    trap: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def terms(self) -> str:
        """How this language names the two, in one sentence; nothing for English."""
        if not self.trap:
            return ""
        state = weakest(each.state for each in self.citations).in_words
        return (
            f"In {self.name} smuggling is {self.smuggling} and trafficking {self.trafficking}: "
            f"{self.trap} ({state})"
        )


@functools.cache
def languages() -> dict[str, Language]:
    """Return every language that is told from others, by its code."""
    return load_mapping(Language, files("clew.engines.texts") / "data" / "languages.yaml")


@functools.cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(each.common.split()) for code, each in languages().items()}


@functools.cache
def _own() -> dict[str, frozenset[str]]:
    """Return the common words that a language shares with no other here."""
    return {
        code: common.difference(*(each for other, each in _common().items() if other != code))
        for code, common in _common().items()
    }


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a text reads as: its words and figures, and the parts that are common ones.

    `shares` counts all common words of a language, `own` those that no other language here has.
    """

    words: int
    figures: int
    shares: dict[str, float]
    own: dict[str, float]

    @property
    def is_english(self) -> bool:
        """Whether it may be English; a text of a few words always may."""
        return self.words < FEWEST or self.shares[ENGLISH] >= LEAST

    @property
    def is_a_table(self) -> bool:
        """Whether there are more figures in it than words."""
        return self.figures > self.words

    @property
    def language(self) -> Language | None:
        """The language it reads as, of those known here; a sister of one of them is not named."""
        code = max(self.own, key=lambda each: self.own[each])
        return languages()[code] if self.own[code] >= _NAMED else None


def tongue(text: str) -> Tongue:
    """Return what a text reads as."""
    middle = len(text) // 2
    parts = [text] if len(text) <= 3 * _SAMPLE else [
        text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]
    ]  # fmt: skip
    sample = "\n".join(parts)
    words = [word.casefold() for word in _WORD.findall(sample)]
    return Tongue(
        words=len(words),
        figures=len(_FIGURE.findall(sample)),
        shares=_shares(words, _common()),
        own=_shares(words, _own()),
    )


def _shares(words: Sequence[str], groups: Mapping[str, frozenset[str]]) -> dict[str, float]:
    many = max(len(words), 1)
    return {code: sum(word in group for word in words) / many for code, group in groups.items()}


def in_english(text: str, name: str) -> tuple[str, ...]:
    """Return what is to be said of a text that can be checked: of a table, that it is one.

    Raises `WrongInput` where it does not read as English; the sentence names the trap of terms.
    """
    read = tongue(text)
    if read.is_a_table:
        return (f"{name} holds more figures than words; only sentences are checked",)
    if read.is_english:
        return ()
    language = read.language
    reads = f"reads as {language.name}" if language else "does not read as English"
    found = f"a text that {reads} ({read.shares[ENGLISH]:.0%} of its words are common English ones)"
    wanted = "English: wordings of other languages are not known here"
    if language is not None and language.terms:
        wanted += f". {language.terms}"
    raise WrongInput([Fault(name, "", found, wanted)])
