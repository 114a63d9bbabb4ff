"""Shares of the root key for three trustees: any two open it together, none alone.

For each pair of trustees the root key is sealed to both, one seal inside the other, in the age
format. Nothing of this is of our own making: with the program `age` and two shares the key can be
had by hand, in ten years and without Clew (docs/how-to/keys.md says how).
"""

import hashlib
import itertools
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyrage
from pyrage import x25519

from clew.ground.vault.keyfile import KEY_BYTES

TRUSTEES: Final = (1, 2, 3)
NAME: Final = "trustee-{}.share"
_FIRST: Final = "Clew trustee share, version 1"
_SET_BYTES: Final = 8
_LARGEST_BYTES: Final = 20_000
_WORDS: Final = """\
Keep this file apart from the others: on paper or a stick, in a safe, with nobody else's.
With any second share it opens everything in the house. Alone it opens nothing.
"""
_HEAD: Final = re.compile(
    r"^set: (?P<set>[0-9a-f]{16})\ntrustee: (?P<trustee>[123])\n"
    r"identity: (?P<identity>AGE-SECRET-KEY-1[0-9A-Z]{58})$",
    re.MULTILINE,
)
_PAIR: Final = re.compile(
    r"^pair (?P<inner>[123]) (?P<outer>[123]):\n"
    r"(?P<sealed>-----BEGIN AGE ENCRYPTED FILE-----\n.+?\n-----END AGE ENCRYPTED FILE-----)$",
    re.MULTILINE | re.DOTALL,
)


class DamagedShare(Exception):
    """A share is not as it was written, or two do not belong together. The message says which."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one trustee keeps."""

    name: str
    of_set: str
    trustee: int
    identity: str = field(repr=False)
    pairs: dict[tuple[int, int], str] = field(repr=False)


def shares_of(key: bytearray) -> list[str]:
    """Return the texts of three shares of a root key. Each is made once and shown once."""
    of_set = secrets.token_hex(_SET_BYTES)
    identities = {trustee: x25519.Identity.generate() for trustee in TRUSTEES}
    pairs = {}
    for inner, outer in itertools.combinations(TRUSTEES, 2):
        once = pyrage.encrypt(bytes(key), [identities[inner].to_public()], armored=True)
        twice = pyrage.encrypt(once, [identities[outer].to_public()], armored=True)
        pairs[inner, outer] = twice.decode("ascii").strip()
    return [_written(of_set, trustee, str(identities[trustee]), pairs) for trustee in TRUSTEES]


def write(folder: Path, key: bytearray) -> list[Path]:
    """Write three shares of a root key into a folder, each for its owner only.

    Raises:
        FileExistsError: shares lie there already. They are never overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    paths = [folder / NAME.format(trustee) for trustee in TRUSTEES]
    for path, text in zip(paths, shares_of(key), strict=True):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    return paths


def recover(first: Path, second: Path) -> bytearray:
    """Return the root key from two shares. The caller wipes it.

    Raises:
        DamagedShare: one is not as it was written, or they do not belong together.
    """
    one, other = sorted((_read(first), _read(second)), key=lambda share: share.trustee)
    if one.of_set != other.of_set:
        msg = f"{first.name} and {second.name} are of two sets; wanted two of one set."
        raise DamagedShare(msg)
    if one.trustee == other.trustee:
        msg = f"Both shares are of trustee {one.trustee}; wanted the shares of two trustees."
        raise DamagedShare(msg)
    try:
        sealed = one.pairs[one.trustee, other.trustee].encode("ascii")
        once = pyrage.decrypt(sealed, [x25519.Identity.from_str(other.identity)])
        key = bytearray(pyrage.decrypt(once, [x25519.Identity.from_str(one.identity)]))
    except (KeyError, pyrage.DecryptError, pyrage.IdentityError) as error:
        msg = f"{first.name} and {second.name} do not open together; wanted them as written."
        raise DamagedShare(msg) from error
    if len(key) != KEY_BYTES:
        msg = f"{first.name} and {second.name} hold something that is no root key."
        raise DamagedShare(msg)
    return key


def _written(of_set: str, trustee: int, identity: str, pairs: dict[tuple[int, int], str]) -> str:
    lines = [_FIRST, _WORDS, f"set: {of_set}", f"trustee: {trustee}", f"identity: {identity}"]
    lines += [
        f"pair {inner} {outer}:\n{sealed}"
        for (inner, outer), sealed in pairs.items()
        if trustee in {inner, outer}
    ]
    text = "\n".join(lines) + "\n"
    return f"{text}sha256: {hashlib.sha256(text.encode()).hexdigest()}\n"


def _read(path: Path) -> Share:
    """Read a share. Raises `DamagedShare`."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_BYTES).decode("ascii")
    except OSError as error:
        msg = f"{path.name} could not be read ({error.strerror}); wanted a trustee share."
        raise DamagedShare(msg) from error
    except ValueError:
        raw = ""
    raw = raw.replace("\r\n", "\n")  # as another system's editor kept it
    if not raw.startswith(_FIRST):
        msg = f"{path.name} is no trustee share of this version of Clew."
        raise DamagedShare(msg)
    text, _, digest = raw.strip().rpartition("sha256: ")
    head = _HEAD.search(text)
    if hashlib.sha256(text.encode()).hexdigest() != digest or head is None:
        msg = f"{path.name} is damaged: it is not as it was written. Use another trustee's share."
        raise DamagedShare(msg)
    pairs = {
        (int(found["inner"]), int(found["outer"])): found["sealed"]
        for found in _PAIR.finditer(text)
    }
    return Share(path.name, head["set"], int(head["trustee"]), head["identity"], pairs)
