"""Unusual reading, computed from the events themselves. Rules: data/unusual.yaml.

Only readings of one person count as opening them: a list names everybody on it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from clew.ground.audit.models import Alert, Decoy, Event, Mention
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
    """Return who is over which limit now. `zone` is where the hours of the night are counted."""
    longest = max(limit.within for limit in limits().values())
    events = list(
        Event.objects.filter(at__gt=now - longest, kind__in=["read", "refused"])
        .exclude(actor__in=[_HOUSE, ""])
        .values_list("seq", "at", "kind", "actor")
    )
    opened = _opened([seq for seq, _at, kind, _who in events if kind == "read"])
    decoys = set(Decoy.objects.values_list("subject", flat=True))
    unusual = []
    for rule, limit in limits().items():
        counted: dict[str, dict[object, int]] = defaultdict(dict)
        for seq, at, kind, actor in events:
            if at <= now - limit.within or not _in_hours(limit, at, zone):
                continue
            what = _counts(limit, seq, kind, opened, decoys)
            if what is not None:
                counted[actor][what] = max(seq, counted[actor].get(what, 0))
        unusual += [
            Unusual(rule, actor, len(which), max(which.values()))
            for actor, which in counted.items()
            if len(which) >= limit.alert
        ]
    return unusual


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
        seqs = Event.objects.filter(actor=actor, at__gt=now - limit.within, kind="read")
        people = set(_opened(seqs.values_list("seq", flat=True)).values())
        if subject not in people and len(people) >= limit.brake:
            raise TooManyPeople


def _opened(seqs: Iterable[int]) -> dict[int, UUID]:
    """Return the one person each of these readings was about; lists are left out."""
    wanted = list(seqs)
    if not wanted:
        return {}
    rows = Mention.objects.filter(event__gte=min(wanted), event__lte=max(wanted))
    named = list(rows.values_list("event_id", "subject"))
    many = Counter(event for event, _ in named)
    ours = set(wanted)
    return {event: subject for event, subject in named if event in ours and many[event] == 1}


def _counts(
    limit: Limit, seq: int, kind: str, opened: dict[int, UUID], decoys: set[UUID]
) -> object | None:
    """Return what an event counts as under a limit: a person, a refusal; None where it does not."""
    if limit.kind is Kind.REFUSED:
        return seq if kind == "refused" else None
    person = opened.get(seq)
    if limit.kind is Kind.DECOY and person not in decoys:
        return None
    return person


def _in_hours(limit: Limit, at: datetime, zone: str) -> bool:
    return not limit.hours or at.astimezone(ZoneInfo(zone)).hour in limit.hours
