"""Every figure of the world in one place. [S] stands in a published report, [A] is an assumption.

What each rests on: docs/reference/made-worlds.md. Names have their own figures, in names/.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bench.worlds.first.things import EPOCH, Kind


def day(year: int, month: int, number: int = 1) -> int:
    """Return a day as the number the world counts in."""
    return (date(year, month, number) - EPOCH).days


FIRST_DAY: Final = day(2010, 1)
LAST_DAY: Final = day(2020, 1)

# Who lives there [A]: people whom services meet, not a census.
SHARES: Final = {
    "english": 0.42,
    "polish": 0.13,
    "romanian": 0.10,
    "arabic": 0.07,
    "yoruba": 0.04,
    "igbo": 0.03,
    "ukrainian": 0.05,
    "albanian": 0.04,
    "vietnamese": 0.04,
    "chinese": 0.04,
    "habesha": 0.04,
}

# Records a person: 1 + negative binomial [A, mean 1.8 asked for].
EXTRA_RECORDS: Final = 0.8
SKEW: Final = 0.6

# Homes [A]: shares of people by the kind of household they live in.
HOUSEHOLDS: Final = {"family": 0.55, "alone": 0.20, "shared": 0.25}
MOVED: Final = 0.35  # have an earlier address
RELET: Final = 0.5  # of earlier addresses are somebody else's home now
TWO_PHONES: Final = 0.45
RECYCLED: Final = 0.06  # of former numbers are somebody else's now
JOINT_ACCOUNT: Final = 0.4  # of families

# Everybody's things [A]: sizes as shares of all people, and the most people one thing may have.
# On paper it is fewer: about two in five of a hostel or a helpline, one in four of an
# agency ever have it written beside their name.
HOSTEL: Final = (0.05, 2_400)
HELPLINE: Final = (0.016, 1_600)
INTERPRETER: Final = (0.003, 300)
LANDLORD: Final = (0.0015, 150)
LEADER: Final = (0.002, 200)
AGENCY: Final = (0.07, 30_000)
EMPLOYER: Final = (0.04, 15_000)
COACH: Final = 35  # people of one trip

# The ring of the size that one published case had.
PERIOD: Final = (day(2012, 6), day(2017, 10, 31))  # [S] 64 months
STAY_MEDIAN, STAY_SIGMA, STAY_MAX = 14 * 7, 0.9, 110 * 7  # [derived from profit; shape A]
AGE_MEAN, AGE_SD, AGE_MIN, AGE_MAX = 38.0, 11.0, 17, 64  # [range S, shape A]
MEN: Final = 0.88  # ["mainly male" S, figure A]
HOUSES: Final = 30  # [S, whole period]
ACTIVE_HOUSES: Final = 9  # [S]
HOUSES_EACH: Final = (0.45, 0.30, 0.25)  # one, two, three [A]
ACCOUNTS_EACH: Final = (0.08, 0.70, 0.17, 0.05)  # none to three [A]
SHARED_ACCOUNT: Final = 0.25  # wages into an account of the group [split A]
ON_ONE_ACCOUNT: Final = (3, 15)  # [A]
IDENTIFIED: Final = 0.23  # [S] 92 of about 400
UNSEEN: Final = 0.07  # of victims appear in no other source [A]
ELSEWHERE: Final = 0.5  # of victims have ordinary records besides [A]
STRANGERS: Final = 0.3  # of innocents around a ring are unknown elsewhere [A]

# What somebody who tells still knows [A, after the noise named for that case].
TOLD: Final = {
    Kind.PHONE: 0.50,
    Kind.ADDRESS: 0.70,
    Kind.ACCOUNT: 0.30,
    Kind.AGENCY: 0.70,
    Kind.EMPLOYER: 0.60,
    Kind.VEHICLE: 0.40,
    Kind.PERSON: 0.60,
    Kind.TRAVEL: 0.50,
    Kind.DOCUMENT: 0.15,
    Kind.EMAIL: 0.10,
}


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of source: its share, what it writes down, and how badly. All figures [A]."""

    name: str
    share: float
    kinds: dict[Kind, float]
    apart: bool  # given and family name in fields of their own
    ascii: float  # loses what stands above and below letters
    other: float  # another usual spelling than the papers'
    short: float  # a short form instead of the given name
    ear: float  # written as heard
    typo: float  # a letter wrong
    swapped: float  # family name where the given name belongs
    partial: float  # only one of the names
    birth: float  # a date of birth at all
    vague: float  # of those: year or month only, or worked out from a stated age
    wrong: float  # of any number: one digit wrong
    mojibake: float


