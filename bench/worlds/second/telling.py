"""What people tell when they tell: seldom all, through an interpreter, some days and letters off.

Those whom a group held tell of its houses, telephones and people. Others tell in the same words of
other harm, by a landlord, a partner, an employer; nothing about them belongs to a group.
"""

import random
from typing import Final

import numpy as np

from bench.worlds.second import numbers, places
from bench.worlds.second.arrays import Array, likely, toss
from bench.worlds.second.calendars import MONTHS, on
from bench.worlds.second.ledger import Ledger, Told
from bench.worlds.second.months import World
from bench.worlds.second.pens import NICKS, Pen, write
from bench.worlds.second.places import Kind
from bench.worlds.second.rings import Ring
from bench.worlds.second.spelling import slip
from bench.worlds.second.vocabulary import Form, Vocabulary

TELLING: Final = Pen(
    "disclosure", (0.05, 0.3, 0.25, 0.25, 0, 0, 0.1, 0.05, 0),
    (0.25, 0.35, 0.1, 0.05, 0.1, 0, 0.15),
    (0.05, 0.4, 0.35, 0.05, 0.15), slips=0.05, middle=0.1, alias=0.2, sex=1.0, culture=0.95,
    phone=0.35, home=0.0, guess=1.3, place=0.4, recruited=0.5,
)  # fmt: skip
_LANDMARKS: Final = (
    "house behind the canal",
    "house by the bus garage",
    "flat over a shop",
    "house with a blue door",
)
_ROLES: Final = (
    "the driver",
    "the boss",
    "the lady with the tea",
    "the one with the dog",
    "the interpreter",
)


_BY_LANDMARK, _WITHOUT_NUMBER = 0.10, 0.45


