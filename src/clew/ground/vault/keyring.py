"""Finding, making and destroying keys. A key is committed before anything is sealed under it."""

import secrets
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, connections, transaction

from clew.ground.vault import housekeys
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyfile import KEY_BYTES
from clew.ground.vault.models import DataKey, Tombstone
from clew.ground.vault.permits import desk
from clew.ground.vault.root import WrongRootKey
from clew.ground.vault.router import KEYRING
from clew.ground.vault.wiping import cipher_under, wipe

_NONCE_BYTES: Final = 12
_COLUMNS: Final = ("id", "subject", "compartment", "wrapped_under", "wrapped", "current")
# Every page that opens something asks this, and each time anew: a key that was destroyed meanwhile,
# by any process, is not found. The ORM writes it anew too, which takes longer than answering it.
_TO_OPEN: Final = (
    "SELECT wrapped_under, wrapped, current FROM vault_datakey "
    "WHERE id = %s AND subject = %s AND compartment = %s"
)


class KeyDestroyed(Exception):
    """The key of this subject is not in the keyring: it was destroyed, or never made."""


class KeyLingers(Exception):
    """Keys were deleted, and their bytes could not be wiped from the log yet."""


def warm(subjects: Iterable[UUID], compartments: Iterable[Compartment]) -> None:
    """Fetch the keys of many subjects in one query: what a list does before it opens its rows."""
    on_desk = desk()
    parts = [part.value for part in compartments]
    missing = {
        subject
        for subject in subjects
        if any((subject, part) not in on_desk.keys for part in parts)
    }
    if missing:
        found = DataKey.objects.filter(subject__in=missing, compartment__in=parts)
        for key_id, subject, part, version, wrapped, current in found.values_list(*_COLUMNS):
            _lay_out(key_id, subject, part, version, bytes(wrapped), current=current)


def key_to_open(key_id: bytes, subject: UUID, compartment: Compartment) -> AESGCM:
    """Return the key a field was sealed under.

    Raises:
        KeyDestroyed: it is not in the keyring.
    """
    found = desk().by_id.get(key_id)
    if found is not None:
        return found
    named, part, keyring = UUID(bytes=key_id), compartment.value, connections[KEYRING]
    wanted = (named, subject) if keyring.vendor == "postgresql" else (named.hex, subject.hex)
    with keyring.cursor() as cursor:
        cursor.execute(_TO_OPEN, (*wanted, part))
        row = cursor.fetchone()
    if row is None:
        msg = "What was sealed here can no longer be opened: its key is gone."
        raise KeyDestroyed(msg)
    version, wrapped, current = row
    return _lay_out(named, subject, part, version, bytes(wrapped), current=bool(current))[1]


def key_to_seal(subject: UUID, compartment: Compartment) -> tuple[UUID, AESGCM]:
    """Return the key to seal under, made and committed first when there is none.

    Raises:
        KeyDestroyed: the subject was erased; no key is made for it again.
    """
    found = desk().keys.get((subject, compartment.value))
    if found is not None:
        return found
    row = _current(subject, compartment)
    return _lay_out_row(row or _made(subject, compartment))


def make_many(subjects: Iterable[UUID], compartments: Iterable[Compartment]) -> None:
    """Make the keys of many new subjects at once: for imports and made worlds."""
    wanted = tuple(compartments)
    version = housekeys.current()
    rows = [new_key(subject, part, version) for subject in subjects for part in wanted]
    DataKey.objects.bulk_create(rows)
    for row in rows:
        _lay_out_row(row)


def destroy(*subjects: UUID) -> int:
    """Destroy every key of subjects; what was sealed under them is gone. Returns how many.

    A tombstone stays for each: no key is made for it again, and a restore destroys what came back.

    Raises:
        KeyLingers: the keys are deleted, and their bytes still stand in the write-ahead log; call
            it again.
    """
    with transaction.atomic(using=KEYRING):
        Tombstone.objects.bulk_create(
            [Tombstone(subject=subject) for subject in subjects], ignore_conflicts=True
        )
        count, _ = DataKey.objects.filter(subject__in=subjects).delete()
    on_desk = desk()
    for held in [key for key in on_desk.keys if key[0] in subjects]:
        del on_desk.keys[held]
    on_desk.by_id.clear()  # of one subject too: which keys were whose is not kept there
    wipe_deleted()
    return count


