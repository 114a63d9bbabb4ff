"""How rare each word and value is, in bits: sharing a rare one says more than sharing a common one.

Counted once, when a model is made, and frozen with it. What was not met then counts as rare as
what was met least.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.features import (
    LISTS,
    OTHER_WORDS,
    SINGLES,
    WORDS,
    Features,
    root_of,
    sound_of,
)

Bits = npt.NDArray[np.float32]
ROOT, SOUND, DAY = "root", "sound", "day"
# One more than was counted: of a value that was met twice, nobody knows that it is not met again.
_ONE_MORE = 1


@dataclass(slots=True)
class Rarity:
    """Counts by kind and text among `records` records, and the bits that follow from them."""

    records: int
    counts: dict[str, dict[str, int]]
    _bits: dict[str, Bits]
    _sizes: dict[str, int]

    def bits_of(self, kind: str) -> Bits:
        """Return the bits of each number of a kind's vocabulary; the last stands for none."""
        return self._bits[kind]

    def bits_of_days(self, birth: npt.NDArray[np.int16]) -> Bits:
        """Return how rare each whole date is; dates that were never counted are as rare as any."""
        counts = self.counts.get(DAY, {})
        codes, back = np.unique(_days(birth), return_inverse=True)
        made = [counts.get(str(code), 1) + _ONE_MORE for code in codes.tolist()]
        bits = np.log2(max(self.records, 2) / np.array(made, np.float64)).astype(np.float32)
        return np.maximum(bits, 0)[back]

    def cover(self, features: Features) -> None:
        """Take in the texts that the vocabularies have got since the last time."""
        vocabulary = features.vocabularies[WORDS]
        self._grow(ROOT, vocabulary.texts, root_of)
        self._grow(SOUND, vocabulary.texts, sound_of)
        for kind in (*LISTS, *SINGLES):
            self._grow(kind, features.vocabularies[kind].texts, str)

    def _grow(self, kind: str, texts: list[str], of: Callable[[str], str]) -> None:
        done = self._sizes.get(kind, 0)
        if kind in self._bits and done == len(texts):
            return
        counts = self.counts.get(kind, {})
        made = [counts.get(of(text), 1) + _ONE_MORE for text in texts[done:]]
        fresh = np.log2(max(self.records, 2) / np.array(made, np.float64)).astype(np.float32)
        before = self._bits[kind][:-1] if kind in self._bits else np.zeros(0, np.float32)
        bits = np.concatenate((before, np.maximum(fresh, 0), np.zeros(1, np.float32)))
        self._bits[kind], self._sizes[kind] = bits, len(texts)


def counted(features: Features) -> Rarity:
    """Count the words and values of all records."""
    counts: dict[str, dict[str, int]] = {}
    texts = features.vocabularies[WORDS].texts
    words = np.concatenate((features.ids[WORDS], features.ids[OTHER_WORDS]), axis=1)
    held = np.bincount(words[words >= 0], minlength=len(texts)).tolist()
    for kind, of in ((ROOT, root_of), (SOUND, sound_of)):
        by_text: dict[str, int] = {}
        for text, many in zip(texts, held, strict=True):
            key = of(text)
            by_text[key] = by_text.get(key, 0) + many
        counts[kind] = {text: many for text, many in by_text.items() if many > 1}
    for kind in (*LISTS, *SINGLES):
        ids = features.ids[kind]
        texts = features.vocabularies[kind].texts
        many = np.bincount(ids[ids >= 0], minlength=len(texts))
        counts[kind] = {texts[at]: int(many[at]) for at in np.flatnonzero(many > 1).tolist()}
    days, many = np.unique(_days(features.birth), return_counts=True)
    held = zip(days.tolist(), many.tolist(), strict=True)
    counts[DAY] = {str(day): number for day, number in held if number > 1}
    return restored(len(features), counts, features)


def _days(birth: npt.NDArray[np.int16]) -> npt.NDArray[np.int64]:
    year, month, day = birth.T.astype(np.int64)
    days: npt.NDArray[np.int64] = (year * 100 + month) * 100 + day
    return days


def restored(records: int, counts: dict[str, dict[str, int]], features: Features) -> Rarity:
    """Return the rarity that a model holds, for the vocabularies at hand."""
    rarity = Rarity(records, counts, {}, {})
    rarity.cover(features)
    return rarity