class Teller:
    """Writes accounts down; one for a world."""

    def __init__(self, world: World, words: Vocabulary, ledger: Ledger, seed: int) -> None:
        self.world, self.words, self.ledger = world, words, ledger
        self.dice = random.Random(seed)
        self.due: dict[int, list[tuple[Ring, int]]] = {}
        self.will_tell: set[int] = set()
        self.told: list[tuple[int, int, int]] = []
        """Ring, person and record of each account of a group's own victim."""

    def choose(self, ring: Ring) -> None:
        """Choose which of a group's victims will tell, once they are out."""
        many = min(len(ring.victims), max(5, round(ring.plan.tells * len(ring.victims))))
        self.will_tell |= set(self.dice.sample(ring.victims.tolist(), many))

    def hear_later(self, ring: Ring) -> None:
        """Let those who got out this month tell in one of the next; trust takes weeks."""
        for one, month in ring.freed:
            if one in self.will_tell:
                when = min(MONTHS - 1, month + int(self.dice.expovariate(1 / 3)))
                self.due.setdefault(when, []).append((ring, one))
        ring.freed.clear()

    def hear(self, month: int) -> None:
        """Write the accounts of this month."""
        for ring, one in self.due.pop(month, []):
            self._of_a_group(ring, one, month)
        self._of_other_harm(month)

    def _name(self, person: int) -> str:
        people, dice = self.world.people, self.dice
        form = dice.choice((Form.EAR, Form.EAR_KNOWING, Form.PLAIN, Form.SHORT))
        name = str(self.words.forms[people.given[person], form])
        if likely(dice, 0.45):
            last = Form.EAR if form == Form.EAR else Form.PLAIN
            name += f" {self.words.forms[people.family[person], last]}"
        return slip(name, dice) if likely(dice, 0.15) else name

    def _nickname(self, ring: Ring, person: int) -> str:
        """Return what the held call one of a group's people: one name, in many spellings."""
        at = person - int(ring.controllers[0])
        if at % 5 == 4:  # noqa: PLR2004 -- one in five is known by what he does
            return _ROLES[at // 5 % len(_ROLES)]
        given = self.world.people.given[person]
        form = self.dice.choice((Form.SHORT, Form.SHORT, Form.EAR))
        name = f"{NICKS[at % len(NICKS)]} {self.words.forms[given, form]}"
        return slip(name, self.dice) if likely(self.dice, 0.3) else name

    def _when(self, month: int) -> str:
        about = min(MONTHS - 1, max(0, month + self.dice.choice((0, 0, 0, -1, 1))))
        return on(about, 0)

    def _say(self, record: int, kind: str, thing: int, words: str, month: int) -> None:
        self.ledger.told.append(Told(record, kind, int(thing), words, self._when(month)))

    def _say_house(self, record: int, house: int, month: int) -> None:
        luck = self.dice.random()
        if luck < _BY_LANDMARK:
            self._say(record, "address", -1, self.dice.choice(_LANDMARKS), month)
            return
        way = places.Writing.NO_NUMBER if luck < _WITHOUT_NUMBER else self.dice.choice((0, 1, 2))
        words = places.written(house, int(self.world.homes.city[house]), way)
        self._say(record, "address", house, words, month)

    def _say_phone(self, record: int, phone: int, month: int) -> None:
        wrong = self.dice.randrange(1, 8) if likely(self.dice, 0.1) else 0
        words = numbers.as_typed(numbers.phone(phone), self.dice.randrange(5), wrong)
        self._say(record, "phone", phone, words, month)

    def _say_plate(self, record: int, vehicle: int, month: int) -> None:
        plate = numbers.plate(vehicle)
        part = self.dice.choice((plate, plate[:4], plate[:4] + " " + plate[5], plate[5:]))
        self._say(record, "vehicle", vehicle, part, month)

    def _of_a_group(self, ring: Ring, one: int, month: int) -> None:
        people, homes = self.world.people, self.world.homes
        shelter = _shelter(homes, ring.city)
        self_ = np.array([one])
        record = int(write(self.world, self.ledger, TELLING, self_, month, home=shelter)[0])
        people.records[one] -= 1  # an account is no ordinary record
        self.told.append((ring.number, one, record))
        self._say_places(ring, one, record)
        self._say_work(ring, one, record)
        self._say_people(ring, one, record)

    def _say_places(self, ring: Ring, one: int, record: int) -> None:
        """Tell of houses, telephones, the car and the journey."""
        dice, entered = self.dice, ring.entered[one]
        for house, since in ring.lived[one]:
            if likely(dice, 0.7):
                self._say_house(record, house, since)
        for phone in sorted(ring.carried[one]):
            if likely(dice, 0.5):
                self._say_phone(record, phone, entered)
        if likely(dice, 0.4):
            self._say_plate(record, ring.cars[one], entered)
        coach = int(self.world.people.coach[one])
        if coach >= 0 and likely(dice, 0.4):
            wrong = numbers.days_later(coach, dice.randrange(1, 4))
            told = numbers.coach(coach if likely(dice, 0.4) else wrong)
            self._say(record, "travel", coach, told, entered)

    def _say_work(self, ring: Ring, one: int, record: int) -> None:
        """Tell of accounts, agencies and the place of work."""
        dice, entered = self.dice, ring.entered[one]
        for account in sorted(ring.used[one]):
            if likely(dice, 0.3):
                words = numbers.account(account)
                told = words if likely(dice, 0.5) else f"ending {words[-4:]}"
                self._say(record, "account", account, told, entered)
        for agency in sorted(ring.placed[one]):
            if likely(dice, 0.6):
                told = numbers.agency(agency, dice.randrange(3))
                self._say(record, "agency", agency, told, entered)
        if likely(dice, 0.5):
            firm = dice.choice(ring.firms)
            told = numbers.employer(firm, dice.randrange(3))
            self._say(record, "employer", firm, told, entered)

    def _say_people(self, ring: Ring, one: int, record: int) -> None:
        """Tell of those who held people, and of some who were held in the same houses."""
        dice, entered = self.dice, ring.entered[one]
        met = min(len(ring.controllers), dice.randrange(1, 5))
        for controller in dice.sample(ring.controllers.tolist(), met):
            self._say(record, "person", controller, self._nickname(ring, controller), entered)
        houses = {house for house, _ in ring.lived[one]}
        others = [
            other
            for other in ring.entered
            if other != one and any(house in houses for house, _ in ring.lived[other])
        ]
        for other in dice.sample(others, min(len(others), dice.choice((0, 0, 1, 2, 3)))):
            self._say(record, "person", other, self._name(other), entered)

    def _of_other_harm(self, month: int) -> None:
        """Write accounts of other harm, as many as three in a hundred people give in all."""
        world, people, dice = self.world, self.world.people, self.dice
        here = np.flatnonzero((people.home >= 0) & (people.ring < 0) & ~people.hidden)
        many = int(world.dice.binomial(len(here), 0.03 / MONTHS))
        who = world.dice.choice(here, many, replace=False)
        records = write(
            world,
            self.ledger,
            TELLING,
            who,
            month,
            home=np.where(toss(world.dice, 0.6, many), people.home[who], -1),
        )
        for record, one in zip(records.tolist(), who.tolist(), strict=True):
            home = int(people.home[one])
            if likely(dice, 0.6):
                self._say_house(record, home, month)
            harm = dice.randrange(3)
            if harm == 0 and people.partner[one] >= 0:
                partner = int(people.partner[one])
                self._say(record, "person", partner, self._name(partner), month)
                if people.phone[partner] >= 0:
                    self._say_phone(record, int(people.phone[partner]), month)
            elif harm == 1 and people.employer[one] >= 0:
                firm = int(people.employer[one])
                self._say(record, "employer", firm, numbers.employer(firm), month)
                if people.agency[one] >= 0:
                    self._say(
                        record,
                        "agency",
                        int(people.agency[one]),
                        numbers.agency(int(people.agency[one])),
                        month,
                    )
            elif world.homes.landlord[home] >= 0:
                self._say_phone(record, 90_000_000 + int(world.homes.landlord[home]), month)
            if people.vehicle[one] >= 0 and likely(dice, 0.25):
                self._say_plate(record, int(people.vehicle[one]), month)


def _shelter(homes: places.Homes, city: int) -> int:
    run = homes.in_city(city)
    found: Array = np.flatnonzero(homes.kind[run] == Kind.SHELTER)
    return int(run.start) + int(found[0])
