"""The truth about the exploiting group, as frozen records; files show it only in part."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class House:
    """A house people were kept in. Empty of people before `opened_on`, from `closed_on` on."""

    key: str
    number: str
    street: str
    town: str
    postcode: str
    landmark: str
    rooms: int
    opened_on: date
    closed_on: date

    @property
    def address(self) -> str:
        """The whole address on one line."""
        return f"{self.number} {self.street}, {self.town} {self.postcode}"


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account in somebody's name (`holder` a person's or an offender's code)."""

    key: str
    holder: str
    bank: str
    sort_code: str
    number: str
    opened_on: date
    correspondence: str
    phone: str
    escort: str
    exploiters: bool = False


@dataclass(frozen=True, slots=True)
class Agency:
    """A labour agency. `role` is ordinary, insider (one of its staff) or corrupt (its owner)."""

    key: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Employer:
    """Where people were sent to work."""

    key: str
    name: str
    trade: str


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle of the group; the plate has an age mark that was never issued (00)."""

    key: str
    plate: str
    looks: str


@dataclass(frozen=True, slots=True)
class Offender:
    """One of the group. `verdict` is convicted, absent (convicted in absence), abroad or none."""

    key: str
    name: str
    nickname: str
    role: str
    verdict: str
    trial: int | None


@dataclass(frozen=True, slots=True)
class Method:
    """A method at one stage, and the trace by which it can be linked."""

    stage: str
    method: str
    trace: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Weeks in one house: from the day of moving in to the day of leaving (not counted)."""

    house: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Exploited:
    """The light record of one person whom the group exploited: the truth behind the files.

    `person` is the key of the MadePerson where the person was identified. Pay in whole pounds a
    week, hours a week, age in years on arrival.
    """

    code: str
    sex: str
    age: int
    vulnerabilities: tuple[str, ...]
    arrived_on: date
    coach: str
    weeks: int
    left_on: date
    stays: tuple[Stay, ...]
    accounts: tuple[str, ...]
    wage_route: str
    paid_into: str | None
    pay: int
    hours: int
    agency: str
    employer: str
    recruiter: str
    place_of_recruitment: str
    vehicle: str
    phone_on_forms: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The exploiting group. `held_since` are those it held again after the arrests."""

    period: tuple[date, date]
    exploited: tuple[Exploited, ...]
    held_since: tuple[Exploited, ...]
    houses: tuple[House, ...]
    accounts: tuple[Account, ...]
    agencies: tuple[Agency, ...]
    employers: tuple[Employer, ...]
    vehicles: tuple[Vehicle, ...]
    offenders: tuple[Offender, ...]
    phones: tuple[str, ...]
    methods: tuple[Method, ...]
