"""The manifest: what is in a package, from whom, to whom, what for, and until when.

It is canonical JSON (sorted keys, no spaces), so that a signature covers exactly these bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

FORMAT: Final = "clew-package/1"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
PARTS: Final = ("parts.json", "parts.html", "parts.txt")
SIGNED_AS: Final = b"clew package\n"
"""Stands before the manifest in what is signed: the same key also signs heads of a trace."""
LARGEST_BYTES: Final = 16 * 1024 * 1024
"""The most a package holds. It is words; files of evidence travel another way."""
HANDLING: Final = "no-onward-sharing"
_KEYS: Final = frozenset(
    {
        "format", "id", "sender", "sender_key", "recipient", "purpose", "made_at", "until_on",
        "handling", "fields", "consents", "files", "audit_head", "receipt",
    }
)  # fmt: skip
_OTHERS: Final = frozenset({"fields", "consents", "files", "audit_head"})  # no texts
_HEX: Final = frozenset("0123456789abcdef")


class Malformed(Exception):
    """It is no manifest of a package: which part is missing or wrong, in a few words."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself.

    `fields`: (kind, name) of each part. `consents`: ids of the consents it rests on. `files`:
    SHA-256 of each file by its name. `audit_head`: the sender's latest signed head of its trace,
    that the recipient can hold against a later one. `receipt`: what only who opened it can know.
    """

    id: str
    sender: str
    sender_key: str  # Ed25519, 64 hexadecimal digits
    recipient: str
    purpose: str
    made_at: datetime
    until_on: date
    handling: str
    fields: tuple[tuple[str, str], ...]
    consents: tuple[str, ...]
    files: Mapping[str, str]
    audit_head: Mapping[str, int | str]
    receipt: str

    def to_bytes(self) -> bytes:
        """Write it as the bytes that are signed."""
        said: dict[str, Any] = {
            "format": FORMAT,
            "id": self.id,
            "sender": self.sender,
            "sender_key": self.sender_key,
            "recipient": self.recipient,
            "purpose": self.purpose,
            "made_at": self.made_at.isoformat(),
            "until_on": self.until_on.isoformat(),
            "handling": self.handling,
            "fields": [list(pair) for pair in self.fields],
            "consents": list(self.consents),
            "files": dict(self.files),
            "audit_head": dict(self.audit_head),
            "receipt": self.receipt,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(data: bytes) -> Manifest:
    """Read a manifest strictly: every key once, every value of its shape. Raises `Malformed`."""
    try:
        said = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        msg = "it is not JSON"
        raise Malformed(msg) from error
    if not isinstance(said, dict) or set(said) != _KEYS or said["format"] != FORMAT:
        msg = f"it is not of the format {FORMAT}"
        raise Malformed(msg)
    texts = {name: _text(said, name) for name in sorted(_KEYS - _OTHERS)}
    if not _is_hex(texts["sender_key"], 64) or not _is_hex(texts["receipt"], 32):
        msg = "a key in it is none"
        raise Malformed(msg)
    try:
        return Manifest(
            id=texts["id"],
            sender=texts["sender"],
            sender_key=texts["sender_key"],
            recipient=texts["recipient"],
            purpose=texts["purpose"],
            made_at=datetime.fromisoformat(texts["made_at"]),
            until_on=date.fromisoformat(texts["until_on"]),
            handling=texts["handling"],
            fields=tuple((kind, name) for kind, name in _list(said, "fields")),
            consents=tuple(str(consent) for consent in _list(said, "consents")),
            files=_files(said["files"]),
            audit_head=_head(said["audit_head"], texts["sender_key"]),
            receipt=texts["receipt"],
        )
    except (ValueError, TypeError) as error:
        msg = "a value in it has the wrong shape"
        raise Malformed(msg) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "a key stands twice"
        raise ValueError(msg)
    return found


def _text(said: dict[str, Any], name: str) -> str:
    value = said[name]
    if not isinstance(value, str):
        msg = f"its {name} is no text"
        raise Malformed(msg)
    return value


def _list(said: dict[str, Any], name: str) -> list[Any]:
    value = said[name]
    if not isinstance(value, list):
        msg = f"its {name} is no list"
        raise Malformed(msg)
    return value


def _files(said: object) -> dict[str, str]:
    if not isinstance(said, dict) or set(said) != set(PARTS):
        msg = "it does not name the files that belong in"
        raise Malformed(msg)
    if not all(isinstance(digest, str) and _is_hex(digest, 64) for digest in said.values()):
        msg = "a digest in it is none"
        raise Malformed(msg)
    return dict(said)


def _head(said: object, sender_key: str) -> dict[str, int | str]:
    """Read a signed head, as `clew.ground.audit.heads` writes it, of the house that signs this."""
    if (
        not isinstance(said, dict)
        or set(said) != {"seq", "digest", "at", "key", "signature"}
        or not all(isinstance(value, str | int) for value in said.values())
        or said["key"] != sender_key
    ):
        msg = "its head of the trace is not the sender's"
        raise Malformed(msg)
    return dict(said)


def _is_hex(text: str, length: int) -> bool:
    return len(text) == length and set(text) <= _HEX
