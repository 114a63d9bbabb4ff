"""One month of free lives: coming, moving house, a new SIM, a new job, an account, going.

Whoever is held by a group (`People.captive`) is left out; `rings` moves them by the same means.
Homes and numbers that become free are let and given out again.
"""

from dataclasses import dataclass, field

import numpy as np

from bench.worlds.second.arrays import Array, some
from bench.worlds.second.numbers import INSTITUTIONS
from bench.worlds.second.people import People
from bench.worlds.second.places import CITIES, NOT_HERE, ROUGH, Homes, Kind
from bench.worlds.second.vocabulary import CULTURE

QUIET_MONTHS = 6
"""So long a network keeps a number back before somebody else gets it."""


COACHES = [CULTURE[name] for name in ("Polish", "Romanian", "Albanian", "Ukrainian")]


@dataclass
class Happened:
    """Who did what this month; sources look here for reasons to write."""

    arrived: Array
    moved: Array
    hired: Array
    opened: Array


@dataclass
class World:
    """Everything that changes from month to month."""

    people: People
    homes: Homes
    dice: np.random.Generator
    employers: int
    agencies: int
    next_phone: int = INSTITUTIONS
    next_account: int = 1
    released: list[tuple[int, Array]] = field(default_factory=list)
    recycled: int = 0
    stays: list[tuple[Array, Array, Array, int]] = field(default_factory=list)
    """Ended stays: person, home, first month, the month in which it was over."""

    def new_phones(self, many: int, month: int) -> Array:
        """Return numbers of new SIMs, some of which somebody else had before."""
        numbers = np.arange(self.next_phone, self.next_phone + many, dtype=np.int64)
        self.next_phone += many
        old = [group for when, group in self.released if when <= month - QUIET_MONTHS]
        if old and many:
            pool = np.concatenate(old)
            self.dice.shuffle(pool)
            again = min(len(pool), int(self.dice.binomial(many, 0.12)))
            places = self.dice.choice(many, again, replace=False)
            numbers[places] = pool[:again]
            kept = [(when, group) for when, group in self.released if when > month - QUIET_MONTHS]
            self.released = [(month - QUIET_MONTHS, pool[again:]), *kept]
            self.recycled += again
        return numbers

    def new_accounts(self, many: int) -> Array:
        """Return numbers of new accounts."""
        self.next_account += many
        return np.arange(self.next_account - many, self.next_account, dtype=np.int64)

    def settle(self, who: Array, homes: Array, month: int) -> None:
        """Let people live at homes from this month on, and write down where they lived before."""
        people = self.people
        before = people.home[who]
        left = (before >= 0) & (before != homes)
        if left.any():
            gone = who[left]
            self.stays.append((gone, before[left], people.since[gone].copy(), month))
        changed = before != homes
        people.since[who[changed]] = month
        people.home[who] = homes

    def taken(self) -> Array:
        """Return how many households or people each home holds."""
        people = self.people
        heads = people.head == np.arange(len(people.head))
        counted = people.home[heads & (people.home >= 0)]
        return np.bincount(counted, minlength=len(self.homes.kind))

    def allot(self, who: Array, kind: Kind, month: int) -> Array:
        """Give free places of one kind in their own city; return who got one."""
        free = np.where(
            (self.homes.kind == kind) & (self.homes.held < 0), self.homes.room - self.taken(), 0
        ).clip(0)
        happy = []
        for city in range(len(CITIES)):
            here = who[self.people.city[who] == city]
            if not len(here):
                continue
            run = self.homes.in_city(city)
            slots = np.repeat(np.arange(run.start, run.stop), free[run])
            if len(slots) > len(here):
                slots = self.dice.choice(slots, len(here), replace=False)
            lucky = here[: len(slots)]
            self.settle(lucky, slots.astype(np.int32), month)
            happy.append(lucky)
        return np.concatenate(happy) if happy else who[:0]


def live(world: World, month: int) -> Happened:
    """Let one month pass for everybody who lives freely."""
    people, dice = world.people, world.dice
    free = people.captive < 0
    arrived = np.flatnonzero((people.arrives == month) & free)
    if month == 0:
        _were_there(world, arrived)
    people.home[arrived] = ROUGH
    people.since[arrived] = month
    gone = np.flatnonzero((people.leaves == month) & free & (people.home != NOT_HERE))
    depart(world, gone, month)
    here = free & (people.home != NOT_HERE)
    moved = _move(world, here, month)
    people.phone[arrived] = world.new_phones(len(arrived), month)
    _change_sims(world, np.flatnonzero(here), month)
    hired = _hire(world, here)
    opened = _open_accounts(world, here, arrived)
    travellers = some(dice, arrived[np.isin(people.culture[arrived], COACHES)], 0.8)
    people.coach[travellers] = trips(world, travellers, month)
    cars = some(dice, arrived, 0.35)
    people.vehicle[cars] = cars
    lifts = moved[(people.home[moved] >= 0) & (people.vehicle[moved] < 0)]
    lifts = lifts[world.homes.kind[people.home[lifts]] == Kind.SHARED]
    lifts = some(dice, lifts, 0.4)
    people.vehicle[lifts] = 20_000_000 + people.home[lifts]  # the landlord's old van
    return Happened(arrived, moved, hired, opened)


def trips(world: World, who: Array, month: int) -> Array:
    """Return the coaches on which people come: the line of their country to their town, a day."""
    people = world.people
    line = people.culture[who].astype(np.int64) * len(CITIES) + people.city[who]
    return line * 10_000 + month * 31 + world.dice.integers(0, 2, len(who)) * 14 + 1


