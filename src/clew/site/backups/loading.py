"""Restoring onto PostgreSQL: into two databases where nothing stands, or nothing is left of it.

The tables are made by the migrations of the archive, so that they are those that were saved; the
rows come in one transaction, are read back, and are compared; only then is it committed. Later
migrations follow as in any house that is older than its Clew.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor
from psycopg import Error as ServerError
from psycopg import sql

from clew.ground.vault.router import KEYRING, MAIN
from clew.site.backups import server, tables
from clew.site.backups.archives import PIECE, Damaged
from clew.site.backups.restoring import NoTarget
from clew.site.backups.tables import Table, Tables
from clew.site.house import NEWER_CLEW, WrongHouse

_SETTINGS: Final = {MAIN: "CLEW_DATABASE_URL", KEYRING: "CLEW_KEYRING_URL"}
_FOLDERS: Final = {MAIN: "db", KEYRING: "keyring"}
_OF_THE_ROWS: Final = ("22", "23", "42")  # classes of SQLSTATE: data, constraints, names


@contextmanager
def targets() -> Iterator[list[str]]:
    """See that both databases are empty. If the block fails, whatever it made in them is removed.

    Gives the list of those that were begun; `load` adds to it.

    Raises:
        NoTarget: something stands in one of them, or it cannot be reached.
    """
    begun: list[str] = []
    with _reached():
        for alias in (MAIN, KEYRING):
            _check_empty(alias)
    try:
        yield begun
    except BaseException:
        connections.close_all()
        with _reached():
            for alias in begun:
                _clear(alias)
        raise


def load(folder: Path, begun: list[str]) -> int:
    """Fill both databases from the archives that were opened into a folder. Returns how many rows.

    What was read is removed from the folder.

    Raises:
        Damaged: an archive is not as it was written, or what was read back is something else.
        NoTarget: a database refuses.
        WrongHouse: a newer Clew wrote it.
    """
    found = {alias: tables.read(folder / name) for alias, name in _FOLDERS.items()}
    with _reached():
        for alias, said in found.items():
            _check_empty(alias)  # once more: both names may mean one database
            begun.append(alias)
            _migrate(alias, said.migrations)
        for alias, said in found.items():
            _fill(alias, said, folder / _FOLDERS[alias])
    for name in _FOLDERS.values():
        for path in [folder / name / tables.NAME, *(folder / name).glob("*.copy")]:
            path.unlink()
    return sum(table.rows for table in found[MAIN].tables)


@contextmanager
def _reached() -> Iterator[None]:
    """Say in one sentence what a server refused; its own words can hold what stands in a row."""
    try:
        yield
    except (Error, ServerError) as error:
        cause = error if isinstance(error, ServerError) else error.__cause__
        why = getattr(cause, "sqlstate", None) or type(error).__name__
        msg = f"Nothing was restored: the server of the databases refused it ({why})."
        raise NoTarget(msg) from error


def _check_empty(alias: str) -> None:
    with server.connected(alias) as opened:
        if server.standing(opened):
            msg = (
                f"The database that {_SETTINGS[alias]} names is not empty; wanted a new one: "
                "nothing is restored over live data."
            )
            raise NoTarget(msg)


def _clear(alias: str) -> None:
    """Remove what was made in a database that was empty."""
    with server.connected(alias) as opened:
        found = server.standing(opened)
        made = [name for kind, name in found if kind == "TABLE"]
        if made:
            opened.execute(f"DROP TABLE {', '.join(made)} CASCADE")
        for kind, name in found:
            if kind == "FUNCTION":
                opened.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")


def _migrate(alias: str, wanted: tuple[tuple[str, str], ...]) -> None:
    """Make the tables as they were when they were saved. The newest of each app lead there."""
    executor = MigrationExecutor(connections[alias])
    graph, applied = executor.loader.graph, set(wanted)
    if applied - set(graph.nodes):
        raise WrongHouse(NEWER_CLEW)
    newest = [
        key
        for key in wanted
        if not any(
            child.key in applied and child.key[0] == key[0]
            for child in graph.node_map[key].children
        )
    ]
    executor.migrate(newest)
    if set(executor.recorder.applied_migrations()) != applied:
        msg = "An archive names migrations that do not belong together."
        raise Damaged(msg)


def _fill(alias: str, said: Tables, folder: Path) -> None:
    """Bring the rows in and read them back, in one transaction: all of it, or nothing."""
    with server.transaction(alias, reads=False) as opened:
        _check_shape(opened, said)
        walls = server.walled(opened)
        _set_walls(opened, walls, "NO FORCE")  # its owner brings rows in; nobody else sees this
        opened.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in said.tables:  # what the migrations themselves wrote there
            opened.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        for table in said.tables:
            _bring_in(opened, table, folder)
        try:
            opened.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except ServerError as error:
            msg = "A row of the backup names another one that is not in it."
            raise Damaged(msg) from error
        for one in said.numberings:
            opened.execute(
                "SELECT setval(pg_get_serial_sequence(quote_ident(%s), %s), %s)",
                [one.table, one.column, one.last],
            )
        for table in said.tables:
            _compare(opened, table)
        _set_walls(opened, walls, "FORCE")
        if server.walled(opened) != walls:
            msg = "The walls of a database did not stand again after its rows were brought in."
            raise Damaged(msg)
        opened.execute("COMMIT")
        for table in said.tables:  # else the first pages are slow
            opened.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table.name)))


def _check_shape(opened: server.Opened, said: Tables) -> None:
    """See that the tables that were made are those that were saved, column for column."""
    names = {table.name for table in said.tables}
    for name in sorted(names ^ set(server.table_names(opened))):
        msg = f"The table {name} is in the backup or in this Clew, and not in both."
        raise Damaged(msg)
    for table in said.tables:
        if sorted(table.columns) != sorted(server.columns_of(opened, table.name)):
            msg = f"The table {table.name} has other columns than when it was saved."
            raise Damaged(msg)


def _set_walls(opened: server.Opened, walls: dict[str, bool], how: str) -> None:
    for name, stands in walls.items():
        if stands:
            statement = sql.SQL(f"ALTER TABLE {{}} {how} ROW LEVEL SECURITY")
            opened.execute(statement.format(sql.Identifier(name)))


def _bring_in(opened: server.Opened, table: Table, folder: Path) -> None:
    digest = hashlib.sha256()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    try:
        with opened.cursor() as cursor, cursor.copy(statement) as copying:
            for path in tables.pieces_of(table, folder):
                with path.open("rb") as file:
                    while block := file.read(PIECE):
                        digest.update(block)
                        copying.write(block)
                path.unlink()
    except ServerError as error:
        if not str(error.sqlstate).startswith(_OF_THE_ROWS):
            raise
        msg = f"The table {table.name} holds what this database does not take ({error.sqlstate})."
        raise Damaged(msg) from error
    if digest.hexdigest() != table.digest:
        msg = f"The table {table.name} is not as it was written: its sum is another."
        raise Damaged(msg)


def _compare(opened: server.Opened, table: Table) -> None:
    digest, rows = hashlib.sha256(), 0
    statement = server.copied_out(opened, table.name, table.columns)
    with opened.cursor() as cursor, cursor.copy(statement) as copied:
        for block in copied:
            digest.update(block)
            rows += bytes(block).count(b"\n")
    if rows != table.rows or digest.hexdigest() != table.digest:
        msg = f"The table {table.name} has not the rows it had when it was saved."
        raise Damaged(msg)
