"""The erasures that a backup folder knows of: random ids, replayed before anything opens."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final
from uuid import UUID

NAME: Final = "tombstones.txt"
_FIRST: Final = "Clew tombstones, version 1"


class TornFile(Exception):
    """A file of tombstones is not whole: an id that is missing would open somebody again."""


def in_main(copied: Path) -> frozenset[UUID]:
    """Return the erasures that a copy of the main database knows of."""
    with closing(sqlite3.connect(copied)) as opened:
        return _subjects(opened, "vault_shredding")


def in_keyring(copied: bytes) -> frozenset[UUID]:
    """Return the erasures that a copy of the keyring knows of."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(copied)
        return _subjects(opened, "vault_tombstone")


def _subjects(opened: sqlite3.Connection, table: str) -> frozenset[UUID]:
    known = opened.execute("SELECT 1 FROM sqlite_master WHERE name=?", [table]).fetchone()
    if known is None:
        return frozenset()  # a house of an earlier Clew
    return frozenset(UUID(one) for (one,) in opened.execute(f"SELECT subject FROM {table}"))  # noqa: S608 -- one of the two above


def write(path: Path, subjects: Iterable[UUID]) -> None:
    """Write tombstones to a file of its owner's, whole or not at all."""
    text = "\n".join([_FIRST, *sorted(map(str, subjects))])
    whole = f"{text}\n{hashlib.sha256(text.encode()).hexdigest()}\n"
    beside = path.with_name(f"{path.name}.new")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(whole)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> frozenset[UUID]:
    """Read a file of tombstones. Raises `TornFile`."""
    try:
        text, _, digest = path.read_text(encoding="ascii").rstrip("\n").rpartition("\n")
        first, *ids = text.split("\n")
        whole = hashlib.sha256(text.encode()).hexdigest() == digest and first == _FIRST
        found = frozenset(map(UUID, ids))
    except (OSError, ValueError):
        whole, found = False, frozenset()
    if not whole:
        msg = f"{path.name} is not a whole file of tombstones; wanted one as it was written."
        raise TornFile(msg)
    return found
