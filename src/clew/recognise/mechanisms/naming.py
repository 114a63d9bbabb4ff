"""Whether a text would tell who somebody is: for a notice that must name nobody.

A machine finds what is written as it is known: the names of the file, its code, a number, an
address. It cannot find who somebody is from a story, so a person reads it as well.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.rules.linkage.folding import fold

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER: Final = re.compile(r"(?:[0-9][ ()/.-]?){7,}")
_APOSTROPHE: Final = re.compile("['’‘`´ʼ]")
_LONGEST_ENDING: Final = 2  # letters that a name gets from a case or a plural
_SHORTEST: Final = 3  # letters of a word of a name; shorter ones stand in other words everywhere


class Told(StrEnum):
    """What a text would tell."""

    NAME = "name"
    CODE = "code"
    EMAIL = "email"
    NUMBER = "number"

    @property
    def words(self) -> Promise:
        """What it is, inside a sentence."""
        return _WORDS[self]


_WORDS: Final = {
    Told.NAME: _("a name of theirs"),
    Told.CODE: _("the code of their file"),
    Told.EMAIL: _("an e-mail address"),
    Told.NUMBER: _("a long number, such as a phone or a reference"),
}


def told_in(text: str, *, names: Iterable[str], code: str) -> list[Told]:
    """Return what a text would tell of who somebody is.

    Args:
        text: what would leave.
        names: what the person is called, whole or in parts, in any spelling of the file.
        code: the code of the file.
    """
    theirs = {word for name in names for word in _words_in(name) if len(word) >= _SHORTEST}
    words = set(_words_in(text))
    found = []
    if any(_is_theirs(word, name) for word in words for name in theirs):
        found.append(Told.NAME)
    if code and code.casefold() in text.casefold():
        found.append(Told.CODE)
    if _EMAIL.search(text):
        found.append(Told.EMAIL)
    if _NUMBER.search(text):
        found.append(Told.NUMBER)
    return found


def _words_in(text: str) -> Iterator[str]:
    """Yield the words of a text in one alphabet; word by word, because a note has no end.

    A word with an apostrophe is yielded whole and in its parts: O’Brien, and Marek’s.
    """
    for each in text.split():
        yield from fold(each).split()
        if _APOSTROPHE.search(each):
            yield from (word for part in _APOSTROPHE.split(each) for word in fold(part).split())


def _is_theirs(word: str, name: str) -> bool:
    """Say whether a word is a name, as it stands or with a short ending of some language."""
    if word == name:
        return True
    ending = len(word) - len(name)
    return len(name) > _SHORTEST and word.startswith(name) and ending <= _LONGEST_ENDING
