"""Who has looked at one subject: a part at a time, by who it was and by month, newest first.

A part ends with a whole day, so that what is told together of a day is told whole. Only a day that
holds more than a part is told in several. Who may ask is for the caller to check.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import TruncMonth

from clew.ground.audit.models import Mention
from clew.ground.audit.queries import Look

AT_ONCE: Final = 60
_MONTH: Final = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_PLACE: Final = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: of one actor, of one month, older than a place; or all."""

    who: str = ""
    month: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some looks, newest first, and before which place the older ones begin."""

    looks: list[Look]
    older: int | None


ALL: Final = Wanted()


def wanted_from(given: Mapping[str, str], lookers: Collection[str]) -> Wanted:
    """Return what an address asks for. What it cannot ask for is as if it were not there."""
    who, month, before = (given.get(name, "") for name in ("who", "month", "before"))
    of = _MONTH.fullmatch(month)
    return Wanted(
        who=who if who in lookers else "",
        month=date(int(of[1]), int(of[2]), 1) if of else None,
        before=int(before) if _PLACE.fullmatch(before) else None,
    )


def part(subject: UUID, wanted: Wanted = ALL, *, zone: ZoneInfo, leaving_out: str = "") -> Part:
    """Return some of the events about a subject.

    Args:
        subject: whom they are about.
        wanted: which of them.
        zone: where its months and days are counted.
        leaving_out: an actor whose own events are not told.
    """
    rows = _of(subject, leaving_out)
    if wanted.who:
        rows = rows.filter(event__actor=wanted.who)
    if wanted.month:
        first = wanted.month
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        rows = rows.filter(event__at__gte=_begin(first, zone), event__at__lt=_begin(after, zone))
    if wanted.before:
        rows = rows.filter(count__lt=wanted.before)
    found = [_look(row) for row in rows.order_by("-count").select_related("event")[: AT_ONCE + 1]]
    if len(found) <= AT_ONCE:
        return Part(found, None)
    cut = found[AT_ONCE].at.astimezone(zone).date()
    whole = list(found[:AT_ONCE])
    while whole and whole[-1].at.astimezone(zone).date() == cut:
        whole.pop()
    told = whole or found[:AT_ONCE]
    return Part(told, told[-1].place)


def lookers(subject: UUID, *, leaving_out: str = "") -> list[str]:
    """Return the actors of the events about a subject: members by their id, or the house."""
    found = _of(subject, leaving_out).values_list("event__actor", flat=True)
    return sorted(set(found.distinct()) - {""})


def months(subject: UUID, *, zone: ZoneInfo, leaving_out: str = "") -> list[date]:
    """Return the first day of each month that holds an event about a subject, newest first."""
    found = _of(subject, leaving_out).annotate(month=TruncMonth("event__at", tzinfo=zone))
    starts = set(found.values_list("month", flat=True).distinct())
    return sorted({start.date() for start in starts}, reverse=True)


def _of(subject: UUID, leaving_out: str) -> QuerySet[Mention]:
    rows = Mention.objects.filter(subject=subject)
    return rows.exclude(event__actor=leaving_out) if leaving_out else rows


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _look(row: Mention) -> Look:
    event = row.event
    return Look(event.at, event.kind, event.name, event.actor, event.purpose, row.count)
