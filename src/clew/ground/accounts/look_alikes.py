"""Names that cannot be told apart on a page, though they are not the same letters.

Who is given something is picked by the name of their organisation. A second one, whose name differs
by a sign that nobody sees or by a letter of another alphabet, would be given it in their stead.
"""

from collections.abc import Iterable
from typing import Final

from clew.rules.linkage.folding import clean, joined

# Letters of other alphabets that look like these and sound like others (UTS 39, the common ones).
_LIKE: Final = {
    "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕΕ", "H": "НΗ", "I": "ІΙӀ", "J": "Ј", "K": "КΚ",
    "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "УҮΥ",
    "Z": "Ζ", "a": "аα", "c": "сϲ", "d": "ԁ", "e": "е", "h": "һ", "i": "іι", "j": "ј", "l": "ӏ",
    "o": "оο", "p": "рρ", "q": "ԛ", "s": "ѕ", "v": "ν", "w": "ԝ", "x": "хχ", "y": "уүγ",
}  # fmt: skip
_LATIN: Final = {ord(letter): latin for latin, like in _LIKE.items() for letter in like}
_ONE_STROKE: Final = str.maketrans("01i", "oll")


def skeleton(name: str) -> str:
    """Return what of a name can be told apart by looking: no case, accents, spaces or signs.

    A name without any letter or digit is its own skeleton.
    """
    shown = clean(name)
    return joined(shown.translate(_LATIN)).translate(_ONE_STROKE) or shown


def too_alike(name: str, others: Iterable[str]) -> bool:
    """Say whether a name looks like one of others."""
    return skeleton(name) in {skeleton(other) for other in others}
