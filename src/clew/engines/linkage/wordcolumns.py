"""What is known of each word of names, as columns: what it stands for, its sound, its length.

Kept beside the vocabulary and grown with it, so that a comparison never reads a word twice.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.features import Hashes, Vocabulary, hashed
from clew.rules.linkage.words import MOST_ROOTS, word


@dataclass(frozen=True, slots=True)
class WordColumns:
    """One entry for each word of a vocabulary; `told` is the length of the sound."""

    texts: list[str]
    roots: tuple[Hashes, ...]
    sounds: Hashes
    lengths: npt.NDArray[np.int16]
    told: npt.NDArray[np.int16]
    firsts: npt.NDArray[np.int32]


_made: WeakKeyDictionary[Vocabulary, WordColumns] = WeakKeyDictionary()


def columns_of(vocabulary: Vocabulary) -> WordColumns:
    """Return the columns of all words that a vocabulary holds by now."""
    found = _made.get(vocabulary)
    if found is None:
        found = _made[vocabulary] = made_of(vocabulary.texts)
    elif len(found.lengths) < len(vocabulary.texts):
        fresh = made_of(vocabulary.texts[len(found.lengths) :])
        found = _made[vocabulary] = WordColumns(
            vocabulary.texts,
            tuple(np.concatenate(both) for both in zip(found.roots, fresh.roots, strict=True)),
            np.concatenate((found.sounds, fresh.sounds)),
            np.concatenate((found.lengths, fresh.lengths)),
            np.concatenate((found.told, fresh.told)),
            np.concatenate((found.firsts, fresh.firsts)),
        )
    return found


def remember(vocabulary: Vocabulary, columns: WordColumns) -> None:
    """Use columns that were made before, at least as long as the vocabulary."""
    _made[vocabulary] = columns


def made_of(texts: list[str]) -> WordColumns:
    """Return the columns of some words."""
    words = [word(text) for text in texts]
    many = len(words)
    return WordColumns(
        texts,
        tuple(
            np.fromiter((hashed(found.roots[:at][-1]) for found in words), np.uint64, many)
            for at in range(1, MOST_ROOTS + 1)
        ),
        np.fromiter((hashed(found.sound) for found in words), np.uint64, many),
        np.fromiter((len(found.text) for found in words), np.int16, many),
        np.fromiter((len(found.sound) for found in words), np.int16, many),
        np.fromiter((ord(found.text[0]) for found in words), np.int32, many),
    )
