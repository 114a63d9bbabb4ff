"""Claims as poor, translated accounts hold them: letters lost, numbers forgotten, a month only."""

from datetime import date
from random import Random
from typing import Final

from clew.site.demonstration.figures import MONTH_ONLY, STREET_WITHOUT_NUMBER
from clew.site.demonstration.group_records import (
    Account,
    Exploited,
    Group,
    House,
    Vehicle,
)
from clew.site.demonstration.world import ClaimKind, MadeClaim

_PHONE_REMEMBERED: Final = 0.6
_NICKNAME_HEARD: Final = 0.6
_PLATE_SEEN: Final = 0.35
_LETTER_SEEN: Final = 0.5
_BY_LANDMARK: Final = 0.12
_GRADES: Final = ("B2", "B2", "B3", "C2", "C3", "A2", "D4")
_CERTAINTIES: Final = ("sure", "fairly sure", "fairly sure", "not sure")
_SOURCES: Final = (
    "said so at the kitchen, through an interpreter",
    "said so to the advocate, in the person’s own language",
    "told a volunteer, written down the next day",
    "showed a letter and let us copy this line",
    "second hand, from a friend who got out",
)


class Books:
    """The group's own truth, to look things up in while claims are written."""

    def __init__(self, group: Group) -> None:
        """Index one group by key."""
        self.houses: dict[str, House] = {item.key: item for item in group.houses}
        self.accounts: dict[str, Account] = {item.key: item for item in group.accounts}
        self.vehicles: dict[str, Vehicle] = {item.key: item for item in group.vehicles}
        self.agencies = {item.key: item.name for item in group.agencies}
        self.employers = {item.key: item.name for item in group.employers}
        self.nicknames = {item.key: item.nickname for item in group.offenders}


def claim(
    rng: Random, kind: ClaimKind, value: str, on: date | None, as_said: str = ""
) -> MadeClaim:
    """Return one claim with a grade, a certainty and the words of its source."""
    return MadeClaim(
        kind=kind,
        value=value,
        grade=rng.choice(_GRADES),
        certainty=rng.choice(_CERTAINTIES),
        source=rng.choice(_SOURCES),
        on=on,
        on_as_said=as_said or (f"{on.day} {on:%B %Y}" if on else "not known"),
    )


def claims_of(rng: Random, record: Exploited, books: Books) -> tuple[MadeClaim, ...]:
    """Return what one person could say of the group, with the noise of a real account."""
    found = [
        claim(rng, ClaimKind.ADDRESS, _house(rng, books.houses[stay.house]), *_when(rng, stay_on))
        for stay in record.stays
        for stay_on in (stay.from_on,)
    ]
    found.append(
        claim(rng, ClaimKind.TRAVEL, f"coach, {record.coach}", *_when(rng, record.arrived_on))
    )
    found.append(claim(rng, ClaimKind.PLACE_OF_RECRUITMENT, record.place_of_recruitment, None))
    if rng.random() < _NICKNAME_HEARD:
        found.append(claim(rng, ClaimKind.PERSON, books.nicknames[record.recruiter], None))
    if record.agency:
        found.append(claim(rng, ClaimKind.AGENCY, books.agencies[record.agency], None))
    found.append(claim(rng, ClaimKind.EMPLOYER, books.employers[record.employer], None))
    if rng.random() < _PHONE_REMEMBERED:
        found.append(claim(rng, ClaimKind.PHONE, record.phone_on_forms, None))
    for key in record.accounts:
        found.append(_account(rng, books.accounts[key]))
        letters = f"letters from the bank went to {books.accounts[key].correspondence}"
        if rng.random() < _LETTER_SEEN:
            found.append(claim(rng, ClaimKind.ADDRESS, letters, None))
    if record.paid_into is not None:
        found.append(_account(rng, books.accounts[record.paid_into]))
    if rng.random() < _PLATE_SEEN:
        vehicle = books.vehicles[record.vehicle]
        seen = vehicle.plate if rng.random() < _PLATE_SEEN else f"{vehicle.plate[:4]} …"
        found.append(claim(rng, ClaimKind.VEHICLE, f"{seen}, {vehicle.looks}", None))
    return tuple(found)


def _house(rng: Random, house: House) -> str:
    if rng.random() < STREET_WITHOUT_NUMBER:
        return f"{house.street}, {house.town}"
    if rng.random() < _BY_LANDMARK:
        return f"a house {house.landmark}, {house.town}"
    return house.address


def _account(rng: Random, account: Account) -> MadeClaim:
    value = f"{account.sort_code} {account.number}, {account.bank}"
    return claim(rng, ClaimKind.ACCOUNT, value, *_when(rng, account.opened_on))


def _when(rng: Random, day: date) -> tuple[date | None, str]:
    if rng.random() < MONTH_ONLY:
        return None, f"{day:%B %Y}"
    return day, f"{day.day} {day:%B %Y}"
