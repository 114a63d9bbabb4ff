"""Heads that two houses have signed: each keeps the other's, and so notices a chain written anew.

A release package carries the sender's newest head. Whoever receives it calls `witness`, and sends
the countersignature back with the receipt; the sender keeps that with `keep`.
"""

from datetime import datetime

from django.db import transaction

from clew.ground.audit.heads import (
    NotGenuine,
    SignedHead,
    check_countersignature,
    check_signed_head,
    countersign,
    public_key,
)
from clew.ground.audit.models import Witnessed
from clew.ground.audit.writing import one_at_a_time


class Forked(Exception):
    """A house signed two histories: this head and one kept before cannot both be true."""


def witness(given: object, *, key: str | None = None) -> str:
    """Check a partner's head against those kept before, keep it, and sign it too.

    Args:
        given: the head, as `SignedHead` or as the mapping in a manifest.
        key: that house's public key, where it was compared.

    Returns:
        Our countersignature, to be sent back.

    Raises:
        NotGenuine: it was not signed by that house.
        Forked: that house has shown us another history.
    """
    found = check_signed_head(given, key=key)
    with one_at_a_time(), transaction.atomic():
        _check_same_history(found)
        countersignature = countersign(found)
        _keep(found, public_key(), countersignature)
    return countersignature


def keep(given: object, *, partner: str, countersignature: str) -> None:
    """Keep that a partner signed one of our heads too.

    Raises:
        NotGenuine: it is not a head of this house, or the partner did not sign it.
    """
    found = check_signed_head(given, key=public_key())
    check_countersignature(found, witness=partner, countersignature=countersignature)
    with one_at_a_time(), transaction.atomic():
        _keep(found, partner, countersignature)


def ours() -> list[SignedHead]:
    """Return our heads that partners signed too: they stand in no way under our own control."""
    rows = Witnessed.objects.filter(key=bytes.fromhex(public_key())).order_by("seq")
    return [_head_of(row) for row in rows]


def _check_same_history(found: SignedHead) -> None:
    earlier = Witnessed.objects.filter(key=bytes.fromhex(found.key))
    same = earlier.filter(seq=found.seq).exclude(digest=bytes.fromhex(found.digest))
    at = datetime.fromisoformat(found.at)
    further = earlier.filter(seq__gt=found.seq, at__lt=at)
    shorter = earlier.filter(seq__lt=found.seq, at__gt=at)
    if same.exists() or further.exists() or shorter.exists():
        msg = f"The head {found.seq} of that house does not go with one it signed before."
        raise Forked(msg)


def _keep(found: SignedHead, by: str, countersignature: str) -> None:
    Witnessed.objects.get_or_create(
        key=bytes.fromhex(found.key),
        seq=found.seq,
        digest=bytes.fromhex(found.digest),
        witness=bytes.fromhex(by),
        defaults={
            "at": datetime.fromisoformat(found.at),
            "signature": bytes.fromhex(found.signature),
            "countersignature": bytes.fromhex(countersignature),
        },
    )


def _head_of(row: Witnessed) -> SignedHead:
    return SignedHead(
        seq=row.seq,
        digest=bytes(row.digest).hex(),
        at=row.at.isoformat(timespec="seconds"),
        key=bytes(row.key).hex(),
        signature=bytes(row.signature).hex(),
    )


__all__ = ["Forked", "NotGenuine", "keep", "ours", "witness"]
