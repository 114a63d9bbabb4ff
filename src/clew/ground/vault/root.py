"""What this process holds of the house's keys: in memory only, and only while it is open.

The root key opens the house's own secrets (`housekeys`) and is wiped at once. From those secrets
every other key is derived, or is wrapped under one that is. `lock` wipes them; after that nothing
opens until somebody gives the root key again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clew.ground.vault.keyfile import KEY_BYTES
from clew.ground.vault.wiping import cipher_under, wipe

_LOCK: Final = threading.RLock()


class Locked(Exception):
    """The house is locked: its keys are not in memory, and nothing opens."""


class WrongRootKey(Exception):
    """The root key of this house does not open its keyring."""


@dataclass(slots=True)
class Held:
    """The secrets of an open house. Nothing of it is ever written or printed."""

    derived: bytearray = field(repr=False)
    wrapping: dict[int, bytearray] = field(repr=False)  # by version
    current: int  # the version new keys are wrapped under
    sealing: AESGCM = field(repr=False)  # seals the secrets themselves; comes from the root key


class _Memory:
    """The one place where the secrets lie."""

    def __init__(self) -> None:
        self.held: Held | None = None
        self.shut = False  # locked on purpose: it does not open by itself again
        self.generation = 0
        self.keys_generation = 0
        self.opener: Callable[[], Held] | None = None


_memory: Final = _Memory()


def opens_by(opener: Callable[[], Held]) -> None:
    """Say how an open house gets its secrets where nobody has to type anything."""
    _memory.opener = opener


def hold(held: Held) -> None:
    """Open the house with these secrets."""
    with _LOCK:
        _memory.held = held
        _memory.shut = False


def lock() -> None:
    """Wipe the secrets. The house stays locked until `hold`."""
    with _LOCK:
        held, _memory.held = _memory.held, None
        _memory.shut = True
        _memory.generation += 1
        if held is not None:
            wipe(held.derived, *held.wrapping.values())


def forget() -> None:
    """Drop the secrets, and let the house open by itself again: when the folder is another one."""
    with _LOCK:
        _memory.held = None
        _memory.shut = False
        _memory.generation += 1


def held() -> Held:
    """Return the secrets of the open house.

    Raises:
        Locked: it is locked.
        NoRootKey, WrongRootKey: it should open by itself, and its key is not there or not right.
    """
    found = _memory.held
    if found is not None:
        return found
    with _LOCK:
        if _memory.held is None:
            if _memory.shut or _memory.opener is None:
                msg = "The house is locked."
                raise Locked(msg)
            _memory.held = _memory.opener()
        return _memory.held


def is_open() -> bool:
    """Say whether the secrets are in memory just now."""
    return _memory.held is not None


def generation() -> int:
    """Return a number that changes whenever the house is locked."""
    return _memory.generation


def keys_changed() -> None:
    """Let every desk look for its keys anew: some are no longer the ones to seal under."""
    with _LOCK:
        _memory.keys_generation += 1


def keys_generation() -> int:
    """Return a number that changes whenever keys were exchanged."""
    return _memory.keys_generation


def derive(purpose: str) -> bytes:
    """Derive the key for one purpose from the house's secret (HKDF-SHA-256, RFC 5869).

    Raises as `held` does.
    """
    return derived_from(held().derived, purpose)


def wrapping_cipher(compartment: str, version: int) -> AESGCM:
    """Return what wraps the keys of a compartment in one version. Raises `KeyError`, `Locked`."""
    key = derived_from(held().wrapping[version], f"wrap|{compartment}|{version}")
    return cipher_under(key)


def derived_from(secret: bytes | bytearray, purpose: str) -> bytes:
    """Derive the key for one purpose from a secret that is in hand."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"clew|{purpose}".encode()).derive(secret)
