"""Rings: who was held by whom, and which of the ring's things touched each of them, and when."""

import itertools
import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.worlds.first import assumptions as given
from bench.worlds.first.facts import Columns, Facts
from bench.worlds.first.holdings import Holdings, Numbers, Used, in_use, opened
from bench.worlds.first.things import ABROAD, OF_ONE, Kind, trip
from bench.worlds.first.ways import LARGE, SMALL, Way

_SMALLEST, _LARGEST = 5, 40
_HUBS: Final = 6  # honest agencies a ring supplies are among the largest


@dataclass(slots=True)
class Held:
    """One victim: the row in the block of the rings, and the days between which they were held."""

    row: int
    arrived: int
    left: int


@dataclass(slots=True)
class Ring:
    """One ring with its people; rows are of the block of all rings."""

    name: str
    way: Way
    culture: int
    victims: list[Held]
    controllers: list[int]
    holdings: Holdings

    @property
    def people(self) -> int:
        """Return how many rows of the block are its own."""
        return len(self.victims) + len(self.controllers)


def planned(rng: np.random.Generator, large: int, small: int) -> list[tuple[Way, int]]:
    """Return the way and the number of victims of each ring, the large one first."""
    drawn = np.exp(rng.uniform(np.log(_SMALLEST), np.log(_LARGEST + 1), small)).astype(int)
    first = [(LARGE, large)] if large else []
    return first + [(SMALL[place % len(SMALL)], int(size)) for place, size in enumerate(drawn)]


def controllers_of(victims: int) -> int:
    """Return how many hold so many: eleven were convicted for about four hundred [S]."""
    return max(1, round(math.pow(victims, 0.4)))


def formed(
    rng: np.random.Generator,
    name: str,
    way: Way,
    culture: int,
    first: int,
    victims: int,
    numbers: Numbers,
) -> Ring:
    """Form one ring whose people begin at row `first`: its victims, then its controllers."""
    low, high = given.PERIOD
    length = min(way.months * 30, high - low)
    start = int(rng.integers(low, max(high - length, low) + 1))
    stays = np.clip(
        rng.lognormal(np.log(given.STAY_MEDIAN), given.STAY_SIGMA, victims), 14, given.STAY_MAX
    )
    days: list[int] = []
    while len(days) < victims:  # groups of one to five come together
        days += [start + int(rng.integers(0, length))] * int(rng.integers(1, 6))
    held = [
        Held(first + place, days[place], int(min(days[place] + stay, given.LAST_DAY - 60)))
        for place, stay in enumerate(stays)
    ]
    controllers = list(range(first + victims, first + victims + controllers_of(victims)))
    things = opened(rng, way, victims, start, numbers)
    return Ring(name, way, culture, held, controllers, things)


def trip_of(ring: Ring, held: Held) -> int:
    """Return the journey on which a victim came, with whoever else came that day."""
    return trip(ring.culture, held.arrived % 3, ring.holdings.start % 5, held.arrived)


def put_in(rng: np.random.Generator, ring: Ring, facts: Facts) -> None:
    """Add to the facts of the block what its people share because of the ring."""
    for held in ring.victims:
        _touch(rng, ring, held, facts)
    things = ring.holdings
    for place, row in enumerate(ring.controllers):
        owned = [used for used in things.shared() if used.kind is not Kind.ADDRESS]
        for used in owned[place :: len(ring.controllers)]:
            facts.add(row, used.kind, used.number, used.since, used.until)
        for used in things.houses[place :: len(ring.controllers)][:2]:
            facts.add(row, Kind.ADDRESS, used.number, used.since, used.until)


def _touch(rng: np.random.Generator, ring: Ring, held: Held, facts: Facts) -> None:
    """Add what one victim came to share with the others."""
    way, things, row = ring.way, ring.holdings, held.row
    middle = (held.arrived + held.left) // 2

    def use(used: Used, *, own: bool = True, since: int = held.arrived) -> None:
        facts.add(row, used.kind, used.number, since, held.left, own=own)

    def one(of: list[Used]) -> Used:
        return of[int(rng.integers(0, len(of)))]

    houses = 1 + int(rng.choice(3, p=given.HOUSES_EACH))
    edges = np.linspace(held.arrived, held.left, houses + 1).astype(int)
    for since, until in itertools.pairwise(edges):
        if now := in_use(things.houses, int(since)):
            facts.add(row, Kind.ADDRESS, one(now).number, int(since), int(until))
    chances = (
        (things.phones, way.phone, held.arrived, True),
        (things.phones, way.phone / 2, held.left, True),
        (things.accounts, way.shared_account, middle, True),
        (things.vehicles, way.vehicle, middle, False),
        (things.employers, way.employer, middle, True),
        (things.aliases, 0.8, held.arrived, False),
        (things.aliases, 0.5, middle, False),
    )
    for of, chance, on, own in chances:
        now = in_use(of, on)
        if now and rng.random() < chance:
            use(one(now), own=own)
    if rng.random() < way.agency:
        use(things.agency)
    if rng.random() < way.honest_agency:
        facts.add(row, Kind.AGENCY, int(rng.integers(0, _HUBS)), held.arrived, held.left)
    if rng.random() < way.own_account:  # opened for them, on the ring's papers
        facts.add(row, Kind.ACCOUNT, OF_ONE - 1 - row, held.arrived, held.left + 200)
    if rng.random() < way.travel:
        facts.add(row, Kind.TRAVEL, trip_of(ring, held), held.arrived, given.LAST_DAY, own=False)
    others = [other.row for other in ring.victims if abs(other.arrived - held.arrived) < 60]
    for other in rng.permutation(others)[: int(rng.integers(0, 4))]:
        if other != row:
            facts.add(row, Kind.PERSON, OF_ONE + int(other), held.arrived, held.left, own=False)


def own_lives_end(rings: list[Ring], facts: Columns) -> None:
    """End a victim's own home, phone and work on the day they are taken in."""
    people = int(facts["person"].max()) + 1
    taken = np.full(people, given.LAST_DAY)
    for ring in rings:
        for held in ring.victims:
            taken[held.row] = held.arrived
    mine = (facts["thing"] % ABROAD >= OF_ONE) & np.isin(
        facts["kind"], (Kind.ADDRESS, Kind.PHONE, Kind.EMPLOYER)
    )
    ends = np.minimum(facts["until"], taken[facts["person"]])
    facts["until"] = np.where(mine, ends, facts["until"])
