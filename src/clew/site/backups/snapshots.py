"""The state of a database at one moment, taken while others write. SQLite's own way of copying.

The copy reads one consistent moment and keeps nobody from writing. The main database is taken
before the keyring: a key is committed before the first row that names it, so every row of the copy
has its key in the keyring's copy, unless it was destroyed in between; and then it shall be gone.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

# Not restored: everybody signs in anew. An earlier Clew kept them in Django's own table.
SESSIONS: Final = frozenset({"accounts_session", "django_session"})


class NoSnapshot(Exception):
    """A database could not be copied. The message says why, in one sentence."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading only, beside whoever writes it."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            yield opened
    except sqlite3.Error as error:
        msg = f"{path.name} could not be read: {error.sqlite_errorname}."
        raise NoSnapshot(msg) from error


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at this moment. Raises `NoSnapshot`."""
    with reading(source) as live, closing(writing(target)) as taken:
        live.backup(taken)
        taken.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
        taken.execute("PRAGMA secure_delete=ON")
        for table in _tables(taken) & SESSIONS:
            taken.execute(f"DELETE FROM {table}")  # noqa: S608 -- one of the two above
        taken.commit()


def copy_in_memory(source: Path) -> bytes:
    """Copy a keyring as it is at this moment: no second file of keys ever lies on the disk."""
    with reading(source) as live, closing(sqlite3.connect(":memory:")) as taken:
        live.backup(taken)
        copied = taken.serialize()
    # The copy has no write-ahead log, and a database in memory can have none: bytes 18 and 19 of
    # the header say so (SQLite, Database File Format, section 1.3.3).
    return copied[:18] + b"\x01\x01" + copied[20:]


def rows_of(opened: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        name: int(opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 -- names of the database's own tables
        for name in sorted(_tables(opened))
    }


def _tables(opened: sqlite3.Connection) -> frozenset[str]:
    found = opened.execute("SELECT name FROM sqlite_master WHERE type='table'")
    return frozenset(name for (name,) in found if not name.startswith("sqlite_"))


def rows_in(copied: bytes) -> dict[str, int]:
    """Count the rows of every table of a copy in memory."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(copied)
        return rows_of(opened)


def head_of(opened: sqlite3.Connection) -> tuple[str, str]:
    """Return the last event as number:digest, and what tells this house from every other."""
    last = opened.execute(
        "SELECT seq, digest FROM audit_event ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    first = opened.execute("SELECT digest FROM audit_event ORDER BY seq LIMIT 1").fetchone()
    if last is None:
        return "", ""
    return f"{last[0]}:{bytes(last[1]).hex()}", bytes(first[0]).hex()[:32]


def erased_in(copied: Path, keys: bytes) -> frozenset[UUID]:
    """Return every erasure that the copies of both databases know of."""
    with closing(writing(copied)) as main, closing(sqlite3.connect(":memory:")) as keyring:
        keyring.deserialize(keys)
        return _erased(main, "vault_shredding") | _erased(keyring, "vault_tombstone")


def _erased(opened: sqlite3.Connection, table: str) -> frozenset[UUID]:
    known = opened.execute("SELECT 1 FROM sqlite_master WHERE name=?", [table]).fetchone()
    if known is None:
        return frozenset()  # a house that an earlier Clew wrote
    return frozenset(UUID(one) for (one,) in opened.execute(f"SELECT subject FROM {table}"))  # noqa: S608 -- one of the two above


def faults_of(opened: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with a database: nothing, where it is whole."""
    found = [str(row[0]) for row in opened.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
    dangling = opened.execute("PRAGMA foreign_key_check").fetchone()
    return found + ([f"a row of {dangling[0]} names one that is not there"] if dangling else [])


def writing(path: Path) -> sqlite3.Connection:
    """Open a restored database that no house uses yet."""
    return sqlite3.connect(path)
