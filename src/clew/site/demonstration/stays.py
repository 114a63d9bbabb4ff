"""Who slept where: stays in houses that are open, never more people than beds on the floor."""

from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Final

from clew.site.demonstration.figures import PEOPLE_A_ROOM
from clew.site.demonstration.group_records import House, Stay

_TRIES: Final = 40


class Rooms:
    """How full each house is, week by week from the first day of the group."""

    def __init__(self, houses: tuple[House, ...]) -> None:
        """Start with every house empty."""
        self._houses = houses
        self._start = min(house.opened_on for house in houses)
        weeks = (max(house.closed_on for house in houses) - self._start).days // 7 + 1
        self._people = {house.key: [0] * weeks for house in houses}

    def stays(self, rng: Random, arrival_week: int, weeks: int, houses: int) -> tuple[Stay, ...]:
        """House one person for `weeks` in about as many houses as asked, and keep the beds."""
        for _ in range(_TRIES):
            cuts = sorted(rng.sample(range(1, weeks), houses - 1)) if houses > 1 else []
            edges = [arrival_week, *(arrival_week + cut for cut in cuts), arrival_week + weeks]
            chosen = self._chosen(rng, edges)
            if chosen is not None:
                return self._kept(edges, chosen)
        return self._as_they_close(rng, arrival_week, arrival_week + weeks)

    def _chosen(self, rng: Random, edges: list[int]) -> list[House] | None:
        chosen: list[House] = []
        for first, last in pairwise(edges):
            free = [
                house
                for house in self._houses
                if house not in chosen and self._has_room(house, first, last)
            ]
            if not free:
                return None
            chosen.append(rng.choices(free, weights=[house.rooms**2 for house in free])[0])
        return chosen

    def _as_they_close(self, rng: Random, first: int, last: int) -> tuple[Stay, ...]:
        """Follow the houses: stay until one closes, then be moved to another."""
        edges, chosen = [first], []
        while edges[-1] < last:
            here = edges[-1]
            free = [house for house in self._houses if self._has_room(house, here, here + 1)]
            house = rng.choice(free)
            until = here + 1
            while until < last and self._has_room(house, until, until + 1):
                until += 1
            edges.append(until)
            chosen.append(house)
        return self._kept(edges, chosen)

    def _has_room(self, house: House, first: int, last: int) -> bool:
        opened = (house.opened_on - self._start).days // 7
        closed = (house.closed_on - self._start).days // 7
        if first < opened or last > closed:
            return False
        return max(self._people[house.key][first:last]) < house.rooms * PEOPLE_A_ROOM

    def _kept(self, edges: list[int], chosen: list[House]) -> tuple[Stay, ...]:
        stays = []
        for house, first, last in zip(chosen, edges, edges[1:], strict=False):
            for week in range(first, last):
                self._people[house.key][week] += 1
            day = self._start + timedelta(weeks=first)
            stays.append(Stay(house.key, day, self._start + timedelta(weeks=last)))
        return tuple(stays)
