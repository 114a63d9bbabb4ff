"""Keys as words that two people can read to each other, in any language, over a bad line.

The words are proquints (D. Wilkerson, *A Proposal for Proquints*, arXiv:0901.4016): sixteen bits as
consonant, vowel, consonant, vowel, consonant. Eight of them say the first 128 bits of a SHA-256.
"""

import hashlib
from typing import Final

WORDS: Final = 8
_CONSONANTS: Final = "bdfghjklmnprstvz"
_VOWELS: Final = "aiou"
_SHAPE: Final = (
    (12, 15, _CONSONANTS),
    (10, 3, _VOWELS),
    (6, 15, _CONSONANTS),
    (4, 3, _VOWELS),
    (0, 15, _CONSONANTS),
)


def fingerprint_words(key: str) -> str:
    """Return the words of a public key, however it is written down."""
    return as_words(hashlib.sha256(key.strip().encode()).digest()[: WORDS * 2])


def as_words(data: bytes) -> str:
    """Return bytes as words, two bytes a word."""
    pairs = zip(data[::2], data[1::2], strict=True)
    return "-".join(_word(high << 8 | low) for high, low in pairs)


def same_words(typed: str, words: str) -> bool:
    """Say whether somebody typed the words, with whatever between them and in any case."""
    heard = "".join(letter for letter in typed.casefold() if letter.isalpha())
    return heard == words.replace("-", "")


def _word(number: int) -> str:
    return "".join(letters[number >> shift & mask] for shift, mask, letters in _SHAPE)
