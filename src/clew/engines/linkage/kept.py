"""An answer as it was laid down, opened without reading it; one more record can be put in.

Columns stand in their file until a row is asked for (`shelf`). What comes in later is held in
memory beside them, so that asking and adding cost what the touched rows cost.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.counts import kept_counts
from clew.engines.linkage.features import (
    LISTS,
    SINGLES,
    WIDTHS,
    WORDS,
    Builder,
    Features,
    root_of,
    sound_of,
)
from clew.engines.linkage.holding import Held
from clew.engines.linkage.keystore import MemoryKeys
from clew.engines.linkage.laying import APART, FILE, TOGETHER, VOCABULARIES
from clew.engines.linkage.links import KeptGroups, KeptLinks
from clew.engines.linkage.rarity import ROOT, SOUND, TONGUE, Rarity, bits_of_counts
from clew.engines.linkage.shelf import Column, opened
from clew.engines.linkage.texts import KeptVocabulary
from clew.engines.linkage.wordcolumns import WordColumns, made_of, remember

_NO_PAIRS: Final = np.zeros((0, 2), np.int32)
_ROOTS: Final = "words/roots/"
_WORD_COLUMNS: Final = ("sounds", "lengths", "told", "firsts")


class Kept:
    """Features, rarity, keys, links and entities of an answer, with room for more records."""

    def __init__(self, folder: Path, records: int) -> None:
        """Open what was laid down in the folder of an index; `records` taught its model.

        Raises `NotAShelf`, and `OSError` where nothing was laid down.
        """
        self._records = records
        self.columns = dict(opened(folder / FILE))
        self.vocabularies = {
            kind: KeptVocabulary(self.columns, f"texts/{kind}") for kind in VOCABULARIES
        }
        self._ids = KeptVocabulary(self.columns, "record")
        self.record_ids = self._ids.kept_texts
        self.known = len(self.record_ids)  # how many stand in the file
        self.keys = MemoryKeys(self.columns["keys/key"], self.columns["keys/record"])
        self.links, self.groups = KeptLinks(self.columns), KeptGroups(self.columns)
        together, apart = (self.columns.get(name, _NO_PAIRS) for name in (TOGETHER, APART))
        self.held = Held.of(together.tolist(), apart.tolist())  # what people decided
        self._arrived = int(self.columns["arrival"].max(initial=0))  # the number of the last
        self.builder = Builder(dict(self.vocabularies))
        self._before = self._marked()
        self._dressed()

    def _dressed(self) -> None:
        """Put the columns where the comparisons look for them."""
        places, ids, at = self.columns["places"], {}, 0
        for kind, width in WIDTHS.items():
            ids[kind] = places[:, at : at + width]
            at += width
        self.features = Features(
            self.record_ids,
            ids,
            self.columns["birth"],
            self.columns["sex"],
            dict(self.vocabularies),
        )
        bits = {kind: self.columns[f"bits/{kind}"] for kind in (ROOT, SOUND, *LISTS, *SINGLES)}
        usual = {kind: self.columns[f"usual/{kind}"] for kind in (ROOT, SOUND)}
        for column in usual.values():
            column[-1] = 1  # no word is in every language
        counts: dict[str, Mapping[str, int]] = {**kept_counts(self.columns)}
        tongues = counts.get(TONGUE, {"0": 1})
        counts[TONGUE] = {str(at): tongues[str(at)] for at in range(len(tongues))}
        self.rarity = Rarity(self._records, counts, bits, {}, usual)
        roots = [name for name in self.columns if name.startswith(_ROOTS)]
        self._words = WordColumns(
            self.vocabularies[WORDS].texts,
            tuple(self.columns[f"{_ROOTS}{at}"] for at in range(len(roots))),
            **{name: self.columns[f"words/{name}"] for name in _WORD_COLUMNS},
        )
        remember(self.vocabularies[WORDS], self._words)

    def place_of(self, record_id: str) -> int | None:
        """Return the number of a record that is there, None of one that is not."""
        return self._ids.find(record_id)

    @property
    def free(self) -> int:
        """The number of the next record: under it `read` lets the new one be compared."""
        return len(self.record_ids)

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the ids of some records, in their order."""
        return [self.record_ids[row] for row in rows]

    def arrivals(self, rows: Sequence[int]) -> list[int]:
        """Return of some records a number that is lower for those that came earlier."""
        arrival = self.columns["arrival"]
        return [int(arrival[row]) for row in rows]

    def compare(self, pairs: Pairs) -> Compared:
        """Compare pairs of row numbers."""
        return compare(self.features, pairs, self.rarity)

    def taken(self, rows: Sequence[int]) -> Features:
        """Return what is compared of some records, in their order."""
        return self.features.take(np.array(rows, np.int64))

    def forget(self) -> None:
        """Forget the texts that were met in a record which was read and not settled."""
        for kind, vocabulary in self.vocabularies.items():
            vocabulary.forget(self._before[kind])

    def read(self, row: Mapping[str, str]) -> Features:
        """Read a record into the first free row; it stays free until `settle`."""
        before = self._before = self._marked()
        self.builder.add("", row)
        one = self.builder.build()
        at = len(self.record_ids)
        self._make_room(at)
        for kind in WIDTHS:
            self.features.ids[kind][at] = one.ids[kind][0]
        self.features.birth[at], self.features.sex[at] = one.birth[0], one.sex[0]
        for kind, vocabulary in self.vocabularies.items():
            fresh = vocabulary.texts[before[kind] :]
            if not fresh:
                continue
            if kind == WORDS:
                self._learn_words(before[kind], fresh)
            else:
                self._learn(kind, before[kind], fresh)
        return one

    def settle(self, record_id: str) -> int:
        """Keep the record that was read last, under an id, as the last to arrive."""
        at = self._ids.number(record_id)
        self.columns["arrival"][at] = self._arrived = self._arrived + 1
        return at

    def _marked(self) -> dict[str, int]:
        return {kind: len(vocabulary.texts) for kind, vocabulary in self.vocabularies.items()}

    def _learn_words(self, at: int, texts: list[str]) -> None:
        rows = slice(at, at + len(texts))
        for kind, of in ((ROOT, root_of), (SOUND, sound_of)):
            keys = [of(text) for text in texts]
            self._learn(kind, at, keys)
            self.rarity.usual(kind)[rows] = self.rarity.usual_of(kind, keys)
        made = made_of(texts)
        for one, fresh in zip(self._words.roots, made.roots, strict=True):
            one[rows] = fresh
        for name in _WORD_COLUMNS:
            getattr(self._words, name)[rows] = getattr(made, name)

    def _learn(self, kind: str, at: int, texts: list[str]) -> None:
        counts = self.rarity.counts.get(kind, {})
        fresh = bits_of_counts(self._records, [counts.get(text, 1) for text in texts])
        self.rarity.bits_of(kind)[at : at + len(texts)] = fresh

    def _make_room(self, at: int) -> None:
        """Widen the columns where one more record, or its words, would not find a place."""
        tight = at + 1 >= len(self.features.birth)
        for kind, vocabulary in self.vocabularies.items():
            name = f"bits/{ROOT if kind == WORDS else kind}"
            tight |= len(vocabulary.texts) + 1 >= len(self.columns[name])
        if not tight:
            return
        for name in ("places", "birth", "sex", "arrival"):
            self.columns[name] = _widened(self.columns[name])
        for name in self.columns:
            if name.startswith(("bits/", "usual/", "words/")):
                self.columns[name] = _widened(self.columns[name])
        self._dressed()


def _widened(column: Column) -> npt.NDArray[np.generic]:
    room = np.zeros((len(column) // 8 + 1_024, *column.shape[1:]), column.dtype)
    return np.concatenate((column, room))
