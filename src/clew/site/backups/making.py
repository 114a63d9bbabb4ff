"""Making a backup: two archives and the files they name, beside a house that may be in use."""

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Final
from uuid import UUID

from pyrage import x25519

from clew import __version__
from clew.ground.vault import tombstones
from clew.ground.vault.router import KEYRING, MAIN
from clew.site.backups import archives, keeping, manifest, pool, snapshots, tables
from clew.site.backups import recipients as recipients_of
from clew.site.backups.archives import Damaged, Written
from clew.site.backups.manifest import File, Manifest
from clew.site.backups.restoring import FILES, TOMBSTONES
from clew.site.backups.tables import Tables
from clew.site.databases import on_server
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
        _refuse_links(folder)
        _sweep(folder, under_way)
        under_way.mkdir(mode=0o700)
        held.callback(shutil.rmtree, under_way, ignore_errors=True)
        if on_server(house):
            return _from_server(house, folder, recipients, identity, now)
        return _from_files(house, folder, under_way, recipients, identity, now)


def _refuse_links(folder: Path) -> None:
    """Refuse a backup folder that leads elsewhere: there a backup would write, and take away.

    Whoever may write into the folder of the backups, and not into the house, could lead it to the
    house's own files.
    """
    for pattern in ("*", f"{FILES}/*", f"{FILES}/*/*"):
        for path in folder.glob(pattern):
            if path.is_symlink():
                msg = f"{path.name} in the backup folder is a link; nothing is written through it."
                raise Damaged(msg)


def _sweep(folder: Path, under_way: Path) -> None:
    """Take away what a backup that was killed has left."""
    shutil.rmtree(under_way, ignore_errors=True)
    for path in [*folder.glob(".*.partial"), *(folder / FILES).glob("*/.*.partial")]:
        path.unlink()


def _from_files(
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
    found, new = pool.copy_files(house.folder / FILES, folder / FILES, now=now)
    made_at = now.astimezone(UTC).isoformat(timespec="seconds")
    data = Manifest(
        "data", whose, made_at, __version__, manifest.SQLITE,
        manifest.described(copied, name=copied.name), rows, head, tuple(found),
    )  # fmt: skip
    ring = Manifest(
        "keyring", whose, made_at, __version__, manifest.SQLITE,
        manifest.described_bytes(keys, name="keyring.sqlite3"), snapshots.rows_in(keys), head,
    )  # fmt: skip
    _remember(folder, erased)
    saved: dict[str, bytes | Path] = {manifest.NAME: data.written(), copied.name: copied}
    one = archives.write(_free(folder, "data", now), saved, recipients, identity=identity)
    other = archives.write(
        _free(folder, "keyring", now),
        {manifest.NAME: ring.written(), "keyring.sqlite3": keys, **_beside(house)},
        recipients, identity=identity,
    )  # fmt: skip
    return Made(one, other, head, len(found), new, _take_away(folder, now=now))


def _from_server(
    house: Environment,
    folder: Path,
    recipients: list[x25519.Recipient],
    identity: x25519.Identity | None,
    now: datetime,
) -> Made:
    from clew.site.backups import dumping  # noqa: PLC0415 -- needs PostgreSQL's library

    made_at = now.astimezone(UTC).isoformat(timespec="seconds")

    def manifest_of(kind: str, said: Tables, files: Iterable[File] = ()) -> bytes:
        described = manifest.described_bytes(said.written(), name=tables.NAME)
        return Manifest(
            kind, whose, made_at, __version__, manifest.POSTGRESQL, described, said.rows(), head,
            tuple(files),
        ).written()  # fmt: skip

    with dumping.moment(MAIN) as main:
        head, whose = main.head()
        with dumping.moment(KEYRING) as ring:
            _remember(folder, main.erased("vault_shredding") | ring.erased("vault_tombstone"))
            keys = ring.members(lambda said: manifest_of("keyring", said))
            other = archives.write(
                _free(folder, "keyring", now), chain(_beside(house).items(), keys),
                recipients, identity=identity,
            )  # fmt: skip
        found, new = pool.copy_files(house.folder / FILES, folder / FILES, now=now)
        one = archives.write(
            _free(folder, "data", now), main.members(lambda said: manifest_of("data", said, found)),
            recipients, identity=identity,
        )  # fmt: skip
    return Made(one, other, head, len(found), new, _take_away(folder, now=now))


def _beside(house: Environment) -> dict[str, bytes | Path]:
    """Return what lies beside the keyring and a restored house needs. Never the root key."""
    paths = [house.folder / "keyring" / name for name in recipients_of.FILES]
    paths += [house.passphrase_check, house.key_elsewhere]
    return {path.name: path for path in paths if path.exists()}


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
