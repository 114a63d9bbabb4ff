"""Groups of words, and the plain forms that a word may be of. Values: data/*.yaml.

*Withheld* is of *withhold*, *pickers* of *picker*. Generous on purpose: what is offered is only
looked up in the lexicon, so a form that is no word of English meets nothing there.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.loader import load_mapping

_DATA = files("clew.rules.framing") / "data"
_SHORTEST = 3
_DOUBLED = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand for one another in a phrase, written one after another."""

    words: str


@functools.cache
def groups() -> dict[str, tuple[str, ...]]:
    """Return the words of every group, by its name."""
    found = load_mapping(Group, _DATA / "groups.yaml")
    return {name: tuple(group.words.split()) for name, group in found.items()}


@functools.cache
def irregular() -> dict[str, tuple[str, ...]]:
    """Return the plain forms of the words that no rule of spelling leads back."""
    forms: dict[str, list[str]] = {}
    for plain, group in load_mapping(Group, _DATA / "irregular.yaml").items():
        for form in group.words.split():
            forms.setdefault(form, []).append(plain)
    return {form: tuple(plain) for form, plain in forms.items()}


def lemmas(word: str) -> frozenset[str]:
    """Return a word in small letters, with every plain form that it may be of."""
    word = word.casefold().replace("’", "'")
    found = {word}
    if word.endswith("n't"):
        found |= {"not", word[:-3], *irregular().get(word[:-3], ())}
    elif word.endswith("'s"):
        word = word[:-2]
        found.add(word)
    found.update(irregular().get(word, ()))
    if len(word) > _SHORTEST:
        found.update(_regular(word))
    return frozenset(found)


def _regular(word: str) -> set[str]:
    found: set[str] = set()
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    if word.endswith("es"):
        found.add(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        found.add(word[:-1])
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            found |= _of_a_verb(word[: -len(ending)])
    return found


def _of_a_verb(stem: str) -> set[str]:
    found = {stem, stem + "e"}
    if len(stem) >= _DOUBLED and stem[-1] == stem[-2]:
        found.add(stem[:-1])
    if stem.endswith("i"):
        found.add(stem[:-1] + "y")
    return found
