"""Who sees whom: fifteen sources, each with its occasion, its form and its blind spots.

Every source looks at the state of lives in that month and at nothing else. A person who is held
is seen by the same eyes as everybody, less often by those who ask people to come.
"""

from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array, toss
from bench.worlds.second.ledger import Ledger
from bench.worlds.second.months import Happened, World
from bench.worlds.second.numbers import AGENCY_PHONES, HELPLINE, HOSTEL_PHONES
from bench.worlds.second.pens import Pen, write
from bench.worlds.second.people import NEVER
from bench.worlds.second.places import ROUGH, Kind
from bench.worlds.second.vocabulary import CULTURE

# Forms: own, plain, by ear, by ear knowing, second and third standard, short, script, lost letters.
BANK: Final = Pen(
    "bank", (0.35, 0.55, 0, 0, 0.03, 0, 0, 0, 0.07), (0.8, 0, 0, 0, 0, 0.2), (0.93, 0.07, 0, 0, 0),
    slips=0.01, middle=0.8, married_late=0.3, sex=0.9, phone=0.85, email=0.35, home=0.97,
    document=0.75, account=1.0, employer=0.15, mail=True,
)  # fmt: skip
TAX: Final = Pen(
    "tax office", (0.1, 0.85, 0, 0, 0.02, 0, 0, 0, 0.03), (0.75, 0, 0, 0.05, 0, 0.2),
    (0.8, 0.2, 0, 0, 0), slips=0.015, middle=0.5, married_late=0.5, phone=0.3, home=0.95,
    document=0.3, employer=0.8, mail=True,
)  # fmt: skip
AGENCY: Final = Pen(
    "agency list", (0.08, 0.68, 0.06, 0.06, 0.06, 0.06, 0, 0, 0), (0.25, 0.45, 0.2, 0.05, 0, 0.05),
    (0.35, 0.25, 0.05, 0.02, 0.33), slips=0.06, adopted=0.2, sex=0.5, phone=0.65, home=0.5,
    homes=(0.3, 0.3, 0.3, 0.1, 0), account=0.5, employer=0.85, agency=1.0, document=0.15,
)  # fmt: skip
ROSTER: Final = Pen(
    "employer roster", (0.1, 0.7, 0.05, 0.05, 0.05, 0.05, 0, 0, 0), (0.4, 0.4, 0.1, 0, 0, 0.1),
    (0.4, 0.2, 0, 0, 0.4), slips=0.04, adopted=0.35, culture=0.3, phone=0.5, email=0.2, home=0.4,
    account=0.45, employer=1.0, vehicle=0.2,
)  # fmt: skip
SURGERY: Final = Pen(
    "surgery", (0.1, 0.55, 0.1, 0.15, 0.05, 0, 0, 0, 0.05), (0.75, 0.1, 0.05, 0.1, 0, 0),
    (0.35, 0.6, 0, 0.02, 0.03), slips=0.03, married_late=0.15, phone=0.75, email=0.1, home=0.97,
)  # fmt: skip
HOSPITAL: Final = Pen(
    "hospital", (0.02, 0.38, 0.35, 0.2, 0.05, 0, 0, 0, 0), (0.5, 0.2, 0.1, 0.1, 0.02, 0.08),
    (0.05, 0.7, 0.15, 0.05, 0.05), slips=0.05, middle=0.1, phone=0.45, home=0.6,
    homes=(0.3, 0.4, 0.2, 0.1, 0),
)  # fmt: skip
POLICE: Final = Pen(
    "police stop", (0.02, 0.4, 0.35, 0.18, 0.05, 0, 0, 0, 0), (0.35, 0.35, 0.1, 0, 0.05, 0.15),
    (0.1, 0.6, 0.15, 0.1, 0.05), slips=0.06, middle=0.1, alias=0.3, phone=0.3, home=0.65,
    homes=(0.2, 0.4, 0.2, 0.2, 0), vehicle=0.6, sex=1.0, culture=0.6,
)  # fmt: skip
KITCHEN: Final = Pen(
    "soup kitchen", (0.05, 0.3, 0.25, 0.2, 0, 0.05, 0.15, 0, 0), (0, 0.2, 0, 0, 0.5, 0, 0.3),
    (0, 0.03, 0.57, 0, 0.4), slips=0.05, middle=0, sex=0.6, culture=0.8, phone=0.12, home=0.25,
    homes=(0.05, 0.35, 0.1, 0.5, 0), guess=1.8, place=0.25, recruited=0.1,
)  # fmt: skip
HOSTEL: Final = Pen(
    "hostel register", (0.1, 0.5, 0.15, 0.15, 0.05, 0.05, 0, 0, 0),
    (0.4, 0.45, 0.05, 0.05, 0, 0, 0.05),
    (0.1, 0.6, 0.15, 0.05, 0.1), slips=0.04, phone=0.5, home=1.0, culture=0.8, document=0.1,
)  # fmt: skip
COACH: Final = Pen(
    "coach passengers", (0, 0.97, 0, 0, 0.03, 0, 0, 0, 0), (0, 0.4, 0.3, 0, 0, 0.3),
    (0.15, 0, 0, 0, 0.85), slips=0.03, middle=0, sex=0.3, culture=0.1, phone=0.25, document=0.2,
    coach=1.0,
)  # fmt: skip
LANDLORD: Final = Pen(
    "landlord list", (0.1, 0.55, 0.15, 0.1, 0, 0, 0.1, 0, 0), (0.1, 0.6, 0.1, 0, 0.05, 0, 0.15),
    (0.05, 0.25, 0, 0, 0.7), slips=0.05, middle=0.05, adopted=0.4, sex=0.2, culture=0.2, phone=0.5,
    home=1.0, employer=0.2, homes=(0.4, 0.3, 0.3, 0, 0),
)  # fmt: skip
JOBS: Final = Pen(
    "job centre", (0.15, 0.6, 0.05, 0.1, 0.05, 0, 0, 0, 0.05), (0.85, 0.05, 0, 0.05, 0, 0.05),
    (0.7, 0.28, 0, 0.02, 0), slips=0.02, middle=0.5, married_late=0.1, phone=0.7, email=0.15,
    home=0.97, account=0.8, document=0.3, mail=True,
)  # fmt: skip
COLLEGE: Final = Pen(
    "college", (0.35, 0.4, 0.05, 0.1, 0.05, 0, 0, 0.05, 0), (0.5, 0.15, 0.1, 0.25, 0, 0),
    (0.25, 0.65, 0, 0, 0.1), slips=0.03, adopted=0.3, culture=0.9, phone=0.7, email=0.75, home=0.5,
)  # fmt: skip
ASYLUM: Final = Pen(
    "asylum office", (0.1, 0.6, 0, 0.1, 0.1, 0.1, 0, 0, 0), (0.6, 0.1, 0.1, 0.1, 0, 0.1),
    (0.3, 0.35, 0.02, 0.33, 0), slips=0.02, middle=0.6, sex=1.0, culture=1.0, phone=0.3, home=0.6,
    document=0.1, alias=0.1, place=0.7, mail=True,
)  # fmt: skip
HELP: Final = Pen(
    "helpline note", (0.05, 0.25, 0.3, 0.2, 0, 0, 0.2, 0, 0), (0, 0.35, 0, 0, 0.35, 0, 0.3),
    (0, 0.05, 0.45, 0, 0.5), slips=0.05, middle=0, sex=0.9, culture=0.8, phone=0.3, home=0.5,
    homes=(0.15, 0.3, 0.1, 0.45, 0), employer=0.3, vehicle=0.1, guess=2.5,
)  # fmt: skip
_COPYING: Final = [CULTURE[n] for n in ("Arabic", "Habesha", "Vietnamese", "Albanian")]


