"""How rare each word and value is, in bits: sharing a rare one says more than sharing a common one.

Counted once, when a model is made, and frozen with it. What was not met then counts as rare as
what was met least.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clew.engines.linkage import tongues
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
Counted = Sequence[int] | npt.NDArray[np.int64]
ROOT, SOUND, DAY, TONGUE = "root", "sound", "day", "tongue"
OF_TONGUES = {ROOT: "root by tongue", SOUND: "sound by tongue"}
# One more than was counted: of a value that was met twice, nobody knows that it is not met again.
_ONE_MORE = 1


@dataclass(slots=True)
class Rarity:
    """Counts by kind and text among `records` records, and the bits that follow from them."""

    records: int
    counts: Mapping[str, Mapping[str, int]]
    _bits: dict[str, Bits]
    _sizes: dict[str, int]
    _usual: dict[str, Bits]

    @property
    def tongues(self) -> Bits:
        """Return the share of records in each language of names."""
        held = self._held()
        shares: Bits = held / max(held.sum(), 1)
        return shares

    def usual(self, kind: str) -> Bits:
        """Return how usual each word is in each language of names; the last, no word, is in all."""
        return self._usual[kind]

    def bits_of(self, kind: str) -> Bits:
        """Return the bits of each number of a kind's vocabulary; the last stands for none."""
        return self._bits[kind]

    def bits_of_days(self, birth: npt.NDArray[np.int16]) -> Bits:
        """Return how rare each whole date is; dates that were never counted are as rare as any."""
        counts = self.counts.get(DAY, {})
        codes, back = np.unique(days_of(birth), return_inverse=True)
        made = [counts.get(str(code), 1) for code in codes.tolist()]
        return bits_of_counts(self.records, made)[back]

    def cover(self, features: Features) -> None:
        """Take in the texts that the vocabularies have got since the last time."""
        vocabulary = features.vocabularies[WORDS]
        self._grow(ROOT, vocabulary.texts, root_of)
        self._grow(SOUND, vocabulary.texts, sound_of)
        self._grow_usual(ROOT, vocabulary.texts, root_of)
        self._grow_usual(SOUND, vocabulary.texts, sound_of)
        for kind in (*LISTS, *SINGLES):
            self._grow(kind, features.vocabularies[kind].texts, str)

    def _grow(self, kind: str, texts: list[str], of: Callable[[str], str]) -> None:
        done = self._sizes.get(kind, 0)
        if kind in self._bits and done == len(texts):
            return
        counts = self.counts.get(kind, {})
        made = [counts.get(of(text), 1) for text in texts[done:]]
        fresh = bits_of_counts(self.records, made)
        before = self._bits[kind][:-1] if kind in self._bits else np.zeros(0, np.float32)
        bits = np.concatenate((before, fresh, np.zeros(1, np.float32)))
        self._bits[kind], self._sizes[kind] = bits, len(texts)

    def _grow_usual(self, kind: str, texts: list[str], of: Callable[[str], str]) -> None:
        before = self._usual[kind][:-1] if kind in self._usual else None
        fresh = self.usual_of(
            kind, [of(text) for text in texts[0 if before is None else len(before) :]]
        )
        none = np.ones((1, fresh.shape[1]), np.float32)
        parts = (fresh, none) if before is None else (before, fresh, none)
        self._usual[kind] = np.concatenate(parts)

    def usual_of(self, kind: str, keys: Sequence[str]) -> Bits:
        """Return how usual some roots or sounds are in each language of names."""
        counts, packed = self.counts.get(kind, {}), self.counts.get(OF_TONGUES[kind], {})
        many = [counts.get(key, 1) for key in keys]
        return self.usual_of_counts(many, [packed.get(key, 0) for key in keys])

    def usual_of_counts(self, counts: Counted, held: Counted) -> Bits:
        """Return how usual words of such counts, in such languages, are in each language."""
        many = np.array(counts, np.float64) + _ONE_MORE
        return tongues.usual(many, np.array(held, np.int64), self._held(), self.records)

    def _held(self) -> Bits:
        return np.array(list(self.counts.get(TONGUE, {"0": 1}).values()), np.float32)


def bits_of_counts(records: int, counts: Counted) -> Bits:
    """Return the bits of values that were counted so often among so many records."""
    many = np.array(counts, np.float64) + _ONE_MORE
    bits: Bits = np.log2(max(records, 2) / many).astype(np.float32)
    return np.maximum(bits, 0)


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
    counts |= _by_tongue(features, counts)
    for kind in (*LISTS, *SINGLES):
        ids = features.ids[kind]
        texts = features.vocabularies[kind].texts
        many = np.bincount(ids[ids >= 0], minlength=len(texts))
        counts[kind] = {texts[at]: int(many[at]) for at in np.flatnonzero(many > 1).tolist()}
    days, many = np.unique(days_of(features.birth), return_counts=True)
    held = zip(days.tolist(), many.tolist(), strict=True)
    counts[DAY] = {str(day): number for day, number in held if number > 1}
    return restored(len(features), counts, features)


def _by_tongue(features: Features, counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Count records by the language of their name, and say of words in which they are met."""
    numbers: dict[str, int] = {}
    texts = features.vocabularies[WORDS].texts
    roots = [numbers.setdefault(root_of(text), len(numbers)) for text in texts]
    words = np.array([*roots, -1], np.int32)[features.ids[WORDS]]
    learnt = tongues.learn(words, len(numbers))
    found = {TONGUE: {str(at): round(float(many)) for at, many in enumerate(learnt.records)}}
    by_sound: dict[str, int] = {}
    of_root = np.array([by_sound.setdefault(sound_of(root), len(by_sound)) for root in numbers])
    sounds = np.zeros((len(by_sound), learnt.words.shape[1]), np.float32)
    if len(of_root):
        np.add.at(sounds, of_root, learnt.words)
    for kind, keys, held in ((ROOT, numbers, learnt.words), (SOUND, by_sound, sounds)):
        packed = zip(keys, tongues.packed(held).tolist(), strict=True)
        found[OF_TONGUES[kind]] = {key: parts for key, parts in packed if key in counts[kind]}
    return found


def days_of(birth: npt.NDArray[np.int16]) -> npt.NDArray[np.int64]:
    """Return each date as one number, as it is counted."""
    year, month, day = birth.T.astype(np.int64)
    days: npt.NDArray[np.int64] = (year * 100 + month) * 100 + day
    return days


def restored(records: int, counts: dict[str, dict[str, int]], features: Features) -> Rarity:
    """Return the rarity that a model holds, for the vocabularies at hand."""
    rarity = Rarity(records, counts, {}, {}, {})
    rarity.cover(features)
    return rarity
