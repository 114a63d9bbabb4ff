"""Homes: what kind each is, where it stands, and how an address gets written.

A home is a number; street, city and postcode follow from it, two dozen doors to a street and a
postcode, as in life. Cities are runs of numbers, so a home in the same city is a near number.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array, listed, toss

CITIES: Final = (
    ("Birmingham", "B"), ("London", "E"), ("Manchester", "M"), ("Leeds", "LS"), ("Sheffield", "S"),
    ("Bradford", "BD"), ("Liverpool", "L"), ("Bristol", "BS"), ("Coventry", "CV"),
    ("Leicester", "LE"),
    ("Nottingham", "NG"), ("Wolverhampton", "WV"), ("Derby", "DE"), ("Peterborough", "PE"),
    ("Northampton", "NN"), ("Stoke-on-Trent", "ST"), ("Luton", "LU"), ("Hull", "HU"),
)  # fmt: skip
_CITY_WEIGHTS: Final = (
    16, 18, 9, 7, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 2, 2, 2,
)  # fmt: skip
_FIRST: Final = listed("""
Larch Tanner Beacon Wharf Mill Chapel Orchard Quarry Foundry Heron Laurel Castle Station Victoria
Albert Grove Meadow Bridge Canal Market Priory Windsor Alma Hawthorn Poplar Cedar Ivy Holly Raven
Falcon Vicarage Weaver Cooper Saddler Bramble Clover Juniper Linden Thistle Union
""")
_SECOND: Final = listed(
    "Street Road Lane Avenue Close Terrace Way Drive Gardens Row Court Place Hill Crescent"
)
_SHORT: Final = {
    "Street": "St", "Road": "Rd", "Lane": "Ln", "Avenue": "Ave", "Close": "Cl", "Terrace": "Tce",
    "Drive": "Dr", "Gardens": "Gdns", "Court": "Ct", "Place": "Pl", "Crescent": "Cres",
}  # fmt: skip
_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
DOORS: Final = 24
NOT_HERE: Final = -1
ROUGH: Final = -2


class Kind(IntEnum):
    """What a home is."""

    FAMILY = 0
    SHARED = 1
    HOSTEL = 2
    SHELTER = 3


class Writing(IntEnum):
    """How much of an address a source keeps."""

    FULL = 0
    NO_POSTCODE = 1
    SHORT = 2
    NO_NUMBER = 3
    CAPITALS = 4


@dataclass
class Homes:
    """All homes of a world: kind, room for how many, and which ring holds the keys."""

    kind: Array
    room: Array
    city: Array
    edges: Array
    held: Array
    landlord: Array

    def of_kind(self, kind: Kind) -> Array:
        """Return the homes of one kind."""
        return np.flatnonzero(self.kind == kind)

    def in_city(self, city: int) -> slice:
        """Return the run of numbers that is a city."""
        return slice(int(self.edges[city]), int(self.edges[city + 1]))


def build(dice: np.random.Generator, people: int) -> Homes:
    """Return homes for so many people: enough, and a few per cent empty."""
    many = max(600, int(people * 0.66))
    kind = np.where(toss(dice, 0.075, many), Kind.SHARED, Kind.FAMILY).astype(np.int8)
    weights = np.array(_CITY_WEIGHTS, float)
    edges = np.concatenate([[0], np.cumsum(weights / weights.sum()) * many]).astype(np.int64)
    edges[-1] = many
    city = (np.searchsorted(edges, np.arange(many), side="right") - 1).astype(np.int8)
    room = np.where(kind == Kind.SHARED, dice.integers(4, 10, many), 1).astype(np.int16)
    hostels = max(4, people // 12_000)
    big = dice.choice(many, hostels, replace=False)
    kind[big] = Kind.HOSTEL
    room[big] = np.maximum(10, 60 * dice.pareto(1.6, hostels) + 25).clip(10, 400).astype(np.int16)
    for number in range(len(CITIES)):
        shelter = int(dice.integers(edges[number], edges[number + 1]))
        kind[shelter] = Kind.SHELTER
        room[shelter] = max(8, people // 4000)
    held = np.full(many, -1, np.int16)
    landlord = np.full(many, -1, np.int32)
    shared = np.flatnonzero(kind == Kind.SHARED)
    landlord[shared] = shared // 1200  # one landlord has the shared houses of a neighbourhood
    return Homes(kind, room, city, edges, held, landlord)


def street_of(home: int) -> tuple[str, str]:
    """Return the two words of a home's street."""
    street = home // DOORS
    mixed = street * 2654435761 % 4294967296
    return _FIRST[mixed % len(_FIRST)], _SECOND[mixed // len(_FIRST) % len(_SECOND)]


def postcode_of(home: int, city: int) -> str:
    """Return the postcode of a home; its whole street has the same."""
    street = home // DOORS
    mixed = street * 40503 % 65521
    first, second = _LETTERS[mixed % 20], _LETTERS[mixed // 20 % 20]
    return f"{CITIES[city][1]}{street // 120 % 40 + 1} {street % 10}{first}{second}"


def written(home: int, city: int, writing: int) -> str:
    """Return an address as one source writes it."""
    first, second = street_of(home)
    door = home % DOORS * 2 + 1 + home // DOORS % 3 * 50
    town = CITIES[city][0]
    if writing == Writing.NO_NUMBER:
        return f"{first} {second}, {town}"
    if writing == Writing.SHORT:
        return f"{door} {first} {_SHORT.get(second, second)} {postcode_of(home, city)}"
    if writing == Writing.NO_POSTCODE:
        return f"{door} {first} {second}, {town}"
    whole = f"{door} {first} {second}, {town}, {postcode_of(home, city)}"
    return whole.upper() if writing == Writing.CAPITALS else whole
