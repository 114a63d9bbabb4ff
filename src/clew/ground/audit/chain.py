"""Appending to the chain, and what an event's bytes are.

Each event is written as canonical JSON (sorted keys, no spaces; after RFC 8785 for the types used
here). Its digest is HMAC-SHA-256, under a key of the house, over the digest before it and these
bytes: an event that is changed, taken out, put in or moved breaks every digest after it.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Protocol
from uuid import UUID

from django.db import connection, models

from clew.ground.audit.models import Event
from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment

START: Final = bytes(32)
_ADVISORY_LOCK: Final = 0x436C6577  # "Clew"; on PostgreSQL several processes append
_BATCH: Final = 200
_RAISE: Final = (
    "INSERT INTO audit_counter (subject, count) VALUES {} ON CONFLICT (subject) "
    "DO UPDATE SET count = audit_counter.count + excluded.count RETURNING subject, count"
)
_MENTION: Final = "INSERT INTO audit_mention (subject, count, event_id) VALUES {}"


class Actor(Protocol):
    """Who does something: a member of an organisation, or the house itself."""

    @property
    def actor_id(self) -> str:
        """The opaque id that events name."""


@dataclass(frozen=True, slots=True)
class House:
    """The house itself, when its clock does something that nobody pressed."""

    actor_id: str = "house"


@dataclass(frozen=True, slots=True)
class Happened:
    """An event before it has its place in the chain."""

    kind: str
    name: str
    actor: str
    purpose: str = ""
    subjects: tuple[UUID, ...] = ()
    compartments: tuple[Compartment, ...] = ()
    about: str = ""
    row: str = ""  # digest of the row as it was stored
    fields: tuple[str, ...] = ()
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


def append(happened: Sequence[Happened]) -> list[Event]:
    """Append events inside the transaction that is open. Returns them with their places."""
    if not happened:
        return []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
    seq, digest = head()
    counts = _counted([subject for item in happened for subject in item.subjects])
    key = chain_key()
    events: list[Event] = []
    mentions: list[tuple[UUID, int, int]] = []
    for item in happened:
        seq += 1
        about = [(subject, next(counts[subject])) for subject in item.subjects]
        body = _canonical(seq, item, about)
        digest = link(key, digest, body)
        events.append(
            Event(
                seq=seq, at=item.at, kind=item.kind, name=item.name, actor=item.actor,
                purpose=item.purpose, body=body, digest=digest,
            )
        )  # fmt: skip
        mentions += [(subject, count, seq) for subject, count in about]
    Event.objects.bulk_create(events, batch_size=_BATCH)
    _write_mentions(mentions)
    return events


def head() -> tuple[int, bytes]:
    """Return the number and digest of the last event; zero and the start where there is none."""
    last = Event.objects.order_by("-seq").values_list("seq", "digest").first()
    return (last[0], bytes(last[1])) if last else (0, START)


def link(key: bytes, before: bytes, body: bytes) -> bytes:
    """Return the digest of an event's bytes behind the digest before it."""
    return hmac.digest(key, before + body, "sha256")


def chain_key() -> bytes:
    """Return the key of the chain: whoever has only the database cannot forge it."""
    return root.derive("audit chain")


def row_digest(row: models.Model) -> str:
    """Return a digest of a row as it is stored, so that one put back by hand is found."""
    values = []
    for column in row._meta.concrete_fields:  # noqa: SLF001 -- Django's documented way
        held = row.__dict__.get(column.attname)
        stored = getattr(held, "stored", held)
        values.append(stored.hex() if isinstance(stored, bytes) else str(stored))
    return hmac.digest(chain_key(), json.dumps(values).encode(), "sha256").hex()[:32]


def _canonical(seq: int, item: Happened, about: list[tuple[UUID, int]]) -> bytes:
    written = {
        "about": item.about,
        "actor": item.actor,
        "at": item.at.isoformat(timespec="microseconds"),
        "compartments": [part.value for part in item.compartments],
        "fields": list(item.fields),
        "kind": item.kind,
        "name": item.name,
        "purpose": item.purpose,
        "row": item.row,
        "seq": seq,
        "subjects": [[str(subject), count] for subject, count in about],
    }
    return json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _counted(subjects: Iterable[UUID]) -> dict[UUID, Iterator[int]]:
    """Raise the count of each subject by how often it is named: one statement for a page."""
    named: dict[UUID, int] = {}
    for subject in subjects:
        named[subject] = named.get(subject, 0) + 1
    counts: dict[UUID, Iterator[int]] = {}
    wanted = list(named.items())
    for first in range(0, len(wanted), _BATCH):
        batch = wanted[first : first + _BATCH]
        places = ", ".join(["(%s, %s)"] * len(batch))
        values = [value for subject, more in batch for value in (_stored(subject), more)]
        with connection.cursor() as cursor:
            cursor.execute(_RAISE.format(places), values)  # only places are put in, never a value
            for stored, count in cursor.fetchall():
                subject = stored if isinstance(stored, UUID) else UUID(stored)
                counts[subject] = iter(range(count - named[subject] + 1, count + 1))
    return counts


def _write_mentions(mentions: Sequence[tuple[UUID, int, int]]) -> None:
    with connection.cursor() as cursor:
        for first in range(0, len(mentions), _BATCH):
            batch = mentions[first : first + _BATCH]
            places = ", ".join(["(%s, %s, %s)"] * len(batch))
            values = [v for subject, count, seq in batch for v in (_stored(subject), count, seq)]
            cursor.execute(_MENTION.format(places), values)


def _stored(subject: UUID) -> str | UUID:
    """Return a subject as the database keeps it: SQLite has no type of its own for it."""
    return subject if connection.vendor == "postgresql" else subject.hex
