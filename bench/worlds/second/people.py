"""Who lives in a world: names, births, households, and the state each person is in this month.

One row a person. The first rows live freely; the last ones belong to groups, and `rings` moves
them. `months` changes the state, `sources` look at it.
"""

from dataclasses import dataclass, field, fields
from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array, toss, weighted
from bench.worlds.second.calendars import MONTHS
from bench.worlds.second.places import NOT_HERE
from bench.worlds.second.vocabulary import CULTURE, SHARES, Vocabulary

MALE: Final = 1
FEMALE: Final = 2
NEVER: Final = 999
TAKES_NAME: Final = ("English", "Polish", "Romanian", "Albanian", "Ukrainian", "Nigerian")
"""Where a wife takes her husband's family name more often than not."""
CHAINED: Final = ("Arabic", "Habesha")
"""Where a child's second name is its father's own name."""


@dataclass
class People:
    """Everyone of a world, as columns."""

    culture: Array
    sex: Array
    birth: Array
    given: Array
    middle: Array
    family: Array
    adopted: Array
    """An English name some use besides."""
    new_family: Array
    renamed: Array
    """From which month on she has a husband's name."""
    head: Array
    partner: Array
    arrives: Array
    leaves: Array
    city: Array
    home: Array = field(default_factory=lambda: np.empty(0))
    since: Array = field(default_factory=lambda: np.empty(0))
    mail: Array = field(default_factory=lambda: np.empty(0))
    """The address given on forms, where it is another than the home."""
    phone: Array = field(default_factory=lambda: np.empty(0))
    account: Array = field(default_factory=lambda: np.empty(0))
    employer: Array = field(default_factory=lambda: np.empty(0))
    agency: Array = field(default_factory=lambda: np.empty(0))
    vehicle: Array = field(default_factory=lambda: np.empty(0))
    coach: Array = field(default_factory=lambda: np.empty(0))
    hidden: Array = field(default_factory=lambda: np.empty(0))
    captive: Array = field(default_factory=lambda: np.empty(0))
    ring: Array = field(default_factory=lambda: np.empty(0))
    escort: Array = field(default_factory=lambda: np.empty(0))
    """Who comes along and answers at a counter."""
    recruited: Array = field(default_factory=lambda: np.empty(0))
    """Where each was promised work."""
    records: Array = field(default_factory=lambda: np.empty(0))

    def __post_init__(self) -> None:
        many = len(self.culture)
        for name in ("home", "mail", "employer", "escort"):
            setattr(self, name, np.full(many, NOT_HERE, np.int32))
        for name in ("agency", "captive", "ring", "since"):
            setattr(self, name, np.full(many, -1, np.int16))
        for name in ("phone", "account", "vehicle", "coach"):
            setattr(self, name, np.full(many, -1, np.int64))
        self.recruited = (np.arange(many) * 7 % 30).astype(np.int8)
        self.hidden = np.zeros(many, bool)
        self.records = np.zeros(many, np.int32)

    def joined(self, other: "People") -> "People":
        """Return these people and others in one table; the others' numbers come after."""
        shift = len(self.culture)
        columns = {}
        for part in fields(People)[:14]:
            theirs = getattr(other, part.name)
            if part.name in {"head", "partner"}:
                theirs = np.where(theirs < 0, theirs, theirs + shift)
            columns[part.name] = np.concatenate([getattr(self, part.name), theirs])
        return People(**columns)


def names_for(
    dice: np.random.Generator, words: Vocabulary, culture: Array, sex: Array
) -> tuple[Array, Array, Array]:
    """Return own, second and family names; -1 where a culture has no second one."""
    given, middle, family = (np.full(len(culture), -1, np.int32) for _ in range(3))
    for number in range(len(SHARES)):
        here = np.flatnonzero(culture == number)
        surname = words.families[number]
        if surname is not None:
            family[here] = surname.draw(dice, len(here))
        for mine, own, second in (
            (here[sex[here] == MALE], words.men[number], words.middle_men[number]),
            (here[sex[here] == FEMALE], words.women[number], words.middle_women[number]),
        ):
            given[mine] = own.draw(dice, len(mine))
            if second is not None:
                middle[mine] = second.draw(dice, len(mine))
    rare = (culture == CULTURE["English"]) & (toss(dice, 0.5, len(culture)))
    middle[rare] = -1
    woman = sex == FEMALE
    family[woman] = words.female[family[woman]]
    return given, middle, family


def birth_days(dice: np.random.Generator, ages: Array) -> Array:
    """Return days of birth, counted from 1970, of people who are so old in January 2012."""
    return (15_340 - ages * 365.25 - dice.integers(0, 365, len(ages))).astype(np.int32)


