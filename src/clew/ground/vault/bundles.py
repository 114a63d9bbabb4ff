"""The keys of a process for partners, in a file: sealed under a key of that process's own.

That key is what a root key is to a house: it comes from a file, a credential or a passphrase (see
`sources`), and opens this one file.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clew.ground.vault import root
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.root import Bundle, WrongRootKey
from clew.ground.vault.wiping import cipher_under

FORMAT: Final = "clew-partner-keys/1"
_NONCE_BYTES: Final = 12


def write(path: Path, bundle: Bundle, key: bytearray) -> None:
    """Seal a bundle into a new file that only its owner may read. The caller wipes the key.

    Raises:
        FileExistsError: one lies there.
    """
    held = {
        "derived": {purpose: made.hex() for purpose, made in bundle.derived.items()},
        "wrapping": [
            [compartment, version, made.hex()]
            for (compartment, version), made in bundle.wrapping.items()
        ],
        "current": bundle.current,
    }
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = _sealing_under(key).encrypt(nonce, json.dumps(held).encode(), FORMAT.encode())
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        json.dump({"format": FORMAT, "sealed": (nonce + sealed).hex()}, file)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, key: bytearray) -> Bundle:
    """Open a bundle. The caller wipes the key.

    Raises:
        NoRootKey: there is none, or it is not as it was written.
        WrongRootKey: the key does not open it.
    """
    stored = _stored(path)
    try:
        plain = _sealing_under(key).decrypt(
            stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], FORMAT.encode()
        )
    except (InvalidTag, ValueError) as error:
        msg = f"The key does not open {path.name}."
        raise WrongRootKey(msg) from error
    return _read(json.loads(plain))


def _stored(path: Path) -> bytes:
    try:
        written = json.loads(path.read_text(encoding="ascii"))
        stored, sound = bytes.fromhex(written["sealed"]), written["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        stored, sound = b"", False
    if not sound:
        msg = f"{path.name} could not be read as it was written; make it anew (clew keys partner)."
        raise NoRootKey(msg)
    return stored


def _read(held: dict[str, Any]) -> Bundle:
    return Bundle(
        {purpose: bytearray.fromhex(made) for purpose, made in held["derived"].items()},
        {(part, version): bytearray.fromhex(made) for part, version, made in held["wrapping"]},
        held["current"],
    )


def _sealing_under(key: bytearray) -> AESGCM:
    return cipher_under(root.derived_from(key, "partner keys"))
