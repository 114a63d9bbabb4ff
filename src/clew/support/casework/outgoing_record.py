"""What of one person would leave in HTCDS: what is kept, as Clew has it today, behind the gate.

A value of another system leaves only while it agrees with what this house knows: a name that was
corrected and a number that was changed do not go out as they once were. Nothing is opened whose
kind the consents do not cover. Free text can speak of a crossing or of papers in any field, and
no list of codes finds that: it leaves only where immigration may.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone

from clew.ground.accounts.models import Member, Organisation
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.recognise.screening.queries import latest_of_each
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.exchange.cells import BETWEEN
from clew.rules.exchange.htcds import (
    Place,
    crosswalk,
    is_free_text,
    leaves_without_names,
    names,
    standard,
)
from clew.rules.exchange.records import Record, placed
from clew.rules.exchange.writing import in_published_codes
from clew.support.casework.imported import COLUMNS, column_of, kind_of, put_together
from clew.support.casework.models import Case, ImportedRecord
from clew.survivor.contact.queries import holding_ways
from clew.survivor.people.models import Person
from clew.survivor.release.gate import ask_each
from clew.survivor.release.items import Item

_CONTROL: Final = "htcds-means-of-control"
_CODE: Final = re.compile(r"[A-Za-z]{2,3}\Z")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NAMES: Final = ("prs_FirstName", "prs_MiddleName", "prs_SecondName")
_LANGUAGES: Final = ("prs_PrimaryLanguage", "prs_SecondaryLanguage")


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave of one person, what stays and why, and what the standard has no code for."""

    person: Person
    items: tuple[Item, ...] = field(repr=False)
    stays: Mapping[Kind, Refused]
    unread: tuple[str, ...]  # fields of free text that stay: it could speak of papers or a crossing
    without: tuple[str, ...]  # fields of which something cannot be written, without the value
    epoch: int

    @property
    def values(self) -> dict[str, str]:
        """The values by field."""
        return {item.name: item.value for item in self.items}

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields of free text that would leave."""
        return tuple(item.name for item in self.items if is_free_text(item.name))


def leaving(actor: Member, case: Case, *, to: Organisation, purpose: Purpose, on: date) -> Leaving:
    """Return what would leave of one person, opened with a trace as far as the gate is open.

    Raises:
        NotYours: the actor does not stand by the person.
        TooManyPeople: the actor opened too many different people within the hour.
    """
    person = case.person
    kinds = sorted({crossing.kind for crossing in crosswalk().fields.values()})
    asked = ask_each(actor=actor, person=person, kinds=kinds, recipient=to, purpose=purpose, on=on)
    epoch = person.consent_epoch
    opened = frozenset(kind for kind, answer in asked.items() if isinstance(answer, Allowed))
    values, without = _values(actor, case, opened) if opened else ({}, [])
    if purpose is Purpose.STATISTICS:
        values = {name: value for name, value in values.items() if leaves_without_names(name)}
    unread: tuple[str, ...] = ()
    if Kind.IMMIGRATION not in opened:
        values = {name: kept for name, value in values.items() if (kept := _off(name, value))}
        unread = tuple(name for name in names() if name in values and is_free_text(name))
        values = {name: value for name, value in values.items() if name not in unread}
    written, others = in_published_codes(values)
    items = tuple(
        Item(kind_of(name), name, written[name])
        for name in names()
        if name in written and kind_of(name) in opened
    )
    return Leaving(
        person=person,
        items=items,
        stays={kind: each for kind, each in asked.items() if isinstance(each, Refused)},
        unread=unread,
        without=tuple(sorted({*without, *(name for name, _term in others)})),
        epoch=epoch,
    )


def _values(actor: Member, case: Case, opened: frozenset[Kind]) -> tuple[dict[str, str], list[str]]:
    """Open what is kept of the kinds that may go, and hold it against what is known today."""
    columns = frozenset(column_of(name) for name in names() if kind_of(name) in opened)
    compartments = [COLUMNS[column] for column in sorted(columns)]
    reads.check_pace(actor, "record.prepared", case.person_id)
    screened = latest_of_each(actor, case.person) if Kind.SCREENING in opened else []
    reads.record(
        actor=actor,
        name="record.prepared",
        subjects=[case.person_id],
        compartments=compartments,
        purpose="release",
    )
    keyring.warm([case.person_id], compartments)
    row = ImportedRecord.rows.filter(case=case).select_related("case").first()
    kept = put_together(row, columns) if row else {}
    found = {name: value for name, value in kept.items() if kind_of(name) in opened}
    without: list[str] = []
    if Kind.IDENTITY in opened:
        _as_known(case.person, found, without)
    if Kind.IMMIGRATION in opened:
        _put(found, "prs_Citizenship", _countries(case.person.nationality, without))
    if Kind.CONTACT in opened:
        _reachable(case.person, found, without)
    if Kind.SCREENING in opened:
        signs = [
            sign.id.partition(".")[2]
            for held in screened
            if held.row.instrument == _CONTROL
            for sign, _words in held.present
        ]
        _controls(found, signs)
    return found, without


def _as_known(person: Person, found: dict[str, str], without: list[str]) -> None:
    known = str(person.full_name or "")
    if " ".join(placed(Record(0, found), Place.FULL_NAME)) != known:
        for name in _NAMES:
            found.pop(name, None)
        # A name is not taken apart: which part is which is for the person to say.
        _put(found, _NAMES[0], known)
    born = str(person.born or "")
    _put(found, "prs_Birthdate", born if _DAY.match(born) else "")
    if born and not _DAY.match(born):
        without.append("prs_Birthdate")
    codes = {word: code for code, word in crosswalk().fields["prs_Gender"].codes.items()}
    sex = str(person.sex or "")
    if sex in codes:
        _put(found, "prs_Gender", codes[sex])
    elif sex or found.get("prs_Gender") in codes.values():
        without += ["prs_Gender"] if sex else []
        found.pop("prs_Gender", None)
    spoken = [part.strip() for part in re.split("[,;]", str(person.speaks or "")) if part.strip()]
    coded = [part.lower() for part in spoken if _CODE.match(part)]
    for at, name in enumerate(_LANGUAGES):
        _put(found, name, coded[at] if at < len(coded) else "")
    if len(coded) != len(spoken) or len(coded) > len(_LANGUAGES):
        without.append("prs_SecondaryLanguage")


def _countries(nationality: object, without: list[str]) -> str:
    parts = [part.strip() for part in re.split("[,;]", str(nationality or "")) if part.strip()]
    coded = sorted({part.upper() for part in parts if _CODE.match(part)})
    if len(coded) != len(set(parts)):
        without.append("prs_Citizenship")
    return BETWEEN.join(coded)


def _reachable(person: Person, found: dict[str, str], without: list[str]) -> None:
    """Keep the ways that still hold; a way of this house has no field that it must be."""
    ways = {str(way.value) for way in holding_ways(person, at=timezone.now())}
    for name in ("prs_Email", "prs_HomePhone", "prs_MobilePhone"):
        if name in found and found[name] not in ways:
            del found[name]
    if ", ".join(placed(Record(0, found), Place.ADDRESS)) not in ways:
        for name in [name for name in found if name.startswith("prs_Mailing")]:
            del found[name]
    written = {value for name, value in found.items() if kind_of(name) is Kind.CONTACT}
    written.add(", ".join(placed(Record(0, found), Place.ADDRESS)))
    if ways - written:
        without.append("prs_MobilePhone")


def _controls(found: dict[str, str], signs: list[str]) -> None:
    """Add what a screening on the standard's own words found present. Absent ones stay unsaid."""
    name = "vic_MethodsOfControl"
    crossing = crosswalk().fields[name]
    order = [*standard().fields[name].codes, *crossing.terms]
    held = {part for part in found.get(name, "").split(BETWEEN) if part}
    held |= {crossing.spelt.get(sign, sign) for sign in signs}
    _put(found, name, BETWEEN.join(sorted(held, key=order.index)))


def _off(name: str, value: str) -> str:
    """Take off the codes that speak of papers, status or crossing."""
    shut = set(crosswalk().fields[name].of_status)
    if not shut:
        return value
    return BETWEEN.join(part for part in value.split(BETWEEN) if part not in shut)


def _put(found: dict[str, str], name: str, value: str) -> None:
    if value:
        found[name] = value
    else:
        found.pop(name, None)
