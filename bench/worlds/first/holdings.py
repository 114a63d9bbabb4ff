"""What one ring has: houses and phones by period, accounts, an agency, minibuses, aliases."""

from dataclasses import dataclass, field

import numpy as np

from bench.worlds.first.assumptions import ACTIVE_HOUSES, HOUSES, ON_ONE_ACCOUNT
from bench.worlds.first.places import CITIES, city_of
from bench.worlds.first.things import OF_RINGS, Kind
from bench.worlds.first.ways import Way


@dataclass(frozen=True, slots=True)
class Used:
    """One thing of a ring and the days between which the ring used it."""

    kind: Kind
    number: int
    since: int
    until: int


@dataclass(slots=True)
class Numbers:
    """Hands out the numbers of things that belong to rings, each once."""

    used: dict[Kind, int] = field(default_factory=dict)

    def next(self, kind: Kind) -> int:
        """Return a number of this kind that nobody has."""
        self.used[kind] = self.used.get(kind, OF_RINGS - 1) + 1
        return self.used[kind]

    def address_in(self, towns: set[int]) -> int:
        """Return an address of nobody in one of some cities."""
        while True:
            number = self.next(Kind.ADDRESS)
            if city_of(number) in towns:
                return number


@dataclass(slots=True)
class Holdings:
    """All things of one ring, each list in the order of its periods."""

    start: int
    end: int
    houses: list[Used]
    phones: list[Used]
    accounts: list[Used]
    vehicles: list[Used]
    agency: Used
    employers: list[Used]
    aliases: list[Used]  # recruiters and overseers, in the cast

    def shared(self) -> list[Used]:
        """Return everything that people around the ring can come across."""
        return [*self.houses, *self.phones, *self.accounts, *self.vehicles]


def opened(
    rng: np.random.Generator, way: Way, victims: int, start: int, numbers: Numbers
) -> Holdings:
    """Return what a ring of so many victims has over its time, in two cities next to each other.

    Args:
        rng: the dice of the rings.
        way: how its people are held.
        victims: how many.
        start: the first day.
        numbers: hands out numbers of houses and the rest.
    """
    end = start + way.months * 30
    town = int(rng.integers(0, len(CITIES) - 6))
    towns = {town, town + 3}

    def periods(kind: Kind, count: int, active: float) -> list[Used]:
        length = (end - start) * min(active / count, 1.0) if count else 0
        firsts = np.linspace(start, end - length, count)
        made = []
        for first in firsts:
            number = numbers.address_in(towns) if kind is Kind.ADDRESS else numbers.next(kind)
            made.append(Used(kind, number, int(first), int(first + length)))
        return made

    houses = -(-victims // way.each_house) if way.each_house else 0
    lines = max(round(way.phone * victims / 3.6), 1) if way.phone > 0.1 else 0
    accounts = max(round(way.shared_account * victims / (sum(ON_ONE_ACCOUNT) / 3.5)), 1)
    cars = max(round(way.vehicle * victims / 40), 1) if way.vehicle else 0
    # Nine of thirty houses were in use at a time; small rings keep theirs for longer.
    share = ACTIVE_HOUSES / HOUSES if houses > ACTIVE_HOUSES else 0.7
    return Holdings(
        start=start,
        end=end,
        houses=periods(Kind.ADDRESS, houses, max(houses * share, 1)),
        phones=periods(Kind.PHONE, lines, max(lines * 0.08, 1)),
        accounts=periods(Kind.ACCOUNT, accounts, max(accounts * 0.4, 1)),
        vehicles=periods(Kind.VEHICLE, cars, max(cars * 0.5, 1)),
        agency=Used(Kind.AGENCY, numbers.next(Kind.AGENCY), start + (end - start) // 2, end),
        employers=[
            Used(Kind.EMPLOYER, int(number), start, end) for number in rng.integers(0, 12, 4)
        ],
        aliases=periods(Kind.PERSON, 2 + victims // 40, 2 + victims // 40),
    )


def in_use(things: list[Used], on: int) -> list[Used]:
    """Return the things in use on a day; the nearest one when there is none."""
    now = [thing for thing in things if thing.since <= on <= thing.until]
    if now or not things:
        return now
    return [min(things, key=lambda thing: min(abs(thing.since - on), abs(thing.until - on)))]
