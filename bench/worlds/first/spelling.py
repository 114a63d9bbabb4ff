"""What becomes of a name between a mouth, a pen and a keyboard."""

import unicodedata
from typing import Final

from bench.worlds.first.pools import Culture

_NO_PARTS: Final = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "ß": "ss"})
_LETTERS: Final = "abcdefghijklmnoprstuvwyz"


def bare(text: str) -> str:
    """Return a text without what stands above and below its letters: Łódź, Lodz."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_NO_PARTS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def by_ear(text: str, culture: Culture, dice: float) -> str:
    """Return what a clerk writes who has only heard the name: one or two sounds as at home.

    Args:
        text: the name as it is spelt.
        culture: whose sounds are misheard.
        dice: a number from 0 to 1 that decides where to begin.
    """
    low = text.lower()
    rules = culture.ear
    changed = 0
    start = int(dice * len(rules))
    for heard, written in rules[start:] + rules[:start]:
        if heard.lower() in low and low != heard.lower():
            low = low.replace(heard.lower(), written, 1)
            changed += 1
            if changed == 2:
                break
    if not changed:
        return one_wrong_letter(text, dice)
    return low[:1].upper() + low[1:]


def one_wrong_letter(text: str, dice: float) -> str:
    """Return a text with one letter left out, doubled, swapped or replaced."""
    if len(text) < 3:
        return text
    where = 1 + int(dice * 997) % (len(text) - 1)
    way = int(dice * 7919) % 4
    if way == 0:
        return text[:where] + text[where + 1 :]
    if way == 1:
        return text[:where] + text[where] + text[where:]
    if way == 2 and where + 1 < len(text):
        return text[:where] + text[where + 1] + text[where] + text[where + 2 :]
    return text[:where] + _LETTERS[int(dice * 104_729) % len(_LETTERS)] + text[where + 1 :]


def mojibake(text: str) -> str:
    """Return a text whose bytes were read in the wrong encoding: ZieliÅ„ski."""
    return text.encode("utf-8").decode("cp1252", errors="replace")


def one_wrong_digit(text: str, dice: float) -> str:
    """Return a text with one of its last digits replaced by another."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if not places:
        return one_wrong_letter(text, dice)
    where = places[-1 - int(dice * 997) % min(len(places), 7)]
    other = (int(text[where]) + 1 + int(dice * 7919) % 9) % 10
    return f"{text[:where]}{other}{text[where + 1 :]}"
