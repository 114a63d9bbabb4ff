"""What becomes of a name on its way to paper: by ear, without marks, through the wrong keyboard.

Each rule is what an English speaker hears, by culture; the first listener knows nothing of the
language, the second knows a little. Used by `vocabulary` and, for single slips, by `cells`.
"""

import random
import re
from typing import Final

from anyascii import anyascii

Rules = tuple[tuple[str, str], ...]

_POLISH: Final[Rules] = (
    ("ch", "h"), ("cz", "ch"), ("sz", "sh"), ("rz|ż|ź", "zh"), ("ś", "sh"),
    ("ć|ci(?=[aeou])", "ch"),
    ("ow", "ov"), ("w", "v"), ("ł", "w"), ("ą", "on"), ("ę", "en"), ("ó", "oo"), ("j", "y"),
    ("ck", "tsk"), ("ń", "ny"), ("y$", "i"),
)  # fmt: skip
_ROMANIAN: Final[Rules] = (
    ("ș|ş", "sh"), ("ț|ţ", "ts"), ("ă|â|î", "u"), ("ghe", "ge"), ("ce", "che"), ("ci", "chi"),
    ("ea", "ya"), ("oiu", "oyu"), ("x", "ks"),
)  # fmt: skip
_ALBANIAN: Final[Rules] = (
    ("xh", "j"), ("gj", "j"), ("q", "ch"), ("ç", "ch"), ("ll", "l"), ("rr", "r"), ("ë$", ""),
    ("ë", "u"), ("x", "dz"), ("j", "y"), ("dh", "th"),
)  # fmt: skip
_UKRAINIAN: Final[Rules] = (
    ("shch", "sh"), ("kh", "h"), ("ii$", "y"), ("iia", "ia"), ("yi", "y"), ("ts", "tz"),
    ("zh", "j"), ("(?<![cskz])h", "g"), ("k(?=o)", "c"), ("iu", "u"),
)  # fmt: skip
_VIETNAMESE: Final[Rules] = (
    ("Nguyễn", "Wen"), ("ph", "f"), ("đ|d(?=u|ươ)", "d"), ("th", "t"), ("nh$", "n"), ("x", "s"),
    ("tr", "ch"), ("kh", "k"), ("qu", "kw"), ("gi", "z"), ("ng$", "n"),
)  # fmt: skip
_CHINESE: Final[Rules] = (
    ("zh", "j"), ("q", "ch"), ("x", "sh"), ("^c(?!h)", "ts"), ("z", "dz"), ("ui", "way"),
    ("ou", "o"),
)  # fmt: skip
_NIGERIAN: Final[Rules] = (
    ("kw", "qu"),
    ("chukwu", "chuku"),
    ("gb", "b"),
    ("olu", "ollu"),
    ("ye", "ie"),
)
_ARABIC: Final[Rules] = (
    ("al-", "al "),
    ("ou", "u"),
    ("dh", "d"),
    ("kh", "h"),
    ("q", "k"),
    ("aa|ah$", "a"),
    ("ei|ay", "ai"),
)
_HABESHA: Final[Rules] = (
    ("ts", "s"),
    ("gh", "g"),
    ("ye?$", "i"),
    ("dh", "d"),
    ("brh", "bir"),
    ("w(?=el|ol)", "v"),
)
_ENGLISH: Final[Rules] = (
    ("ough|augh", "or"),
    ("ph", "f"),
    ("(?<=.)ey$", "y"),
    ("ck", "k"),
    ("y(?=.)", "i"),
)

BY_EAR: Final[dict[str, Rules]] = {
    "English": _ENGLISH, "Polish": _POLISH, "Romanian": _ROMANIAN, "Albanian": _ALBANIAN,
    "Ukrainian": _UKRAINIAN, "Vietnamese": _VIETNAMESE, "Chinese": _CHINESE,
    "Nigerian": _NIGERIAN, "Arabic": _ARABIC, "Habesha": _HABESHA,
}  # fmt: skip

_NEXT_KEY: Final = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wqertyuioosasdfghjkxzxcvbn",
        strict=True,
    )
)
_SHORTEST_SLIP: Final = 3


def without_marks(name: str) -> str:
    """Return a name as a keyboard of English letters has it."""
    return anyascii(name)


def by_ear(name: str, culture: str, *, knowing: bool) -> str:
    """Return what an English speaker writes who hears a name.

    Args:
        name: as its owner writes it, in Latin letters.
        culture: one of `BY_EAR`.
        knowing: the listener has heard such names before, and gets only half of it wrong.
    """
    heard = name.lower()
    rules = BY_EAR[culture]
    for pattern, sound in rules[::2] if knowing else rules:
        heard = re.sub(pattern.lower(), sound, heard)
    heard = re.sub(r"(.)\1\1+", r"\1\1", anyascii(heard))
    if not knowing:
        heard = re.sub(r"([bdfgklmnprstvz])\1", r"\1", heard)
    return "".join(part.capitalize() for part in re.split(r"([ -])", heard)) or name


def lost_letters(name: str) -> str:
    """Return a name as an old computer keeps it, which has a question mark for what it lacks."""
    return name.encode("ascii", "replace").decode("ascii")


def slip(text: str, dice: random.Random) -> str:
    """Return a word with one slip of the hand: a letter left out, doubled, swapped or beside."""
    if len(text) < _SHORTEST_SLIP:
        return text
    at = dice.randrange(1, len(text) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:  # noqa: PLR2004 -- the third of four kinds
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    letter = text[at]
    return text[:at] + _NEXT_KEY.get(letter.lower(), letter) + text[at + 1 :]
