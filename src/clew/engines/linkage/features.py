"""What is compared of each record, as columns of numbers: words, dates, values by their place.

A text becomes a number in a vocabulary once; the comparisons then run over whole columns. How
names, dates and addresses are read stands in `clew.rules.linkage`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.cells import MOST_VALUES, READERS, sex_of, values_in
from clew.rules.linkage.dates import partial_date
from clew.rules.linkage.words import MOST_WORDS, word, words_of

Ids = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]

WORDS, OTHER_WORDS = "words", "other_words"
LISTS: Final = (
    *("phone", "email", "door", "house", "street", "code", "area", "account", "account_end"),
    *("document", "plate", "employer"),
)
_FEW: Final = 64  # numbers; telling them apart first takes longer than reading each
SINGLES: Final = ("birth_place", "city", "occupation", "nationality", "recruitment")
WIDTHS: Final = {
    WORDS: MOST_WORDS,
    OTHER_WORDS: MOST_WORDS,
    **dict.fromkeys(LISTS, MOST_VALUES),
    **dict.fromkeys(SINGLES, 1),
}


@dataclass(slots=True, eq=False, weakref_slot=True)
class Vocabulary:
    """The texts of one kind, each with its number and a hash that is the same on every machine."""

    numbers: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    _hashed: dict[Callable[[str], str], Hashes] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return the number of a text, a new one where it was not met before."""
        found = self.numbers.get(text)
        if found is None:
            found = self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def hashes(self, ids: Ids, of: Callable[[str], str]) -> Hashes:
        """Return for each number a hash of what `of` makes of its text; 0 where there is none.

        Only the texts that are asked for are read: one record among a million is soon answered.
        """
        done = self._hashed.get(of)
        if done is not None and len(done) == len(self.texts) + 1:
            return done[ids]
        if ids.size >= len(self.texts):
            made = np.zeros(len(self.texts) + 1, np.uint64)  # the last stands for none
            made[:-1] = [hashed(of(text)) for text in self.texts]
            self._hashed[of] = made
            return made[ids]
        if ids.size <= _FEW:
            few = [hashed(of(self.texts[at])) if at >= 0 else 0 for at in ids.ravel().tolist()]
            return np.array(few, np.uint64).reshape(ids.shape)
        used, back = np.unique(ids, return_inverse=True)
        some = [hashed(of(self.texts[at])) if at >= 0 else 0 for at in used.tolist()]
        return np.array(some, np.uint64)[back].reshape(ids.shape)


def hashed(text: str) -> int:
    """Return 64 bits of a text, never 0, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") or 1


@dataclass(slots=True)
class Features:
    """Columns of many records. `ids[kind]` is records by places; -1 stands for none."""

    record_ids: list[str]
    ids: dict[str, Ids]
    birth: npt.NDArray[np.int16]
    sex: npt.NDArray[np.int8]
    vocabularies: dict[str, Vocabulary]

    def take(self, rows: npt.NDArray[np.int64]) -> "Features":
        """Return the columns of some records, in the order of `rows`."""
        return Features(
            [self.record_ids[row] for row in rows.tolist()],
            {kind: ids[rows] for kind, ids in self.ids.items()},
            self.birth[rows],
            self.sex[rows],
            self.vocabularies,
        )

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.record_ids)


class Builder:
    """Collects records row by row and gives their columns."""

    def __init__(self, vocabularies: dict[str, Vocabulary] | None = None) -> None:
        """Start with vocabularies that were made before, or with empty ones."""
        kinds = (WORDS, *LISTS, *SINGLES)
        self.vocabularies = vocabularies or {kind: Vocabulary() for kind in kinds}
        self._record_ids: list[str] = []
        self._places: dict[str, list[int]] = {kind: [] for kind in WIDTHS}
        self._numbers: dict[str, list[int]] = {kind: [] for kind in WIDTHS}
        self._birth: list[tuple[int, int, int]] = []
        self._sex: list[int] = []

    def add(self, record_id: str, row: Mapping[str, str]) -> None:
        """Read one record; empty cells are left out of `row` or given as ""."""
        self._record_ids.append(record_id)
        names, others = _names(row)
        if names:
            self._put(WORDS, WORDS, names)
        if others:
            self._put(OTHER_WORDS, WORDS, others)
        read = partial_date(row.get("birth_date", "").strip())
        self._birth.append((read.year, read.month, read.day) if read else (0, 0, 0))
        self._sex.append(sex_of(row.get("sex", "")))
        for column, (kinds, read_cell) in READERS.items():
            cell = row.get(column)
            if cell:
                for kind, values in zip(kinds, read_cell(cell), strict=True):
                    if values:
                        self._put(kind, kind, values)

    def build(self) -> Features:
        """Return the columns of what was added, and start anew with the same vocabularies."""
        many = len(self._record_ids)
        ids = {}
        for kind, width in WIDTHS.items():
            flat = np.full(many * width, -1, np.int32)
            flat[np.array(self._places[kind], np.int64)] = self._numbers[kind]
            ids[kind] = flat.reshape(many, width)
        built = Features(
            self._record_ids,
            ids,
            np.array(self._birth, np.int16).reshape(len(self._birth), 3),
            np.array(self._sex, np.int8),
            self.vocabularies,
        )
        self._record_ids, self._birth, self._sex = [], [], []
        self._places = {kind: [] for kind in WIDTHS}
        self._numbers = {kind: [] for kind in WIDTHS}
        return built

    def _put(self, kind: str, vocabulary: str, values: Sequence[str]) -> None:
        width = WIDTHS[kind]
        number = self.vocabularies[vocabulary].number
        kept = values if len(values) == 1 else list(dict.fromkeys(values))[:width]
        first = (len(self._record_ids) - 1) * width
        self._places[kind].extend(range(first, first + len(kept)))
        self._numbers[kind].extend([number(value) for value in kept])


def joined(parts: Sequence[Features]) -> Features:
    """Return the columns of several parts that share their vocabularies, one under the other."""
    return Features(
        [record_id for part in parts for record_id in part.record_ids],
        {kind: np.concatenate([part.ids[kind] for part in parts]) for kind in WIDTHS},
        np.concatenate([part.birth for part in parts]),
        np.concatenate([part.sex for part in parts]),
        parts[0].vocabularies,
    )


def _names(row: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the words of the name, and those of the first other name."""
    name = row.get("name", "")
    if not name:
        given = (row.get(part, "") for part in ("given_name", "middle_name", "family_name"))
        name = " ".join(part for part in given if part)
    main = [found.text for found in words_of(name)]
    for other in values_in(row.get("aliases", "")) + values_in(row.get("nicknames", "")):
        words = [found.text for found in words_of(other)]
        if words and not main:
            main = words
        elif words and words != main:
            return main, words
    return main, []


def root_of(text: str) -> str:
    """Return what a word of a name is filed under: the first full name it may stand for."""
    return word(text).roots[0]


def sound_of(text: str) -> str:
    """Return how a word of a name sounds."""
    return word(text).sound
