"""Groups that exploit, month by month: they take houses, bring people, hold their papers, let go.

A group acts on the same state as everybody's life (home, telephone, account, job), so the same
sources see it. What belongs to a group, and from when to when, is written down as its holdings.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array, likely
from bench.worlds.second.calendars import MONTHS
from bench.worlds.second.months import Happened, World, hire, trips
from bench.worlds.second.numbers import FIRMS, TRADES
from bench.worlds.second.people import NEVER, People, birth_days, names_for
from bench.worlds.second.places import CITIES, Kind
from bench.worlds.second.plans import Plan
from bench.worlds.second.vocabulary import CULTURE, Vocabulary

HIDDEN: Final = 0.07
_RING_CARS: Final = 30_000_000
_BED_LIMIT: Final = 12


@dataclass
class Ring:
    """One group: who is in it, what it holds now and what it ever held."""

    number: int
    plan: Plan
    city: int
    controllers: Array
    victims: Array
    bystanders: Array
    agency: int
    firms: list[int]
    waiting: list[int] = field(default_factory=list)
    houses: dict[int, int] = field(default_factory=dict)
    """House now held, and until which month."""
    phones: dict[int, int] = field(default_factory=dict)
    letters: list[int] = field(default_factory=list)
    accounts: list[int] = field(default_factory=list)
    until: dict[int, int] = field(default_factory=dict)
    """Until which month each person is held."""
    entered: dict[int, int] = field(default_factory=dict)
    lived: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    carried: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    used: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Accounts each one's money went to, here; agencies that placed each one, below."""
    placed: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    cars: dict[int, int] = field(default_factory=dict)
    freed: list[tuple[int, int]] = field(default_factory=list)
    """Who got out, and in which month."""
    holdings: dict[str, dict[int, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    """Kind, thing, and its first and last month in the hands of the group."""

    def holds(self, kind: str, thing: int, month: int) -> None:
        """Write down that the group has a thing this month."""
        span = self.holdings[kind].setdefault(int(thing), [month, month])
        span[1] = max(span[1], month)


def cast(
    dice: np.random.Generator, words: Vocabulary, plans: list[Plan], first: int, agencies: int
) -> tuple[People, list[Ring]]:
    """Return the people of all groups, and the groups; numbers start at `first`."""
    rings, culture, city, sex, ages, ring_of = [], [], [], [], [], []
    at = first
    for number, plan in enumerate(plans):
        town = 0 if number == 0 else int(dice.integers(len(CITIES)))
        sizes = (plan.controllers, plan.victims, plan.bystanders)
        ends = np.cumsum((at, *sizes))
        groups = [np.arange(ends[part], ends[part + 1]) for part in range(3)]
        for part, size in enumerate(sizes):
            drawn = dice.integers(len(plan.cultures), size=size) if part else np.zeros(size, int)
            culture += [CULTURE[plan.cultures[one]] for one in drawn]
            female = 0.25 if part == 0 else plan.women
            sex += (1 + (dice.random(size) < female)).tolist()
            ages += np.clip(dice.normal(*plan.age, size), 17, 64).tolist()
        city += [town] * sum(sizes)
        ring_of += [number] * (plan.controllers + plan.victims) + [-1] * plan.bystanders
        own = agencies - 1 - number if plan.corrupt and plan.agencies else -1
        trades = dice.choice([TRADES.index(trade) for trade in plan.trades], plan.employers)
        firms = (trades * FIRMS + dice.integers(0, FIRMS, plan.employers)).tolist()
        rings.append(Ring(number, plan, town, groups[0], groups[1], groups[2], own, firms))
        at = int(ends[-1])
    many = at - first
    cultures, sexes = np.array(culture, np.int8), np.array(sex, np.int8)
    given, middle, family = names_for(dice, words, cultures, sexes)
    people = People(
        culture=cultures, sex=sexes, birth=birth_days(dice, np.array(ages)), given=given,
        middle=middle, family=family, adopted=np.full(many, -1, np.int32), new_family=family.copy(),
        renamed=np.full(many, NEVER, np.int16), head=np.arange(many),
        partner=np.full(many, -1, np.int64), arrives=np.full(many, NEVER, np.int16),
        leaves=np.full(many, NEVER, np.int16), city=np.array(city, np.int8),
    )  # fmt: skip
    return people, rings


def begin(world: World, ring: Ring) -> None:
    """Set the group up before anybody is brought: its people live here, its victims do not yet."""
    people, dice = world.people, world.dice
    people.ring[ring.controllers] = ring.number
    people.ring[ring.victims] = ring.number
    people.arrives[ring.controllers] = 0
    people.arrives[ring.bystanders] = ring.plan.first + dice.integers(
        0, ring.plan.span, len(ring.bystanders)
    )
    people.captive[ring.victims] = ring.number
    hidden = dice.choice(ring.victims, round(HIDDEN * len(ring.victims)), replace=False)
    people.hidden[hidden] = True
    recruiters = dice.integers(0, 30, 3)  # three places, where innocents were promised work too
    people.recruited[ring.victims] = dice.choice(recruiters, len(ring.victims))
    ring.waiting = dice.permutation(ring.victims).tolist()


def act(world: World, ring: Ring, month: int) -> Happened:
    """Let one group act for a month; return what happened to those it holds."""
    plan, dice = ring.plan, world.dice
    nobody = np.empty(0, np.int64)
    if month < plan.first or (not ring.waiting and not ring.until):
        return Happened(nobody, nobody, nobody, nobody)
    _keep_houses(world, ring, month)
    _keep_phones(world, ring, month)
    left = [one for one, end in ring.until.items() if end <= month]
    for one in left:
        _let_go(world, ring, one, month)
    arrived = _bring(world, ring, month)
    moved = list(arrived)
    for one in ring.until:
        if one not in arrived and (
            int(world.people.home[one]) not in ring.houses or dice.random() < plan.moves
        ):
            _house(world, ring, one, month)
            moved.append(one)
    hired, opened = _use(world, ring, month)
    return Happened(*(np.array(part, np.int64) for part in (arrived, moved, hired, opened)))


def _keep_houses(world: World, ring: Ring, month: int) -> None:
    plan, dice, homes = ring.plan, world.dice, world.homes
    for house in [house for house, end in ring.houses.items() if end <= month]:
        del ring.houses[house]
        homes.held[house] = -1  # back on the market: the next tenants know nothing
    lasting = max(3.0, (plan.span + plan.stay[0]) * plan.active / plan.houses)
    run = homes.in_city(ring.city)
    while len(ring.houses) < plan.active:
        taken = world.taken()[run]
        fit = (homes.held[run] < 0) & (homes.kind[run] == Kind.FAMILY)
        free = np.flatnonzero(fit & (taken == 0))
        if not len(free):
            free = np.flatnonzero(
                fit
            )  # rooms of a home whose tenants stay: innocents under its roof
        house = run.start + int(dice.choice(free))
        homes.held[house] = ring.number
        ring.houses[house] = month + 2 + int(dice.exponential(lasting))
    for house in ring.houses:
        ring.holds("address", house, month)


def _keep_phones(world: World, ring: Ring, month: int) -> None:
    plan, dice = ring.plan, world.dice
    for phone in [phone for phone, end in ring.phones.items() if end <= month]:
        del ring.phones[phone]
        world.released.append((month, np.array([phone], np.int64)))
    at_a_time = min(plan.phones, plan.active + 2)
    lasting = max(1.5, (plan.span + plan.stay[0]) * at_a_time / plan.phones)
    while len(ring.phones) < at_a_time:
        ring.phones[int(world.new_phones(1, month)[0])] = month + 1 + int(dice.exponential(lasting))
    for phone in ring.phones:
        ring.holds("phone", phone, month)
    if not ring.accounts:
        ring.accounts = world.new_accounts(max(1, len(ring.controllers) // 3)).tolist()
        world.people.account[ring.controllers] = dice.choice(ring.accounts, len(ring.controllers))
        some_homes = dice.integers(
            world.homes.in_city(ring.city).start, world.homes.in_city(ring.city).stop, plan.letters
        )
        ring.letters = [int(home) for home in some_homes]
        cars = (
            _RING_CARS + ring.number * 100 + dice.integers(0, plan.vehicles, len(ring.controllers))
        )
        world.people.vehicle[ring.controllers] = cars
    for account in ring.accounts:
        ring.holds("account", account, month)


def _bring(world: World, ring: Ring, month: int) -> list[int]:
    """Bring the people of this month, in groups of one to five by the same coach."""
    plan, dice, people = ring.plan, world.dice, world.people
    last = month >= min(plan.first + plan.span - 1, MONTHS - 5)
    wanted = len(ring.waiting) if last else int(dice.poisson(plan.victims / plan.span))
    arrived: list[int] = []
    while len(arrived) < wanted and ring.waiting:
        group = [
            ring.waiting.pop() for _ in range(min(len(ring.waiting), int(dice.integers(1, 6))))
        ]
        by_coach = dice.random() < plan.coaches
        trip = int(trips(world, np.array(group[:1]), month)[0])
        along = ring.bystanders[people.arrives[ring.bystanders] == month]
        people.coach[along] = trip  # the same journey, and nobody's victim
        free = [h for h in ring.houses if int((people.home == h).sum()) < _BED_LIMIT]
        house = int(dice.choice(free or list(ring.houses)))
        for one in group:
            people.arrives[one] = month
            people.coach[one] = trip if by_coach else -1
            if by_coach:
                ring.holds("travel", trip, month)
            stay = max(1, round(plan.stay[0] * float(np.exp(plan.stay[1] * dice.normal()))))
            ring.until[one] = min(month + min(stay, 26), MONTHS - 2)
            ring.entered[one] = month
            people.vehicle[one] = _RING_CARS + ring.number * 100 + int(dice.integers(plan.vehicles))
            ring.holds("vehicle", int(people.vehicle[one]), month)
            ring.cars[one] = int(people.vehicle[one])
            people.escort[one] = int(dice.choice(ring.controllers))
            _house(world, ring, one, month, house)
        arrived += group
    return arrived


def _house(world: World, ring: Ring, one: int, month: int, house: int | None = None) -> None:
    people, dice = world.people, world.dice
    chosen = int(dice.choice(list(ring.houses))) if house is None else house
    world.settle(np.array([one]), np.array([chosen], np.int32), month)
    if not ring.lived[one] or ring.lived[one][-1][0] != chosen:
        ring.lived[one].append((chosen, month))
    if likely(dice, 0.6) or people.phone[one] < 0:
        phones = list(ring.phones)
        people.phone[one] = phones[(chosen + int(dice.integers(2))) % len(phones)]
        ring.carried[one].add(int(people.phone[one]))


def _use(world: World, ring: Ring, month: int) -> tuple[list[int], list[int]]:
    """Take people to the bank and to work; wages go where the group wants them."""
    people, dice, plan = world.people, world.dice, ring.plan
    hired, opened = [], []
    for one in ring.until:
        if people.account[one] < 0 and likely(dice, 0.5):
            luck = dice.random()
            if luck < plan.owned_accounts:
                people.account[one] = int(world.new_accounts(1)[0])
                people.mail[one] = int(dice.choice(ring.letters))
                ring.holds("address", int(people.mail[one]), month)
                opened.append(one)
            elif luck < plan.owned_accounts + plan.controller_accounts:
                people.account[one] = int(dice.choice(ring.accounts))
        if people.account[one] >= 0:
            ring.used[one].add(int(people.account[one]))
            ring.holds("account", int(people.account[one]), month)
        if people.employer[one] < 0 or likely(dice, 0.06):
            hire(world, np.array([one]))
            people.employer[one] = int(dice.choice(ring.firms))
            people.agency[one] = -1
            if dice.random() < plan.agencies:
                own = ring.agency >= 0 and dice.random() < plan.corrupt
                # Outside its own, the group uses two honest agencies that thousands use.
                people.agency[one] = ring.agency if own else int(dice.integers(0, 2))
                if own:
                    ring.holds("agency", ring.agency, month)
                ring.placed[one].add(int(people.agency[one]))
            hired.append(one)
    return hired, opened


def _let_go(world: World, ring: Ring, one: int, month: int) -> None:
    """Somebody walks away, is put out, or goes home; an ordinary life begins with what is left."""
    people, dice = world.people, world.dice
    del ring.until[one]
    ring.freed.append((one, month))
    people.captive[one] = -1
    people.mail[one] = -1
    people.vehicle[one] = -1
    people.escort[one] = -1
    people.employer[one] = -1
    people.account[one] = -1 if likely(dice, 0.8) else people.account[one]
    people.phone[one] = world.new_phones(1, month)[0] if likely(dice, 0.7) else -1
    if likely(dice, 0.35):
        people.leaves[one] = month + 1 + int(dice.integers(0, 3))
    world.settle(np.array([one]), np.array([-2], np.int32), month)
