"""Opening what a device sealed: HPKE of RFC 9180 in base mode, with the library's own suite.

DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: all of it is in the WebCrypto of every browser,
so that nothing but the order of the steps is written on the device (`static/offline/hpke.js`).
What is sealed is bound to its key, its draft and its place.
"""

import json
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

_SUITE: Final = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
PURPOSE: Final = "clew offline step 1"


class NotSealedForUs(Exception):
    """It does not open: it was changed, moved to another place, or sealed to another key."""


class NotAStep(Exception):
    """It opens, and what is in it is no step: no JSON, or nested deeper than anything is read."""


def new_pair() -> tuple[bytes, str]:
    """Return a new pair: the public half as a point, the private half as PEM."""
    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return point, pem.decode()


def bound_to(key: UUID, draft: UUID, place: int) -> bytes:
    """Return what a step is bound to: its key, its draft and its place."""
    return f"{PURPOSE}|{key}|{draft}|{place}".encode()


def seal(plain: bytes, public: bytes, *, key: UUID, draft: UUID, place: int) -> bytes:
    """Seal one step as a device does."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    return _SUITE.encrypt(plain, point, bound_to(key, draft, place))


def opened(sealed: bytes, private: str, *, key: UUID, draft: UUID, place: int) -> object:
    """Open one step and return what its JSON says.

    Raises:
        NotSealedForUs: it does not open here.
        NotAStep: what is in it cannot be read.
    """
    secret = load_pem_private_key(private.encode(), password=None)
    if not isinstance(secret, ec.EllipticCurvePrivateKey):
        raise NotSealedForUs
    try:
        plain = _SUITE.decrypt(sealed, secret, bound_to(key, draft, place))
    except (InvalidTag, ValueError) as error:
        raise NotSealedForUs from error
    try:
        found: object = json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise NotAStep from error
    return found
