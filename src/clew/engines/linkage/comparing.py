"""Compares pairs of records: for each kind of fact a level, and how rare what they share is.

One function serves the batch and the single new record, so that both give the same answer. The
meaning of the levels, in words, stands in `levels`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import cpdist

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.features import Features, Ids, Vocabulary
from clew.engines.linkage.levels import COMPARISONS, MISSING
from clew.engines.linkage.naming import compare_names
from clew.engines.linkage.rarity import Rarity

Levels = npt.NDArray[np.int8]
Bits = npt.NDArray[np.float32]
_ALIKE: Final = 0.9
_SAME_PLACE: Final = 0.88
_TEN_YEARS: Final = 10
_AT_ONCE: Final = 200_000
_ADDRESS: Final = ((1, "area"), (2, "street"), (3, "code"), (4, "house"), (5, "door"))


@dataclass(frozen=True, slots=True)
class Compared:
    """Levels by pair and comparison, and beside each how rare the shared value is, in bits."""

    levels: Levels
    bits: Bits


def compare(features: Features, pairs: Pairs, rarity: Rarity) -> Compared:
    """Compare every pair of row numbers."""
    parts = [
        _compare(features, pairs[at : at + _AT_ONCE, 0], pairs[at : at + _AT_ONCE, 1], rarity)
        for at in range(0, len(pairs), _AT_ONCE)
    ]
    if not parts:
        empty = (0, len(COMPARISONS))
        return Compared(np.zeros(empty, np.int8), np.zeros(empty, np.float32))
    return Compared(
        np.concatenate([part.levels for part in parts]),
        np.concatenate([part.bits for part in parts]),
    )


def _compare(
    features: Features,
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    rarity: Rarity,
) -> Compared:
    levels = np.full((len(left), len(COMPARISONS)), MISSING, np.int8)
    bits = np.zeros((len(left), len(COMPARISONS)), np.float32)
    found: tuple[Levels, Bits | None]
    for at, comparison in enumerate(COMPARISONS):
        kind = comparison.name
        if kind == "name":
            found = compare_names(features, left, right, rarity)
        elif kind == "birth":
            level = _births(features.birth[left], features.birth[right])
            found = level, rarity.bits_of_days(features.birth[left])
        elif kind == "sex":
            one, two = features.sex[left], features.sex[right]
            known = (one > 0) & (two > 0)
            found = np.where(known, one == two, MISSING).astype(np.int8), None
        elif kind == "address":
            found = _addresses(features, left, right, rarity)
        elif kind == "account":
            found = _accounts(features, left, right, rarity)
        else:
            found = _values(features, kind, left, right, rarity)
        levels[:, at] = found[0]
        if found[1] is not None:
            bits[:, at] = found[1]
    _say_places_once(levels)
    return Compared(levels, bits)


def _say_places_once(levels: Levels) -> None:
    """A city beside an address says the same thing again: it counts only without one."""
    names = [comparison.name for comparison in COMPARISONS]
    address, city = names.index("address"), names.index("city")
    levels[levels[:, address] > 0, city] = MISSING


def _births(one: npt.NDArray[np.int16], two: npt.NDArray[np.int16]) -> Levels:
    """6 the same day, 5 one part mistyped or day and month swapped, 4 the same as far as known."""
    (year, month, day), (year2, month2, day2) = one.T, two.T
    known = (year > 0) & (year2 > 0)
    same_year, same_month, same_day = year == year2, month == month2, day == day2
    with_month, with_day = (month > 0) & (month2 > 0), (day > 0) & (day2 > 0)
    whole = with_month & with_day
    swapped = whole & (month == day2) & (day == month2)
    apart = np.abs(year - year2)
    level = np.zeros(len(one), np.int8)
    level[apart == 1] = 1
    level[same_year] = 2
    level[same_year & with_month & same_month] = 3
    level[same_year & ~with_month] = 4
    level[same_year & with_month & same_month & ~with_day] = 4
    day_mistyped = whole & same_year & same_month & ~same_day
    level[day_mistyped & (_digits_apart(day, day2) == 1)] = 5
    month_mistyped = whole & same_year & same_day & ~same_month
    level[month_mistyped] = 5
    level[whole & same_month & same_day & ~same_year] = 3
    near_year = (apart == 1) | (apart == _TEN_YEARS) | (_digits_apart(year, year2) == 1)
    level[whole & same_month & same_day & ~same_year & near_year] = 5
    level[swapped & same_year & ~same_day] = 5
    level[whole & same_year & same_month & same_day] = 6
    return np.where(known, level, MISSING).astype(np.int8)


def _digits_apart(one: npt.NDArray[np.int16], two: npt.NDArray[np.int16]) -> npt.NDArray[np.int64]:
    """Count the digits in which two numbers of four digits differ."""
    apart = np.zeros(len(one), np.int64)
    for power in (1, 10, 100, 1000):
        apart += (one // power % 10) != (two // power % 10)
    return apart


def _values(
    features: Features,
    kind: str,
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    rarity: Rarity,
) -> tuple[Levels, Bits]:
    """2 one value in common, 1 one nearly so, 0 none."""
    one, two = features.ids[kind][left], features.ids[kind][right]
    known = (one[:, 0] >= 0) & (two[:, 0] >= 0)
    if not known.any():
        return np.full(len(one), MISSING, np.int8), np.zeros(len(one), np.float32)
    same, bits = shared(one, two, rarity.bits_of(kind))
    level = np.where(same, 2, 0).astype(np.int8)
    open_still = np.flatnonzero(known & ~same)
    if len(open_still):
        near = _near(features.vocabularies[kind], kind, one[open_still], two[open_still])
        level[open_still[near]] = 1
    return np.where(known, level, MISSING).astype(np.int8), bits


def shared(one: Ids, two: Ids, bits: Bits) -> tuple[npt.NDArray[np.bool_], Bits]:
    """Say for each row whether a value stands on both sides, and how rare the rarest is."""
    same, rarest = np.zeros(len(one), bool), np.zeros(len(one), np.float32)
    # Most records have no value of a kind: only the pairs are looked at in which both have one.
    rows = np.flatnonzero((one[:, 0] >= 0) & (two[:, 0] >= 0))
    if not len(rows):
        return same, rarest
    left, right = one[rows], two[rows]
    for at in range(one.shape[1]):
        value = left[:, at]
        held = (right == value[:, None]).any(axis=1) & (value >= 0)
        found = rows[held]
        same[found] = True
        rarest[found] = np.maximum(rarest[found], bits[value[held]])
    return same, rarest


def _near(vocabulary: Vocabulary, kind: str, one: Ids, two: Ids) -> npt.NDArray[np.bool_]:
    """Say whether any two values are one sign apart (numbers), or spelt nearly alike (words)."""
    found = np.zeros(len(one), bool)
    texts = vocabulary.texts
    numbers = kind in {"phone", "document", "plate"}
    for at in range(one.shape[1]):
        for other in range(two.shape[1]):
            rows = np.flatnonzero((one[:, at] >= 0) & (two[:, other] >= 0) & ~found)
            if not len(rows):
                continue
            codes = one[rows, at].astype(np.int64) * len(texts) + two[rows, other]
            unique, back = np.unique(codes, return_inverse=True)
            lefts = [texts[code] for code in (unique // len(texts)).tolist()]
            rights = [texts[code] for code in (unique % len(texts)).tolist()]
            if numbers:
                near = cpdist(lefts, rights, scorer=Levenshtein.distance, score_cutoff=1) <= 1
            else:
                near = cpdist(lefts, rights, scorer=JaroWinkler.similarity) >= _SAME_PLACE
            found[rows[near[back]]] = True
    return found


def _addresses(
    features: Features,
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    rarity: Rarity,
) -> tuple[Levels, Bits]:
    """5 a door, 4 number and postcode, 3 a postcode, 2 a street, 1 an area in common, 0 none."""
    level = np.zeros(len(left), np.int8)
    bits = np.zeros(len(left), np.float32)
    known = np.zeros((len(left), 2), bool)
    for reached, kind in _ADDRESS:
        one, two = features.ids[kind][left], features.ids[kind][right]
        known |= np.stack((one[:, 0] >= 0, two[:, 0] >= 0), axis=1)
        same, rare = shared(one, two, rarity.bits_of(kind))
        level[same], bits[same] = reached, rare[same]
    return np.where(known.all(axis=1), level, MISSING).astype(np.int8), bits


def _accounts(
    features: Features,
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    rarity: Rarity,
) -> tuple[Levels, Bits]:
    """2 a whole account in common, 1 only its end, 0 neither."""
    one, two = features.ids["account_end"][left], features.ids["account_end"][right]
    known = (one[:, 0] >= 0) & (two[:, 0] >= 0)
    level = np.zeros(len(left), np.int8)
    bits = np.zeros(len(left), np.float32)
    for reached, kind in ((1, "account_end"), (2, "account")):
        same, rare = shared(
            features.ids[kind][left], features.ids[kind][right], rarity.bits_of(kind)
        )
        level[same], bits[same] = reached, rare[same]
        known |= same
    return np.where(known, level, MISSING).astype(np.int8), bits
