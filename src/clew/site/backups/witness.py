"""What a backup says of the chain: its last event at the moment the backup was made.

The archive of the keyring says it too, and is small: where it is still kept, only that one is
opened, with the identity for drills. Nothing is restored.
"""

import tempfile
from pathlib import Path

from pyrage import x25519

from clew.site.backups import archives, keeping, manifest
from clew.site.backups.archives import Damaged


class NoWitness(Exception):
    """There is no backup that could say something. The message says what was found."""


def is_backup(path: Path) -> bool:
    """Say whether this is a backup folder or an archive, and no database."""
    return path.is_dir() or path.suffix == ".age"


def head_in(path: Path, identity: x25519.Identity | None, *, beside: Path) -> list[tuple[int, str]]:
    """Return the number and digest of the last event that a backup knows of; none of an empty one.

    Args:
        path: a backup folder, whose newest archive is asked, or one archive of it.
        identity: opens it.
        beside: where it is opened for a moment; a folder of its owner's alone.

    Raises:
        NoWitness: there is no such backup, or nothing to open it with.
        Damaged: it is not as it was written.
        archives.WrongIdentity: it was sealed for others.
    """
    if identity is None:
        msg = "no identity for drills in this house, which opens its backups"
        raise NoWitness(msg)
    kind, archive = _smallest(path)
    archives.check_sum(archive)
    with tempfile.TemporaryDirectory(prefix=".witness-", dir=beside) as folder:
        archives.open_into(archive, Path(folder), [identity])
        said = manifest.read(Path(folder), kind=kind).head
    if not said:
        return []
    number, _, digest = said.partition(":")
    if not (number.isascii() and number.isdigit() and digest):
        msg = "The manifest of an archive names no event."
        raise Damaged(msg)
    return [(int(number), digest)]


def _smallest(path: Path) -> tuple[str, Path]:
    """Return the kind and the archive to ask: the keyring's, or the one that was named."""
    if path.is_dir():
        found = keeping.archives(path, "keyring")
        if not found:
            msg = "a folder without an archive"
            raise NoWitness(msg)
        return "keyring", found[0]
    keyring = path.with_name(keeping.name_of("keyring", keeping.made_at(path)))
    if keyring.is_file():
        return "keyring", keyring
    if not path.is_file():
        msg = "no such archive"
        raise NoWitness(msg)
    return "data", path