def seen(world: World, who: Array, share: float, held: float = 1.0) -> Array:
    """Return whom a source comes across.

    Args:
        world: this month.
        who: all to whom it could happen.
        share: how likely, for the free.
        held: how many times as likely for those who are held.
    """
    people = world.people
    chance = np.where(people.captive[who] >= 0, share * held, share)
    met = (world.dice.random(len(who)) < chance) & ~people.hidden[who]
    return who[met]


def look(world: World, ledger: Ledger, happened: Happened, month: int, leaders: Array) -> None:
    """Let every source write what it sees this month.

    Args:
        world: the lives.
        ledger: where sources write.
        happened: what people did this month.
        month: which.
        leaders: the interpreter of each town (row) and culture (column), or -1.
    """
    people, homes = world.people, world.homes
    here = np.flatnonzero(people.home != -1)
    _work(world, ledger, happened.hired, month)
    write(world, ledger, BANK, seen(world, happened.opened, 0.6), month)
    registered = seen(world, happened.moved, 0.2, held=0.3)
    write(world, ledger, SURGERY, registered, month, **_speaks(world, registered, leaders))
    write(world, ledger, HOSPITAL, seen(world, here, 0.001, held=5.0), month)
    write(world, ledger, POLICE, seen(world, here, 0.001, held=6.0), month)
    claims = seen(world, here, 0.003, held=2.0)
    write(world, ledger, JOBS, claims, month, **_speaks(world, claims, leaders))
    foreign = here[people.culture[here] != CULTURE["English"]]
    pupils = seen(world, foreign, 0.003, held=0.1)
    write(world, ledger, COLLEGE, pupils, month, **_speaks(world, pupils, leaders))
    write(
        world,
        ledger,
        COACH,
        seen(world, happened.arrived[people.coach[happened.arrived] >= 0], 0.4),
        month,
    )
    asylum = happened.arrived[np.isin(people.culture[happened.arrived], _COPYING)]
    write(world, ledger, ASYLUM, seen(world, asylum, 0.55, held=0.2), month)
    kind = np.where(people.home[here] >= 0, homes.kind[people.home[here].clip(0)], -1)
    poor = np.concatenate([here[people.home[here] == ROUGH], here[kind == Kind.SHELTER]])
    hungry = np.concatenate([seen(world, poor, 0.12), seen(world, here[kind == Kind.HOSTEL], 0.02)])
    held = here[people.captive[here] >= 0]
    write(world, ledger, KITCHEN, np.concatenate([hungry, seen(world, held, 0.02)]), month)
    moved = happened.moved[people.home[happened.moved] >= 0]
    into = homes.kind[people.home[moved]]
    beds = seen(world, moved[(into == Kind.HOSTEL) | (into == Kind.SHELTER)], 0.55)
    write(
        world,
        ledger,
        HOSTEL,
        beds,
        month,
        **_or_phone(world, beds, HOSTEL_PHONES + people.home[beds] % 900, 0.3),
    )
    _tenants(world, ledger, moved[into == Kind.SHARED], month)
    notes = seen(world, here, 0.0003, held=36.0)
    write(
        world,
        ledger,
        HELP,
        notes,
        month,
        **_or_phone(world, notes, np.full(len(notes), HELPLINE), 0.35),
    )