def build(dice: np.random.Generator, words: Vocabulary, many: int, cities: Array) -> People:
    """Return the people who live freely, household by household.

    Args:
        dice: where chance comes from.
        words: the names there are.
        many: how many people.
        cities: how far the cities reach, to give each its share.
    """
    size = weighted(dice, (0.46, 0.37, 0.17), many) + 1
    size = size[: int(np.searchsorted(np.cumsum(size), many)) + 1].astype(np.int64)
    starts = np.cumsum(size) - size
    head = np.repeat(starts, size)[:many]
    place = np.arange(many) - head
    number = np.repeat(np.arange(len(size)), size)[:many]
    culture = weighted(dice, SHARES, len(size))[number]
    sex = dice.integers(1, 3, many).astype(np.int8)
    twin = (toss(dice, 0.03, len(size)))[number] & (place == 1)
    couple = (place == 1) & ~twin
    sex[couple] = 3 - sex[head[couple]]
    given, middle, family = names_for(dice, words, culture, sex)
    birth = birth_days(dice, np.clip(dice.gamma(5.0, 8.0, many) + 10, 17, 88))
    birth[couple] = birth[head[couple]] + dice.normal(0, 1400, int(couple.sum())).astype(np.int32)
    birth[twin] = birth[head[twin]]
    child = place == 2  # noqa: PLR2004 -- the third of a household
    birth[child] = birth[head[child]] + dice.integers(7000, 12_000, int(child.sum()))
    takes = np.isin(culture, [CULTURE[name] for name in TAKES_NAME])
    same = twin | child | (couple & takes & (toss(dice, 0.8, many)))
    _share_family(words, sex, family, head, same)
    chained = np.isin(culture, [CULTURE[name] for name in CHAINED])
    of_father = child & chained
    middle[of_father] = given[head[of_father]]
    brother = twin & chained
    middle[brother] = middle[head[brother]]
    renamed = np.full(many, NEVER, np.int16)
    bride = (sex == FEMALE) & takes & (place == 0) & (toss(dice, 0.12, many))
    renamed[bride] = dice.integers(1, MONTHS, int(bride.sum()))
    _, _, new_family = names_for(dice, words, culture, sex)
    partner = np.full(many, -1, np.int64)
    partner[couple] = head[couple]
    partner[head[couple]] = np.flatnonzero(couple)
    arrives, leaves = _presence(dice, culture[starts.clip(0, many - 1)], len(size))
    return People(
        culture=culture, sex=sex, birth=birth, given=given, middle=middle, family=family,
        adopted=_adopted(dice, words, culture, sex), new_family=new_family, renamed=renamed,
        head=head, partner=partner, arrives=arrives[number], leaves=leaves[number],
        city=(np.searchsorted(cities, dice.random(len(size)) * cities[-1], side="right") - 1)
        .astype(np.int8)[number],
    )  # fmt: skip


def _share_family(words: Vocabulary, sex: Array, family: Array, head: Array, who: Array) -> None:
    """Give the head's family name to others of the household, in the form of their sex."""
    male = np.arange(len(words.female), dtype=np.int32)
    changed = np.flatnonzero(words.female != male)
    male[words.female[changed]] = changed
    taken = male[family[head[who]]]
    family[who] = np.where(sex[who] == FEMALE, words.female[taken], taken)


def _presence(dice: np.random.Generator, culture: Array, many: int) -> tuple[Array, Array]:
    """Return the months in which households come and go; 0 is there from the start."""
    later = dice.random(many) < np.where(culture == CULTURE["English"], 0.05, 0.55)
    arrives = np.where(later, dice.integers(1, MONTHS, many), 0).astype(np.int16)
    goes = dice.random(many) < np.where(culture == CULTURE["English"], 0.04, 0.22)
    leaves = np.where(goes, arrives + 2 + dice.exponential(24, many), NEVER).astype(np.int16)
    return arrives, leaves


def _adopted(dice: np.random.Generator, words: Vocabulary, culture: Array, sex: Array) -> Array:
    """Return the English names some people of far cultures go by."""
    adopted = np.full(len(culture), -1, np.int32)
    for name, share in (("Chinese", 0.4), ("Vietnamese", 0.15), ("Nigerian", 0.1)):
        here = np.flatnonzero((culture == CULTURE[name]) & (dice.random(len(culture)) < share))
        men, women = here[sex[here] == MALE], here[sex[here] == FEMALE]
        adopted[men] = words.men[0].draw(dice, len(men))
        adopted[women] = words.women[0].draw(dice, len(women))
    return adopted
