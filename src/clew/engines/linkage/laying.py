"""Lays an answer down so that one new record is soon answered: features, keys, links, entities.

What `kept` opens. Everything is prepared here, once: later nothing but the rows that a question
touches is read.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.blocking import CAPS, Keys, Pairs
from clew.engines.linkage.counts import put_counts
from clew.engines.linkage.features import LISTS, SINGLES, WIDTHS, WORDS, Features, Vocabulary
from clew.engines.linkage.holding import Held
from clew.engines.linkage.rarity import ROOT, SOUND, Rarity
from clew.engines.linkage.shelf import Writer
from clew.engines.linkage.sorting import by_key
from clew.engines.linkage.texts import put_texts
from clew.engines.linkage.wordcolumns import columns_of

FILE: Final = "standing.bin"
KINDS: Final = list(CAPS)
ROOM, ROOM_FOR_TEXTS = 1_024, 8_192
TOGETHER, APART = "decided/together", "decided/apart"
VOCABULARIES: Final = (WORDS, *LISTS, *SINGLES)
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Keys in ascending order with the records that bear them, each pair once."""

    keys: npt.NDArray[np.uint64]
    kinds: npt.NDArray[np.uint8]
    records: Numbers


def in_order(found: list[Keys]) -> Sorted:
    """Return keys of all kinds in one order."""
    keys = np.concatenate([part.keys for part in found])
    records = np.concatenate([part.records for part in found])
    kinds = np.concatenate(
        [np.full(len(part.keys), KINDS.index(part.kind), np.uint8) for part in found]
    )
    order, keys, borne = by_key(keys, records)  # a key is of one kind
    kinds, records = kinds[order], borne.astype(np.int32)
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (records[1:] != records[:-1])
    return Sorted(keys[fresh], kinds[fresh], records[fresh])


@dataclass(frozen=True, slots=True)
class Grouped:
    """For each record the number of the one its entity is named by, and with which it came.

    `held` are the decisions of people that hold.
    """

    entity: Numbers
    arrival: Numbers
    held: Held = field(default_factory=Held)


def lay(
    folder: Path,
    features: Features,
    rarity: Rarity,
    keys: Sorted,
    links: tuple[Pairs, npt.NDArray[np.float32]],
    grouped: Grouped,
) -> None:
    """Write everything that answers one record into a file of the index."""
    writer = Writer(folder / FILE)
    writer.put("places", _places(features), room=ROOM)
    writer.put("birth", features.birth, room=ROOM)
    writer.put("sex", features.sex, room=ROOM)
    put_texts(writer, "record", features.record_ids, to_find=True)
    for kind in VOCABULARIES:
        vocabulary = features.vocabularies[kind]
        put_texts(writer, f"texts/{kind}", vocabulary.texts, to_find=True)
        if kind == WORDS:
            _put_words(writer, vocabulary)
    for kind in (ROOT, SOUND, *LISTS, *SINGLES):
        bits = rarity.bits_of(kind)[:-1]
        many = len(features.vocabularies[WORDS if kind in {ROOT, SOUND} else kind].texts)
        writer.put(f"bits/{kind}", bits[:many], room=ROOM_FOR_TEXTS + 1)
    many = len(features.vocabularies[WORDS].texts)
    for kind in (ROOT, SOUND):
        writer.put(f"usual/{kind}", rarity.usual(kind)[:many], room=ROOM_FOR_TEXTS + 1)
    for kind, counts in rarity.counts.items():
        if counts:  # an index that is read again knows of no other kinds
            put_counts(writer, kind, counts)
    writer.put("keys/key", keys.keys)
    writer.put("keys/record", keys.records)
    _put_links(writer, len(features), *links)
    writer.put("entity", grouped.entity)
    writer.put("arrival", grouped.arrival, room=ROOM)
    order = np.argsort(grouped.entity, kind="stable").astype(np.int32)
    writer.put("members/order", order)
    writer.put("members/entity", grouped.entity[order])
    for name, pairs in ((TOGETHER, grouped.held.together), (APART, grouped.held.apart)):
        writer.put(name, np.array(sorted(pairs), np.int32).reshape(-1, 2))
    writer.close()


def _places(features: Features) -> Numbers:
    """Return all numbers of a record side by side, so that it is read in one piece."""
    places = np.empty((len(features), sum(WIDTHS.values())), np.int32)
    at = 0
    for kind, width in WIDTHS.items():
        places[:, at : at + width] = features.ids[kind][: len(features)]
        at += width
    return places


def _put_words(writer: Writer, vocabulary: Vocabulary) -> None:
    words, many = columns_of(vocabulary), len(vocabulary.texts)
    for at, roots in enumerate(words.roots):
        writer.put(f"words/roots/{at}", roots[:many], room=ROOM_FOR_TEXTS)
    for name in ("sounds", "lengths", "told", "firsts"):
        writer.put(f"words/{name}", getattr(words, name)[:many], room=ROOM_FOR_TEXTS)


def _put_links(writer: Writer, many: int, pairs: Pairs, odds: npt.NDArray[np.float32]) -> None:
    both = np.concatenate((pairs[:, 0], pairs[:, 1]))
    others = np.concatenate((pairs[:, 1], pairs[:, 0])).astype(np.int32)
    order = np.lexsort((others, both))
    starts = np.zeros(many + 1, np.int64)
    np.cumsum(np.bincount(both, minlength=many), out=starts[1:])
    writer.put("links/starts", starts)
    writer.put("links/others", others[order])
    writer.put("links/odds", np.concatenate((odds, odds))[order])
