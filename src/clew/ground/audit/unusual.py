"""Unusual reading, computed from the events themselves. Rules: data/unusual.yaml.

Only readings of one person count as opening them: a list names everybody on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import ExtractHour
from django.utils.translation import gettext_lazy as _

from clew.ground.audit.models import Alert, Decoy, Event, Mention
from clew.ground.prepared.queries import prepared
from clew.rules.sources.loader import load_mapping

_FILE: Final = files("clew.ground.audit") / "data" / "unusual.yaml"
_HOUSE: Final = "house"
WORDS: Final = {
    "many_people": _("Opened many different people within an hour"),
    "refused_often": _("Was refused often within an hour"),
    "at_night": _("Opened people at night"),
    "decoy_opened": _("Opened a made-up person that nobody has a reason to open"),
}


class Kind(StrEnum):
    """What a limit counts."""

    READ = "read"
    REFUSED = "refused"
    DECOY = "decoy"


@dataclass(frozen=True, slots=True)
class Limit:
    """From how much on reading is unusual, within a time, at some hours of the day or at all."""

    kind: Kind
    within_minutes: int
    alert: int
    brake: int | None
    hours: tuple[int, ...]

    @property
    def within(self) -> timedelta:
        """The time that is looked back over."""
        return timedelta(minutes=self.within_minutes)


@dataclass(frozen=True, slots=True)
class Unusual:
    """One member over one limit."""

    rule: str
    actor: str
    count: int
    event: int  # the newest event that counted


class TooManyPeople(Exception):
    """A member opened so many different people within the hour that no further one is opened."""


@cache
def limits() -> dict[str, Limit]:
    """Return the limits by their name."""
    return load_mapping(Limit, _FILE)


def found(*, now: datetime, zone: str = "Europe/London") -> list[Unusual]:
    """Return who is over which limit now. `zone` is where the hours of the night are counted.

    The database counts: on a busy day an hour holds more readings than fit through here.
    """
    return [
        Unusual(rule, actor, count, newest)
        for rule, limit in limits().items()
        for actor, count, newest in _over(limit, now=now, zone=ZoneInfo(zone))
    ]


def fresh(unusual: Iterable[Unusual], *, now: datetime) -> list[Unusual]:
    """Return what nobody was told of within its time: one alert an hour, except for a decoy."""
    new = []
    for each in unusual:
        limit = limits()[each.rule]
        told = Alert.objects.filter(rule=each.rule, actor=each.actor)
        if limit.kind is Kind.DECOY:
            told = told.filter(event__gte=each.event)
        else:
            told = told.filter(at__gt=now - limit.within)
        if not told.exists():
            new.append(each)
    return new


def alerts(actors: Iterable[str], *, many: int = 100) -> list[Alert]:
    """Return the newest alerts about some members. Who may ask is for the caller to check."""
    return list(Alert.objects.filter(actor__in=list(actors)).order_by("-at", "-id")[:many])


def check_pace(actor: str, subject: UUID, *, now: datetime) -> None:
    """Check that a member may open a further person. One opened within the hour stays open.

    Raises:
        TooManyPeople: the brake of a limit is reached.
    """
    for limit in limits().values():
        if limit.brake is None:
            continue
        people = _opened.all(actor=actor, since=now - limit.within)
        if subject not in people and len(people) >= limit.brake:
            raise TooManyPeople


@prepared
def _opened(*, actor: str, since: datetime) -> "QuerySet[Mention, UUID]":
    found = _openings(since).filter(event__actor=actor)
    return found.values_list("subject", flat=True).distinct()


def _openings(since: datetime) -> QuerySet[Mention]:
    """Return the mentions of readings of one person each; lists are left out."""
    another = Mention.objects.filter(event=OuterRef("event")).exclude(id=OuterRef("id"))
    return Mention.objects.filter(~Exists(another), event__kind="read", event__at__gt=since)


def _over(limit: Limit, *, now: datetime, zone: ZoneInfo) -> Iterable[tuple[str, int, int]]:
    """Return the members over a limit, each with their count and the newest event that counted."""
    since, of, what = now - limit.within, "event__", "subject"
    rows: QuerySet[Any] = _openings(since)
    if limit.kind is Kind.DECOY:
        rows = rows.filter(subject__in=Decoy.objects.values("subject"))
    elif limit.kind is Kind.REFUSED:
        rows, of, what = Event.objects.filter(kind="refused", at__gt=since), "", "seq"
    if limit.hours:
        hour = ExtractHour(f"{of}at", tzinfo=zone)
        rows = rows.annotate(hour=hour).filter(hour__in=limit.hours)
    over: Iterable[tuple[str, int, int]] = (
        rows.exclude(**{f"{of}actor__in": [_HOUSE, ""]})
        .values(f"{of}actor")
        .annotate(many=Count(what, distinct=True), newest=Max(f"{of}seq"))
        .filter(many__gte=limit.alert)
        .order_by(f"{of}actor")
        .values_list(f"{of}actor", "many", "newest")
    )
    return over
