"""What is stated about one person, one phase and one alleged perpetrator.

`facts_in` reads a facts document (the format of docs/reference/classify.md), refuses what it does
not know and what contradicts itself, and returns frozen `Facts`. A fact left out is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, TypeVar

from clew.rules.law.known import Known
from clew.rules.sources.documents import Document, Path, Plain
from clew.rules.sources.faults import Fault, WrongInput, describe, naming
from clew.rules.sources.records import one_of, parse_date

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 12, 31)
ADULT_AT: Final = 18  # "child" shall mean any person under eighteen — Trafficking Protocol 3(d)
LONGEST_ID: Final = 100
LONGEST_OFFENCE: Final = 200
UNKNOWN = Known.UNKNOWN


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to the person. Trafficking Protocol, art. 3(a)."""

    recruitment: Known = UNKNOWN
    transportation: Known = UNKNOWN
    transfer: Known = UNKNOWN
    harbouring: Known = UNKNOWN
    receipt: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Means:
    """How the person was brought to it. Trafficking Protocol, art. 3(a)."""

    threat_or_force: Known = UNKNOWN
    coercion: Known = UNKNOWN
    abduction: Known = UNKNOWN
    fraud: Known = UNKNOWN
    deception: Known = UNKNOWN
    abuse_of_power: Known = UNKNOWN
    abuse_of_vulnerability: Known = UNKNOWN
    payment_to_controller: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Purpose:
    """What it was for, whether or not it came about. Trafficking Protocol, art. 3(a)."""

    sexual_exploitation: Known = UNKNOWN
    forced_labour: Known = UNKNOWN
    slavery_or_similar: Known = UNKNOWN
    servitude: Known = UNKNOWN
    organ_removal: Known = UNKNOWN
    forced_criminality: Known = UNKNOWN
    forced_begging: Known = UNKNOWN
    forced_marriage: Known = UNKNOWN
    illegal_adoption: Known = UNKNOWN
    surrogacy_exploitation: Known = UNKNOWN
    other_exploitation: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Crossing:
    """Entry, stay and papers. Smuggling Protocol, art. 3(a) and 6(1)."""

    illegal_entry: Known = UNKNOWN
    illegal_stay_enabled: Known = UNKNOWN
    fraudulent_documents: Known = UNKNOWN
    not_national_or_resident: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the one who arranged it gained. Smuggling Protocol, art. 3(a)."""

    financial_or_material: Known = UNKNOWN
    humanitarian_or_family_motive: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Aggravation:
    """What makes smuggling worse. Smuggling Protocol, art. 6(3)."""

    danger_to_life_or_safety: Known = UNKNOWN
    inhuman_or_degrading_treatment: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Movement:
    """Travel, for laws that ask for it. Modern Slavery Act 2015, s. 2."""

    travel_arranged: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Protection:
    """Refugee protection. Refugee Convention, art. 31."""

    seeks_or_has_refugee_protection: Known = UNKNOWN
    came_directly: Known = UNKNOWN
    presented_without_delay: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Hold:
    """Holding in slavery or forced labour, without any act. Modern Slavery Act 2015, s. 1."""

    slavery_servitude_or_forced_labour: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Charged:
    """What the person is charged with, if anything, and how it came about."""

    offence: str | None = None
    compelled: Known = UNKNOWN
    direct_consequence: Known = UNKNOWN


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is stated. `on` chooses the law in force; without it the newest in our data."""

    id: str
    jurisdiction: str = "INT"
    on: date | None = None
    child: Known = UNKNOWN
    act: Act = Act()
    means: Means = Means()
    purpose: Purpose = Purpose()
    crossing: Crossing = Crossing()
    benefit: Benefit = Benefit()
    aggravation: Aggravation = Aggravation()
    movement: Movement = Movement()
    protection: Protection = Protection()
    hold: Hold = Hold()
    charged: Charged = Charged()
    born: date | None = None


GROUPS: Final[dict[str, type]] = {
    "act": Act,
    "means": Means,
    "purpose": Purpose,
    "crossing": Crossing,
    "benefit": Benefit,
    "aggravation": Aggravation,
    "movement": Movement,
    "protection": Protection,
    "hold": Hold,
    "charged": Charged,
}
Group = TypeVar("Group")


_NAMES: Final = {
    kind: tuple(spec.name for spec in fields(kind)) for kind in (Facts, *GROUPS.values())
}


def names_of(group: type) -> tuple[str, ...]:
    """Return the fact names of a group, in the order of the law."""
    return _NAMES[group]


