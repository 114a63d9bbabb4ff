"""How each source writes: what its form asks, what it never sees, and how well it hears.

A pen is data; `sources` decides who is seen, and `write` here puts down what the pen keeps.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array, listed, toss, weighted
from bench.worlds.second.calendars import FIRST_YEAR, ethiopian, split
from bench.worlds.second.ledger import SOURCE, Ledger
from bench.worlds.second.months import World
from bench.worlds.second.people import People
from bench.worlds.second.vocabulary import CULTURE, Form

SPLIT, GIVEN_FIRST, FAMILY_FIRST, SWAPPED, CALLED, CAPITALS, FIRST_ONLY = range(7)
"""Layouts of a name: two boxes, one line, family first, boxes the wrong way round, what others
call them, `FAMILY, Given`, and the first name alone."""

_FULL, _TOLD, _AGE, _NEW_YEAR, _NONE = range(5)
_SCRIPTS: Final = [CULTURE[name] for name in ("Ukrainian", "Chinese", "Arabic", "Habesha")]
_FAMILY_FIRST: Final = [CULTURE[name] for name in ("Vietnamese", "Chinese")]
_CHAINS: Final = [CULTURE[name] for name in ("Arabic", "Habesha")]
NICKS: Final = listed("Big Young Old Doc Chef Blondie Red Prof Tiny Champ Grandad Smiler")


@dataclass(frozen=True)
class Pen:
    """How one source writes. Shares lie between 0 and 1."""

    source: str
    forms: tuple[float, ...]
    """How often each `Form` of a name."""
    layouts: tuple[float, ...]
    births: tuple[float, ...]
    """Copied in full, told in full, an age, the first of January, nothing."""
    slips: float = 0.02
    married_late: float = 0.0
    """How often the register still has the name from before the wedding."""
    middle: float = 0.3
    alias: float = 0.0
    adopted: float = 0.0
    sex: float = 0.8
    culture: float = 0.5
    phone: float = 0.0
    email: float = 0.0
    home: float = 0.0
    homes: tuple[float, ...] = (0.6, 0.2, 0.15, 0.0, 0.05)
    stale: float = 0.0
    document: float = 0.0
    account: float = 0.0
    employer: float = 0.0
    agency: float = 0.0
    vehicle: float = 0.0
    coach: float = 0.0
    recruited: float = 0.0
    place: float = 0.0
    mail: bool = False
    """Asks for an address to write to, not for where somebody sleeps."""
    guess: float = 1.0
    """By how many years an age is off, one time in two."""


def write(
    world: World, ledger: Ledger, pen: Pen, who: Array, month: int, **given_values: Array | int
) -> Array:
    """Put down what one source keeps of some people this month.

    Args:
        world: as it stands this month.
        ledger: where it is put down.
        pen: how the source writes.
        who: people, by number; those whom no source ever sees are left out by the caller.
        month: which month.
        given_values: columns that the caller knows better than the state of the people.

    Returns:
        The numbers of the records.
    """
    people, dice, many = world.people, world.dice, len(who)
    if not many:
        return who[:0]

    def kept(share: float, values: Array) -> Array:
        return np.where(dice.random(many) < share, values, -1)

    culture = people.culture[who]
    columns: dict[str, Array | int] = {"person": who, "source": SOURCE[pen.source], "month": month}
    columns["day"] = dice.integers(1, 29, many)
    columns |= _names(world, pen, who, culture, month)
    columns |= _births(dice, pen, people, who, culture, month)
    columns["slip"] = np.where(dice.random(many) < pen.slips, dice.integers(1, 3, many), 0)
    columns["sex"] = np.where(dice.random(many) < pen.sex, people.sex[who], 0)
    columns["culture"] = kept(pen.culture, culture)
    columns["phone"] = kept(pen.phone, people.phone[who])
    columns["phone_way"] = weighted(dice, (0.5, 0.25, 0.12, 0.05, 0.08), many)
    wrong = dice.random(many) < pen.slips / 2
    columns["phone_slip"] = np.where(wrong, dice.integers(1, 8, many), 0)
    columns["email"] = (dice.random(many) < pen.email).astype(np.int8)
    home = people.home[who]
    if pen.mail:
        home = np.where(people.mail[who] >= 0, people.mail[who], home)
    columns["home"] = np.where(dice.random(many) < pen.home, home, -1).clip(-1)
    columns["home_way"] = weighted(dice, pen.homes, many)
    columns["document"] = (dice.random(many) < pen.document).astype(np.int8)
    columns["account"] = kept(pen.account, people.account[who])
    columns["employer"] = kept(pen.employer, people.employer[who])
    columns["agency"] = kept(pen.agency, people.agency[who])
    columns["firm_way"] = dice.integers(0, 3, many)
    columns["vehicle"] = kept(pen.vehicle, people.vehicle[who])
    columns["coach"] = kept(pen.coach, people.coach[who])
    columns["recruited"] = kept(pen.recruited, people.recruited[who])
    columns["place"] = kept(pen.place, who % 12)
    columns |= given_values
    people.records[who] += 1
    return ledger.add(many, **columns)


def _names(
    world: World, pen: Pen, who: Array, culture: Array, month: int
) -> dict[str, Array | int]:
    """Return what is written for a name: which tokens, in which form, in which boxes."""
    people, dice, many = world.people, world.dice, len(who)
    given, middle, family = people.given[who], people.middle[who], people.family[who]
    married = (people.renamed[who] <= month) & (dice.random(many) >= pen.married_late)
    family = np.where(married, people.new_family[who], family)
    form = weighted(dice, pen.forms, many)
    foreign = np.isin(culture, _SCRIPTS)
    # Offices keep to one standard of Latin letters, each its own.
    office = (people.city[who].astype(np.int64) * 7 + SOURCE[pen.source] * 3) % 4
    standard = np.choose(office, [Form.OWN, Form.STANDARD_B, Form.STANDARD_C, Form.OWN])
    form = np.where(foreign & (form <= Form.PLAIN), standard, form)
    layout = weighted(dice, pen.layouts, many)
    boxes = layout == SPLIT
    turned = np.isin(culture, _FAMILY_FIRST) & (toss(dice, 0.35, many))
    turned |= np.isin(culture, _CHAINS) & (toss(dice, 0.12, many))
    turned |= toss(dice, 0.015, many)
    layout = np.where(boxes & turned, SWAPPED, layout)
    own_order = np.isin(culture, _FAMILY_FIRST) & (layout == GIVEN_FIRST)
    layout = np.where(own_order & (toss(dice, 0.6, many)), FAMILY_FIRST, layout)
    by_father = np.isin(culture, _CHAINS) & (toss(dice, 0.45, many))
    family = np.where(by_father, middle, family)
    middle = np.where((dice.random(many) < pen.middle) & ~by_father, middle, -1)
    english = (people.adopted[who] >= 0) & (dice.random(many) < pen.adopted)
    given = np.where(english, people.adopted[who], given)
    alias = np.where((dice.random(many) < pen.alias) & ~english, people.adopted[who], -1)
    called = (layout == CALLED) & (toss(dice, 0.2, many))
    return {
        "given": np.where(called, -1, given), "middle": middle,
        "family": np.where((layout == CALLED) | (layout == FIRST_ONLY), -1, family),
        "given_form": np.where(layout == CALLED, Form.SHORT, form), "alias": alias,
        "family_form": np.where(form == Form.SHORT, Form.PLAIN, form), "layout": layout,
        "nick": np.where(called, dice.integers(0, len(NICKS), many), -1),
    }  # fmt: skip


def _births(
    dice: np.random.Generator, pen: Pen, people: People, who: Array, culture: Array, month: int
) -> dict[str, Array | int]:
    """Return what is written for a birthday, and how much of the true one is in it."""
    many = len(who)
    days = people.birth[who]
    year, of_year, day = split(days)
    way = weighted(dice, pen.births, many)
    known = np.select([way <= _TOLD, way == _NEW_YEAR], [3, 1], 0)
    told = way == _TOLD
    abroad = told & (culture == CULTURE["Habesha"]) & (toss(dice, 0.35, many))
    e_year, e_month, e_day = ethiopian(days)
    year, of_year, day = (
        np.where(abroad, there, here)
        for there, here in ((e_year, year), (e_month, of_year), (e_day, day))
    )
    turned = told & (toss(dice, 0.03, many)) & (day <= 12)  # noqa: PLR2004 -- months
    of_year, day = np.where(turned, day, of_year), np.where(turned, of_year, day)
    slipped = told & (dice.random(many) < pen.slips)
    day = np.where(slipped & (day < 28), day + 1, day)  # noqa: PLR2004 -- every month has 28
    # What this calendar does not have cannot be typed, so the clerk keeps the month or the year.
    longest = np.where(of_year == 2, 28, 30)  # noqa: PLR2004 -- February
    day = np.where((abroad | turned | slipped) & (day > longest), 0, day)
    of_year = np.where(of_year > 12, 0, of_year)  # noqa: PLR2004 -- months
    day = np.where(of_year == 0, 0, day)
    guessed = way == _AGE
    off = np.round(dice.normal(0, pen.guess, many)).astype(np.int64)
    elder = np.isin(culture, _FAMILY_FIRST) & (toss(dice, 0.3, many))
    now_year = FIRST_YEAR + month // 12
    by_age = year - off - elder
    known = np.where(guessed & (by_age == split(days)[0]), 1, known)
    year = np.where(guessed, np.minimum(by_age, now_year - 14), year)
    no_day = guessed | (way == _NONE)
    first = way == _NEW_YEAR
    return {
        "year": np.where(way == _NONE, 0, year),
        "month_born": np.where(no_day, 0, np.where(first, 1, of_year)),
        "day_born": np.where(no_day, 0, np.where(first, 1, day)),
        "birth_known": known,
    }
