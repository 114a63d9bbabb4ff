"""Searching everything a house leaves behind for strings that may stand only inside seals."""

import base64
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

import psycopg
from psycopg import sql

from tests.journeys.houses import ServedHouse

FEWEST_LETTERS: Final = 7  # a shorter one could turn up in a seal by chance
_TABLES: Final = (
    "SELECT schemaname, tablename FROM pg_tables"
    " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
)


def ways_to_write(text: str) -> dict[str, bytes]:
    """Return a string in every way it could lie about: encodings, base64 at each offset, hex."""
    plain = text.encode()
    ways = {
        "utf-8": plain,
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "quoted": quote(text).encode(),
        "quoted with plus": quote_plus(text).encode(),
    }
    for offset in range(3):
        core = base64.b64encode(b"\0" * offset + plain)
        # The first letters hold the bytes before it, the last ones those after it.
        first = -(-offset * 8 // 6)
        last = (offset + len(plain)) * 8 // 6
        ways[f"base64 at {offset}"] = core[first:last]
        ways[f"base64 for addresses at {offset}"] = core[first:last].translate(_URL_SAFE)
    return ways


_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")


def found(places: Iterable[tuple[str, bytes]], planted: Iterable[str]) -> list[str]:
    """Return a line for each string that lies open somewhere: where, which, and how written.

    Upper and lower case are one, except in base64.
    """
    looked_for = [
        (text, way, needle if way.startswith("base64") else needle.lower())
        for text in planted
        for way, needle in ways_to_write(text).items()
    ]
    lines = []
    for place, data in places:
        folded = data.lower()
        for text, way, needle in looked_for:
            if needle in (data if way.startswith("base64") else folded):
                lines.append(f"{place}: {text}, {way}")
    return lines


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file under a folder as it lies on the disk: databases, logs, what is left over."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(folder)}", path.read_bytes()


def left_behind(house: ServedHouse) -> Iterator[tuple[str, bytes]]:
    """Give all that a house keeps: its files, its rows, its sessions unpacked, what it said."""
    yield from files_in(house.folder)
    yield from files_in(house.folder.parent / f"{house.folder.name}-tmp")
    yield "what it said", house.said.encode()
    if house.urls:
        for name, url in house.urls.items():
            with psycopg.connect(url) as connection:
                yield from rows_of_postgresql(name, connection)
    else:
        for path in sorted(house.folder.rglob("*.sqlite3")):
            # A value can be cut in two by a page of the file; here each is whole.
            yield from rows_of_sqlite(path)


def rows_of_sqlite(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give every row of a SQLite database, table by table."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for name in names:
            rows = list(database.execute(f'SELECT * FROM "{name}"'))
            values = [value for row in rows for value in row]
            yield f"table {name}", b"\0".join(_bytes(value) for value in values)
            if name == "accounts_session":
                data = database.execute("SELECT session_data FROM accounts_session")
                yield "sessions", b"\0".join(_unpacked(str(row[0])) for row in data)


def rows_of_postgresql(
    name: str, connection: psycopg.Connection[tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Give every row of a PostgreSQL database, table by table, as the server stores it."""
    for schema, table in connection.execute(_TABLES).fetchall():
        copied = sql.SQL("COPY {}.{} TO STDOUT (FORMAT BINARY)").format(
            sql.Identifier(schema), sql.Identifier(table)
        )
        with connection.cursor().copy(copied) as rows:
            yield f"table {name} {table}", b"".join(bytes(part) for part in rows)
        if table == "accounts_session":
            found_rows = connection.execute("SELECT session_data FROM accounts_session").fetchall()
            yield "sessions", b"\0".join(_unpacked(str(row[0])) for row in found_rows)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _unpacked(session: str) -> bytes:
    """Return what a stored session says: it is signed and packed, not sealed."""
    body = session.partition(":")[0]
    raw = base64.urlsafe_b64decode(body.lstrip(".") + "=" * (-len(body.lstrip(".")) % 4))
    return zlib.decompress(raw) if body.startswith(".") else raw


def told(lines: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, bytes]]:
    """Give what was told on the way, by where it was told."""
    for where, texts in lines.items():
        yield where, "\n".join(texts).encode()
