"""What an archive says of itself: when it was made, what is in it, which files belong to it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from clew.site.backups.archives import Damaged, sum_of

NAME: Final = "manifest.json"
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
_FORMATS: Final = {SQLITE: 1, POSTGRESQL: 2}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the house: where it lay, and what it was. It is sealed already."""

    path: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds."""

    kind: str  # data | keyring
    house: str  # the same in both archives of a house, and in no other house's
    made_at: str
    clew: str
    engine: str
    database: File  # SQLite: the database itself; PostgreSQL: what says which tables lie beside it
    rows: dict[str, int]
    head: str = ""  # number:digest of the last event
    files: tuple[File, ...] = ()

    def written(self) -> bytes:
        """Return it as JSON."""
        said = asdict(self) | {"format": _FORMATS[self.engine]}
        return json.dumps(said, indent=1, sort_keys=True).encode()


def read(folder: Path, *, kind: str) -> Manifest:
    """Read the manifest of an opened archive, and hold the database against it.

    Raises:
        Damaged: it is none, of another kind or a later format, or the database is not what it says.
    """
    try:
        held = json.loads((folder / NAME).read_bytes())
        form = held["format"]
        if form not in _FORMATS.values():
            known = max(_FORMATS.values())
            msg = f"This backup has format {form!r}; wanted {known} at most: use a newer Clew."
            raise Damaged(msg)
        found = Manifest(
            **{name: value for name, value in held.items() if name != "format"}
            | {"database": File(**held["database"])}
            | {"files": tuple(File(**one) for one in held["files"])}
        )
        known_so = _FORMATS[found.engine] == form
    except (OSError, ValueError, TypeError, KeyError) as error:
        msg = "An archive holds no manifest that can be read."
        raise Damaged(msg) from error
    if not known_so:
        msg = f"An archive of {found.engine} is written as one of another database."
        raise Damaged(msg)
    if found.kind != kind:
        msg = f"An archive that is named {kind} holds something else."
        raise Damaged(msg)
    _check(folder / found.database.path, found.database)
    return found


def described(path: Path, *, name: str) -> File:
    """Describe a file."""
    return File(name, path.stat().st_size, sum_of(path))


def described_bytes(held: bytes, *, name: str) -> File:
    """Describe a file that lies in memory."""
    return File(name, len(held), hashlib.sha256(held).hexdigest())


def changed(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """Return the tables whose number of rows is another."""
    return sorted(name for name in before if before[name] != after.get(name))


def _check(path: Path, wanted: File) -> None:
    if not path.is_file() or path.stat().st_size != wanted.size or sum_of(path) != wanted.digest:
        msg = f"The database {wanted.path} is not the one that its manifest names."
        raise Damaged(msg)