def _work(world: World, ledger: Ledger, hired: Array, month: int) -> None:
    people, dice = world.people, world.dice
    write(world, ledger, TAX, seen(world, hired, 0.10, held=5.0), month)
    listed = seen(world, hired[people.agency[hired] >= 0], 0.6, held=1.4)
    listed = listed[np.argsort(people.agency[listed], kind="stable")]
    agency = people.agency[listed]
    # A payroll firm fills in its own number wherever a worker's is missing.
    phones = _or_phone(world, listed, AGENCY_PHONES + agency % 1800, 0.2)
    friend = np.roll(listed, 1)
    known = (np.roll(agency, 1) == agency) & (toss(dice, 0.3, len(listed)))
    known &= people.culture[friend] == people.culture[listed]
    friends = np.where(known & (friend != listed), friend, -1)
    write(world, ledger, AGENCY, listed, month, friend=friends, **phones)
    direct = seen(world, hired[people.agency[hired] < 0], 0.13, held=2.0)
    write(world, ledger, ROSTER, direct, month)


def _tenants(world: World, ledger: Ledger, moved: Array, month: int) -> None:
    tenants = seen(world, moved, 0.3, held=0.5)
    landlord = world.homes.landlord[world.people.home[tenants]]
    phones = np.where(landlord >= 0, 90_000_000 + landlord, -1)
    write(world, ledger, LANDLORD, tenants, month, **_or_phone(world, tenants, phones, 0.45))


def _or_phone(world: World, who: Array, other: Array, share: float) -> dict[str, Array]:
    """Return the telephone written: sometimes another's, where a person's own ought to stand."""
    dice = world.dice
    luck = dice.random(len(who))
    own = np.where(toss(dice, 0.55, len(who)), world.people.phone[who], -1)
    return {"phone": np.where(luck < share, other, own)}


def _speaks(world: World, who: Array, leaders: Array) -> dict[str, Array]:
    """Return who came along: the escort of the held, or the interpreter of the town."""
    people, dice = world.people, world.dice
    leader = leaders[people.city[who], people.culture[who]]
    new = (people.culture[who] != CULTURE["English"]) & (people.captive[who] < 0)
    came = np.where(new & (toss(dice, 0.10, len(who))) & (leader != who), leader, -1)
    came = np.where(people.captive[who] >= 0, people.escort[who], came)
    own = np.where(toss(dice, 0.72, len(who)), people.phone[who], -1)
    theirs = (came >= 0) & (toss(dice, 0.7, len(who))) & (people.captive[who] < 0)
    return {"friend": came, "phone": np.where(theirs, people.phone[came], own)}


def interpreters(world: World) -> Array:
    """Return the one person in each town who speaks for the others of a culture, or -1."""
    people = world.people
    leaders = np.full((int(people.city.max()) + 1, int(people.culture.max()) + 1), -1, np.int64)
    settled = (people.arrives == 0) & (people.leaves == NEVER) & (people.ring < 0)
    stays = np.flatnonzero(settled)[::-1]
    leaders[people.city[stays], people.culture[stays]] = stays
    return leaders
