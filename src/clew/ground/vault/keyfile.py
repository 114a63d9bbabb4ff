"""A root key in a file: 32 random bytes that only its owner may read."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from clew.ground.vault.wiping import wipe

KEY_BYTES: Final = 32
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
# systemd gives a credential to the service's user by an access list, which shows as the group's.
_GROUP_READS: Final = stat.S_IRGRP


class NoRootKey(Exception):
    """The house has no root key where it should lie, or one that cannot be trusted."""


def make(path: Path) -> None:
    """Make a new root key. Raises `FileExistsError` where one lies: it is never overwritten."""
    key = secrets.token_bytes(KEY_BYTES)
    write(path, key)
    wipe(key)


def write(path: Path, key: bytes | bytearray) -> None:
    """Write a root key to a new file. Raises `FileExistsError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb", buffering=0) as file:
        file.write(key)
        os.fsync(file.fileno())


def read(path: Path, *, credential: bool = False) -> bytearray:
    """Read a root key; whoever asked wipes it.

    Args:
        path: where it lies.
        credential: it is one that systemd lent to the service.

    Raises:
        NoRootKey: there is no such file, it has not 32 bytes, or others may read it.
    """
    key = bytearray(KEY_BYTES + 1)
    try:
        with path.open("rb", buffering=0) as file:
            file.readinto(key)
            about = os.fstat(file.fileno())
    except OSError as error:
        msg = f"The root key could not be read ({error.strerror}). See docs/how-to/keys.md."
        raise NoRootKey(msg) from error
    if about.st_size != KEY_BYTES:
        wipe(key)
        msg = f"The root key has {about.st_size} bytes; wanted {KEY_BYTES}."
        raise NoRootKey(msg)
    if os.name != "nt" and about.st_mode & (_OTHERS & ~_GROUP_READS if credential else _OTHERS):
        wipe(key)
        msg = (
            "The root key can be read by others on this machine; "
            "wanted one that only its owner may read (mode 0600)."
        )
        raise NoRootKey(msg)
    del key[KEY_BYTES:]
    return key
