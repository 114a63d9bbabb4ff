"""What has been kept for its time. A list for the data steward; nothing is deleted by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final
from uuid import UUID

from django.db.models import Max

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.rules.consent.retention import Keeping, keepings, kept_until
from clew.survivor.consent.models import Consent
from clew.survivor.contact.models import Way
from clew.survivor.people.models import Keeper
from clew.survivor.release.models import Release
from clew.survivor.rights.models import Erasure, Hold

Since = Iterable[tuple[UUID, str, date]]
"""Person, code, and the day from which the record's time is counted."""


@dataclass(frozen=True, slots=True)
class Due:
    """One person of whom a kind of record has been kept for its time."""

    kind: str
    keeping: Keeping
    code: str
    until: date
    held: bool


def rules() -> Mapping[str, Keeping]:
    """Return how long each kind of record is kept."""
    return keepings()


def due(actor: Member, *, on: date) -> list[Due]:
    """Return what has been kept for its time where the actor looks after it, oldest first."""
    if not actor.has(Role.DATA_STEWARD):
        return []
    house = actor.organisation_id
    held = set(Hold.rows.filter(person__organisation=house, lifted_at=None).values_list("person"))
    found: dict[tuple[str, str], Due] = {}
    for kind, keeping in keepings().items():
        for person, code, since in SINCE[kind](house):
            until = kept_until(kind, since)
            known = found.get((kind, code))
            if until <= on and (known is None or until < known.until):
                found[kind, code] = Due(kind, keeping, code, until, (person,) in held)
    return sorted(found.values(), key=lambda row: (row.until, row.code))


def _files(house: UUID) -> Since:
    """Return people whom nobody stands by any more, by the last day somebody did."""
    standing = Keeper.rows.filter(person__organisation=house, ends_before=None).values("person")
    return (
        Keeper.rows.filter(person__organisation=house, person__erased_at=None)
        .exclude(person__in=standing)
        .values("person")
        .annotate(last=Max("ends_before"))
        .values_list("person", "person__code", "last")
    )


def _released(house: UUID) -> Since:
    rows = Release.rows.filter(
        person__organisation=house, recalled_at=None, person__erased_at=None
    ).values_list("person", "person__code", "released_at")
    return ((person, code, at.date()) for person, code, at in rows)


def _consents(house: UUID) -> Since:
    rows = Consent.rows.filter(person__organisation=house)
    taken_back = rows.exclude(withdrawal=None).values_list(
        "person", "person__code", "withdrawal__at"
    )
    ended = rows.filter(withdrawal=None).values_list("person", "person__code", "until_on")
    return chain(((person, code, at.date()) for person, code, at in taken_back), ended)


def _requests(house: UUID) -> Since:
    rows = Erasure.rows.filter(person__organisation=house).exclude(ended_at=None)
    found = rows.values_list("person", "person__code", "ended_at")
    return ((person, code, at.date()) for person, code, at in found if at)


def _ways(house: UUID) -> Since:
    rows = Way.rows.filter(person__organisation=house).exclude(ends_before=None)
    found = rows.values_list("person", "person__code", "ends_before")
    return ((person, code, day) for person, code, day in found if day)


SINCE: Final[dict[str, Callable[[UUID], Since]]] = {
    "file": _files,
    "released_copy": _released,
    "consent": _consents,
    "request": _requests,
    "contact": _ways,
}
"""How each kind of record is found: by person, code, and the day its time is counted from."""
