"""The kinds of groups there are, as figures: how many they hold, for how long, by what means.

The large one has the proportions of a published British case: about nine houses at a time and
thirty in all, some fifty-five telephones, wages into accounts of others, one corrupt agency.
The small ones exploit in other ways, and leave other traces.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.worlds.second.calendars import MONTHS, month_of

LARGE_SPAN: Final = month_of(2017, 10) - month_of(2012, 6) + 1


@dataclass(frozen=True)
class Plan:
    """What one group does."""

    kind: str
    cultures: tuple[str, ...]
    victims: int
    controllers: int
    first: int = month_of(2012, 6)
    span: int = LARGE_SPAN
    """Over how many months people are brought in."""
    houses: int = 2
    active: int = 1
    stay: tuple[float, float] = (3.2, 0.9)
    """Median in months, and spread, of a log-normal stay."""
    phones: int = 3
    owned_accounts: float = 0.65
    """Own accounts that the group holds; next the share paid to a controller's account."""
    controller_accounts: float = 0.25
    coaches: float = 0.9
    agencies: float = 0.85
    corrupt: float = 0.35
    """How many placements go through the group's own agency, where it has one."""
    women: float = 0.12
    age: tuple[float, float] = (38.0, 11.0)
    vehicles: int = 2
    letters: int = 1
    """False addresses for letters."""
    bystanders: int = 0
    """Who came the same way and was let go: nobody's victim."""
    tells: float = 0.4
    employers: int = 1
    moves: float = 0.08
    trades: tuple[str, ...] = (
        "Recycling",
        "Farms",
        "Poultry",
        "Parcels",
        "Fencing",
        "Construction",
    )


def large(people: int) -> Plan:
    """Return the plan of the large group, in proportion to how many it exploits."""
    part = people / 400
    return Plan(
        "several houses and an agency", ("Polish",), people, max(4, round(29 * part)),
        houses=max(3, round(30 * part)), active=max(2, round(9 * part)),
        phones=max(6, round(55 * part)),
        vehicles=max(2, round(8 * part)), letters=max(2, round(40 * part)),
        employers=max(2, round(8 * part)),
        tells=0.30, moves=0.17,
    )  # fmt: skip


_SMALL: Final = (
    Plan("farm", ("English", "Romanian", "Polish"), 0, 4, span=30, stay=(14, 0.8), phones=2,
         owned_accounts=0.25, controller_accounts=0.2, coaches=0.2, agencies=0.0, women=0.05,
         age=(44, 12), vehicles=3, moves=0.01, tells=0.5,
         trades=("Farms",)),
    Plan("online crime", ("Chinese", "Vietnamese", "Nigerian"), 0, 5, span=18, houses=5, active=2,
         stay=(5, 0.5), phones=14, owned_accounts=0.5, controller_accounts=0.4, coaches=0.0,
         agencies=0.0, women=0.35, age=(26, 6), vehicles=1, letters=3, moves=0.25, tells=0.5,
         trades=("Cleaning", "Logistics")),
    Plan("smuggled, then held", ("Vietnamese", "Albanian", "Habesha"), 0, 5, span=8, houses=4,
         active=2,
         stay=(9, 0.6), phones=6, owned_accounts=0.1, controller_accounts=0.15, coaches=1.0,
         agencies=0.1, women=0.25, age=(24, 7), vehicles=2, bystanders=24, moves=0.1, tells=0.45,
         trades=("Hand Car Wash", "Construction", "Catering")),
    Plan("households", ("Nigerian", "Arabic"), 0, 5, span=40, houses=5, active=5, stay=(20, 0.6),
         phones=3, owned_accounts=0.2, controller_accounts=0.3, coaches=0.0, agencies=0.5,
         corrupt=1.0, women=0.92, age=(30, 8), vehicles=1, moves=0.02, tells=0.6,
         trades=("Care", "Cleaning")),
    Plan("nail bars", ("Vietnamese",), 0, 4, span=26, houses=4, active=2, stay=(9, 0.7), phones=6,
         owned_accounts=0.2, controller_accounts=0.3, coaches=0.0, agencies=0.0, women=0.6,
         age=(24, 6), vehicles=2, employers=3, moves=0.12, tells=0.4,
         trades=("Nails",)),
    Plan("flats", ("Romanian", "Albanian", "Chinese"), 0, 4, span=30, houses=9, active=3,
         stay=(5, 0.6), phones=10, owned_accounts=0.3, controller_accounts=0.3, coaches=0.4,
         agencies=0.0, women=0.98, age=(25, 5), vehicles=2, moves=0.35, tells=0.4,
         trades=("Cleaning", "Catering")),
)  # fmt: skip


def small(dice: np.random.Generator, number: int) -> Plan:
    """Return the plan of one small group; kinds take turns, size and start are drawn."""
    kind = _SMALL[number % len(_SMALL)]
    most = {"households": 10, "farm": 18}.get(kind.kind, 40)
    victims = int(dice.integers(5, most + 1))
    first = int(dice.integers(4, MONTHS - kind.span - 4))
    one = kind.cultures[int(dice.integers(len(kind.cultures)))]
    cultures = kind.cultures if kind.kind == "farm" else (one,)
    return replace(kind, victims=victims, first=first, cultures=cultures,
                   active=min(kind.active, victims),
                   bystanders=int(kind.bystanders * dice.uniform(0.6, 1.6)))  # fmt: skip
