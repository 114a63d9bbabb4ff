"""One moment of a house on PostgreSQL, streamed into archives while others write.

Both databases are read in a transaction each that sees one moment. That of the main database comes
first: a key is committed before the first row that names it, so every row that is seen has its key
in the keyring's moment, unless it was destroyed in between; and then it shall be gone.

The keyring is written first and its transaction ended: as long as one is open, the bytes of keys
that are destroyed meanwhile cannot be wiped.
"""

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import Error
from psycopg import Error as ServerError
from psycopg import sql

from clew.site.backups import server, tables
from clew.site.backups.snapshots import SESSIONS, NoSnapshot
from clew.site.backups.tables import Numbering, Table, Tables

PIECE: Final = 4_194_304


@dataclass(frozen=True, slots=True)
class Moment:
    """One database as it was at one moment."""

    opened: server.Opened
    names: tuple[str, ...]

    def head(self) -> tuple[str, str]:
        """Return the last event as number:digest, and what tells this house from every other."""
        query = "SELECT seq, digest FROM audit_event ORDER BY seq"
        last = self.opened.execute(f"{query} DESC LIMIT 1").fetchone()
        first = self.opened.execute(f"{query} LIMIT 1").fetchone()
        if last is None or first is None:
            return "", ""
        return f"{last[0]}:{bytes(last[1]).hex()}", bytes(first[1]).hex()[:32]

    def erased(self, table: str) -> frozenset[UUID]:
        """Return every erasure that a table knows of; none where an earlier Clew had no such."""
        if table not in self.names:
            return frozenset()
        query = sql.SQL("SELECT subject FROM {}").format(sql.Identifier(table))
        return frozenset(subject for (subject,) in self.opened.execute(query))

    def members(self, last: Callable[[Tables], bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield what goes into an archive, never more than a piece at once.

        Args:
            last: gives the manifest, once it is known what was read.
        """
        read: dict[str, Table] = {}
        for name in self.names:
            read[name] = yield from self._table(name)
        migrations = self.opened.execute("SELECT app, name FROM django_migrations ORDER BY id")
        described = Tables(
            server=str(self.opened.info.parameter_status("server_version")),
            migrations=tuple((app, name) for app, name in migrations),
            tables=tuple(read.values()),
            numberings=tuple(
                Numbering(table, column, number)
                for table, column, number in server.numberings(self.opened)
            ),
        )
        yield tables.NAME, described.written()
        yield "manifest.json", last(described)

    def _table(self, name: str) -> Generator[tuple[str, bytes], None, Table]:
        columns = server.columns_of(self.opened, name)
        digest, held = hashlib.sha256(), bytearray()
        rows = pieces = 0
        if name in SESSIONS:
            return Table(name, columns, rows, digest.hexdigest(), pieces)
        statement = server.copied_out(self.opened, name, columns)
        with self.opened.cursor() as cursor, cursor.copy(statement) as copied:
            for block in copied:
                digest.update(block)
                held += block
                rows += bytes(block).count(b"\n")  # inside of a value it is written as \n
                if len(held) >= PIECE:
                    pieces += 1
                    yield tables.piece_name(name, pieces), bytes(held)
                    held.clear()
        if held:
            pieces += 1
            yield tables.piece_name(name, pieces), bytes(held)
        return Table(name, columns, rows, digest.hexdigest(), pieces)


@contextmanager
def moment(alias: str) -> Iterator[Moment]:
    """See one moment of a database, beside whoever writes it.

    Raises:
        NoSnapshot: it could not be read, or not all of it.
    """
    try:
        with server.transaction(alias, reads=True) as opened:
            names = tuple(server.table_names(opened))
            _check(opened, names)
            for name in names:  # nobody alters a table until it was read
                opened.execute(
                    sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(sql.Identifier(name))
                )
            yield Moment(opened, names)
    except (Error, ServerError) as error:
        why = getattr(error, "sqlstate", None) or type(error).__name__
        msg = f"The {alias} database could not be read: {why}."
        raise NoSnapshot(msg) from error


def _check(opened: server.Opened, names: tuple[str, ...]) -> None:
    strange = [name for name in names if not tables.is_plain(name)]
    if strange or "django_migrations" not in names:
        msg = "A database holds tables that no Clew makes, or none; wanted those of one house."
        raise NoSnapshot(msg)
    if server.walled(opened) and not server.sees_all(opened):
        msg = "This role of the database may not see all rows; wanted that of the served house."
        raise NoSnapshot(msg)
