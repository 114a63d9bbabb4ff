"""Which pairs are worth comparing: keys of each record, and the pairs that share one.

A name alone is no key where many bear it: every key of a common name has a second field. A key
that too many records bear is none: a helpline's number brings nobody together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.features import (
    OTHER_WORDS,
    SINGLES,
    WORDS,
    Features,
    Hashes,
    root_of,
    sound_of,
)
from clew.engines.linkage.sorting import by_key, distinct

Pairs = npt.NDArray[np.int64]
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)
_ZERO: Final = np.uint64(0)

CAPS: Final = {
    "name": 40,
    "name, year": 80,
    "name, place": 60,
    "sounds": 16,
    "sounds, year": 40,
    "sounds, month and day": 40,
    "sound, date": 60,
    "sound, month": 12,
    "date, place": 30,
    "date": 6,
    "phone": 30,
    "email": 30,
    "account": 30,
    "document": 30,
    "plate": 20,
    "phone, sound": 60,
    "account end, sound": 30,
    "door": 12,
    "code": 8,
    "door, sound": 60,
    "code, sound": 60,
    "code, year": 30,
    "birth place, sound, year": 30,
}
"""How many records may share a key of each kind before it says nothing."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of one kind: the key and the record that bears it, side by side, without repeats."""

    kind: str
    keys: Hashes
    records: npt.NDArray[np.int32]


def keys_of(features: Features) -> Iterator[Keys]:
    """Yield every kind of key with the records that bear it."""
    for kind, columns in _columns(features):
        width = columns.shape[1]
        flat = columns.reshape(-1)
        records = np.repeat(np.arange(len(features), dtype=np.int32), width)
        there = flat != _ZERO
        seed = np.uint64(1 + list(CAPS).index(kind))
        yield Keys(kind, _mixed(flat[there], seed), records[there])


def pairs_of(all_keys: Iterator[Keys], count: int) -> Pairs:
    """Return each pair of records that share a key, once: the lower number first."""
    codes = []
    for keys in all_keys:
        found = _pairs_in(keys, CAPS[keys.kind])
        if len(found):
            codes.append(distinct(found[:, 0] * count + found[:, 1]))
    if not codes:
        return np.zeros((0, 2), np.int64)
    unique = distinct(np.concatenate(codes))
    return np.stack((unique // count, unique % count), axis=1)


def _pairs_in(keys: Keys, cap: int) -> Pairs:
    _, sorted_keys, records = by_key(keys.keys, keys.records)
    fresh = np.ones(len(records), bool)
    fresh[1:] = (sorted_keys[1:] != sorted_keys[:-1]) | (records[1:] != records[:-1])
    sorted_keys, records = sorted_keys[fresh], records[fresh]
    starts = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]])
    sizes = np.diff(np.r_[starts, len(sorted_keys)])
    found = [np.zeros((0, 2), np.int64)]
    for size in range(2, cap + 1):
        blocks = starts[sizes == size]
        if len(blocks):
            left, right = np.triu_indices(size, 1)
            members = records[blocks[:, None] + np.arange(size)]
            pairs = np.stack((members[:, left].ravel(), members[:, right].ravel()), axis=1)
            found.append(pairs)
    return np.concatenate(found)


def _mixed(left: Hashes, right: Hashes | np.uint64) -> Hashes:
    """Return one hash of two, 0 nowhere; the order counts."""
    mixed = (left ^ (left >> _SHIFT)) * _MIX + right
    return (mixed ^ (mixed >> _SHIFT)) * _MIX | np.uint64(1)


def _both(left: Hashes, right: Hashes) -> Hashes:
    """Return each of the left columns with each of the right; 0 where either is missing."""
    one, two = left[:, :, None], right[:, None, :]
    both = np.where((one != _ZERO) & (two != _ZERO), _mixed(one, two), _ZERO)
    return both.reshape(len(left), left.shape[1] * right.shape[1])


def _two_of(columns: Hashes) -> Hashes:
    """Return every two words of a name, whatever their order."""
    first, second = np.triu_indices(columns.shape[1], 1)
    one, two = columns[:, first], columns[:, second]
    return np.where((one != _ZERO) & (two != _ZERO), one + two, _ZERO)


def _hashes(features: Features, kind: str) -> Hashes:
    return features.vocabularies[kind].hashes(features.ids[kind], str)


def _columns(features: Features) -> Iterator[tuple[str, Hashes]]:
    vocabulary = features.vocabularies[WORDS]
    both = [features.ids[WORDS], features.ids[OTHER_WORDS]]
    roots = [vocabulary.hashes(ids, root_of) for ids in both]
    sounds = [vocabulary.hashes(ids, sound_of) for ids in both]
    two = np.concatenate([_two_of(columns) for columns in roots], axis=1)
    heard = np.concatenate([_two_of(columns) for columns in sounds], axis=1)
    sound = np.concatenate(sounds, axis=1)
    year, month, day = (features.birth[:, at, None].astype(np.uint64) for at in range(3))
    low, high = np.minimum(month, day), np.maximum(month, day)
    whole = (day > _ZERO) & (month > _ZERO)
    month_day = np.where(whole, low * np.uint64(40) + high, _ZERO)
    date = np.where(whole, year * np.uint64(2000) + month_day, _ZERO)
    year_month = np.where(month > _ZERO, year * np.uint64(2000) + month, _ZERO)
    singles = {kind: _hashes(features, kind) for kind in SINGLES}
    places = np.concatenate(
        (singles["birth_place"], singles["city"], _hashes(features, "area")[:, :2]), axis=1
    )
    yield "name", two
    yield "name, year", _both(two, year)
    yield "name, place", _both(two, places)
    yield "sounds", heard
    yield "sounds, year", _both(heard, year)
    yield "sounds, month and day", _both(heard, month_day)
    yield "sound, date", _both(sound, date)
    yield "sound, month", _both(sound, year_month)
    yield "date, place", _both(date, places)
    yield "date", date
    phone, door, code = (_hashes(features, kind) for kind in ("phone", "door", "code"))
    yield "phone", phone
    for kind in ("email", "account", "document", "plate"):
        yield kind, _hashes(features, kind)
    yield "door", door
    yield "code", code
    yield "phone, sound", _both(phone, sound)
    yield "account end, sound", _both(_hashes(features, "account_end"), sound)
    yield "door, sound", _both(door, sound)
    yield "code, sound", _both(code, sound)
    yield "code, year", _both(code, year)
    yield "birth place, sound, year", _both(_both(singles["birth_place"], sound), year)
