"""What many innocent people share: hostel, helpline, interpreters, landlords, agencies, work."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.worlds.first import assumptions as given
from bench.worlds.first.facts import Facts
from bench.worlds.first.people import People
from bench.worlds.first.pools import Ints, number_of
from bench.worlds.first.things import Kind, trip

# Numbers below OF_RINGS, by kind, so that none is anything else.
_HELPLINES, _INTERPRETERS, _LANDLORDS, _DESKS = 7, 100, 1_000, 5_000
_LEADERS: Final = 4_000
_LARGEST: Final = 900
_CARS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people each hub is to have, the largest first."""

    hostels: Ints
    helplines: Ints
    interpreters: Ints
    landlords: Ints
    leaders: Ints
    agencies: Ints
    employers: Ints


def sizes(people: int) -> Sizes:
    """Return the sizes of all hubs in a world of so many people."""

    def falling(largest: tuple[float, int], in_all: float, slope: float) -> Ints:
        top = min(largest[0] * people, largest[1])
        ranks = np.arange(1, _LARGEST + 1)
        each = top * ranks**-slope
        kept = np.cumsum(each) <= max(in_all * people, top)
        capped: Ints = np.maximum(each[kept], 2).astype(np.int64)
        return capped

    return Sizes(
        hostels=falling(given.HOSTEL, 0.06, 0.7),
        helplines=falling(given.HELPLINE, 0.02, 0.8),
        interpreters=falling(given.INTERPRETER, 0.012, 0.3),
        landlords=falling(given.LANDLORD, 0.05, 0.3),
        leaders=falling(given.LEADER, 0.01, 0.3),
        agencies=falling(given.AGENCY, 0.32, 0.8),
        employers=falling(given.EMPLOYER, 0.55, 0.6),
    )


def join(rng: np.random.Generator, people: People, facts: Facts, hubs: Sizes, world: int) -> None:
    """Let people of a block belong to everybody's things, at the shares of the whole world."""
    count = len(people)
    start, end = _spans(rng, count)

    def members(size: Ints) -> tuple[Ints, Ints]:
        up_to = np.cumsum(size / world)
        place = np.searchsorted(up_to, rng.random(count))
        rows = np.flatnonzero(place < len(size))
        return rows, place[rows]

    rows, place = members(hubs.hostels)  # also where those without a home get their letters
    facts.add(
        rows,
        Kind.ADDRESS,
        1 + 4 * place,
        start[rows],
        end[rows],
    )
    rows, place = members(hubs.helplines)
    facts.add(rows, Kind.PHONE, _HELPLINES + place, start[rows], end[rows], own=False)
    rows, place = members(hubs.interpreters)
    facts.add(rows, Kind.PHONE, _INTERPRETERS + place, start[rows], end[rows])
    facts.add(rows, Kind.PERSON, _INTERPRETERS + place, start[rows], end[rows], own=False)
    rows, place = members(hubs.landlords)
    facts.add(rows, Kind.PHONE, _LANDLORDS + place, start[rows], end[rows], own=False)
    facts.add(rows, Kind.PERSON, _LANDLORDS + place, start[rows], end[rows], own=False)
    lift = rng.random(rows.size) < 0.3  # he takes his tenants to work in his own car
    facts.add(rows[lift], Kind.VEHICLE, place[lift], start[rows[lift]], end[rows[lift]], own=False)
    rows, place = members(hubs.leaders)
    facts.add(rows, Kind.PERSON, _LEADERS + place, start[rows], end[rows], own=False)
    rows, place = members(hubs.agencies)
    facts.add(rows, Kind.AGENCY, place, start[rows], end[rows])
    some = rng.random(rows.size) < 0.08  # a payroll desk's number stands on the form
    facts.add(rows[some], Kind.PHONE, _DESKS + place[some], start[rows[some]], end[rows[some]])
    rows, place = members(hubs.employers)
    facts.add(rows, Kind.EMPLOYER, place, start[rows], end[rows])
    bus = rng.random(rows.size) < 0.10  # a works bus, stopped like any other
    cars = _CARS + place[bus]
    facts.add(rows[bus], Kind.VEHICLE, cars, start[rows[bus]], end[rows[bus]], own=False)
    _coaches(rng, people, facts, world)


def _spans(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    start = rng.integers(given.FIRST_DAY, given.LAST_DAY - 1_200, count)
    return start, np.minimum(start + rng.geometric(1 / 2_500, count) + 30, given.LAST_DAY)


def _coaches(rng: np.random.Generator, people: People, facts: Facts, world: int) -> None:
    """Honest trips: as many days as fill each coach of the whole world with about COACH people."""
    abroad = np.flatnonzero(
        (people.culture != number_of("english")) & (rng.random(len(people)) < 0.10)
    )
    days = max(int(world * 0.058 / given.COACH / 6), 1)
    pick = rng.integers(0, days, abroad.size)
    on = given.FIRST_DAY + pick * 3_000 // days
    place, city = people.place[abroad] % 3, pick % 5
    trips = [
        trip(int(c), int(p), int(t), int(d))
        for c, p, t, d in zip(people.culture[abroad], place, city, on, strict=True)
    ]
    facts.add(abroad, Kind.TRAVEL, np.array(trips, np.int64), on, given.LAST_DAY, own=False)
