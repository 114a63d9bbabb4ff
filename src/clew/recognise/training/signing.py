"""The words of a certificate and their signature: whoever has the key can check them, offline.

The words are plain lines, signed with Ed25519 (RFC 8032) by a key that the house derives from its
root key. They stand on the paper and in its square code. A verifier needs the words, nothing else;
that the key is the house's is compared by its words, as with packages.
"""

import base64
from dataclasses import dataclass
from datetime import date
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clew.rules.sources.faults import Fault, WrongInput

# The second shape names the training session behind it; certificates of the first stay good.
_FIRST: Final = "CLEW CERTIFICATE 1"
_KEYS: Final = ("name", "course", "passed", "until", "issued by", "number", "key")
_WITH_SESSION: Final = "CLEW CERTIFICATE 2"
_SHAPES: Final = {_FIRST: _KEYS, _WITH_SESSION: (*_KEYS[:-1], "session", "key")}
_SIGNATURE: Final = "signature"
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a certificate says. No score stands in it."""

    name: str
    course: str
    passed_on: date
    until_on: date
    issued_by: str
    number: str
    key: str  # 64 hexadecimal digits
    session: str = ""  # code, day and place of the training session, where there was one

    @property
    def words(self) -> str:
        """The lines that are signed."""
        session = (self.session,) if self.session else ()
        values = (
            *(self.name, self.course, self.passed_on.isoformat(), self.until_on.isoformat()),
            *(self.issued_by, self.number, *session, self.key),
        )
        first = _WITH_SESSION if self.session else _FIRST
        lines = [
            f"{key}: {' '.join(value.split())}"
            for key, value in zip(_SHAPES[first], values, strict=True)
        ]
        return "\n".join([first, *lines]) + "\n"


def signed(said: Said, *, by: bytes) -> str:
    """Return the lines with their signature; `by` is the private key, 32 bytes."""
    signature = Ed25519PrivateKey.from_private_bytes(by).sign(said.words.encode())
    return f"{said.words}{_SIGNATURE}: {base64.urlsafe_b64encode(signature).decode()}\n"


def checked(text: str, *, key: str | None = None) -> Said:
    """Return what a certificate says once its signature holds.

    Args:
        text: the lines, as they stand on the paper; blank lines and spaces around are no matter.
        key: the key of the house it should be of, 64 hexadecimal digits; else the one it names.

    Raises:
        WrongInput: it is no certificate, was changed, or is of another house.
    """
    lines = [line.strip() for line in text[:_LONGEST].splitlines() if line.strip()]
    values = [line.partition(": ")[2] for line in lines[1:]]
    named_as = tuple(line.partition(": ")[0] for line in lines[1:])
    keys = _SHAPES.get(lines[0] if lines else "")
    if keys is None or named_as != (*keys, _SIGNATURE):
        raise WrongInput([Fault("certificate", "", "other lines", f"the lines from {_FIRST} on")])
    try:
        passed_on, until_on = date.fromisoformat(values[2]), date.fromisoformat(values[3])
        name, course, _, _, issued_by, number, *session, named = values[:-1]
        said = Said(name, course, passed_on, until_on, issued_by, number, named, *session)
        signature = base64.urlsafe_b64decode(values[-1])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(named)).verify(
            signature, said.words.encode()
        )
    except (ValueError, InvalidSignature):
        wanted = "the lines exactly as they were signed"
        raise WrongInput([Fault("certificate", "", "words that were changed", wanted)]) from None
    if key is not None and key.lower() != said.key:
        raise WrongInput([Fault("certificate", "key", "another house's key", "the key given")])
    return said


def public_key(private: bytes) -> str:
    """Return the public key of a private one, as 64 hexadecimal digits."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()
