"""How an archive holds a PostgreSQL database: its tables as text, and one file that describes them.

Each table is PostgreSQL's own text of COPY, in the order of its key, cut into pieces. So
`cat people_person-*.copy` is a whole table, also for whoever has neither Clew nor this server.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from clew.site.backups.archives import Damaged

NAME: Final = "tables.json"
_PLAIN: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Table:
    """One table as an archive holds it."""

    name: str
    columns: tuple[str, ...]
    rows: int
    digest: str  # SHA-256 of its text
    pieces: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """How far a column has counted that numbers its rows itself."""

    table: str
    column: str
    last: int


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of one database, and what made them what they are."""

    server: str  # its version, for whoever reads the archive without Clew
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    numberings: tuple[Numbering, ...]

    def written(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {table.name: table.rows for table in self.tables}


def read(folder: Path) -> Tables:
    """Read what an opened archive holds. Raises `Damaged`."""
    try:
        held: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        return Tables(
            server=str(held["server"]),
            migrations=tuple((str(app), str(name)) for app, name in held["migrations"]),
            tables=tuple(map(_table, held["tables"])),
            numberings=tuple(
                Numbering(str(one["table"]), str(one["column"]), int(one["last"]))
                for one in held["numberings"]
            ),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        msg = "An archive does not say which tables it holds."
        raise Damaged(msg) from error


def _table(said: dict[str, Any]) -> Table:
    columns = tuple(map(str, said["columns"]))
    name, digest = str(said["name"]), str(said["digest"])
    return Table(name, columns, int(said["rows"]), digest, int(said["pieces"]))


def is_plain(name: str) -> bool:
    """Say whether pieces can be named after a table, as after every one that a Clew makes."""
    return _PLAIN.fullmatch(name) is not None


def piece_name(table: str, number: int) -> str:
    """Return the name of a piece; the names of one table are in its order."""
    return f"{table}-{number:06}.copy"


def pieces_of(table: Table, folder: Path) -> Iterator[Path]:
    """Yield the pieces of a table that the database has. Raises `Damaged` where one is missing."""
    for number in range(1, table.pieces + 1):
        path = folder / piece_name(table.name, number)
        if not path.is_file():
            msg = f"A piece of the table {table.name} is missing."
            raise Damaged(msg)
        yield path
