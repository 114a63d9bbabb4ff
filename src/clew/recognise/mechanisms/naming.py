"""Whether a text would tell who somebody is: for a notice that must name nobody.

A machine finds what is written as it is known: the names of the file and of the form, the day of
birth, the code of the file, addresses and numbers that the form holds. It finds any long number,
any e-mail address and any word on when or where somebody was born. It cannot find who somebody is
from a story, so a person reads it as well.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.rules.linkage.folding import fold

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER: Final = re.compile(r"(?:[0-9][ ()/.–-]{0,3}){7,}")
_YEARS: Final = re.compile(
    r"(?<![0-9])(?<![0-9] )(?:19|20)[0-9]{2} ?[-–/] ?(?:19|20)[0-9]{2}(?! ?[0-9])"
)  # from a year to a year: no number of somebody
_OF_BIRTH: Final = re.compile(
    r"(?i:\bborn\s+(?:and\s+raised\s+)?(?:in|on|at|near|around|about)\s+\w)"
    r"|(?i:\bborn\b):?\s+[0-9]"
    r"|(?i:\b(?:date|day|month|year|place)\s+of\s+birth\b|\bd\.?o\.?b\b)[^.\n]{0,20}[0-9A-Z]"
    r"|(?i:\bd\.o\.b\.)\s+\w"
    r"|(?i:\bbirth\s?(?:day|place)\b)"
)
_SHORTEST_KNOWN: Final = 5  # letters and digits of an address or a number that is one's own
_NO_NAMES: Final = frozenset({"unsaid", "unknown", "not known", "n a", "none", "anonymous"})
_APOSTROPHE: Final = re.compile("['’‘`´ʼ]")
_LONGEST_ENDING: Final = 2  # letters that a name gets from a case or a plural
_SHORTEST: Final = 3  # letters of a word of a name; of shorter ones below
_AN_INITIAL: Final = 1
_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = frozenset({"of", "the"})  # the 4th of May
_ORDINAL: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)\Z")


class Told(StrEnum):
    """What a text would tell."""

    NAME = "name"
    BORN = "born"
    KNOWN = "known"
    CODE = "code"
    EMAIL = "email"
    NUMBER = "number"

    @property
    def words(self) -> Promise:
        """What it is, inside a sentence."""
        return _WORDS[self]


_WORDS: Final = {
    Told.NAME: _("a name of theirs"),
    Told.BORN: _("when or where they were born"),
    Told.KNOWN: _("an address or a number of theirs"),
    Told.CODE: _("the code of their file"),
    Told.EMAIL: _("an e-mail address"),
    Told.NUMBER: _("a long number, such as a phone or a reference"),
}


def told_in(
    text: str,
    *,
    names: Iterable[str],
    code: str,
    born: Iterable[str] = (),
    known: Iterable[str] = (),
) -> list[Told]:
    """Return what a text would tell of who somebody is.

    Args:
        text: what would leave.
        names: what the person is called, whole or in parts, in any spelling of the file.
        code: the code of the file.
        born: their dates of birth, as YYYY-MM-DD or YYYY-MM; a year alone tells nothing.
        known: addresses and numbers of theirs; without a digit, or very short, one is not looked
            for: a town or "aunt" stands in many texts.
    """
    text = _plain(text)
    found = []
    if _names(text, [name for name in names if fold(name) not in _NO_NAMES]):
        found.append(Told.NAME)
    if _OF_BIRTH.search(text) or _is_dated(text, born):
        found.append(Told.BORN)
    run = "".join(_in_sequence(text))
    if any(look in run for look in map(_run, known) if _is_ones_own(look)):
        found.append(Told.KNOWN)
    if code and _run(code) in run:
        found.append(Told.CODE)
    if _EMAIL.search(text):
        found.append(Told.EMAIL)
    if _NUMBER.search(_YEARS.sub(" ", text)):
        found.append(Told.NUMBER)
    return found


def _plain(text: str) -> str:
    """Return a text in one form: digits of every script as 0 to 9, nothing that nobody sees."""
    seen = (char for char in unicodedata.normalize("NFKC", text))
    return "".join(
        str(unicodedata.decimal(char, char)) for char in seen if unicodedata.category(char) != "Cf"
    )


def _run(value: str) -> str:
    """Return a value without spaces and signs."""
    return fold(_plain(value)).replace(" ", "")


def _is_ones_own(run: str) -> bool:
    return len(run) >= _SHORTEST_KNOWN and any(char.isdigit() for char in run)


def _is_dated(text: str, born: Iterable[str]) -> bool:
    """Say whether one of some dates stands in a text; with its month alone where no day is said."""
    sequence = _in_sequence(text)
    return any(
        _stands_in(sequence, words, alone=alone) for each in born for words, alone in _written(each)
    )


def _names(text: str, names: list[str]) -> bool:
    """Say whether a name stands in a text: a long word of it, all of it, or a short word as a name.

    Words of one or two letters stand in every text. They count where they stand together as the
    whole name, in either order, or with a capital; a lone initial does not.
    """
    theirs = {word for name in names for word in _words_in(name)}
    long = {word for word in theirs if len(word) >= _SHORTEST}
    if any(_is_theirs(word, name) for word in set(_words_in(text)) for name in long):
        return True
    whole = [fold(name).split() for name in names]
    sequences = [_in_sequence(text), _in_sequence(_APOSTROPHE.sub(" ", text))]
    if any(
        len(name) > 1 and (_stands_in(sequence, name) or _stands_in(sequence, name[::-1]))
        for name in whole
        for sequence in sequences
    ):
        return True
    short = {word for word in theirs - long if len(word) > _AN_INITIAL}
    return any(
        not word[0].islower() and fold(word) in short
        for word in _WORD.findall(unicodedata.normalize("NFC", text))
    )


def _in_sequence(text: str) -> list[str]:
    """Return the words of a text in one alphabet, in their order; `4th` is `4`."""
    words = (word for each in text.split() for word in fold(each).split())
    return [_ORDINAL.sub(r"\1", word) for word in words if word not in _BETWEEN]


def _stands_in(words: list[str], wanted: list[str], *, alone: bool = False) -> bool:
    """Say whether some words follow each other in a text; a number may have a nought before it.

    `alone`: without a number just before them, which would make them part of another date.
    """
    plain = [word.lstrip("0") for word in words]
    look = [word.lstrip("0") for word in wanted]
    return any(
        plain[at : at + len(look)] == look and not (alone and at and words[at - 1].isdigit())
        for at in range(len(plain) - len(look) + 1)
    )


def _written(born: str) -> Iterator[tuple[list[str], bool]]:
    """Yield the ways in which a date is written, in figures and words, and whether alone.

    The month with its year is one of them, in words: of a day in it, that tells enough.
    """
    try:
        year, month, *day = (int(part) for part in born.split("-"))
        named = calendar.month_name[month].lower()
    except (ValueError, IndexError):
        return
    in_words = dict.fromkeys((named, named[:3], named[:4]))
    for of_month in in_words:
        yield [of_month, str(year)], True
        yield [str(year), of_month], True
    if not day:
        yield [str(month), str(year)], True
        yield [str(year), str(month)], True
        return
    for of_month in (str(month), *in_words):
        for of_year in (str(year), f"{year % 100:02}"):
            yield [str(day[0]), of_month, of_year], False
            yield [of_month, str(day[0]), of_year], False
            yield [of_year, of_month, str(day[0])], False


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