def _were_there(world: World, who: Array) -> None:
    """Give those who live here from the start the jobs and accounts they already had."""
    hire(world, some(world.dice, who, 0.6))
    holders = some(world.dice, who, 0.8)
    world.people.account[holders] = world.new_accounts(len(holders))


def depart(world: World, who: Array, month: int) -> None:
    """Let people leave the country: home and number become free."""
    people = world.people
    left = who[people.home[who] >= 0]
    world.settle(left, np.full(len(left), NOT_HERE, np.int32), month)
    people.home[who] = NOT_HERE
    own = who[people.phone[who] >= INSTITUTIONS]
    world.released.append((month, people.phone[own].copy()))
    people.phone[who] = -1


def _move(world: World, here: Array, month: int) -> Array:
    people, homes, dice = world.people, world.homes, world.dice
    heads = np.flatnonzero(here & (people.head == np.arange(len(people.head))))
    at = people.home[heads]
    kind = np.where(at >= 0, homes.kind[at.clip(0)], 9)
    restless = np.select(
        [kind == Kind.FAMILY, kind == Kind.SHARED, kind == Kind.HOSTEL, kind == Kind.SHELTER],
        [0.007, 0.05, 0.22, 0.35], 1.0,
    )  # fmt: skip
    restless[(at == ROUGH) & (people.since[heads] < month)] = 0.12
    going = heads[dice.random(len(heads)) < restless]
    alone = people.partner[going] < 0
    foreign = people.culture[going] != CULTURE["English"]
    luck = dice.random(len(going))
    shared = alone & (luck < np.where(foreign, 0.5, 0.12))
    hostel = alone & ~shared & (luck > np.where(foreign, 0.82, 0.95))
    now_rough = dice.random(len(going)) < np.where(alone, 0.02, 0.0)
    got = [world.allot(going[hostel & ~now_rough], Kind.HOSTEL, month)]
    got.append(world.allot(going[shared & ~now_rough], Kind.SHARED, month))
    got.append(world.allot(going[~shared & ~hostel & ~now_rough], Kind.FAMILY, month))
    # Whoever found nothing in a full town takes what there is, last a bed in a hostel.
    for second in (Kind.SHARED, Kind.FAMILY, Kind.HOSTEL):
        homeless = going[(people.home[going] == ROUGH) & ~now_rough]
        got.append(world.allot(homeless, second, month))
    out = going[now_rough & (people.home[going] >= 0)]
    world.settle(out, np.full(len(out), ROUGH, np.int32), month)
    alone = people.head == np.arange(len(people.head))
    rough = np.flatnonzero(here & alone & (people.home == ROUGH))
    got.append(world.allot(some(dice, rough, 0.1), Kind.SHELTER, month))
    moved = np.unique(np.concatenate(got))
    follow = np.flatnonzero(here & (people.head != np.arange(len(people.head))))
    follow = follow[people.home[follow] != people.home[people.head[follow]]]
    world.settle(follow, people.home[people.head[follow]], month)
    moved = np.concatenate([moved, follow])
    people.mail[moved] = -1
    _care_of(world, np.flatnonzero(here & (people.home == ROUGH)))
    return moved


def _care_of(world: World, rough: Array) -> None:
    """Who sleeps rough gives the address of the town's shelter on forms."""
    shelters = world.homes.of_kind(Kind.SHELTER)
    towns = world.homes.city[shelters]
    order = np.argsort(towns)
    world.people.mail[rough] = shelters[order][
        np.searchsorted(towns[order], world.people.city[rough]).clip(0, len(order) - 1)
    ]


def _change_sims(world: World, here: Array, month: int) -> None:
    people = world.people
    foreign = people.culture[here] != CULTURE["English"]
    changing = here[world.dice.random(len(here)) < np.where(foreign, 0.03, 0.007)]
    own = people.phone[changing]
    world.released.append((month, own[own >= INSTITUTIONS]))
    people.phone[changing] = world.new_phones(len(changing), month)


def _hire(world: World, here: Array) -> Array:
    people, dice = world.people, world.dice
    idle = np.flatnonzero(here & (people.employer < 0))
    starting = some(dice, idle, 0.22)
    changing = some(dice, np.flatnonzero(here & (people.employer >= 0)), 0.018)
    hired = np.concatenate([starting, changing])
    hire(world, hired)
    return hired


def hire(world: World, hired: Array) -> None:
    """Give people a job, some through an agency; large firms and agencies take the most."""
    people, dice = world.people, world.dice
    people.employer[hired] = (world.employers * dice.random(len(hired)) ** 2.2).astype(np.int32)
    foreign = people.culture[hired] != CULTURE["English"]
    through = dice.random(len(hired)) < np.where(foreign, 0.4, 0.08)
    chosen = (world.agencies * dice.random(len(hired)) ** 1.6).astype(np.int16)
    people.agency[hired] = np.where(through, chosen, -1)


def _open_accounts(world: World, here: Array, arrived: Array) -> Array:
    people, dice = world.people, world.dice
    without = np.flatnonzero(here & (people.account < 0))
    opening = np.union1d(some(dice, without, 0.25), some(dice, arrived, 0.3))
    again = some(dice, np.flatnonzero(here & (people.account >= 0)), 0.003)
    opening = np.union1d(opening, again)
    people.account[opening] = world.new_accounts(len(opening))
    joint = opening[people.partner[opening] >= 0]
    joint = some(dice, joint[people.home[people.partner[joint]] >= 0], 0.45)
    people.account[people.partner[joint]] = people.account[joint]
    return opening
