"""The figures of the world, each with its mark, and drawing that keeps them for every seed.

known: published about the largest case of its kind in England. derived: worked out from published
figures. assumed: nobody published it. docs/reference/demonstration.md shows the same list to a
reader. Drawing by strata and quotas keeps every figure for every seed; plain dice would not.
"""

import math
from collections.abc import Sequence
from random import Random
from statistics import NormalDist
from typing import Final, TypeVar

Item = TypeVar("Item")

EXPLOITED: Final = 400  # known: "up to 400"
MONTHS: Final = 64  # known: the period found by the court
IDENTIFIED: Final = 92  # known
STATEMENTS: Final = 66  # known
WITNESSES: Final = 50  # known: "more than 50"
CONVICTED: Final = 11  # known
HELD_SINCE: Final = 12  # assumed: those held again after the arrests, so that today has leads

STAY_WEEKS: Final = (14.0, 0.9, 110.0)  # median, spread, longest assumed; the mean is derived
AGE: Final = (38.0, 11.0, 17, 64)  # range known, shape assumed
HOURS_A_WEEK: Final = (58.0, 12.0, 30, 91)  # assumed
MONTHS_TO_IDENTIFICATION: Final = (9.0, 0.94, 80.0)  # assumed: median 9, one in ten over 30
DAYS_TO_STATEMENT: Final = (45.0, 1.306, 700.0)  # assumed: median 45, one in ten over 240

SEX: Final = {"male": 0.88, "female": 0.12}  # "mainly male" known, share assumed
VULNERABILITIES: Final = {  # kinds known, shares assumed; one person may have several
    "homeless": 0.45,
    "ex_prisoner": 0.30,
    "alcohol": 0.50,
    "debt_or_family_need": 0.25,
}
NO_VULNERABILITY: Final = 0.15  # assumed
HOUSES: Final = 30  # known
ACTIVE_HOUSES: Final = 9  # derived: nine and thirty are both published
PEOPLE_A_ROOM: Final = 4  # known
HOUSES_A_PERSON: Final = {1: 0.45, 2: 0.30, 3: 0.17, 4: 0.08}  # assumed
ACCOUNTS_A_PERSON: Final = {0: 0.08, 1: 0.70, 2: 0.17, 3: 0.05}  # assumed
PEOPLE_A_LETTER_ADDRESS: Final = (3, 15)  # assumed
WAGE_ROUTE: Final = {  # routes known, shares assumed
    "own_account_controlled": 0.65,
    "exploiters_account": 0.25,
    "cash": 0.10,
}
PAY_A_WEEK: Final = {(20, 20): 0.55, (21, 50): 0.30, (51, 100): 0.15}  # range known, rest assumed
COACH_GROUP: Final = {1: 0.30, 2: 0.30, 3: 0.20, 4: 0.12, 5: 0.08}  # groups known, sizes assumed
CHANNELS: Final = {  # assumed
    "soup_kitchen": 0.35,
    "homeless_service": 0.20,
    "friend_already_out": 0.20,
    "police_stop": 0.10,
    "hospital": 0.06,
    "helpline": 0.05,
    "other": 0.04,
}
STREET_WITHOUT_NUMBER: Final = 0.35  # assumed
MONTH_ONLY: Final = 0.50  # assumed
KNOWN_TO_TWO_CHARITIES: Final = 11  # assumed: 12 in a hundred of the identified


def shared_out(rng: Random, shares: dict[Item, float], total: int) -> list[Item]:
    """Return `total` items in random order, each as often as its share says (largest remainder)."""
    exact = {item: share * total for item, share in shares.items()}
    counts = {item: math.floor(value) for item, value in exact.items()}
    by_remainder = sorted(exact, key=lambda item: counts[item] - exact[item])
    for item in by_remainder[: total - sum(counts.values())]:
        counts[item] += 1
    drawn = [item for item, count in counts.items() for _ in range(count)]
    rng.shuffle(drawn)
    return drawn


def _strata(rng: Random, total: int, lowest: float = 0.0, highest: float = 1.0) -> list[float]:
    width = (highest - lowest) / total
    # Half of each stratum is enough play, and keeps the ends away from 0 and 1.
    points = [lowest + (index + 0.25 + rng.random() / 2) * width for index in range(total)]
    rng.shuffle(points)
    return points


def lognormal(rng: Random, shape: tuple[float, float, float], total: int) -> list[float]:
    """Return `total` draws of a lognormal given by median, sigma and longest, in random order."""
    median, sigma, longest = shape
    normal = NormalDist(math.log(median), sigma)
    return [min(longest, math.exp(normal.inv_cdf(point))) for point in _strata(rng, total)]


def bounded_normal(rng: Random, shape: tuple[float, float, int, int], total: int) -> list[int]:
    """Return `total` whole draws of a normal cut off at both ends, in random order."""
    mean, spread, least, most = shape
    normal = NormalDist(mean, spread)
    points = _strata(rng, total, normal.cdf(least), normal.cdf(most))
    return [min(most, max(least, round(normal.inv_cdf(point)))) for point in points]


def several_of(
    rng: Random, shares: dict[str, float], none: float, total: int
) -> list[tuple[str, ...]]:
    """Return for each of `total` people the kinds they have; `none` is the share without any."""
    order = list(range(total))
    rng.shuffle(order)
    some = order[: total - round(none * total)]
    found: list[list[str]] = [[] for _ in range(total)]
    place = 0
    for kind, share in shares.items():
        for _ in range(round(share * total)):
            found[some[place % len(some)]].append(kind)
            place += 1
    return [tuple(kinds) for kinds in found]


def chunked(rng: Random, items: Sequence[Item], sizes: tuple[int, int]) -> list[list[Item]]:
    """Cut a sequence into runs of least to most items; no run is shorter than the least."""
    least, most = sizes
    runs: list[list[Item]] = []
    place = 0
    while place < len(items):
        left = len(items) - place
        size = left if left <= most else min(rng.randint(least, most), left - least)
        runs.append(list(items[place : place + size]))
        place += size
    return runs