def wipe_deleted(*, thoroughly: bool = False) -> None:
    """Overwrite what was deleted from the keyring, in its file and in its log.

    On PostgreSQL the pages keep the bytes of dead rows until they are written anew: `thoroughly`
    does that for the whole table, and locks it meanwhile.

    Raises:
        KeyLingers: somebody reads, and holds the old bytes in the log.
    """
    keyring = connections[KEYRING]
    if keyring.in_atomic_block:
        return  # a test, or a caller that wipes when it has committed
    with keyring.cursor() as cursor:
        if keyring.vendor == "postgresql":
            # What stood in the log of the server goes with its archive (docs/how-to/keys.md).
            cursor.execute(f"VACUUM {'FULL ' if thoroughly else ''}vault_datakey")
            return
        # Else the key stands in the write-ahead log for days.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_pages) = cursor.fetchone()
    if busy:
        msg = "A key was destroyed, and a reader holds its bytes in the log: destroy it again."
        raise KeyLingers(msg)


def _current(subject: UUID, compartment: Compartment) -> DataKey | None:
    """Return the key new values are sealed under; one that is about to be swept is taken back."""
    while True:
        row = DataKey.objects.filter(
            subject=subject, compartment=compartment.value, current=True
        ).first()
        if row is None or row.orphaned_at is None:
            return row
        if DataKey.objects.filter(id=row.id).update(orphaned_at=None):
            return row


def _made(subject: UUID, compartment: Compartment) -> DataKey:
    if Tombstone.objects.filter(subject=subject).exists():
        msg = "Whom this is about was erased: nothing is written about them again."
        raise KeyDestroyed(msg)
    row = new_key(subject, compartment, housekeys.current())
    try:
        row.save(force_insert=True)
    except IntegrityError:  # another thread made it a moment ago
        return DataKey.objects.get(subject=subject, compartment=compartment.value, current=True)
    return row


def new_key(subject: UUID, compartment: str, version: int) -> DataKey:
    """Return the row of a new key, wrapped and not saved yet."""
    key = secrets.token_bytes(KEY_BYTES)
    row = DataKey(subject=subject, compartment=str(compartment))
    wrap(row, key, version)
    wipe(key)
    return row


def wrap(row: DataKey, key: bytes, version: int) -> None:
    """Put a key into its row, wrapped under one version. The row is not saved."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    row.wrapped_under = version
    row.wrapped = nonce + _wrapping(row.compartment, version).encrypt(
        nonce, key, _bound(row.subject, row.compartment)
    )


def unwrapped(row: DataKey) -> bytes:
    """Return the key of a row. The caller wipes it. Raises `WrongRootKey`."""
    return _unwrapped(row.subject, row.compartment, row.wrapped_under, bytes(row.wrapped))


def _unwrapped(subject: UUID, compartment: str, version: int, stored: bytes) -> bytes:
    nonce, wrapped = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
    try:
        return _wrapping(compartment, version).decrypt(nonce, wrapped, _bound(subject, compartment))
    except InvalidTag as error:
        msg = "The root key of this house does not open its keyring."
        raise WrongRootKey(msg) from error


def _lay_out_row(row: DataKey) -> tuple[UUID, AESGCM]:
    return _lay_out(
        row.id, row.subject, row.compartment, row.wrapped_under, bytes(row.wrapped),
        current=row.current,
    )  # fmt: skip


def _lay_out(
    key_id: UUID, subject: UUID, compartment: str, version: int, stored: bytes, *, current: bool
) -> tuple[UUID, AESGCM]:
    """Unwrap a key and keep it on the desk until the request ends."""
    cipher = cipher_under(_unwrapped(subject, compartment, version, stored))
    on_desk = desk()
    if current:
        on_desk.keys[subject, compartment] = (key_id, cipher)
    on_desk.by_id[key_id.bytes] = cipher
    return key_id, cipher


def _wrapping(compartment: str, version: int) -> AESGCM:
    on_desk = desk()
    found = on_desk.wrapping.get((compartment, version))
    if found is None:
        found = housekeys.cipher(compartment, version)
        on_desk.wrapping[compartment, version] = found
    return found


def _bound(subject: UUID, compartment: str) -> bytes:
    """What a wrapped key is bound to: moved to another subject it no longer opens."""
    return f"{subject}|{compartment}".encode()
