"""A record by itself, as it can be sealed: its texts, and every number that comparing it needs.

A model is frozen, so how rare a text is does not change: the counts travel with the record. What
was opened for one question is put together into columns, compared, and dropped with them.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.features import (
    LISTS,
    OTHER_WORDS,
    SINGLES,
    WIDTHS,
    WORDS,
    Features,
    Vocabulary,
    root_of,
    sound_of,
)
from clew.engines.linkage.rarity import (
    DAY,
    OF_TONGUES,
    ROOT,
    SOUND,
    TONGUE,
    Rarity,
    bits_of_counts,
    days_of,
)
from clew.engines.linkage.wordcolumns import WordColumns, made_of, remember
from clew.rules.linkage.words import MOST_ROOTS

Counts = Mapping[str, Mapping[str, int]]
_VALUES: Final = (*LISTS, *SINGLES)
_SOUND, _TOLD, _ROOT_MANY, _ROOT_HELD, _SOUND_MANY, _SOUND_HELD = range(MOST_ROOTS, MOST_ROOTS + 6)
_NUMBERS: Final = MOST_ROOTS + 6  # of one word
_WIDTH: Final = sum(WIDTHS.values())
_STARTS: Final = dict(
    zip(WIDTHS, np.cumsum([0, *WIDTHS.values()])[:-1].tolist(), strict=True)
)  # where the places of each kind begin


def terms_of(one: Features) -> Iterator[tuple[str, str]]:
    """Yield kind and text of everything in a record that a model counts."""
    for text in one.vocabularies[WORDS].texts:
        yield ROOT, root_of(text)
        yield SOUND, sound_of(text)
    for kind in _VALUES:
        for text in one.vocabularies[kind].texts:
            yield kind, text
    yield DAY, str(days_of(one.birth)[0])


def portable(one: Features, counts: Counts) -> str:
    """Write a record with what a model counted of its texts.

    `one` holds this record alone, its vocabularies no other texts. What is not in `counts` was not
    met.
    """

    def many(kind: str, texts: list[str], *, otherwise: int = 1) -> list[int]:
        known = counts.get(kind, {})
        return [known.get(text, otherwise) for text in texts]

    words = one.vocabularies[WORDS].texts
    made = made_of(words)
    numbers = np.zeros((len(words), _NUMBERS), np.uint64)
    for at, roots in enumerate(made.roots):
        numbers[:, at] = roots
    numbers[:, _SOUND], numbers[:, _TOLD] = made.sounds, made.told
    for kind, of, counted, held in (
        (ROOT, root_of, _ROOT_MANY, _ROOT_HELD),
        (SOUND, sound_of, _SOUND_MANY, _SOUND_HELD),
    ):
        keys = [of(text) for text in words]
        numbers[:, counted] = many(kind, keys)
        numbers[:, held] = many(OF_TONGUES[kind], keys, otherwise=0)
    names = [one.ids[kind][0] for kind in (WORDS, OTHER_WORDS)]
    values = {
        kind: [texts, many(kind, texts)]
        for kind in _VALUES
        if (texts := one.vocabularies[kind].texts)
    }
    days = many(DAY, [str(days_of(one.birth)[0])])
    return json.dumps(
        [
            [*one.birth[0].tolist(), int(one.sex[0]), *days],
            words,
            base64.b64encode(numbers.tobytes()).decode("ascii"),
            [ids[ids >= 0].tolist() for ids in names],
            values,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


class Gathered:
    """Records that were opened for one question, each under its number."""

    def __init__(self, records: int, tongues: Mapping[str, int]) -> None:
        """Begin with none. `records` taught the model, `tongues` are its languages of names."""
        self._records, self._tongues = records, tongues
        self._place: dict[int, int] = {}
        self._births: list[list[int]] = []
        self._days: dict[str, int] = {}
        self._vocabularies = {kind: Vocabulary() for kind in (WORDS, *_VALUES)}
        self._words: list[bytes] = []  # numbers of one word each, in the order of the vocabulary
        self._many: dict[str, list[int]] = {kind: [] for kind in _VALUES}
        self._at: list[int] = []  # places side by side, and the numbers that stand there
        self._number: list[int] = []
        self._columns: tuple[Features, Rarity] | None = None

    def __contains__(self, row: int) -> bool:
        """Say whether a record was opened."""
        return row in self._place

    def put(self, row: int, written: str) -> None:
        """Take a record in under a number; the same number takes the place of what it had."""
        birth, words, numbers, names, values = json.loads(written)
        start = len(self._births) * _WIDTH
        self._place[row] = len(self._births)
        self._births.append(birth)
        year, month, day, _, days = birth
        self._days[str((year * 100 + month) * 100 + day)] = days
        known = self._vocabularies[WORDS]
        told = base64.b64decode(numbers)
        size = _NUMBERS * 8
        placed = []
        for at, text in enumerate(words):
            number = known.number(text)
            if number == len(self._words):
                self._words.append(told[at * size : (at + 1) * size])
            placed.append(number)
        for kind, of in zip((WORDS, OTHER_WORDS), names, strict=True):
            first = start + _STARTS[kind]
            self._at += range(first, first + len(of))
            self._number += [placed[at] for at in of]
        for kind, (texts, many) in values.items():
            vocabulary, counted = self._vocabularies[kind], self._many[kind]
            first = start + _STARTS[kind]
            self._at += range(first, first + len(texts))
            for text, count in zip(texts, many, strict=True):
                number = vocabulary.number(text)
                if number == len(counted):
                    counted.append(count)
                self._number.append(number)
        self._columns = None

    def compare(self, pairs: Pairs) -> Compared:
        """Compare pairs of records by their numbers."""
        if self._columns is None:
            self._columns = self._dressed()
        features, rarity = self._columns
        places = np.array([self._place[row] for row in pairs.ravel().tolist()], np.int64)
        return compare(features, places.reshape(-1, 2), rarity)

    def taken(self, rows: list[int]) -> Features:
        """Return what is compared of some records, in their order."""
        if self._columns is None:
            self._columns = self._dressed()
        return self._columns[0].take(np.array([self._place[row] for row in rows], np.int64))

    def _dressed(self) -> tuple[Features, Rarity]:
        """Put what was opened into columns, as the comparisons read them."""
        many = len(self._births)
        flat = np.full(many * _WIDTH, -1, np.int32)
        flat[np.array(self._at, np.int64)] = self._number
        places = flat.reshape(many, _WIDTH)
        ids = {kind: places[:, at : at + WIDTHS[kind]] for kind, at in _STARTS.items()}
        births = np.array(self._births, np.int64).reshape(many, 5)
        birth, sex = births[:, :3].astype(np.int16), births[:, 3].astype(np.int8)
        features = Features([""] * many, ids, birth, sex, self._vocabularies)
        counts: dict[str, Mapping[str, int]] = {DAY: self._days, TONGUE: self._tongues}
        numbers = np.frombuffer(b"".join(self._words), np.uint64).reshape(-1, _NUMBERS)
        self._remember_words(numbers)
        rarity = Rarity(self._records, counts, {}, {}, {})
        told = numbers.astype(np.int64)
        bits = {
            ROOT: self._bits(told[:, _ROOT_MANY]),
            SOUND: self._bits(told[:, _SOUND_MANY]),
            **{kind: self._bits(np.array(many, np.int64)) for kind, many in self._many.items()},
        }
        usual = {
            ROOT: rarity.usual_of_counts(told[:, _ROOT_MANY], told[:, _ROOT_HELD]),
            SOUND: rarity.usual_of_counts(told[:, _SOUND_MANY], told[:, _SOUND_HELD]),
        }
        for kind, table in usual.items():  # no word is in every language
            usual[kind] = np.concatenate((table, np.ones((1, table.shape[1]), np.float32)))
        return features, Rarity(self._records, counts, bits, {}, usual)

    def _bits(self, counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        return np.append(bits_of_counts(self._records, counts), np.float32(0))

    def _remember_words(self, numbers: npt.NDArray[np.uint64]) -> None:
        vocabulary = self._vocabularies[WORDS]
        texts = vocabulary.texts
        columns = WordColumns(
            texts,
            tuple(numbers[:, at] for at in range(MOST_ROOTS)),
            sounds=numbers[:, _SOUND],
            lengths=np.fromiter(map(len, texts), np.int16, len(texts)),
            told=numbers[:, _TOLD].astype(np.int16),
            firsts=np.fromiter((ord(text[0]) for text in texts), np.int32, len(texts)),
        )
        remember(vocabulary, columns)
