"""Writes the names and dates of birth of a block's records, as its sources would."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np

from bench.worlds.first.assumptions import SOURCES, Source
from bench.worlds.first.damage import State
from bench.worlds.first.people import People, full_name, second_pool
from bench.worlds.first.pools import Culture, Ints
from bench.worlds.first.records import Records
from bench.worlds.first.spelling import bare, by_ear, mojibake, one_wrong_letter
from bench.worlds.first.things import EPOCH

_NAMELESS: Final = 0.015
_DICE: Final = 14
_FIRST_FAMILY: Final = 0.45  # cultures that put the family first, written as they say it


@dataclass(slots=True)
class Written:
    """Who a record says it is about, with what of it survived."""

    name: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    middle: list[str] = field(default_factory=list)
    family: list[str] = field(default_factory=list)
    alias: list[str] = field(default_factory=list)
    birth: list[str] = field(default_factory=list)
    given_state: list[int] = field(default_factory=list)
    family_state: list[int] = field(default_factory=list)
    birth_state: list[int] = field(default_factory=list)


def identities(rng: np.random.Generator, people: People, records: Records) -> Written:
    """Write names and dates of birth for all records of a block."""
    out = Written()
    dice = rng.random((len(records), _DICE)).tolist()
    persons, sources = records.person.tolist(), records.source.tolist()
    births = people.birth.tolist()
    for person, source, roll in zip(persons, sources, dice, strict=True):
        quality = SOURCES[source]
        _name(out, people, person, quality, roll)
        text, state = birth(births[person], quality, roll)
        out.birth.append(text)
        out.birth_state.append(state)
    return out


def _name(out: Written, people: People, row: int, quality: Source, roll: list[float]) -> None:
    culture = people.culture_of(row)
    woman = bool(people.woman[row])
    given, middle, family = full_name(people, row)
    states = [State.INTACT, State.INTACT]
    alias = ""
    entry = culture.given[int(woman)].names[people.given[row]]
    if roll[0] < quality.short and entry.short:
        alias = given if roll[1] < 0.15 else ""
        given = entry.short[int(roll[1] * 997) % len(entry.short)]
        states[0] = State.ALTERED
    elif roll[0] > 1 - quality.other:
        given = entry.spellings[int(roll[1] * 997) % len(entry.spellings)]
        family = _other_family(people, row, culture, family, roll[1])
    if roll[2] < quality.ear:
        place = int(roll[3] * 3)
        if place != 1:
            given, states[0] = by_ear(given, culture, roll[3]), State.ALTERED
        if place != 0:
            family, states[1] = by_ear(family, culture, roll[3]), State.ALTERED
    elif roll[2] > 1 - quality.typo:
        if roll[3] < 0.4:
            given, states[0] = one_wrong_letter(given, roll[3]), State.ALTERED
        else:
            family, states[1] = one_wrong_letter(family, roll[3]), State.ALTERED
    if roll[4] < quality.ascii:
        given, middle, family = bare(given), bare(middle), bare(family)
    elif roll[4] > 1 - quality.mojibake and not (given + family).isascii():
        given, middle, family = mojibake(given), mojibake(middle), mojibake(family)
    if roll[5] < (0.15 if culture.shape == "family-first" else 0.62):
        middle = ""
    if roll[6] < quality.partial:
        if roll[7] < 0.75:
            family, middle, states[1] = "", "", State.LOST
        else:
            given, middle, states[0] = "", "", State.LOST
    if roll[8] < _NAMELESS:
        given = middle = family = alias = ""
        states = [State.LOST, State.LOST]
    swapped = roll[9] < (_FIRST_FAMILY if culture.shape == "family-first" else quality.swapped)
    _put(out, quality, given, middle, family, swapped=swapped)
    out.alias.append(alias)
    out.given_state.append(states[0])
    out.family_state.append(states[1])


def _put(
    out: Written, quality: Source, given: str, middle: str, family: str, *, swapped: bool
) -> None:
    if quality.apart:
        if swapped:
            given, family = family, given
        out.name.append("")
        out.given.append(given)
        out.middle.append(middle)
        out.family.append(family)
        return
    parts = (family, middle, given) if swapped else (given, middle, family)
    out.name.append(" ".join(part for part in parts if part))
    out.given.append("")
    out.middle.append("")
    out.family.append("")


def _other_family(people: People, row: int, culture: Culture, family: str, dice: float) -> str:
    pool = culture.family.names or ()
    if pool:
        return pool[int(people.family[row])].of(
            woman=bool(people.woman[row]) and dice < 0.8,
            spelling=int(dice * 7919),
        )
    # Without a family name another office takes the father's name for one.
    fathers = second_pool(culture, 0).names[people.second[row]]
    return fathers.spellings[0] if dice < 0.5 else family


def birth(born: int, quality: Source, roll: list[float]) -> tuple[str, State]:
    """Write a date of birth: whole, or a part of it, or one that was worked out from an age."""
    if roll[10] > quality.birth:
        return "", State.LOST
    day = EPOCH + timedelta(days=born)
    if roll[11] < quality.vague:
        kind = roll[12]
        if kind < 0.35:
            return f"{day.year:04d}", State.REDUCED
        if kind < 0.55:
            return f"{day.year:04d}-{day.month:02d}", State.REDUCED
        off = int(roll[13] * 7) - 3  # stated ages are off by up to three years
        return f"{day.year + off:04d}", State.LOST if off else State.REDUCED
    fault = roll[12]
    if fault < 0.03 and day.day <= 12:
        return date(day.year, day.day, day.month).isoformat(), State.ALTERED
    if fault > 0.97:
        off = 10 if roll[13] < 0.4 else 1
        if off == 1:
            return (day + timedelta(days=1 - 2 * (roll[13] < 0.7))).isoformat(), State.ALTERED
        return f"{day.year + off:04d}-{day.month:02d}-{day.day:02d}".replace("-02-29", "-02-28"), (
            State.ALTERED
        )
    return day.isoformat(), State.INTACT


def keys(people: People) -> tuple[Ints, Ints]:
    """Return for each person what their name with the date, and with the year and town, comes to.

    Two people with the same key cannot be told apart by it.
    """
    year = people.birth // 365
    family = people.family + 10_007 * np.where(people.family == 0, people.second, 0)
    name = ((people.culture * 2 + people.woman) * 1_009 + people.given) * 2_097_143 + family
    return name * 50_021 + people.birth + 20_000, name * 1_009 + year + 100
