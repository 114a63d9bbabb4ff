"""Making a backup: two archives and the files they name, beside a house that may be in use."""

import os
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from pyrage import x25519

from clew import __version__
from clew.ground.vault import tombstones
from clew.site.backups import archives, keeping, manifest, snapshots
from clew.site.backups import recipients as recipients_of
from clew.site.backups.archives import Damaged, Written
from clew.site.backups.manifest import File, Manifest
from clew.site.backups.restoring import FILES, TOMBSTONES
from clew.site.environment import Environment
from clew.site.house import held_alone

_UNDER_WAY: Final = "backup-under-way"
_LOCK: Final = "backup.lock"


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup came to."""

    data: Written
    keyring: Written
    head: str
    files: int
    new_files: int
    taken_away: int


def make(
    house: Environment,
    folder: Path,
    *,
    recipients: list[x25519.Recipient],
    identity: x25519.Identity | None,
    now: datetime,
) -> Made:
    """Back a house up into a folder, and take away what has had its time there.

    Raises:
        Damaged: something was not read back as it was written.
        snapshots.NoSnapshot: a database could not be read.
        OSError: the folder could not be written; no archive stands there half.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    under_way = house.folder / _UNDER_WAY
    with ExitStack() as held:
        held.enter_context(held_alone(house.folder / _LOCK, "Another backup is under way."))
        _sweep(folder, under_way)
        under_way.mkdir(mode=0o700)
        held.callback(shutil.rmtree, under_way, ignore_errors=True)
        return _make(house, folder, under_way, recipients, identity, now)


def _sweep(folder: Path, under_way: Path) -> None:
    """Take away what a backup that was killed has left."""
    shutil.rmtree(under_way, ignore_errors=True)
    for path in [*folder.glob(".*.partial"), *(folder / FILES).glob("*/.*.partial")]:
        path.unlink()


def _make(
    house: Environment,
    folder: Path,
    under_way: Path,
    recipients: list[x25519.Recipient],
    identity: x25519.Identity | None,
    now: datetime,
) -> Made:
    copied = under_way / "clew.sqlite3"
    snapshots.copy(house.folder / "db" / "clew.sqlite3", copied)
    keys = snapshots.copy_in_memory(house.folder / "keyring" / "keyring.sqlite3")
    erased = snapshots.erased_in(copied, keys)
    with snapshots.reading(copied) as opened:
        head, whose = snapshots.head_of(opened)
        rows = snapshots.rows_of(opened)
    found, new = _copy_files(house.folder / FILES, folder / FILES, now=now)
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    data = Manifest(
        "data", whose, made_at, __version__, "sqlite", manifest.described(copied, name=copied.name),
        rows, head, tuple(found),
    )  # fmt: skip
    ring = Manifest(
        "keyring", whose, made_at, __version__, "sqlite",
        manifest.described_bytes(keys, name="keyring.sqlite3"), snapshots.rows_in(keys), head,
    )  # fmt: skip
    _remember(folder, erased)
    one = archives.write(
        _free(folder, "data", now), {manifest.NAME: data.written(), copied.name: copied},
        recipients, identity=identity,
    )  # fmt: skip
    other = archives.write(
        _free(folder, "keyring", now),
        {manifest.NAME: ring.written(), "keyring.sqlite3": keys, **_beside(house)},
        recipients, identity=identity,
    )  # fmt: skip
    return Made(one, other, head, len(found), new, _take_away(folder, now=now))


def _beside(house: Environment) -> dict[str, bytes | Path]:
    """Return what lies beside the keyring and a restored house needs. Never the root key."""
    paths = [house.folder / "keyring" / name for name in recipients_of.FILES]
    paths += [house.passphrase_check, house.key_elsewhere]
    return {path.name: path for path in paths if path.exists()}


def _copy_files(source: Path, pool: Path, *, now: datetime) -> tuple[list[File], int]:
    """Copy the sealed files that are not in the pool yet, each under its sum, and read them back.

    A file is written once and never changed, so one that the pool holds whole stays as it is. Its
    time there says when a backup last named it.
    """
    found, new = [], 0
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue  # one that begins with a dot is still being received
        there, added = _copy_file(path, pool)
        new += added
        os.utime(there, (now.timestamp(), now.timestamp()))
        name = path.relative_to(source).as_posix()
        found.append(File(name, there.stat().st_size, there.name))
    return found, new


def _copy_file(path: Path, pool: Path) -> tuple[Path, bool]:
    digest = archives.sum_of(path)
    there = pool / digest[:2] / digest
    if there.is_file() and archives.sum_of(there) == digest:
        return there, False
    there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = there.with_name(f".{digest}.partial")
    try:
        with path.open("rb") as source, beside.open("wb") as target:
            shutil.copyfileobj(source, target, archives.PIECE)
            target.flush()
            os.fsync(target.fileno())
            archives.forget_cached(target)
        if archives.sum_of(beside) != digest:
            msg = "A file was not read back as it was written; nothing was kept of it."
            raise Damaged(msg)
        beside.replace(there)
    finally:
        beside.unlink(missing_ok=True)
    return there, True


def _remember(folder: Path, erased: Iterable[UUID]) -> None:
    """Add to the erasures this folder knows of. They are never taken out again."""
    path = folder / TOMBSTONES
    known = tombstones.read(path) if path.exists() else frozenset()
    tombstones.write(path, known | frozenset(erased))


def _free(folder: Path, kind: str, now: datetime) -> Path:
    path = folder / keeping.name_of(kind, now)
    if path.exists():
        msg = f"{path.name} is there already: two backups were begun in one second."
        raise FileExistsError(17, msg)
    return path


def _take_away(folder: Path, *, now: datetime) -> int:
    """Take away the archives whose time is over, and files that no archive names any longer."""
    gone = keeping.over(
        keeping.archives(folder, "keyring"), keeping.archives(folder, "data"), now=now
    )
    for path in gone:
        path.unlink()
        keeping.sums_of(path).unlink(missing_ok=True)
    stays = [keeping.made_at(path) for path in keeping.archives(folder, "data")]
    oldest = min(stays, default=now)
    for path in (folder / FILES).glob("*/*"):
        if datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) < oldest:
            path.unlink()
    return len(gone)
