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


class NotGiven(Exception):
    """This process was given some keys only, and the one that is wanted is not among them."""


@dataclass(slots=True)
class Held:
    """The secrets of an open house. Nothing of it is ever written or printed."""

    derived: bytearray = field(repr=False)
    wrapping: dict[int, bytearray] = field(repr=False)  # by version
    current: int  # the version new keys are wrapped under
    sealing: AESGCM = field(repr=False)  # seals the secrets themselves; comes from the root key


@dataclass(slots=True)
class Bundle:
    """The few keys that a process for partners holds in place of the secrets of the house.

    No other key can be worked out from them: each was derived, and that does not go backwards.
    """

    derived: dict[str, bytearray] = field(repr=False)  # by purpose
    wrapping: dict[tuple[str, int], bytearray] = field(repr=False)  # by compartment and version
    current: int  # the version new keys are wrapped under

    def key(self, purpose: str) -> bytes:
        """Return a copy of the key for a purpose. Raises `NotGiven`."""
        return _copied(self.derived.get(purpose))

    def wrapping_key(self, compartment: str, version: int) -> bytes:
        """Return a copy of what wraps the keys of a compartment. Raises `NotGiven`."""
        return _copied(self.wrapping.get((compartment, version)))


def _copied(key: bytearray | None) -> bytes:
    if key is None:
        msg = "This process was not given the key for that. If keys were exchanged: docs/how-to."
        raise NotGiven(msg)
    return bytes(key)


class _Memory:
    """The one place where the secrets lie."""

    def __init__(self) -> None:
        self.held: Held | Bundle | None = None
        self.shut = False  # locked on purpose: it does not open by itself again
        self.generation = 0
        self.keys_generation = 0
        self.opener: Callable[[], Held | Bundle] | None = None


_memory: Final = _Memory()


def opens_by(opener: Callable[[], Held | Bundle]) -> None:
    """Say how an open house gets its secrets where nobody has to type anything."""
    _memory.opener = opener


def hold(held: Held | Bundle) -> None:
    """Open the house with these secrets, or with a part of its keys."""
    with _LOCK:
        _memory.held = held
        _memory.shut = False


def lock() -> None:
    """Wipe the secrets. The house stays locked until `hold`."""
    with _LOCK:
        held, _memory.held = _memory.held, None
        _memory.shut = True
        _memory.generation += 1
        if isinstance(held, Bundle):
            wipe(*held.derived.values(), *held.wrapping.values())
        elif held is not None:
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
        NotGiven: this process has a part of the keys only.
    """
    found = opened()
    if isinstance(found, Bundle):
        msg = "This process was given a part of the keys, and not the secrets of the house."
        raise NotGiven(msg)
    return found


def opened() -> Held | Bundle:
    """Return whatever this process holds of the open house's keys.

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
    """Say whether the secrets, or the part of the keys that is given, are in memory just now."""
    return _memory.held is not None


def has_a_part() -> bool:
    """Say whether this process holds a part of the keys only: one for partners."""
    return isinstance(_memory.held, Bundle)


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
    """Return the key for one purpose: derived from the house's secret (HKDF-SHA-256, RFC 5869).

    Raises as `opened` does, and `NotGiven`.
    """
    found = opened()
    return found.key(purpose) if isinstance(found, Bundle) else derived_from(found.derived, purpose)


def wrapping_key(compartment: str, version: int) -> bytes:
    """Return the key that wraps the keys of a compartment in one version.

    Raises `KeyError` for a version that is not known, `Locked`, `NotGiven`.
    """
    found = opened()
    if isinstance(found, Bundle):
        return found.wrapping_key(compartment, version)
    return derived_from(found.wrapping[version], f"wrap|{compartment}|{version}")


def wrapping_cipher(compartment: str, version: int) -> AESGCM:
    """Return what wraps the keys of a compartment in one version. Raises as `wrapping_key`."""
    return cipher_under(wrapping_key(compartment, version))


def derived_from(secret: bytes | bytearray, purpose: str) -> bytes:
    """Derive the key for one purpose from a secret that is in hand."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"clew|{purpose}".encode()).derive(secret)
