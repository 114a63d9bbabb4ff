"""Compares names word by word, whatever their order: the best partner for each word is found.

Grades of two words: 4 equal, 3 forms of one name, 2 sound or spelt nearly alike, 1 an initial.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from clew.engines.linkage.features import OTHER_WORDS, WORDS, Features, Ids
from clew.engines.linkage.levels import MISSING
from clew.engines.linkage.rarity import ROOT, SOUND, Rarity
from clew.engines.linkage.wordcolumns import WordColumns, columns_of

Levels = npt.NDArray[np.int8]
Bits = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

EQUAL, FORM, ALIKE, INITIAL = 4, 3, 2, 1
_NEARLY: Final = 0.9
_LONG_ENOUGH: Final = 4
_LEAST_LENGTH: Final = 0.6
_THREE: Final = 3
_GOOD: Final = 6


def compare_names(
    features: Features, left: Rows, right: Rows, rarity: Rarity
) -> tuple[Levels, Bits]:
    """Return the level of each pair of names and the bits of the words they share.

    Where the names themselves do not fit, other names (aliases) are tried too.
    """
    main = features.ids[WORDS]
    other = features.ids[OTHER_WORDS]
    level, bits = _names(features, main[left], main[right], rarity)
    for one, two in (
        (other[left], main[right]),
        (main[left], other[right]),
        (other[left], other[right]),
    ):
        rows = np.flatnonzero((one[:, 0] >= 0) & (two[:, 0] >= 0) & (level < _GOOD))
        if len(rows):
            again, rare = _names(features, one[rows], two[rows], rarity)
            better = (again > level[rows]) & (again >= _THREE)
            level[rows[better]], bits[rows[better]] = again[better], rare[better]
    return level, bits


def _names(features: Features, one: Ids, two: Ids, rarity: Rarity) -> tuple[Levels, Bits]:
    level = np.full(len(one), MISSING, np.int8)
    bits = np.zeros(len(one), np.float32)
    many, many2 = (one >= 0).sum(axis=1), (two >= 0).sum(axis=1)
    words = columns_of(features.vocabularies[WORDS])
    for width in range(1, one.shape[1] + 1):
        for width2 in range(1, two.shape[1] + 1):
            rows = np.flatnonzero((many == width) & (many2 == width2))
            if len(rows):
                level[rows], bits[rows] = _of_width(
                    one[rows, :width], two[rows, :width2], words, rarity
                )
    return level, bits


def _of_width(one: Ids, two: Ids, words: WordColumns, rarity: Rarity) -> tuple[Levels, Bits]:
    """Compare names of one number of words with names of another."""
    width, width2 = one.shape[1], two.shape[1]
    grades = _grades(
        np.repeat(one, width2, axis=1).ravel(), np.tile(two, (1, width)).ravel(), words
    ).reshape(len(one), width * width2)
    roots, sounds = rarity.bits_of(ROOT), rarity.bits_of(SOUND)
    by_root, by_sound = rarity.usual(ROOT), rarity.usual(SOUND)
    most = min(width, width2)
    taken = np.zeros((len(one), most), np.int8)
    usual = np.ones((len(one), len(rarity.tongues)), np.float32)
    rows = np.arange(len(one))
    left = grades.astype(np.float32)
    # Of two equally good partners the rarer word is matched first.
    left += np.minimum(np.repeat(roots[one], width2, axis=1), 40) * np.float32(0.01) * (left > 0)
    cells = left.reshape(len(one), width, width2)
    for turn in range(most):
        flat = cells.reshape(len(one), -1)
        best = flat.argmax(axis=1)
        at, at2 = best // width2, best % width2
        grade = grades[rows, best]
        grade = np.where(flat[rows, best] > 0, grade, 0)
        taken[:, turn] = grade
        chosen, chosen2 = one[rows, at], two[rows, at2]
        # Of two forms the commoner counts.
        common = np.where(roots[chosen] <= roots[chosen2], chosen, chosen2)
        heard = np.where(sounds[chosen] <= sounds[chosen2], chosen, chosen2)
        usual *= by_root[np.where(grade >= FORM, common, -1)]
        usual *= by_sound[np.where(grade == ALIKE, heard, -1)]
        cells[rows, at, :] = -1
        cells[rows, :, at2] = -1
    return _level(taken, same_width=width == width2), -np.log2(_mixed(usual, rarity.tongues))


def _mixed(usual: Bits, tongues: Bits) -> Bits:
    """Return how usual names are in all languages together.

    Added up column by column: how a product of matrices adds hangs on how many rows it is given,
    and one pair alone would weigh otherwise than among others.
    """
    mixed = np.zeros(len(usual))
    for at, share in enumerate(tongues.tolist()):
        mixed += usual[:, at].astype(np.float64) * share
    return mixed.astype(np.float32)


def _level(taken: npt.NDArray[np.int8], *, same_width: bool) -> Levels:
    """Return the level of a name from the grades of its matched words."""
    weakest, strongest = taken.min(axis=1), taken.max(axis=1)
    level = np.zeros(len(taken), np.int8)
    if taken.shape[1] == 1:
        level[weakest >= ALIKE] = 3
        return level
    level[strongest == ALIKE] = 1
    level[strongest >= FORM] = 2
    level[(weakest >= INITIAL) & (strongest >= ALIKE)] = 4
    if taken.shape[1] >= _THREE:
        level[(taken >= FORM).sum(axis=1) >= taken.shape[1] - 1] = 4
    level[weakest >= ALIKE] = 5
    level[weakest >= FORM] = 6
    level[weakest >= EQUAL] = 8 if same_width else 7
    return level


def _grades(one: Ids, two: Ids, words: WordColumns) -> npt.NDArray[np.int8]:
    """Return the grade of each pair of words; each different pair is looked at once."""
    many = len(words.texts)
    codes = one.astype(np.int64) * many + two
    grades = np.zeros(len(codes), np.int8)
    equal = one == two
    grades[equal] = EQUAL
    unique, back = np.unique(codes[~equal], return_inverse=True)
    if len(unique):
        grades[~equal] = _graded(unique // many, unique % many, words)[back]
    return grades


def _graded(one: Rows, two: Rows, words: WordColumns) -> npt.NDArray[np.int8]:
    """Return the grades of pairs of different words, by their numbers."""
    grades = np.zeros(len(one), np.int8)
    short = np.minimum(words.lengths[one], words.lengths[two])
    initial = (short == 1) & (words.firsts[one] == words.firsts[two])
    grades[initial] = INITIAL
    # Jaro-Winkler reaches nine tenths only between words of about one length.
    long = np.maximum(words.lengths[one], words.lengths[two])
    tried = np.flatnonzero((short >= _LONG_ENOUGH) & (long * _LEAST_LENGTH <= short))
    lefts = [words.texts[at] for at in one[tried].tolist()]
    rights = [words.texts[at] for at in two[tried].tolist()]
    if lefts:
        alike = cpdist(lefts, rights, scorer=JaroWinkler.similarity, dtype=np.float32)
        grades[tried[alike >= _NEARLY]] = ALIKE
    heard = (words.sounds[one] == words.sounds[two]) & (words.told[one] > 1) & (short > 1)
    grades[heard] = ALIKE
    form = np.zeros(len(one), bool)
    for roots in words.roots:
        for others in words.roots:
            form |= roots[one] == others[two]
    grades[form] = FORM
    return grades
