"""Appending to the chain, and what an event's bytes are.

Each event is written as canonical JSON (sorted keys, no spaces; after RFC 8785 for the types used
here). Its digest is HMAC-SHA-256, under a key of the house, over the digest before it and these
bytes: an event that is changed, taken out, put in or moved breaks every digest after it.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from django.db import connection, models
from django.utils import timezone

from clew.ground.audit.links import START, link
from clew.ground.audit.rows import digest_of, values_of
from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment

ADVISORY_LOCK: Final = 0x436C6577  # "Clew"; on PostgreSQL several processes append
_BATCH: Final = 200
_LONGEST_NAME: Final = 64
_LONGEST_PURPOSE: Final = 32
_RAISE: Final = (
    "INSERT INTO audit_counter (subject, count) VALUES {} ON CONFLICT (subject) "
    "DO UPDATE SET count = audit_counter.count + excluded.count RETURNING subject, count"
)
_MENTION: Final = "INSERT INTO audit_mention (subject, count, event_id) VALUES {}"
_EVENT: Final = (
    "INSERT INTO audit_event (seq, at, kind, name, actor, purpose, body, digest, entry) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_WAIT: Final = "INSERT INTO audit_waiting (entry, body, mac) VALUES (%s, %s, %s)"
_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
_waits_for_sealer = False


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
    at: datetime = field(default_factory=lambda: timezone.now())  # noqa: PLW0108 -- the made world shows its own day


def append(happened: Sequence[Happened]) -> None:
    """Append events inside the transaction that is open.

    Where a sealer runs (PostgreSQL), they are put down to wait for their number: no transaction
    then waits for another's end to know its place. Otherwise they are chained here and now.
    """
    if not happened:
        return
    for item in happened:
        _check_fits(item)  # before it is acknowledged: a sealer could only find it too late
    if _waits_for_sealer:
        put_down(happened)
    else:
        chain(happened)


def _check_fits(item: Happened) -> None:
    if len(item.name) > _LONGEST_NAME or len(item.purpose) > _LONGEST_PURPOSE:
        msg = "An event's name or purpose is too long for its column."
        raise ValueError(msg)
    if not all(isinstance(subject, UUID) for subject in item.subjects):
        msg = "An event names subjects that are no UUIDs."
        raise TypeError(msg)


def hand_over(*, to_sealer: bool) -> None:
    """Say whether events wait for a sealer from now on, in this process."""
    global _waits_for_sealer  # noqa: PLW0603 -- one sealer a process
    _waits_for_sealer = to_sealer


def put_down(happened: Sequence[Happened]) -> None:
    """Write events that have no number yet, each under a key of the house."""
    key = _waiting_key()
    rows = []
    for item in happened:
        body = dumped(as_written(item))
        rows.append((_stored(uuid4()), body, hmac.digest(key, body, "sha256")))
    with connection.cursor() as cursor:
        cursor.executemany(_WAIT, rows)


def is_genuine(body: bytes, mac: bytes) -> bool:
    """Say whether a waiting event was put down by this house."""
    return hmac.compare_digest(hmac.digest(_waiting_key(), body, "sha256"), mac)


def chain(happened: Sequence[Happened], entries: Sequence[UUID | None] | None = None) -> None:
    """Number events, chain them and count whom they name, in the transaction that is open."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
    seq, digest = head()
    counts = _counted([subject for item in happened for subject in item.subjects])
    key = chain_key()
    at_in = connection.ops.adapt_datetimefield_value
    events: list[tuple[Any, ...]] = []  # as the driver wants them
    mentions: list[tuple[UUID, int, int]] = []
    for item, entry in zip(happened, entries or [None] * len(happened), strict=True):
        seq += 1
        about = [(subject, next(counts[subject])) for subject in item.subjects]
        body = _canonical(seq, item, about, entry)
        digest = link(key, digest, body)
        events.append(
            (
                seq, at_in(item.at), item.kind, item.name, item.actor, item.purpose, body, digest,
                None if entry is None else _stored(entry),
            )
        )  # fmt: skip
        mentions += [(subject, count, seq) for subject, count in about]
    with connection.cursor() as cursor:
        cursor.executemany(_EVENT, events)
    _write_mentions(mentions)


def head() -> tuple[int, bytes]:
    """Return the number and digest of the last event; zero and the start where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM audit_event ORDER BY seq DESC LIMIT 1")
        last = cursor.fetchone()
    return (last[0], bytes(last[1])) if last else (0, START)


def chain_key() -> bytes:
    """Return the key of the chain: whoever has only the database cannot forge it."""
    return root.derive("audit chain")


def rows_key() -> bytes:
    """Return the key of the digests of rows. Whoever has it cannot write the chain."""
    return root.derive("audit rows")


def _waiting_key() -> bytes:
    return root.derive("audit waiting")


def row_digest(row: models.Model) -> str:
    """Return a digest of a row as it is stored, so that one put back by hand is found."""
    return digest_of(values_of(row), rows_key())


def as_written(item: Happened) -> dict[str, object]:
    """Return what an event says, before it has its number and counts."""
    return {
        "about": item.about,
        "actor": item.actor,
        "at": item.at.isoformat(timespec="microseconds"),
        "compartments": [part.value for part in item.compartments],
        "fields": list(item.fields),
        "kind": item.kind,
        "name": item.name,
        "purpose": item.purpose,
        "row": item.row,
        "subjects": [str(subject) for subject in item.subjects],
    }


def dumped(written: Mapping[str, object]) -> bytes:
    """Return the canonical text of what an event says."""
    return _CANONICAL.encode(written).encode("ascii")


def _canonical(
    seq: int, item: Happened, about: list[tuple[UUID, int]], entry: UUID | None
) -> bytes:
    written = as_written(item)
    written["seq"] = seq
    written["subjects"] = [[str(subject), count] for subject, count in about]
    if entry is not None:
        written["entry"] = str(entry)
    return dumped(written)


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
