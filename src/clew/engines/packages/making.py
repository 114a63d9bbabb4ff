"""Making a package: parts → readable files → manifest → signature → tar → sealed to keys."""

import hashlib
import html
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clew.engines.packages.manifest import (
    HANDLING,
    LARGEST_BYTES,
    MANIFEST,
    PARTS,
    SIGNATURE,
    SIGNED_AS,
    Manifest,
)

_READABLE: Final = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{sender}</title></head>
<body>
<h1>From {sender}</h1>
<p><strong>{handling}</strong></p>
<dl>
{rows}
</dl>
</body>
</html>
"""


class NoKey(Exception):
    """There is no key to seal to, or one of them is none."""


class TooLarge(Exception):
    """More than a package holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its kind, the code and the words of its name, and what it says."""

    kind: str
    name: str
    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest says beside the parts."""

    id: str
    sender: str
    recipient: str
    purpose: str
    purpose_words: str
    made_at: datetime
    until_on: date
    consents: tuple[str, ...]
    audit_head: Mapping[str, int | str]  # signed by the same key
    receipt: bytes  # 16 bytes


def make(
    parts: Sequence[Part], facts: Facts, *, signed_by: bytes, sealed_to: Sequence[str]
) -> bytes:
    """Make a package in memory.

    Args:
        parts: what goes.
        facts: from whom, to whom, what for, until when.
        signed_by: the sender's Ed25519 private key, 32 bytes.
        sealed_to: the recipient's public keys (age1…); each of them alone opens it.

    Raises:
        NoKey: there is no key, or one that is none.
        TooLarge: it is more than `LARGEST_BYTES`.
    """
    recipients = [recipient(key) for key in sealed_to]
    if not recipients:
        raise NoKey
    files = readable(parts, facts)
    key = Ed25519PrivateKey.from_private_bytes(signed_by)
    manifest = Manifest(
        id=facts.id,
        sender=facts.sender,
        sender_key=key.public_key().public_bytes_raw().hex(),
        recipient=facts.recipient,
        purpose=facts.purpose,
        made_at=facts.made_at,
        until_on=facts.until_on,
        handling=HANDLING,
        fields=tuple((part.kind, part.name) for part in parts),
        consents=facts.consents,
        files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        audit_head=facts.audit_head,
        receipt=facts.receipt.hex(),
    ).to_bytes()
    signature = key.sign(SIGNED_AS + manifest).hex().encode()
    plain = tarred({MANIFEST: manifest, SIGNATURE: signature, **files})
    if len(plain) > LARGEST_BYTES:
        raise TooLarge
    return bytes(pyrage.encrypt(plain, recipients))


def recipient(public_key: str) -> pyrage.x25519.Recipient:
    """Read a public key. Raises `NoKey` for what is none."""
    try:
        return pyrage.x25519.Recipient.from_str(public_key.strip())
    except pyrage.RecipientError as error:
        raise NoKey from error


def readable(parts: Sequence[Part], facts: Facts) -> dict[str, bytes]:
    """Write the parts for machines, for a browser and for any screen."""
    last = f"{facts.until_on.day} {facts.until_on:%B %Y}"
    handling = (
        f"Use it only for: {facts.purpose_words}. Until {last}. Then delete it. Pass it to nobody."
    )
    rows = "\n".join(
        f"<dt>{html.escape(part.label)}</dt><dd>{html.escape(part.value)}</dd>" for part in parts
    )
    plain = "\n\n".join(f"{part.label}\n{part.value}" for part in parts)
    as_json = [
        {"kind": part.kind, "name": part.name, "label": part.label, "value": part.value}
        for part in parts
    ]
    written = (
        json.dumps(as_json, ensure_ascii=False, indent=1),
        _READABLE.format(
            sender=html.escape(facts.sender), handling=html.escape(handling), rows=rows
        ),
        f"From {facts.sender}\n{handling}\n\n{plain}\n",
    )
    return {
        # A lone surrogate, from a form or a file, must not stop what was agreed from leaving.
        name: text.encode("utf-8", "replace")
        for name, text in zip(PARTS, written, strict=True)
    }


def tarred(files: Mapping[str, bytes]) -> bytes:
    """Put files into a plain tar, without owner or time: they say nothing about who made it."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            archive.addfile(member, io.BytesIO(data))
    return into.getvalue()
