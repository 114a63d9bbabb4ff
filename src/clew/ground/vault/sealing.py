"""Sealing and opening one value: AES-256-GCM, bound to its table, column, row and subject.

What is stored: version (1 byte), key id (16), nonce (12), ciphertext and tag. A value that is
moved to another row, column or person does not open.
"""

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed, key_to_open, key_to_seal
from clew.ground.vault.permits import NoTrace, desk
from clew.ground.vault.wiping import cipher_under

VERSION: Final = b"\x01"
_KEY_AT: Final = 1
_NONCE_AT: Final = 17
_BODY_AT: Final = 29
_UTF_8: Final = ("utf-8", "surrogatepass")  # a device may send half a pair: kept as it came
_TEXT: Final = b"s"
_JSON: Final = b"j"


class Altered(Exception):
    """What is stored was changed, or moved here from elsewhere: it does not open."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where values of one field stand. Each value is bound to its name and compartment."""

    name: str  # table.column
    compartment: Compartment
    prefix: bytes
    before: "Column | None" = None  # as values of an earlier Clew were sealed there

    @classmethod
    def of(
        cls, table: str, column: str, compartment: Compartment, before: Compartment | None = None
    ) -> "Column":
        """Name a column; `before` is the compartment that its values stood in formerly."""
        prefix = f"{table}|{column}|{compartment}|1|".encode()
        former = None if before is None else cls.of(table, column, before)
        return cls(f"{table}.{column}", compartment, prefix, former)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value as it is stored. It says nothing of what is in it."""

    stored: bytes

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


def seal(value: object, column: Column, row: UUID, subject: UUID) -> Sealed:
    """Seal a value (anything JSON can hold) for its column, row and subject."""
    key_id, cipher = key_to_seal(subject, column.compartment)
    nonce = secrets.token_bytes(_BODY_AT - _NONCE_AT)
    body = cipher.encrypt(nonce, _written(value), column.prefix + row.bytes + subject.bytes)
    return Sealed(VERSION + key_id.bytes + nonce + body)


def unseal(sealed: Sealed, column: Column, row: UUID, subject: UUID) -> object:
    """Open a value.

    Raises:
        NoTrace: no trace of this reading was left (see `permits`).
        Altered: the stored bytes are not what was sealed for this place.
        KeyDestroyed: the key is gone.
    """
    on_desk = desk()
    if (subject, column.compartment) not in on_desk.permits:
        msg = (
            f"{column.name} was to be opened without a trace. "
            "Call audit.reads.record with its subject and compartment first."
        )
        raise NoTrace(msg)
    stored = sealed.stored
    if stored[:_KEY_AT] != VERSION or len(stored) < _BODY_AT:
        raise Altered
    try:
        plain = _opened(stored, column, row, subject)
    except (Altered, KeyDestroyed):
        if column.before is None:
            raise
        plain = _opened(stored, column.before, row, subject)
    return plain[1:].decode(*_UTF_8) if plain[:1] == _TEXT else json.loads(plain[1:])


def _opened(stored: bytes, column: Column, row: UUID, subject: UUID) -> bytes:
    key_id = stored[_KEY_AT:_NONCE_AT]
    cipher = desk().by_id.get(key_id) or key_to_open(key_id, subject, column.compartment)
    bound = column.prefix + row.bytes + subject.bytes
    try:
        return cipher.decrypt(stored[_NONCE_AT:_BODY_AT], stored[_BODY_AT:], bound)
    except InvalidTag as error:
        raise Altered from error


def reseal(
    sealed: Sealed,
    column: Column,
    row: UUID,
    subject: UUID,
    *,
    old: AESGCM,
    new_id: UUID,
    new: AESGCM,
    to: Column | None = None,
) -> Sealed:
    """Seal a value under another key of the same subject; it is never shown. Raises `Altered`.

    It is bound to its column anew, or to the column `to` that it is to stand in from now on.
    """
    stored = sealed.stored
    plain = None
    for formerly in filter(None, (column, column.before)):
        bound = formerly.prefix + row.bytes + subject.bytes
        with suppress(InvalidTag):
            plain = old.decrypt(stored[_NONCE_AT:_BODY_AT], stored[_BODY_AT:], bound)
            break
    if plain is None:
        raise Altered
    nonce = secrets.token_bytes(_BODY_AT - _NONCE_AT)
    bound = (to or column).prefix + row.bytes + subject.bytes
    return Sealed(VERSION + new_id.bytes + nonce + new.encrypt(nonce, plain, bound))


def _written(value: object) -> bytes:
    """Write a value as bytes: most are texts, and a list opens hundreds of them."""
    if isinstance(value, str):
        return _TEXT + value.encode(*_UTF_8)
    return _JSON + json.dumps(value, ensure_ascii=False).encode(*_UTF_8)


def seal_for_house(value: object, purpose: str) -> str:
    """Seal something of the house itself (a second factor, a kept form) as text."""
    nonce = secrets.token_bytes(_BODY_AT - _NONCE_AT)
    body = cipher_under(root.derive(purpose)).encrypt(
        nonce, json.dumps(value).encode(), purpose.encode()
    )
    return (nonce + body).hex()


def open_for_house(text: str, purpose: str) -> object:
    """Open what `seal_for_house` sealed. Raises `Altered`."""
    try:
        stored = bytes.fromhex(text)
        nonce, body = stored[:12], stored[12:]
        return json.loads(cipher_under(root.derive(purpose)).decrypt(nonce, body, purpose.encode()))
    except (InvalidTag, ValueError) as error:
        raise Altered from error
