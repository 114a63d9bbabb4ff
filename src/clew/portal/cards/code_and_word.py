"""What stands on a card, and what is kept in the head beside it.

The code is two spoken codes side by side: each half checks itself, so a misread letter is found
before anything is looked up. Together they hold 59 bits. The word guards against who finds the
paper; tries at it are counted (`ground.accounts.tries`).
"""

import hmac
import unicodedata
from typing import Final

from clew.ground.vault import root
from clew.survivor.people.codes import LENGTH, NotACode, new_code, read_code

SHORTEST_WORD: Final = 10
_HALF: Final = LENGTH + 1
_SIGNS: Final = "-– .·"


class WordTooShort(Exception):
    """The word has too few letters, or too few different ones, to guard a lost card."""


class WordOnTheCard(Exception):
    """The word is the code of the card: then whoever finds the paper has both."""


def new_card_code() -> str:
    """Return a random code such as `7K3M2Q-X 9P4R1T-W`."""
    return f"{new_code()} {new_code()}"


def bare(typed: str) -> str:
    """Return what was typed without the gaps: every spelling of one code is one code to count."""
    return "".join(letter for letter in typed.upper() if letter not in _SIGNS)


def read_card_code(typed: str) -> str:
    """Return the code that was meant, however it was spaced. Raises `NotACode`."""
    plain = bare(typed)
    if len(plain) != 2 * _HALF:
        msg = "A card has two codes of seven letters or digits."
        raise NotACode(msg)
    return f"{read_code(plain[:_HALF])} {read_code(plain[_HALF:])}"


def digest_of(code: str) -> str:
    """Return what is stored of a code: without the root key it says nothing."""
    return hmac.digest(root.derive("card"), code.encode(), "sha256").hex()


def meant(word: str) -> str:
    """Return a word as it is compared: a phone writes capitals and gaps of its own."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return " ".join(folded.split())


def check_word(word: str, *, code: str) -> None:
    """Raise unless a word can guard a card.

    Raises:
        WordTooShort: fewer than `SHORTEST_WORD` letters, or fewer than five different ones.
        WordOnTheCard: it is the code.
    """
    plain = meant(word)
    letters = plain.replace(" ", "")
    if len(letters) < SHORTEST_WORD or len(set(letters)) < SHORTEST_WORD // 2:
        raise WordTooShort
    if bare(letters) == bare(code):
        raise WordOnTheCard
