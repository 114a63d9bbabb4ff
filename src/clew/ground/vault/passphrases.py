"""A root key from a passphrase: computed each time, and nowhere on the disk.

Argon2id with 128 MiB and three passes (RFC 9106). Beside the databases lies one small file with
the salt, the costs, and a sealed check by which a wrong passphrase is known; the key itself is not
in it. Trying out passphrases costs an attacker a second and 128 MiB for each.
"""

import json
import os
import secrets
import unicodedata
from pathlib import Path
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clew.ground.vault.keyfile import KEY_BYTES, NoRootKey
from clew.ground.vault.root import derived_from
from clew.ground.vault.wiping import cipher_under, wipe

SHORTEST: Final = 20  # letters: this one guards everything, and can be tried out on a stolen disk
_LONGEST: Final = 1000
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_CHECK: Final = b"the root key of this house"
_COSTS: Final = {"memory_kib": 131_072, "passes": 3, "lanes": 4}
# A file that somebody altered must not make the machine compute for a week.
_HIGHEST: Final = {"memory_kib": 1_048_576, "passes": 20, "lanes": 16}


class WrongPassphrase(Exception):
    """The passphrase is not the one of this house. Nothing was opened, not even in part."""


class TooShort(Exception):
    """A passphrase that guards a whole house is longer."""


def make(path: Path, passphrase: str) -> bytearray:
    """Make a root key from a new passphrase and write what checks it. The caller wipes the key.

    Raises:
        TooShort: fewer than `SHORTEST` letters.
        FileExistsError: one lies there already.
    """
    if not SHORTEST <= len(passphrase) <= _LONGEST:
        msg = f"A passphrase for a house has at least {SHORTEST} letters."
        raise TooShort(msg)
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    key = _computed(passphrase, salt, _COSTS)
    check = _checking(key).encrypt(nonce, _CHECK, None)
    written = {"kdf": "argon2id", **_COSTS, "salt": salt.hex(), "check": (nonce + check).hex()}
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        json.dump(written, file)
        file.flush()
        os.fsync(file.fileno())
    return key


def open_with(path: Path, passphrase: str) -> bytearray:
    """Compute the root key of a house. The caller wipes it.

    Raises:
        WrongPassphrase: it is another one.
        NoRootKey: the file beside the databases is missing or altered.
    """
    costs, salt, check = _read(path)
    if len(passphrase) > _LONGEST:
        raise WrongPassphrase
    key = _computed(passphrase, salt, costs)
    try:
        found = _checking(key).decrypt(check[:_NONCE_BYTES], check[_NONCE_BYTES:], None)
    except InvalidTag as error:
        wipe(key)
        raise WrongPassphrase from error
    if found != _CHECK:
        wipe(key)
        raise WrongPassphrase
    return key


def _read(path: Path) -> tuple[dict[str, int], bytes, bytes]:
    try:
        held = json.loads(path.read_text(encoding="ascii"))
        costs = {name: int(held[name]) for name in _COSTS}
        salt, check = bytes.fromhex(held["salt"]), bytes.fromhex(held["check"])
        sound = held["kdf"] == "argon2id" and len(salt) == _SALT_BYTES
        sound = sound and all(0 < costs[name] <= most for name, most in _HIGHEST.items())
    except (OSError, ValueError, KeyError, TypeError):
        sound = False
    if not sound:
        msg = f"{path.name} could not be read as it was written; put the copy of it back."
        raise NoRootKey(msg)
    return costs, salt, check


def _computed(passphrase: str, salt: bytes, costs: dict[str, int]) -> bytearray:
    """Compute the key. The same letters typed on another keyboard give the same key (NFKC)."""
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    made = hash_secret_raw(
        typed, salt, time_cost=costs["passes"], memory_cost=costs["memory_kib"],
        parallelism=costs["lanes"], hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip
    key = bytearray(made)
    wipe(made)
    return key


def _checking(key: bytearray) -> AESGCM:
    return cipher_under(derived_from(key, "passphrase check"))
