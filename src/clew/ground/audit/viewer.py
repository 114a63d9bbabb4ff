"""Whom the database shows rows to: on PostgreSQL each policy asks who looks, and nobody sees none.

`looking(actor)` tells the connection for as long as it lasts. The wall in front of the addresses
does it for each request, `changes` for whoever changes, a command for the house itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from clew.ground.audit.chain import Actor
from clew.ground.vault.router import MAIN

_SET: Final = "SELECT set_config('clew.member_id', %s, false)"
_looking: ContextVar[str] = ContextVar("looking", default="")


@contextmanager
def looking(actor: Actor) -> Iterator[None]:
    """Let the database show what this actor may see, and afterwards what the one before might.

    It is told by its own statement and not by `SET LOCAL`: a request is many transactions, since a
    trace is committed before anything opens. A transaction that is rolled back takes back only what
    was told inside it, which is what leaving this block would have done.
    """
    before = _looking.get()
    if before == actor.actor_id:
        yield
        return
    token = _looking.set(actor.actor_id)
    try:
        _tell(actor.actor_id)
        yield
    finally:
        _looking.reset(token)
        _tell(before)


@contextmanager
def nobody_looks_yet() -> Iterator[None]:
    """Begin a request: nobody looks until `looks` says who. Afterwards it is as it was before."""
    before = _looking.get()
    token = _looking.set("")
    if before:
        _tell("")
    try:
        yield
    finally:
        told = _looking.get()
        _looking.reset(token)
        if told != before:
            _tell(before)


def looks(actor: Actor) -> None:
    """Say who looks, until the request ends."""
    _looking.set(actor.actor_id)
    _tell(actor.actor_id)


def _tell(who: str) -> None:
    """Tell an open connection. One that opens later is told when it does."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return
    if _has_failed():
        return  # its transaction is rolled back, and what was told inside goes with it
    with connection.cursor() as cursor:
        cursor.execute(_SET, [who])


def _has_failed() -> bool:
    """Say whether the connection only waits for its rollback, or is closed."""
    from psycopg.pq import TransactionStatus  # noqa: PLC0415 -- not installed for SQLite alone

    status = connection.connection.info.transaction_status
    return bool(status in {TransactionStatus.INERROR, TransactionStatus.UNKNOWN})


@receiver(connection_created)
def _tell_new(connection: BaseDatabaseWrapper, **named: object) -> None:  # noqa: ARG001 -- the signal's
    if connection.vendor == "postgresql" and connection.alias == MAIN and _looking.get():
        with connection.cursor() as cursor:
            cursor.execute(_SET, [_looking.get()])
