"""Statements of the sealed index that every question asks, written by hand.

A question asks some of these within milliseconds; the ORM writes each anew, which takes longer than
answering it. None names a circle where a number or token already belongs to one: no plan of the
database can then be led past the index that finds it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection

_BEYOND_A_BIGINT: Final = 65  # of 128 bits; 63 are kept, as numbers have a sign
_AT_ONCE: Final = 500  # values named in one statement


def told(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Ask, and return the rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def told_of(statement: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Ask about many values, where `{}` stands for them, and yield the rows."""
    for at in range(0, len(values), _AT_ONCE):
        some = values[at : at + _AT_ONCE]
        yield from told(statement.format(", ".join(["%s"] * len(some))), some)


def write_many(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Carry one statement out for each of some rows."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def wait_for_turns(circles: Iterable[UUID]) -> None:
    """Wait for other changes of circles' people, until the transaction ends.

    In one order, so that two who wait for several never wait for each other. On SQLite all changes
    wait their turn already.
    """
    if connection.vendor == "postgresql":
        for circle in sorted(set(circles)):
            told("SELECT pg_advisory_xact_lock(%s)", [circle.int >> _BEYOND_A_BIGINT])


def stored(key: UUID) -> str | UUID:
    """Return an id as the database keeps it: SQLite has no type of its own for it."""
    return key if connection.vendor == "postgresql" else key.hex


def as_id(kept: str | UUID) -> UUID:
    """Return an id from what the database keeps."""
    return kept if isinstance(kept, UUID) else UUID(kept)
