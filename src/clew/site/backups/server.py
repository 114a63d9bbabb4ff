"""Asking PostgreSQL: a connection apart from Django's, in one transaction, as the house itself."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

from django.db import connections
from psycopg import Connection, sql

from clew.ground.audit.chain import House
from clew.ground.vault.partner_rows import PARTNER

Opened = Connection[tuple[Any, ...]]

# What an extension brought along belongs to the server, not to the house.
_TABLES: Final = """
    SELECT relname FROM pg_class c
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
"""
_STANDING: Final = """
    SELECT CASE relkind WHEN 'r' THEN 'TABLE' ELSE 'OTHER' END, c.oid::regclass::text
    FROM pg_class c
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND relnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype IN ('e', 'a', 'i'))
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p
    WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
"""
_COLUMNS: Final = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum
"""
_KEY: Final = """
    SELECT attname, attcollation <> 0
    FROM pg_index, unnest(indkey) WITH ORDINALITY AS part (number, place), pg_attribute
    WHERE indrelid = %s::regclass AND indisprimary AND attrelid = indrelid AND attnum = number
    ORDER BY place
"""
_NUMBERINGS: Final = """
    SELECT t.relname, a.attname,
      CASE WHEN has_sequence_privilege(s.oid, 'USAGE, SELECT')
      THEN pg_sequence_last_value(s.oid) END
    FROM pg_class s
    JOIN pg_depend d
      ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace
    ORDER BY 1, 2
"""
_WALLED: Final = """
    SELECT relname, relforcerowsecurity FROM pg_class
    WHERE relrowsecurity AND relnamespace = current_schema()::regnamespace ORDER BY relname
"""
# So that the same row is the same text whatever a role or a server prefers, as pg_dump does it;
# and no haste: a copy of a large house takes its time.
_SETTINGS: Final = {
    "DateStyle": "ISO, YMD", "IntervalStyle": "postgres", "TimeZone": "UTC",
    "extra_float_digits": "3", "bytea_output": "hex",
    "statement_timeout": "0", "lock_timeout": "0", "idle_in_transaction_session_timeout": "0",
    "transaction_timeout": "0",
}  # fmt: skip


@contextmanager
def connected(alias: str) -> Iterator[Opened]:
    """Connect to a database of the house, apart from the connection that Django uses."""
    apart = connections[alias].copy()
    apart.ensure_connection()
    with closing(apart):
        opened: Opened = apart.connection
        yield opened


@contextmanager
def transaction(alias: str, *, reads: bool) -> Iterator[Opened]:
    """Open a transaction that sees one moment, and acts as the house. Leaving it takes it back.

    Args:
        alias: which database.
        reads: whether it only reads.
    """
    with connected(alias) as opened:
        mode = "READ ONLY" if reads else "READ WRITE"
        opened.execute(f"BEGIN ISOLATION LEVEL REPEATABLE READ {mode}")
        names = list(_SETTINGS)
        for (name,) in opened.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s)", [names]
        ).fetchall():
            opened.execute("SELECT set_config(%s, %s, true)", [name, _SETTINGS[name]])
        opened.execute("SELECT set_config('clew.member_id', %s, true)", [House().actor_id])
        yield opened


def table_names(opened: Opened) -> list[str]:
    """Return the names of all tables, in the order of their letters."""
    return sorted(name for (name,) in opened.execute(_TABLES))


def standing(opened: Opened) -> list[tuple[str, str]]:
    """Return whatever stands in the database and no extension brought along: kind and name."""
    return [(kind, name) for kind, name in opened.execute(_STANDING)]


def columns_of(opened: Opened, table: str) -> tuple[str, ...]:
    """Return the columns of a table that can be written."""
    return tuple(name for (name,) in opened.execute(_COLUMNS, [_quoted(opened, table)]))


def numberings(opened: Opened) -> list[tuple[str, str, int]]:
    """Return table, column and last number of every column that numbers its rows itself.

    A role that may not ask is answered with the highest number that stands in a row.
    """
    found = []
    for table, column, last in opened.execute(_NUMBERINGS).fetchall():
        highest = sql.SQL("SELECT max({}) FROM {}").format(
            sql.Identifier(column), sql.Identifier(table)
        )
        number = last or (opened.execute(highest).fetchone() or [None])[0]
        if number is not None:
            found.append((str(table), str(column), int(number)))
    return found


def sees_all(opened: Opened) -> bool:
    """Say whether the walls of a database show this role every row, as they do to the house.

    Where one hides rows they would be missing from a backup, and nobody would be told.
    """
    asks = "SELECT to_regprocedure('clew_is_house()') IS NOT NULL, current_user <> %s"
    [can_ask, is_ours] = opened.execute(asks, [PARTNER]).fetchone() or (False, False)
    if not can_ask:
        return bool(is_ours)  # the keyring: only rows for the process for partners are walled
    return bool((opened.execute("SELECT clew_is_house()").fetchone() or [False])[0])


def walled(opened: Opened) -> dict[str, bool]:
    """Return the tables with row-level security, and whether it holds for their owner too."""
    return dict(opened.execute(_WALLED).fetchall())


def copied_out(opened: Opened, table: str, columns: tuple[str, ...]) -> sql.Composed:
    """Return the statement that writes a table as text, in an order that is nobody's taste.

    Texts are ordered by their bytes: a database elsewhere may sort letters in another way.
    """
    key = [
        sql.SQL("{} COLLATE {}").format(sql.Identifier(name), sql.Identifier("C"))
        if is_text
        else sql.Identifier(name)
        for name, is_text in opened.execute(_KEY, [_quoted(opened, table)])
    ]
    whole_row = sql.SQL("{}::text COLLATE {}").format(sql.Identifier(table), sql.Identifier("C"))
    return sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.Identifier(table),
        sql.SQL(", ").join(key or [whole_row]),
    )


def _quoted(opened: Opened, name: str) -> str:
    return sql.Identifier(name).as_string(opened)
