"""Makes one world: seventy-two months of lives, and what was written of them."""

from dataclasses import dataclass

import numpy as np

from bench.worlds.second import months, people, places, plans, rings, sources, telling, vocabulary
from bench.worlds.second.arrays import Array
from bench.worlds.second.calendars import MONTHS
from bench.worlds.second.ledger import Ledger, Told
from bench.worlds.second.months import Happened, World
from bench.worlds.second.pens import write
from bench.worlds.second.rings import Ring
from bench.worlds.second.vocabulary import Vocabulary


@dataclass
class Made:
    """A finished world, still in numbers."""

    world: World
    words: Vocabulary
    rings: list[Ring]
    columns: dict[str, Array]
    told: list[Told]
    accounts: list[tuple[int, int, int]]
    """Ring, person and record in which a victim of the ring tells."""
    leaders: Array
    seed: int
    large: bool
    """Whether the first group is the large one."""


def make(*, many: int, seed: int, ring: int = 400, small: int = 12) -> Made:
    """Return a world.

    Args:
        many: people, without those of the groups.
        seed: the same seed makes the same world.
        ring: how many the large group exploits; 0 leaves it out.
        small: how many small groups.
    """
    dice = np.random.default_rng(np.random.SeedSequence([seed, many, ring, small]))
    words = vocabulary.build()
    homes = places.build(dice, many)
    free = people.build(dice, words, many, homes.edges)
    plan = [plans.large(ring)] if ring else []
    plan += [plans.small(dice, number) for number in range(small)]
    agencies = max(8 + len(plan), many // 8000 + len(plan))
    theirs, groups = rings.cast(dice, words, plan, many, agencies)
    everyone = free.joined(theirs)
    world = World(everyone, homes, dice, max(60, many // 45), agencies)
    ledger = Ledger()
    teller = telling.Teller(world, words, ledger, seed)
    for group in groups:
        rings.begin(world, group)
        teller.choose(group)
    leaders = sources.interpreters(world)
    for month in range(MONTHS):
        _pass(world, ledger, teller, groups, month, leaders)
    still = np.flatnonzero(everyone.home >= 0)
    world.stays.append((still, everyone.home[still], everyone.since[still], MONTHS))
    return Made(
        world, words, groups, ledger.columns(), ledger.told, teller.told, leaders, seed, bool(ring)
    )


def _pass(
    world: World,
    ledger: Ledger,
    teller: telling.Teller,
    groups: list[Ring],
    month: int,
    leaders: Array,
) -> None:
    """Let one month pass, and let sources look at it."""
    happened = [months.live(world, month)]
    for group in groups:
        happened.append(rings.act(world, group, month))
        _last_sight(world, ledger, group, month)
        teller.hear_later(group)
    if month == 0:
        return  # nobody wrote down how the world began
    together = Happened(
        *(np.concatenate([getattr(h, part) for h in happened]).astype(np.int64)
          for part in ("arrived", "moved", "hired", "opened"))
    )  # fmt: skip
    sources.look(world, ledger, together, month, leaders)
    teller.hear(month)


def _last_sight(world: World, ledger: Ledger, group: Ring, month: int) -> None:
    """Let a soup kitchen see those who got out and whom nobody had written down before.

    Third-sector contact is the first trace of most; only the hidden leave none.
    """
    out = np.array([one for one, _ in group.freed], np.int64)
    unseen = out[(world.people.records[out] == 0) & ~world.people.hidden[out]]
    write(world, ledger, sources.KITCHEN, unseen, month)
