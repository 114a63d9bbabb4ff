"""Signed heads: the house signs how far its chain has come, and others keep what it signed.

The chain is keyed, so nobody outside can check it; and it cannot see that its own newest events
were cut off. A signed head, kept by somebody else, shows both: a cut tail does not hold it, and a
chain that was written anew holds another digest at its number.

The pair of keys is Ed25519 (RFC 8032), derived from the root key. The public one is printed by
`clew audit heads` and is to be compared by two people, face to face or on the telephone.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.db import transaction

from clew.ground.audit.chain import head
from clew.ground.audit.models import Head
from clew.ground.audit.writing import one_at_a_time
from clew.ground.vault import root

EVERY_EVENTS: Final = 1000
EVERY: Final = timedelta(minutes=10)
_OWN: Final = b"clew audit head\n"
_TOO: Final = b"clew audit head, countersigned\n"
_BYTES: Final = {"digest": 32, "key": 32, "signature": 64}


class NotGenuine(Exception):
    """A head was not signed by the house it names. The message says in what, in one sentence."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """How far a chain had come, signed by its house. Bytes are in hexadecimal."""

    seq: int
    digest: str
    at: str  # ISO 8601, UTC
    key: str  # the public key of the house
    signature: str

    def as_dict(self) -> dict[str, int | str]:
        """Return it as JSON has it, for a manifest or a line of a file."""
        return asdict(self)

    @property
    def said(self) -> bytes:
        """The bytes that are signed."""
        words = {"at": self.at, "digest": self.digest, "key": self.key, "seq": self.seq}
        return _OWN + json.dumps(words, sort_keys=True, separators=(",", ":")).encode()

    @property
    def said_by_witness(self) -> bytes:
        """The bytes that somebody else signs to say that they saw it."""
        return _TOO + self.said + b"\n" + self.signature.encode()


def public_key() -> str:
    """Return the public key of this house, in hexadecimal."""
    return _signing_key().public_key().public_bytes_raw().hex()


def latest_signed() -> SignedHead:
    """Sign the head of the chain as it is now, keep it, and return it.

    Inside `changes` it is kept with that change, and stands before the events of that change.
    Where the newest kept head is still the head, that one is returned. A process with a part of
    the keys does not read the chain: it returns the newest that the house has kept.

    Raises:
        NotGiven: it has a part of the keys, and the house has kept none yet.
    """
    if root.has_a_part():
        return _newest_kept()
    with one_at_a_time(), transaction.atomic():
        seq, digest = head()
        last = Head.objects.filter(seq=seq).first()
        if last is not None:
            return signed(last)
        fresh = _sign(seq, digest, datetime.now(UTC))
        row, _ = Head.objects.get_or_create(  # another process may have signed a moment ago
            seq=seq,
            defaults={
                "digest": digest,
                "at": datetime.fromisoformat(fresh.at),
                "key": bytes.fromhex(fresh.key),
                "signature": bytes.fromhex(fresh.signature),
            },
        )
    return signed(row)


def _newest_kept() -> SignedHead:
    last = Head.objects.order_by("-seq").first()
    if last is None:
        msg = "The house has signed no head of its chain yet: it has to be served first."
        raise root.NotGiven(msg)
    return signed(last)


def sign_when_due(*, now: datetime) -> SignedHead | None:
    """Sign when a thousand events or ten minutes have passed since the last head."""
    seq, _ = head()
    last = Head.objects.order_by("-seq").first()
    come = seq - (last.seq if last else 0)
    if come <= 0 or (last and come < EVERY_EVENTS and now - last.at < EVERY):
        return None
    return latest_signed()


def signed(row: Head) -> SignedHead:
    """Return a kept head as it is handed on."""
    return SignedHead(
        seq=row.seq,
        digest=bytes(row.digest).hex(),
        at=row.at.astimezone(UTC).isoformat(timespec="seconds"),
        key=bytes(row.key).hex(),
        signature=bytes(row.signature).hex(),
    )


def kept() -> list[SignedHead]:
    """Return every head this house has signed, oldest first."""
    return [signed(row) for row in Head.objects.order_by("seq")]


def read_head(given: object) -> SignedHead:
    """Read a head out of JSON that came from elsewhere.

    Raises:
        NotGenuine: it is not of the shape of a head.
    """
    wanted = {"seq": int, "digest": str, "at": str, "key": str, "signature": str}
    if not isinstance(given, Mapping) or set(given) != set(wanted):
        msg = f"A signed head has {', '.join(wanted)}, and nothing else."
        raise NotGenuine(msg)
    for name, kind in wanted.items():
        if type(given[name]) is not kind:
            msg = f"In a signed head, {name} is not of its kind; wanted {kind.__name__}."
            raise NotGenuine(msg)
    found = SignedHead(**given)
    for name, many in _BYTES.items():
        text = getattr(found, name)
        if len(text) != 2 * many or not set(text) <= set("0123456789abcdef"):
            msg = f"In a signed head, {name} has {len(text)} characters; wanted {2 * many} hex."
            raise NotGenuine(msg)
    return found


def check_signed_head(given: object, *, key: str | None = None) -> SignedHead:
    """Check a head that another house signed, and return it.

    Args:
        given: a `SignedHead`, or a mapping as `as_dict` gives it.
        key: the public key that was compared with that house; without it, only that the head was
            signed with the key it names.

    Raises:
        NotGenuine: it is no head, another key signed it, or it was altered.
    """
    found = given if isinstance(given, SignedHead) else read_head(given)
    if key is not None and found.key != key:
        msg = "A signed head was signed with another key than the one compared with that house."
        raise NotGenuine(msg)
    _check(found.key, found.signature, found.said)
    return found


def countersign(found: SignedHead) -> str:
    """Sign another house's head too, to say that it was seen. Returns the signature."""
    check_signed_head(found)
    return _signing_key().sign(found.said_by_witness).hex()


def check_countersignature(found: SignedHead, *, witness: str, countersignature: str) -> None:
    """Check that a witness signed this head too. Raises `NotGenuine`."""
    _check(witness, countersignature, found.said_by_witness)


def _check(key: str, signature: str, said: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), said
        )
    except (InvalidSignature, ValueError) as error:
        msg = "A signed head is not as it was signed."
        raise NotGenuine(msg) from error


def _sign(seq: int, digest: bytes, at: datetime) -> SignedHead:
    key = public_key()
    unsigned = SignedHead(seq, digest.hex(), at.isoformat(timespec="seconds"), key, "")
    signature = _signing_key().sign(unsigned.said).hex()
    return SignedHead(seq, unsigned.digest, unsigned.at, key, signature)


def _signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(root.derive("audit head signing"))
