"""How heavy a text is to read: Automated Readability Index and LIX. English words only.

Both need no list of words, only counting. They say nothing about passages of a few words: judge
them from about a hundred words on. Sources: Smith and Senter, Automated Readability Index
(AMRL-TR-66-220, 1967); Björnsson, Läsbarhet (1968).
"""

import re
from dataclasses import dataclass
from typing import Final

LONG_WORD: Final = 7
"""Letters from which a word is long for LIX: more than six."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_END: Final = re.compile(r"[.!?:]+[”\"')]*(?=\s|\Z)|\n+")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a text is made of. `characters` are letters and digits, no marks."""

    characters: int
    words: int
    long_words: int
    sentences: int


def sentences(text: str) -> tuple[str, ...]:
    """Split a text at full stops, question marks, exclamation marks, colons and line ends.

    A full stop inside a word or number ('2.5') ends nothing.
    """
    return tuple(part.strip() for part in _END.split(text) if _WORD.search(part))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text; "don't" and "21-year-old" are one word each."""
    return tuple(_WORD.findall(text))


def count(text: str) -> Counts:
    """Count a text. Raises ValueError for one without words: it has no grade."""
    found = words(text)
    if not found:
        msg = "a text with words"
        raise ValueError(msg)
    lengths = [sum(map(str.isalnum, word)) for word in found]
    return Counts(
        characters=sum(lengths),
        words=len(found),
        long_words=sum(length >= LONG_WORD for length in lengths),
        sentences=len(sentences(text)),
    )


def ari(text: str) -> float:
    """Return the Automated Readability Index, about the school grade: 4 is ages 9 to 10."""
    counted = count(text)
    per_word = counted.characters / counted.words
    per_sentence = counted.words / counted.sentences
    return 4.71 * per_word + 0.5 * per_sentence - 21.43


def lix(text: str) -> float:
    """Return LIX: words in a sentence plus long words in a hundred. Under 30 is very easy."""
    counted = count(text)
    return counted.words / counted.sentences + 100 * counted.long_words / counted.words
