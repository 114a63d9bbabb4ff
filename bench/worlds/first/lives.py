"""Ordinary lives: households, homes one after the other, phones, accounts, papers, friends."""

from typing import Final

import numpy as np

from bench.worlds.first import assumptions as given
from bench.worlds.first.facts import Facts
from bench.worlds.first.people import People
from bench.worlds.first.pools import Ints, number_of
from bench.worlds.first.things import ABROAD, OF_ONE, Kind

STRIDE: Final = 200_000  # numbers of each kind that one block of people may use
_CHILD: Final = 14 * 365


def live(rng: np.random.Generator, people: People, block: int) -> Facts:
    """Give each person of a block a home, phones and papers; relatives share some of them.

    Args:
        rng: the dice of this block.
        people: the block; members of a family get one family name where their culture does so.
        block: the number of the block, from which the numbers of its things follow.

    Returns:
        The facts, to which hubs and rings are added.
    """
    facts, base = Facts(), OF_ONE + block * STRIDE
    household, family = _households(rng, people)
    _homes(rng, people, facts, household, base)
    _phones(rng, people, facts, household, family, base)
    _money_and_papers(rng, people, facts, household, family, base)
    _friends(rng, people, facts, household)
    return facts


def _households(rng: np.random.Generator, people: People) -> tuple[Ints, Ints]:
    """Return the household of each person, and whether it is a family."""
    count = len(people)
    kinds = rng.choice(3, count, p=list(given.HOUSEHOLDS.values()))
    household = np.zeros(count, np.int64)
    family = (kinds == 0).astype(np.int64)
    used = 0
    for kind, smallest, largest in ((0, 2, 5), (1, 1, 1), (2, 4, 9)):
        rows = np.flatnonzero(kinds == kind)
        rows = rows[np.argsort(people.culture[rows], kind="stable")]
        if not rows.size:
            continue
        each = rng.integers(smallest, largest + 1, rows.size)
        home = np.repeat(np.arange(rows.size), each)[: rows.size]
        household[rows] = used + home
        used += rows.size
        if kind == 0:
            heads = rows[np.searchsorted(home, home)]
            alike = (people.culture[heads] == people.culture[rows]) & (rng.random(rows.size) < 0.85)
            people.family[rows] = np.where(alike, people.family[heads], people.family[rows])
            apart = people.culture[heads] != people.culture[rows]
            household[rows[apart]] = used + np.arange(int(apart.sum()))
            used += int(apart.sum())
    _names, dense = np.unique(household, return_inverse=True)
    return dense.astype(np.int64), family


def _homes(
    rng: np.random.Generator, people: People, facts: Facts, household: Ints, base: int
) -> None:
    """Everybody has a home; some had another before, and half of those are let to others now."""
    count, homes = len(people), int(household.max()) + 1
    everybody = np.arange(count)
    came = rng.integers(given.FIRST_DAY, given.LAST_DAY - 400, homes)
    came[rng.random(homes) < 1 - given.MOVED] = given.FIRST_DAY
    facts.add(everybody, Kind.ADDRESS, base + household, came[household], given.LAST_DAY)
    earlier = np.where(
        rng.random(homes) < given.RELET, rng.integers(0, homes, homes), homes + np.arange(homes)
    )
    rows = np.flatnonzero(came[household] > given.FIRST_DAY + 200)
    before = base + earlier[household[rows]]
    facts.add(rows, Kind.ADDRESS, before, given.FIRST_DAY, came[household[rows]])


def _phones(
    rng: np.random.Generator,
    people: People,
    facts: Facts,
    household: Ints,
    family: Ints,
    base: int,
) -> None:
    count = len(people)
    everybody = np.arange(count)
    change = rng.integers(given.FIRST_DAY + 300, given.LAST_DAY - 300, count)
    second = rng.random(count) < given.TWO_PHONES
    number = base + everybody
    # A relative's phone: children's, and of those who share everything.
    first_of = np.full(int(household.max()) + 1, count)
    np.minimum.at(first_of, household, everybody)
    young = people.birth > given.LAST_DAY - _CHILD
    lent = (family == 1) & (young | (rng.random(count) < 0.15))
    number = np.where(lent, base + first_of[household], number)
    facts.add(everybody, Kind.PHONE, number, np.where(second, change, given.FIRST_DAY))
    rows = np.flatnonzero(second)
    facts.add(rows, Kind.PHONE, base + count + rows, given.FIRST_DAY, change[rows])
    taken = rows[rng.random(rows.size) < given.RECYCLED]
    if taken.size:
        new = rng.integers(0, count, taken.size)
        facts.add(new, Kind.PHONE, base + count + taken, change[taken] + 180)
    home = (people.culture != number_of("english")) & (rng.random(count) < 0.35)
    rows = np.flatnonzero(home)
    facts.add(rows, Kind.PHONE, (people.culture[rows] + 1) * ABROAD + base + rows)


def _money_and_papers(
    rng: np.random.Generator,
    people: People,
    facts: Facts,
    household: Ints,
    family: Ints,
    base: int,
) -> None:
    count = len(people)
    everybody = np.arange(count)
    grown = people.birth < given.LAST_DAY - _CHILD
    rows = np.flatnonzero(grown & (rng.random(count) < 0.85))
    facts.add(rows, Kind.ACCOUNT, base + rows)
    joint = np.flatnonzero(
        (family == 1)
        & grown
        & (rng.random(int(household.max()) + 1) < given.JOINT_ACCOUNT)[household]
    )
    facts.add(joint, Kind.ACCOUNT, base + count + household[joint])
    facts.add(everybody, Kind.DOCUMENT, (people.culture + 1) * ABROAD + base + everybody)
    rows = np.flatnonzero(grown & (rng.random(count) < 0.55))
    facts.add(rows, Kind.EMAIL, base + rows)
    rows = np.flatnonzero(grown & (rng.random(count) < 0.40))
    facts.add(rows, Kind.VEHICLE, base + np.where(family[rows] == 1, household[rows], count + rows))
    # Small employers of a few people each, beside the large ones that are everybody's.
    rows = np.flatnonzero(grown & (rng.random(count) < 0.35))
    facts.add(rows, Kind.EMPLOYER, base + rng.integers(0, max(count // 20, 1), rows.size))


def _friends(rng: np.random.Generator, people: People, facts: Facts, household: Ints) -> None:
    """Who is named beside a person: somebody of the household, or a friend of the same culture."""
    count = len(people)
    order = np.argsort(household, kind="stable")
    beside = np.empty(count, np.int64)
    beside[order] = order[(np.arange(count) + 1) % count]
    by_culture = np.argsort(people.culture, kind="stable")
    friend = np.empty(count, np.int64)
    friend[by_culture] = by_culture[(np.arange(count) + rng.integers(2, 60)) % count]
    at_home = household[beside] == household
    rows = np.flatnonzero(rng.random(count) < 0.6)
    named = np.where(at_home, beside, friend)[rows]
    facts.add(rows, Kind.PERSON, OF_ONE + named, own=False)
