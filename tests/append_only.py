"""Lifting what the database refuses: to empty the tables between tests, and to forge by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from clew.ground.audit.append_only import guards
from clew.ground.vault.router import MAIN


def lifting(vendor: str) -> list[str]:
    """Return the statements that lift every guard."""
    return [statement for _, guard in guards() for statement in guard.dropped(vendor)]


def setting(vendor: str) -> list[str]:
    """Return the statements that set every guard again."""
    return [statement for _, guard in guards() for statement in guard.made(vendor)]


@contextmanager
def by_hand() -> Iterator[None]:
    """Change tables as whoever owns the database can, who is not the application."""
    with connection.cursor() as cursor:
        for statement in lifting(connection.vendor):
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in setting(connection.vendor):
            cursor.execute(statement)


def lift_in(database: sqlite3.Connection) -> None:
    """Lift every guard in a copy of a house's database."""
    for statement in lifting("sqlite"):
        database.execute(statement)


def let_tests_empty_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lift the guards for Django's flush, which tests with real transactions end with."""

    def patched(ops: Any) -> None:  # noqa: ANN401 -- one class for each database
        plain = ops.sql_flush

        def sql_flush(self: Any, *given: Any, **named: Any) -> list[str]:  # noqa: ANN401
            of: BaseDatabaseWrapper = self.connection
            emptied: list[str] = plain(self, *given, **named)
            if of.alias != MAIN or not emptied:
                return emptied
            return [*lifting(of.vendor), *emptied, *setting(of.vendor)]

        monkeypatch.setattr(ops, "sql_flush", sql_flush)

    patched(type(connection.ops))
