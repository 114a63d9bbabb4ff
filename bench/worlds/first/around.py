"""Innocent people around a ring: tenants before and after, new holders of its numbers, workers."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.worlds.first import assumptions as given
from bench.worlds.first.holdings import Used
from bench.worlds.first.rings import Ring, trip_of
from bench.worlds.first.things import Kind

ANY: Final = -1
_WORKERS: Final = (60, 3)  # honest workers of a ring's agency: of the large ring; for each victim


@dataclass(frozen=True, slots=True)
class Beside:
    """One innocent person of the world who came to share a thing with a ring."""

    person: int
    used: Used
    stranger: bool  # appears nowhere else
    culture: int  # that of the ring, or ANY


def innocents(rng: np.random.Generator, ring: Ring, world: int) -> list[Beside]:
    """Return who of the world shares something with a ring without being of it."""
    found: list[Beside] = []

    def somebody(used: Used, since: int, until: int, culture: int = ANY) -> None:
        if until - since > 30:
            found.append(
                Beside(
                    int(rng.integers(0, world)),
                    Used(used.kind, used.number, since, until),
                    bool(rng.random() < given.STRANGERS),
                    culture,
                )
            )

    things = ring.holdings
    for house in things.houses:
        for _tenant in range(int(rng.integers(1, 5))):
            somebody(house, given.FIRST_DAY, house.since)
        for _tenant in range(int(rng.integers(1, 5))):
            somebody(house, house.until, given.LAST_DAY)
        for _tenant in range(int(rng.integers(0, 3))):
            somebody(house, house.since, house.until, ring.culture)
    for line in things.phones:
        for _holder in range(int(rng.integers(0, 3))):
            somebody(line, line.until + 120, given.LAST_DAY)
    for car in things.vehicles:
        somebody(car, car.until, given.LAST_DAY)
    victims = len(ring.victims)
    for _worker in range(min(_WORKERS[0], _WORKERS[1] * victims) if ring.way.agency else 0):
        somebody(things.agency, things.agency.since, things.agency.until, ring.culture)
    shared = [used for used in things.shared() if used.kind in {Kind.PHONE, Kind.VEHICLE}]
    for _beside in range(round(ring.way.bystanders * victims)):
        used = shared[int(rng.integers(0, len(shared)))] if shared else things.agency
        somebody(used, used.since, used.until, ring.culture)
    if ring.way.bystanders >= 1 and ring.way.travel > 0.9:  # smuggled together
        for held in ring.victims:
            came = Used(Kind.TRAVEL, trip_of(ring, held), held.arrived, given.LAST_DAY)
            for _beside in range(int(rng.integers(0, 5))):
                somebody(came, held.arrived, given.LAST_DAY, ring.culture)
    return found
