"""Who has looked: the events about one subject, newest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from clew.ground.audit.comparing import beside_in_order
from clew.ground.audit.models import Counter, Event, Mention, Waiting
from clew.ground.prepared.queries import prepared

_AT_ONCE: Final = 5000
_LOWEST: Final = -(2**63)  # an event put in under no number of ours is found too


@dataclass(frozen=True, slots=True)
class Look:
    """One reading or change, as it is told to the person and to those who stand by."""

    at: datetime
    kind: str
    name: str
    actor: str
    purpose: str
    place: int = 0  # by the subject's own count


def looked(subject: UUID, *, limit: int = 50) -> list[Look]:
    """Return the last events about a subject. Who may ask is for the caller to check."""
    found = _mentions.all(subject=subject, limit=limit)
    return [
        Look(row.event.at, row.event.kind, row.event.name, row.event.actor, row.event.purpose)
        for row in found
    ]


@prepared
def _mentions(*, subject: UUID, limit: int) -> QuerySet[Mention]:
    rows = Mention.objects.filter(subject=subject).select_related("event")
    return rows.order_by("-count")[:limit]


def last_at() -> datetime | None:
    """Return when the last event of the house was; none before the first."""
    return Event.objects.order_by("-seq").values_list("at", flat=True).first()


def by_actor(actor: str, name: str, *, limit: int) -> list[Event]:
    """Return the last events of one name by one actor, newest first; for the actor to see."""
    return list(Event.objects.filter(actor=actor, name=name).order_by("-seq")[:limit])


def events(*, limit: int = 200) -> list[Event]:
    """Return the last events of the house, newest first: ids only, for the auditor."""
    return list(Event.objects.order_by("-seq")[:limit])


def chain() -> Iterator[tuple[int, bytes, bytes]]:
    """Yield every event's number, bytes and digest, in order."""
    rows = _in_order("SELECT seq, body, digest FROM audit_event", "seq")
    for seq, body, digest in rows:
        yield seq, bytes(body), bytes(digest)


def columns() -> Iterator[tuple[int, bytes, Mapping[str, object]]]:
    """Yield every event's number, bytes, and what stands beside them for the pages, in order."""
    return beside_in_order(_shown(), _mentioned())


def counters() -> Iterator[tuple[str, int]]:
    """Yield each subject with the count that is kept of their events."""
    for subject, count in Counter.objects.values_list("subject", "count").iterator(_AT_ONCE):
        yield str(subject), count


def _shown() -> Iterator[tuple[int, bytes, dict[str, object]]]:
    # Past the ORM: a million dates and UUIDs made into objects would take most of the time.
    select = "SELECT seq, body, at, kind, name, actor, purpose, entry FROM audit_event"
    for seq, body, at, kind, name, actor, purpose, entry in _in_order(select, "seq"):
        beside: dict[str, object] = {
            "at": _instant(at),
            "kind": kind,
            "name": name,
            "actor": actor,
            "purpose": purpose,
            "entry": _uuid(entry) if entry else "",
        }
        yield seq, bytes(body), beside


def _mentioned() -> Iterator[tuple[int, str, int]]:
    """Yield every mention in the order of the events; one place can have several."""
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT event_id, subject, count FROM audit_mention ORDER BY event_id")
        while rows := cursor.fetchmany(_AT_ONCE):
            for event, subject, count in rows:
                yield event, _uuid(subject), count


def _instant(stored: str | datetime) -> str:
    """Write an instant as the chain does; SQLite keeps a text without its zone, which is UTC."""
    if isinstance(stored, datetime):
        return stored.astimezone(UTC).isoformat(timespec="microseconds")
    text = stored.replace(" ", "T", 1)
    return f"{text}+00:00" if "." in text else f"{text}.000000+00:00"


def _uuid(stored: str | UUID) -> str:
    """Write a UUID as the chain does; SQLite keeps its digits alone."""
    if isinstance(stored, UUID):
        return str(stored)
    return f"{stored[:8]}-{stored[8:12]}-{stored[12:16]}-{stored[16:20]}-{stored[20:]}"


def _in_order(select: str, key: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows by their key, some at a time: neither all in memory nor one long transaction."""
    last = _LOWEST
    while True:
        with connection.cursor() as cursor:
            # Only names of our own are put in, never a value.
            cursor.execute(
                f"{select} WHERE {key} > %s ORDER BY {key} LIMIT {_AT_ONCE}",
                [last],
            )
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1][0]


def waiting() -> int:
    """Return how many events are written and have no place in the chain yet."""
    return Waiting.objects.count()
