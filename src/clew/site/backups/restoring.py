"""Restoring: into a folder where nothing lies, proved before it gets its name.

Order matters. The archives are compared with their sums before anything is opened; what was opened
is held against its manifest; the erasures are replayed before anything else reads the house; and
only a house that was found whole gets the name that was asked for.
"""

import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyrage import x25519

from clew.site.backups import archives, keeping, manifest, snapshots
from clew.site.backups.archives import Damaged
from clew.site.backups.manifest import File, Manifest

FILES: Final = "files"
TOMBSTONES: Final = "tombstones.txt"  # the erasures that a backup folder knows of
FOLDERS: Final = ("db", "keyring", FILES, "outbox", "log")


class NoBackup(Exception):
    """There is no backup where one was said to be."""


class NoTarget(Exception):
    """The databases that are named cannot be restored into. The message says why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What will be restored: one archive of the data, and the newest of the keyring.

    Always the newest keyring: keys that were destroyed since the data were saved stay destroyed.
    """

    folder: Path
    data: Path
    keyring: Path


def choose(backup: Path) -> Chosen:
    """Choose the archives: of a backup folder the newest, or the archive of data that is named.

    Raises:
        NoBackup: there is none.
    """
    folder = backup if backup.is_dir() else backup.parent
    data = keeping.archives(folder, "data") if backup.is_dir() else [backup]
    keyrings = keeping.archives(folder, "keyring")
    if not data or not data[0].is_file():
        msg = "No archive of data lies there; wanted a folder that `clew backup` wrote."
        raise NoBackup(msg)
    if not keyrings:
        msg = "No archive of the keyring lies beside the data; without it nothing can be read."
        raise NoBackup(msg)
    return Chosen(folder, data[0], keyrings[0])


def check_sums(chosen: Chosen) -> int:
    """Check, without any key, both archives and every file of the folder. Returns how many files.

    Raises:
        Damaged: one is not as it was written.
    """
    archives.check_sum(chosen.data)
    archives.check_sum(chosen.keyring)
    count = 0
    for path in sorted((chosen.folder / FILES).glob("*/*")):
        if not path.name.startswith("."):
            _check_file(path, path.name)
            count += 1
    return count


def unpack(
    chosen: Chosen,
    target: Path,
    identities: list[x25519.Identity],
    *,
    engine: str = manifest.SQLITE,
) -> Manifest:
    """Open both archives into a new folder, as a house that nobody has opened yet.

    `engine` is what the house is to be restored on. Returns the manifest of the data.

    Raises:
        Damaged: something is not as it was written, or the two are of different houses.
        NoTarget: the house was on another kind of database.
        WrongIdentity: none of the identities opens them.
        OSError: there is no room.
    """
    archives.check_sum(chosen.data)
    archives.check_sum(chosen.keyring)
    for name in FOLDERS:
        (target / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = _unpack(chosen.keyring, "keyring", target / "keyring", identities)
    _check_engine(keys, engine)  # before the data, which may be large
    found = _unpack(chosen.data, "data", target / "db", identities)
    if keys.house != found.house:
        msg = "The archives of data and keyring are of two different houses."
        raise Damaged(msg)
    _check_engine(found, engine)
    for one in found.files:
        _take(chosen.folder / FILES, target / FILES, one)
    return found


def check_databases(target: Path, found: Manifest) -> int:
    """Check the restored databases: whole, and with the rows they had. Returns how many rows.

    Raises:
        Damaged: they are not.
    """
    with closing(snapshots.writing(target / "db" / found.database.path)) as opened:
        _check_whole(snapshots.faults_of(opened), "The database of the data")
        rows = snapshots.rows_of(opened)
    differ = manifest.changed(found.rows, rows)
    if differ:
        msg = f"The table {differ[0]} has not the rows it had when it was saved."
        raise Damaged(msg)
    with closing(snapshots.writing(target / "keyring" / "keyring.sqlite3")) as opened:
        _check_whole(snapshots.faults_of(opened), "The keyring")
    return sum(rows.values())


def _check_engine(found: Manifest, engine: str) -> None:
    if found.engine == engine:
        return
    if engine == manifest.SQLITE:
        msg = (
            "This backup is of a house on PostgreSQL: name two new databases by CLEW_DATABASE_URL "
            "and CLEW_KEYRING_URL."
        )
    else:
        msg = (
            "This backup is of a house on SQLite: take CLEW_DATABASE_URL and CLEW_KEYRING_URL out "
            "of the environment."
        )
    raise NoTarget(msg)


def _check_whole(faults: Iterable[str], what: str) -> None:
    for fault in faults:
        msg = f"{what} is not whole: {fault}."
        raise Damaged(msg)


def _unpack(archive: Path, kind: str, target: Path, identities: list[x25519.Identity]) -> Manifest:
    opening = target / "opening"
    opening.mkdir(mode=0o700)
    archives.open_into(archive, opening, identities)
    found = manifest.read(opening, kind=kind)
    for path in opening.iterdir():
        if path.name != manifest.NAME:
            path.replace(target / path.name)
    (opening / manifest.NAME).unlink()
    opening.rmdir()
    return found


def _take(pool: Path, target: Path, one: File) -> None:
    """Copy a file out of the pool; what arrives must have the sum that the manifest names."""
    source, place = pool / one.digest[:2] / one.digest, target / one.path
    if not place.resolve().is_relative_to(target.resolve()):
        msg = "A manifest names a file outside the house."
        raise Damaged(msg)
    if not source.is_file():
        msg = f"The file {one.digest[:12]}… is missing from the backup."
        raise Damaged(msg)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(source, place)
    _check_file(place, one.digest)


def _check_file(path: Path, digest: str) -> None:
    if archives.sum_of(path) != digest:
        msg = f"The file {digest[:12]}… is not as it was written: its sum is another."
        raise Damaged(msg)
