"""The words of a person's name, read across scripts and cultures. Values: data/*.yaml.

Order-free and without accents, titles and small words. Each word carries what it may stand for (a
full name behind a short or foreign form) and how it sounds. Nothing here decides who is who.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

from anyascii import anyascii

from clew.rules.linkage.folding import fold
from clew.rules.linkage.names import GivenName
from clew.rules.sources.loader import load_mapping

MOST_WORDS = 4
_DATA = files("clew.rules.linkage") / "data"
_FEWEST_LEFT = 2
MOST_ROOTS = 4
_SHORTEST_JOINED = 3
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_SYLLABLE = re.compile(r"[A-Z][a-z']*")
_VOWELS = frozenset("aeiou")
# Voiced and unvoiced are heard for one another; so are these, in a language not one's own.
_HEARD_ALIKE = str.maketrans("bdgzvjcq", "ptksfsks")


@dataclass(frozen=True, slots=True)
class Hearing:
    """Letters of one spelling habit, and as what each is heard."""

    written: tuple[str, ...]
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one kind."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written, the full names it may stand for, and how it sounds."""

    text: str
    roots: tuple[str, ...]
    sound: str


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    loaded = load_mapping(WordList, _DATA / "not_names.yaml")
    return {name: frozenset(kind.words) for name, kind in loaded.items()}


@functools.cache
def _hearings() -> tuple[tuple[str, str], ...]:
    loaded = load_mapping(Hearing, _DATA / "hearing.yaml")
    pairs = [
        pair for habit in loaded.values() for pair in zip(habit.written, habit.heard, strict=True)
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@functools.cache
def _roots() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for file in ("nicknames.yaml", "spellings.yaml"):
        for full, name in load_mapping(GivenName, _DATA / file).items():
            for form in (full, *name.also):
                found.setdefault(fold(form), set()).add(fold(full))
    return {form: tuple(sorted(roots)[:MOST_ROOTS]) for form, roots in found.items()}


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words that name somebody in a text, at most four; () where it names nobody.

    "the driver", "unknown male" and "boss's wife" name nobody. "Łukasz NOWAK" and "Nowak Lukasz"
    give the same words. Chinese names are carried over as surname and given name.
    """
    plain = fold(_han_apart(text))
    lists = _lists()
    found = [word for word in plain.split() if not any(map(str.isdecimal, word))]
    naming = [word for word in found if word not in lists["people"]]
    telling = [word for word in naming if word not in lists["fillers"] and len(word) > 1]
    if not telling or (len(naming) < len(found) and len(telling) < _FEWEST_LEFT):
        return ()  # "the driver Marek": one word beside a description is no name to meet under
    joined = _joined(naming, lists["joined"])
    long = [word for word in joined if word not in lists["fillers"]]
    kept = long if len(long) >= _FEWEST_LEFT else joined
    return tuple(word(text) for text in sorted(dict.fromkeys(kept), key=kept.index)[:MOST_WORDS])


@functools.lru_cache(maxsize=400_000)
def word(text: str) -> Word:
    """Return one folded word with its roots and its sound."""
    roots = _roots().get(text, (text,))
    return Word(text, roots, sound(roots[0]))


def sound(text: str) -> str:
    """Return how a folded word sounds, coarsely: 'szymon', 'shimon' and 'simon' are one."""
    heard = text
    for letters, to in _hearings():
        if letters in heard:
            heard = heard.replace(letters, to)
    heard = heard.replace("ph", "f").replace("th", "t").translate(_HEARD_ALIKE)
    kept: list[str] = []
    for at, char in enumerate(heard):
        shown = "a" if char in _VOWELS else char
        if (char == "h" and at) or (shown == "a" and at):
            continue
        if not kept or kept[-1] != shown:
            kept.append(shown)
    ending = "a" if heard[-1:] in _VOWELS else ""
    return "".join(kept) + ending


def _joined(words: list[str], beginnings: frozenset[str]) -> list[str]:
    """Join 'abdul rahman' to 'abdulrahman', however it was written."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        more = at + 1 < len(words) and len(words[at + 1]) >= _SHORTEST_JOINED
        if words[at] in beginnings and more:
            kept.append(words[at] + words[at + 1])
            at += 1
        else:
            kept.append(words[at])
        at += 1
    return kept


def _han_apart(text: str) -> str:
    """Carry Chinese characters over as 'Li Xiaowei': the surname stands first, one syllable."""
    if text.isascii() or not _HAN.search(text):
        return text
    return _HAN.sub(_syllables, unicodedata.normalize("NFKC", text))


def _syllables(match: re.Match[str]) -> str:
    first, *rest = _SYLLABLE.findall(anyascii(match.group())) or [match.group()]
    return f" {first} {''.join(rest).lower()} "