def _kinds(*shares: float) -> dict[Kind, float]:
    return dict(zip(Kind, shares, strict=True))


# Kinds in their order: phone, address, account, agency, employer, vehicle, person, travel,
# document, email.
SOURCES: Final = (
    Source(
        "charity",
        0.22,
        _kinds(0.50, 0.50, 0.08, 0.25, 0.30, 0.05, 0.30, 0.20, 0.05, 0.10),
        apart=False,
        ascii=0.50,
        other=0.25,
        short=0.20,
        ear=0.08,
        typo=0.03,
        swapped=0.06,
        partial=0.10,
        birth=0.55,
        vague=0.35,
        wrong=0.03,
        mojibake=0.01,
    ),
    Source(
        "helpline",
        0.10,
        _kinds(0.75, 0.25, 0.06, 0.20, 0.30, 0.08, 0.35, 0.25, 0.02, 0.10),
        apart=False,
        ascii=0.70,
        other=0.35,
        short=0.20,
        ear=0.16,
        typo=0.03,
        swapped=0.08,
        partial=0.20,
        birth=0.40,
        vague=0.55,
        wrong=0.05,
        mojibake=0.0,
    ),
    Source(
        "police stop",
        0.16,
        _kinds(0.35, 0.65, 0.02, 0.10, 0.20, 0.75, 0.15, 0.05, 0.40, 0.03),
        apart=False,
        ascii=0.70,
        other=0.15,
        short=0.03,
        ear=0.07,
        typo=0.04,
        swapped=0.08,
        partial=0.03,
        birth=0.90,
        vague=0.08,
        wrong=0.03,
        mojibake=0.01,
    ),
    Source(
        "agency list",
        0.20,
        _kinds(0.80, 0.75, 0.80, 0.95, 0.85, 0.10, 0.05, 0.08, 0.45, 0.45),
        apart=True,
        ascii=0.75,
        other=0.10,
        short=0.02,
        ear=0.02,
        typo=0.03,
        swapped=0.06,
        partial=0.01,
        birth=0.92,
        vague=0.03,
        wrong=0.02,
        mojibake=0.04,
    ),
    Source(
        "hospital",
        0.18,
        _kinds(0.70, 0.85, 0.0, 0.02, 0.15, 0.0, 0.20, 0.0, 0.10, 0.15),
        apart=True,
        ascii=0.85,
        other=0.12,
        short=0.03,
        ear=0.05,
        typo=0.03,
        swapped=0.05,
        partial=0.02,
        birth=0.96,
        vague=0.04,
        wrong=0.02,
        mojibake=0.01,
    ),
    Source(
        "housing",
        0.14,
        _kinds(0.65, 0.97, 0.25, 0.05, 0.30, 0.05, 0.25, 0.02, 0.25, 0.35),
        apart=True,
        ascii=0.60,
        other=0.12,
        short=0.04,
        ear=0.03,
        typo=0.03,
        swapped=0.04,
        partial=0.01,
        birth=0.80,
        vague=0.06,
        wrong=0.02,
        mojibake=0.03,
    ),
)
FORMER: Final = 0.10  # a thing that is no longer true is written down all the same
NOT_YET: Final = 0.0
