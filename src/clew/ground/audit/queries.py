"""Who has looked: the events about one subject, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clew.ground.audit.models import Event, Mention


@dataclass(frozen=True, slots=True)
class Look:
    """One reading or change, as it is told to the person and to those who stand by."""

    at: datetime
    kind: str
    name: str
    actor: str
    purpose: str


def looked(subject: UUID, *, limit: int = 50) -> list[Look]:
    """Return the last events about a subject. Who may ask is for the caller to check."""
    found = (
        Mention.objects.filter(subject=subject).order_by("-count").select_related("event")[:limit]
    )
    return [
        Look(row.event.at, row.event.kind, row.event.name, row.event.actor, row.event.purpose)
        for row in found
    ]


def events(*, limit: int = 200) -> list[Event]:
    """Return the last events of the house, newest first: ids only, for the auditor."""
    return list(Event.objects.order_by("-seq")[:limit])


def chain() -> Iterator[tuple[int, bytes, bytes]]:
    """Yield every event's number, bytes and digest, in order."""
    rows = Event.objects.order_by("seq").values_list("seq", "body", "digest")
    for seq, body, digest in rows.iterator(chunk_size=5000):
        yield seq, bytes(body), bytes(digest)


def columns() -> Iterator[tuple[int, bytes, dict[str, object]]]:
    """Yield every event's number, bytes, and what stands beside them for the pages, in order."""
    mentioned: dict[int, list[list[object]]] = {}
    for subject, count, event in Mention.objects.order_by("id").values_list(
        "subject", "count", "event_id"
    ):
        mentioned.setdefault(event, []).append([str(subject), count])
    for row in Event.objects.order_by("seq").iterator(chunk_size=5000):
        beside: dict[str, object] = {
            "at": row.at.isoformat(timespec="microseconds"),
            "kind": row.kind,
            "name": row.name,
            "actor": row.actor,
            "purpose": row.purpose,
            "subjects": mentioned.pop(row.seq, []),
        }
        yield row.seq, bytes(row.body), beside