def parts_of(group: object) -> Iterator[tuple[str, Known]]:
    """Return the facts of a group by name, in the order of the law."""
    names = _NAMES[type(group)]
    return zip(names, map(group.__getattribute__, names), strict=True)


def facts_in(document: Document, *, name: str, number: int) -> Facts:
    """Read one facts document.

    `name` is what messages call the file, `number` the place of the document in it, from 1.
    Raises `WrongInput` with every fault: unknown keys and values, dates that are none or out of
    range, a date of birth that contradicts `child`.
    """
    reader = _FactsReader(document, f"{name}, document {number}")
    facts = reader.read(fallback_id=f"document {number}")
    if reader.faults:
        raise WrongInput(reader.faults)
    return facts


class _FactsReader:
    def __init__(self, document: Document, where: str) -> None:
        self._document = document
        self._where = where
        self.faults: list[Fault] = []

    def fault(self, path: Path, found: str, wanted: str) -> None:
        place = f"{self._where}, line {self._document.line_of(path)}"
        self.faults.append(Fault(place, naming(path), found, wanted))

    def read(self, *, fallback_id: str) -> Facts:
        value = self._document.value
        if not isinstance(value, dict):
            self.fault((), describe(value), "facts: keys with yes, no or unknown")
            return Facts(id=fallback_id)
        known_keys = names_of(Facts)
        for key in value:
            if key not in known_keys:
                self.fault((key,), "a key nobody reads", one_of(known_keys))
        groups: dict[str, object] = {
            key: self._group(key, kind, value.get(key)) for key, kind in GROUPS.items()
        }
        on = self._date("on", value.get("on"))
        born = self._date("born", value.get("born"))
        child = self._known(("child",), value.get("child"))
        return Facts(
            id=self._text("id", value.get("id"), LONGEST_ID) or fallback_id,
            jurisdiction=self._text("jurisdiction", value.get("jurisdiction"), LONGEST_ID) or "INT",
            on=on,
            child=self._age(child, born, on),
            born=born,
            **groups,  # type: ignore[arg-type]
        )

    def _group(self, key: str, kind: type[Group], value: Plain) -> Group:
        if value is None:
            return kind()
        if not isinstance(value, dict):
            self.fault((key,), describe(value), f"a mapping of {one_of(names_of(kind))}")
            return kind()
        for part in value:
            if part not in names_of(kind):
                self.fault((key, part), "a key nobody reads", one_of(names_of(kind)))
        given = {
            part: self._text(f"{key}.{part}", item, LONGEST_OFFENCE)
            if part == "offence"
            else self._known((key, part), item)
            for part, item in value.items()
            if part in names_of(kind)
        }
        return kind(**given)

    def _known(self, path: Path, value: Plain) -> Known:
        if value is None:
            return UNKNOWN
        try:
            return Known(value)  # type: ignore[arg-type]
        except ValueError:
            self.fault(path, describe(value), "yes, no or unknown")
            return UNKNOWN

    def _text(self, key: str, value: Plain, longest: int) -> str | None:
        if value is None:
            return None
        is_text = isinstance(value, str | int) and not isinstance(value, bool)
        text = str(value) if is_text else ""
        if not text.strip() or len(text) > longest or not text.isprintable():
            self.fault((key,), describe(value), f"a text of at most {longest} characters")
            return None
        return text

    def _date(self, key: str, value: Plain) -> date | None:
        if value is None or (key == "born" and value == "unknown"):
            return None
        try:
            day = parse_date(value)
        except ValueError:
            self.fault((key,), describe(value), "a date as YYYY-MM-DD")
            return None
        if not EARLIEST <= day <= LATEST:
            self.fault((key,), describe(value), f"a day from {EARLIEST} to {LATEST}")
            return None
        return day

    def _age(self, child: Known, born: date | None, on: date | None) -> Known:
        """Settle the age from a date of birth, and refuse one that contradicts `child`."""
        if born is None or on is None:
            return child
        if born > on:
            self.fault(("born",), "a birth after the facts", "a day before `on`")
            return child
        by_birth = Known.YES if years_between(born, on) < ADULT_AT else Known.NO
        if child not in {UNKNOWN, by_birth}:
            wanted = f"child: {by_birth}, which follows from `born` and `on`, or another date"
            self.fault(("child",), describe(str(child)), wanted)
        return by_birth


def years_between(born: date, on: date) -> int:
    """Return the completed years of life on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
