"""Which records there are of a block of people, and which facts stand in each."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.worlds.first import assumptions as given
from bench.worlds.first.assumptions import SOURCES
from bench.worlds.first.facts import Columns
from bench.worlds.first.pools import Ints
from bench.worlds.first.rings import Ring
from bench.worlds.first.things import OF_ONE, Kind

_PAST: Final = 0.6  # of what somebody tells, things from before the ring
_TELLING: Final = 0.10  # of what charities and helplines write are long accounts
_BUSY: Final = np.array([[SOURCES[s].kinds[kind] for kind in Kind] for s in range(len(SOURCES))])
_TOLD: Final = np.array([given.TOLD[kind] for kind in Kind])
_HEARD: Final = (0, 0, 0, 1, 2)  # who writes an account down: charity, helpline, police


@dataclass(slots=True)
class Records:
    """Records of one block in columns; `ring` is the ring a record tells of, -1 for none."""

    person: Ints
    source: Ints
    on: Ints
    told: Ints
    ring: Ints

    def __len__(self) -> int:
        return len(self.person)


@dataclass(slots=True)
class Said:
    """Which fact of which record: rows of both tables."""

    record: Ints
    fact: Ints


def ordinary(rng: np.random.Generator, count: int, strangers: Ints) -> Records:
    """Draw records of ordinary people: one and a skewed number more; of strangers one.

    Args:
        rng: the dice of the block.
        count: how many people.
        strangers: rows of those whom nothing else is known of.
    """
    rate = rng.gamma(given.SKEW, given.EXTRA_RECORDS / given.SKEW, count)
    each = 1 + np.minimum(rng.poisson(rate), 30)
    each[strangers] = 1
    return _of(rng, np.repeat(np.arange(count), each))


def _of(rng: np.random.Generator, person: Ints) -> Records:
    source = rng.choice(len(SOURCES), person.size, p=[source.share for source in SOURCES])
    on = rng.integers(given.FIRST_DAY + 60, given.LAST_DAY, person.size)
    told = ((source <= 1) & (rng.random(person.size) < _TELLING)).astype(np.int64)
    return Records(person, source.astype(np.int64), on, told, np.full(person.size, -1))


def of_rings(rng: np.random.Generator, rings: list[Ring]) -> Records:
    """Draw the records of people of rings: while held, elsewhere, and what some of them tell."""
    rows: list[tuple[int, int, int, int, int]] = []
    shares = [source.share for source in SOURCES]

    def write(person: int, low: int, high: int) -> None:
        on = int(rng.integers(low, max(high, low + 1)))
        rows.append((person, int(rng.choice(len(SOURCES), p=shares)), on, 0, -1))

    for number, ring in enumerate(rings):
        for held in ring.victims:
            if rng.random() < given.UNSEEN:
                continue
            for _record in range(1 + int(rng.poisson(0.5))):
                write(held.row, held.arrived, held.left)
            if rng.random() < given.ELSEWHERE:
                for _record in range(int(rng.geometric(0.6))):
                    before = rng.random() < 0.4
                    low = given.FIRST_DAY if before else held.left
                    write(held.row, low, held.arrived if before else given.LAST_DAY)
        for row in ring.controllers:
            for _record in range(int(rng.geometric(0.5))):
                write(row, ring.holdings.start, ring.holdings.end)
        telling = max(round(given.IDENTIFIED * len(ring.victims)), min(3, len(ring.victims)))
        for place in rng.permutation(len(ring.victims))[:telling]:
            held = ring.victims[int(place)]
            late = int(rng.exponential(120))
            source = _HEARD[int(rng.integers(0, len(_HEARD)))]
            rows.append((held.row, source, min(held.left + late, given.LAST_DAY - 1), 1, number))
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    return Records(*columns)


def said(rng: np.random.Generator, records: Records, facts: Columns, people: int) -> Said:
    """Decide which facts of its person each record states.

    Facts are ordered by person. What is no longer true is written down at FORMER of the usual
    share; what is not yet true never. An account that is told reaches back over all that was.
    """
    bounds = np.searchsorted(facts["person"], np.arange(people + 1))
    first, last = bounds[records.person], bounds[records.person + 1]
    record = np.repeat(np.arange(len(records)), last - first)
    fact = np.arange(record.size) - np.repeat(
        np.cumsum(last - first) - (last - first), last - first
    )
    fact += first[record]
    kind, on = facts["kind"][fact], records.on[record]
    chance = _BUSY[records.source[record], kind]
    chance = np.where(on > facts["until"][fact], chance * given.FORMER, chance)
    told = records.told[record] == 1
    of_ring = (records.ring[record] >= 0) & (facts["thing"][fact] % 10**12 >= OF_ONE)
    chance = np.where(told, _TOLD[kind] * np.where(of_ring, _PAST, 1.0), chance)
    chance[on < facts["since"][fact]] = 0.0
    kept = rng.random(record.size) < chance
    return Said(record[kept], fact[kept])
