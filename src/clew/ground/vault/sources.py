"""Where the root key of a house comes from.

In this order: a file that the settings name, a credential that systemd lends to the service, a key
in the environment (only if that was asked for), `root.key` in the folder of the house. Where none
of them is there and a passphrase was set, a person types it: until then the house is locked.
"""

import os
import threading
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from clew.ground.vault import keyfile, passphrases
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.root import Locked

CREDENTIAL: Final = "clew-root-key"
_TRYING: Final = threading.Lock()  # each try takes 128 MiB: one after the other
_WAITS: Final = "The house is locked: its root key has to be given."


class Source(StrEnum):
    """Where the root key of a house comes from."""

    NAMED_FILE = "a file named in the settings"
    CREDENTIAL = "a credential of the service"
    ENVIRONMENT = "an environment variable"
    FILE = "a file in the folder of the house"
    PASSPHRASE = "a passphrase"  # noqa: S105 -- says where it comes from, and is none
    NOWHERE = "nowhere"


class House(Protocol):
    """What is asked of the settings of a house."""

    @property
    def root_key(self) -> Path:
        """The file of the root key in the folder."""

    @property
    def passphrase_check(self) -> Path:
        """The file by which a passphrase is checked."""

    @property
    def root_key_file(self) -> Path | None:
        """The file that the settings name, if they name one."""

    @property
    def root_key_hex(self) -> str:
        """The key in the environment, if one was asked for."""


def source(house: House) -> Source:
    """Say where the root key of a house comes from."""
    if house.root_key_file is not None:
        return Source.NAMED_FILE
    if _credential() is not None:
        return Source.CREDENTIAL
    if house.root_key_hex:
        return Source.ENVIRONMENT
    if house.root_key.exists():
        return Source.FILE
    return Source.PASSPHRASE if house.passphrase_check.exists() else Source.NOWHERE


def root_key(house: House) -> bytearray:
    """Return the root key where nobody has to type it. The caller wipes it.

    Raises:
        Locked: somebody has to type it, or to give it by `clew unlock`.
        NoRootKey: it is not where it should be, or cannot be trusted.
    """
    match source(house):
        case Source.NAMED_FILE if house.root_key_file is not None:
            if not house.root_key_file.exists():  # on a stick that is not there: wait for it
                raise Locked(_WAITS)
            return keyfile.read(house.root_key_file)
        case Source.CREDENTIAL:
            return keyfile.read(_credential() or Path(), credential=True)
        case Source.ENVIRONMENT:
            return bytearray.fromhex(house.root_key_hex)
        case Source.FILE:
            return keyfile.read(house.root_key)
        case Source.PASSPHRASE:
            raise Locked(_WAITS)
    msg = "The root key of this house is missing; put it back before anything else."
    raise NoRootKey(msg)


def key_of(house: House, passphrase: str) -> bytearray:
    """Return the root key of a house that has a passphrase. The caller wipes it.

    Raises:
        WrongPassphrase: it is another one.
        NoRootKey: this house has none, or what checks it is not as it was written.
    """
    with _TRYING:
        return passphrases.open_with(house.passphrase_check, passphrase)


def _credential() -> Path | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    path = Path(folder) / CREDENTIAL
    return path if folder and path.exists() else None
