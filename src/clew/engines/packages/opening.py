"""Opening a package: everything is checked in memory before anything may be written.

Order: the sealed layer (which finds a flipped bit and a missing end) → the tar, member by member →
the signature over the manifest → the digest of each file → the manifest's own words → the last day.
"""

import hashlib
import io
import tarfile
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clew.engines.packages.fingerprints import as_words, fingerprint_words, same_words
from clew.engines.packages.manifest import (
    HANDLING,
    LARGEST_BYTES,
    MANIFEST,
    PARTS,
    SIGNATURE,
    SIGNED_AS,
    Malformed,
    Manifest,
    read,
)

_MEMBERS: Final = frozenset({MANIFEST, SIGNATURE, *PARTS})
_AGE: Final = b"age-encryption.org/v1\n"
_OVERHEAD: Final = 1024 * 1024  # what sealing adds is far less
_SECRET: Final = "AGE-SECRET-KEY-"  # noqa: S105 -- how such a line begins


class NotAPackage(Exception):
    """The file or the identity is no such thing. The message is one sentence."""


class NotAsItWasSent(Exception):
    """It may not be used: not for this key, changed, not from that sender, or over."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was checked. `files` are not written anywhere yet."""

    manifest: Manifest
    files: dict[str, bytes] = field(repr=False)

    @property
    def sender_words(self) -> str:
        """The words of the key it is signed by, to be compared with the sender."""
        return fingerprint_words(self.manifest.sender_key)

    @property
    def receipt_words(self) -> str:
        """The words that show the sender that it was opened."""
        return as_words(bytes.fromhex(self.manifest.receipt))


def identities(text: str) -> list[pyrage.x25519.Identity]:
    """Read an identity file as `age-keygen` writes it. Raises `NotAPackage`."""
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line.upper().startswith(_SECRET)]
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in found]
    except pyrage.IdentityError as error:
        msg = "The identity file holds a line that is no secret key."
        raise NotAPackage(msg) from error
    if not keys:
        msg = "The identity file holds no secret key; wanted a line that begins AGE-SECRET-KEY-1."
        raise NotAPackage(msg)
    return keys


def open_package(
    data: bytes, keys: list[pyrage.x25519.Identity], *, on: date, sent_by: str = ""
) -> Opened:
    """Open and check a package in memory.

    Args:
        data: the bytes of the file.
        keys: the recipient's secret keys.
        on: today; a package is for until its last day.
        sent_by: the words of the sender's key, where they are known.

    Raises:
        NotAPackage: it is none.
        NotAsItWasSent: it is one, and may not be used. The message says why.
    """
    if not data.startswith(_AGE):
        msg = "This is no package: it does not begin as an age file does."
        raise NotAPackage(msg)
    if len(data) > LARGEST_BYTES + _OVERHEAD:
        msg = f"This is larger than a package may be ({LARGEST_BYTES // 1024**2} MiB)."
        raise NotAPackage(msg)
    files = _members(_unsealed(data, keys))
    manifest = _signed(files[MANIFEST], files[SIGNATURE])
    for name, digest in manifest.files.items():
        if hashlib.sha256(files[name]).hexdigest() != digest:
            msg = f"Its {name} is not the one that was signed."
            raise NotAsItWasSent(msg)
    if manifest.handling != HANDLING:
        msg = "It asks to be handled in a way that this version of Clew does not know."
        raise NotAsItWasSent(msg)
    opened = Opened(manifest, {name: files[name] for name in PARTS})
    if sent_by and not same_words(sent_by, opened.sender_words):
        msg = "It is signed by another key than the one you named."
        raise NotAsItWasSent(msg)
    if on > manifest.until_on:
        last = f"{manifest.until_on.day} {manifest.until_on:%B %Y}"
        msg = f"It was for until {last}, and that day is over: delete it, or ask the sender."
        raise NotAsItWasSent(msg)
    return opened


def _unsealed(data: bytes, keys: list[pyrage.x25519.Identity]) -> bytes:
    try:
        return bytes(pyrage.decrypt(data, keys))
    except pyrage.DecryptError as error:
        msg = "It does not open: it is sealed to another key, or not as it was sent."
        raise NotAsItWasSent(msg) from error


def _members(plain: bytes) -> dict[str, bytes]:
    """Read the five files of a tar, and refuse everything else that a tar could hold."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            while (member := archive.next()) is not None:
                if member.name not in _MEMBERS or member.name in found:
                    msg = "It holds a file that does not belong in a package."
                    raise NotAsItWasSent(msg)
                if member.type not in {tarfile.REGTYPE, tarfile.AREGTYPE} or member.sparse:
                    msg = "It holds something that is no plain file."
                    raise NotAsItWasSent(msg)
                if not 0 <= member.size <= len(plain):
                    msg = "It holds a file that claims to be larger than the package."
                    raise NotAsItWasSent(msg)
                opened = archive.extractfile(member)
                found[member.name] = opened.read() if opened else b""
                if len(found[member.name]) != member.size:
                    msg = "It ends before its files do."
                    raise NotAsItWasSent(msg)
    except (tarfile.TarError, ValueError, OverflowError, OSError) as error:
        msg = "What is sealed in it is no package."
        raise NotAsItWasSent(msg) from error
    if set(found) != _MEMBERS:
        msg = "A file of the package is missing."
        raise NotAsItWasSent(msg)
    return found


def _signed(manifest: bytes, signature: bytes) -> Manifest:
    try:
        said = read(manifest)
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said.sender_key))
        key.verify(bytes.fromhex(signature.decode("ascii")), SIGNED_AS + manifest)
    except Malformed as error:
        msg = f"Its manifest cannot be used: {error}."
        raise NotAsItWasSent(msg) from error
    except (InvalidSignature, ValueError) as error:
        msg = "Its manifest is not the one that was signed."
        raise NotAsItWasSent(msg) from error
    return said
