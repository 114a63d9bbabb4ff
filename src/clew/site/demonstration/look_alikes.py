"""People whom a careless machine would join to the group, and who have nothing to do with it."""

from datetime import timedelta
from random import Random
from typing import Final

from clew.site.demonstration.claims import claim
from clew.site.demonstration.identified import age_band
from clew.site.demonstration.names import (
    PLAIN_MEN,
    PLAIN_SURNAMES,
    PLAIN_WOMEN,
    as_written,
    landline,
    mobile,
    polish_names,
)
from clew.site.demonstration.signs import carried_only, not_told, ordinary_work
from clew.site.demonstration.story_days import StoryDays, in_days
from clew.site.demonstration.world import (
    ClaimKind,
    Contact,
    Kind,
    MadeClaim,
    MadePerson,
    MadeProceedings,
    Note,
    Phase,
)

HOSTEL: Final = "Harbour Lights Hostel, 1 Wharfside, Northmoor NM1 4ZZ"
HELPLINE: Final = landline(100)
INTERPRETER: Final = "Mrs Bobbinet, interprets at the clinic"
_HOSTEL_PEOPLE: Final = 22
_HELPLINE_PEOPLE: Final = 6
_COUPLES: Final = 2
_INTERPRETED: Final = 5
_AGENCY_WORKERS: Final = 2
_FRIENDS: Final = 3
_CARRIED: Final = 2
_NOT_SETTLED: Final = 3
_NOTES: Final = {
    "hostel": "Lives at the hostel, like twenty others. Soup, dry socks.",
    "helpline_number": "Gave our own number on a form, because there was no other.",
    "couple": "Two people, one account, one pram.",
    "interpreter": "The clinic’s interpreter came along and helped with the form.",
    "agency_worker": "Works nights through an agency, paid on Fridays, tired. Wants help with tax.",
    "friends": "Three cousins who found each other work. Each has a key and a card.",
    "": "Said one thing and left. The door is open.",
}


def look_alikes(rng: Random, days: StoryDays) -> tuple[MadePerson, ...]:
    """Return the look-alikes, the only carried, and those who left before saying more."""
    wanted: list[tuple[str, list[MadeClaim], Kind]] = []
    hostel = claim(rng, ClaimKind.ADDRESS, HOSTEL, None)
    wanted += [("hostel", [hostel], Kind.LOOK_ALIKE)] * _HOSTEL_PEOPLE
    number = claim(rng, ClaimKind.PHONE, HELPLINE, None)
    wanted += [("helpline_number", [number], Kind.LOOK_ALIKE)] * _HELPLINE_PEOPLE
    for pair in range(_COUPLES):
        joint = f"00-00-00 0000800{pair}, Penny & Crown (made up)"
        home = f"{4 + pair} Candlemaker Yard, Northmoor NM1 4ZZ"
        both = [
            claim(rng, ClaimKind.ACCOUNT, joint, None),
            claim(rng, ClaimKind.ADDRESS, home, None),
        ]
        wanted += [("couple", both, Kind.LOOK_ALIKE)] * 2
    helped = claim(rng, ClaimKind.PERSON, INTERPRETER, None)
    wanted += [("interpreter", [helped], Kind.LOOK_ALIKE)] * _INTERPRETED
    for name, count in (("agency_worker", _AGENCY_WORKERS), ("friends", _FRIENDS)):
        work = [
            claim(rng, ClaimKind.AGENCY, "Fairhand Staffing (made up)", None),
            claim(rng, ClaimKind.EMPLOYER, "Hollin Poultry (made up)", None),
        ]
        wanted += [(name, work, Kind.LOOK_ALIKE)] * count
    lorry = claim(rng, ClaimKind.TRAVEL, "lorry with a green sheet, from a field at night", None)
    wanted += [("", [lorry], Kind.SMUGGLED_ONLY)] * _CARRIED
    wanted += [("", [], Kind.NOT_SETTLED)] * _NOT_SETTLED
    return tuple(_person(rng, days, place, *what) for place, what in enumerate(wanted, start=1))


def _person(
    rng: Random, days: StoryDays, place: int, pattern: str, claims: list[MadeClaim], kind: Kind
) -> MadePerson:
    key, on = f"b{place:02d}", in_days(days.today, -rng.randint(2, 900))
    sex = ("female", "male")[place % 2] if pattern == "couple" else rng.choice(("male", "female"))
    polish = rng.random() < _POLISH or pattern in {"interpreter", "agency_worker", "friends"}
    if kind is Kind.SMUGGLED_ONLY:
        polish = False
    if polish:
        given, surname = polish_names(rng, [sex], set())[0]
    else:
        given = rng.choice(PLAIN_MEN if sex == "male" else PLAIN_WOMEN)
        surname = rng.choice(PLAIN_SURNAMES)
    if rng.random() < _HAS_PHONE and pattern != "helpline_number":
        claims = [*claims, claim(rng, ClaimKind.PHONE, mobile(500 + place), None)]
    age = rng.randint(19, 66)
    phases: tuple[Phase, ...] = ()
    if pattern in {"agency_worker", "friends"}:
        phases = (ordinary_work(key=key, on=on),)
    elif kind is Kind.SMUGGLED_ONLY:
        phases = (carried_only(key=key, on=on),)
    elif kind is Kind.NOT_SETTLED:
        phases = (not_told(key=key, on=on),)
    note = _NOTES[pattern]
    if kind is Kind.SMUGGLED_ONLY:
        note = "Warm clothes, the sheet for people who ask for asylum, the law centre’s number."
    return MadePerson(
        key=key,
        code=f"B-{place}",
        kind=kind,
        organisation="mill_street",
        full_name=f"{given} {surname}",
        called=given,
        script="Latn",
        written_as=as_written(rng, given, surname),
        sex=sex,
        born=None,
        born_year=(on - timedelta(days=round(age * 365.25))).year,
        age_band=age_band(age),
        speaks=("pl",) if polish else ("en",) if kind is Kind.LOOK_ALIKE else ("ti",),
        reads=("pl",) if polish else ("en",) if kind is Kind.LOOK_ALIKE else ("ti",),
        nationality="PL" if polish else "GB" if kind is Kind.LOOK_ALIKE else "ER",
        form_of_exploitation=None,
        recognised_on=on if kind is not Kind.LOOK_ALIKE else None,
        channel=rng.choice(("soup_kitchen", "homeless_service")),
        contact=Contact("At the kitchen.", "Any day.", "Nothing agreed."),
        screening=None,
        phases=phases,
        statement=False,
        witness=False,
        five_lines=None,
        notes=(Note(on, "first_responder", note),),
        tasks=(),
        timeline=(),
        consents=(),
        claims=tuple(claims),
        referral=None,
        proceedings=MadeProceedings(),
        training_session=None,
        look_alike=pattern or None,
    )


_POLISH: Final = 0.4
_HAS_PHONE: Final = 0.6
