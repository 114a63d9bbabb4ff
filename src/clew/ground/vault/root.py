"""The root key of a house: 32 random bytes in a file that only its owner may read.

Every other key is derived from it or wrapped under such a key. Whoever holds this file and the
databases can read everything, so it lies apart from both and in no backup of them.
"""

import os
import secrets
import stat
from functools import cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES: Final = 32


class NoRootKey(Exception):
    """The house has no root key where it should lie, or one that cannot be trusted."""


def make(path: Path) -> None:
    """Make a new root key. Raises `FileExistsError` where one lies: it is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> bytes:
    """Read a root key.

    Raises:
        NoRootKey: there is no such file, it has not 32 bytes, or others may read it.
    """
    try:
        found = path.read_bytes()
        mode = path.stat().st_mode
    except OSError as error:
        msg = f"The root key could not be read ({error.strerror}). See docs/how-to/keys.md."
        raise NoRootKey(msg) from error
    if len(found) != KEY_BYTES:
        msg = f"The root key has {len(found)} bytes; wanted {KEY_BYTES}."
        raise NoRootKey(msg)
    if os.name != "nt" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        msg = "The root key can be read by others on this machine; wanted a file of mode 0600."
        raise NoRootKey(msg)
    return found


def derive(purpose: str) -> bytes:
    """Derive the key for one purpose from this house's root key (HKDF-SHA-256, RFC 5869)."""
    return _derived(settings.CLEW.root_key, purpose)


@cache
def _derived(path: Path, purpose: str) -> bytes:
    return derived_from(read(path), purpose)


def derived_from(root: bytes, purpose: str) -> bytes:
    """Derive the key for one purpose from a root key that is in hand."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"clew|{purpose}".encode()).derive(root)


def forget() -> None:
    """Drop what was derived: after the house was changed, as tests do."""
    _derived.cache_clear()
