"""People who are only ever named by others: recruiters, landlords, interpreters, leaders."""

from collections.abc import Mapping
from typing import Final

from bench.worlds.first.pools import Culture, cultures
from bench.worlds.first.rings import Ring
from bench.worlds.first.things import OF_RINGS

_BEFORE: Final = ("Big", "Little", "Old", "Mad", "Boss", "Uncle")


def cultures_of(rings: list[Ring]) -> dict[int, int]:
    """Return the culture of everybody whom rings are known by."""
    return {used.number: ring.culture for ring in rings for used in ring.holdings.aliases}


def called(number: int, culture_of: Mapping[int, int], dice: float) -> str:
    """Return what somebody calls a person of the cast.

    Args:
        number: who; below OF_RINGS an ordinary person with a full name.
        culture_of: the cultures of those of rings, who go by an alias three times in five [A].
        dice: a number from 0 to 1.
    """
    people: tuple[Culture, ...] = cultures()
    culture = people[culture_of.get(number, number * 7 % len(people))]
    pool = culture.given[0].names
    given = pool[number * 31 % len(pool)]
    families = culture.family.names or pool
    family = families[number * 17 % len(families)].spellings[0]
    first = given.spellings[0]
    if number < OF_RINGS:
        return f"{first} {family}"
    if dice < 0.6:
        short = given.short[0] if given.short else first
        return short if dice < 0.25 else f"{_BEFORE[number % len(_BEFORE)]} {short}"
    return first if dice < 0.8 else f"{first} {family}"
