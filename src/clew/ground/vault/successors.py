"""Giving a subject new data keys: new values go under the new key, old ones are sealed anew.

While it lasts the subject has two keys for a compartment; both open. The old one is destroyed when
nothing is sealed under it. Old backups of the data then hold values that no key opens any more:
that is what such an exchange is for.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import models, transaction

from clew.ground.vault import housekeys, keyring, root
from clew.ground.vault.fields import SealedField
from clew.ground.vault.models import DataKey
from clew.ground.vault.references import keys_of, rows_under, sealed_fields
from clew.ground.vault.router import KEYRING
from clew.ground.vault.sealing import Sealed, reseal
from clew.ground.vault.wiping import cipher_under


def begin(subject: UUID) -> int:
    """Make a new key beside each current one of a subject; returns how many.

    Where an earlier exchange was stopped, none is made: `left` says what is still to be done.
    """
    if DataKey.objects.filter(subject=subject, current=False).exists():
        return 0
    version = housekeys.current()
    with transaction.atomic(using=KEYRING):
        rows = list(DataKey.objects.filter(subject=subject, current=True))
        DataKey.objects.filter(id__in=[row.id for row in rows]).update(current=False)
        DataKey.objects.bulk_create(
            [keyring.new_key(row.subject, row.compartment, version) for row in rows]
        )
    root.keys_changed()
    return len(rows)


def left(subject: UUID) -> list[tuple[type[models.Model], SealedField, UUID, DataKey]]:
    """Return every value that is still sealed under an old key of a subject."""
    return [
        (model, field, row, old)
        for old in DataKey.objects.filter(subject=subject, current=False)
        for model, field, row in rows_under(old.id)
    ]


def sealed_anew(value: Sealed, field: SealedField, row: UUID, old: DataKey) -> Sealed:
    """Return a value sealed under the new key of its subject. Raises `Altered`."""
    new_id, new = keyring.key_to_seal(old.subject, field.compartment)
    return reseal(
        value, field.stands_in, row, old.subject,
        old=cipher_under(keyring.unwrapped(old)), new_id=new_id, new=new,
    )  # fmt: skip


def standing_apart() -> list[tuple[type[models.Model], SealedField, DataKey]]:
    """Return each field and key under which values still stand in their former compartment."""
    found = []
    for model, field in sealed_fields():
        if field.before is not None:
            used = keys_of(model, field)
            keys = DataKey.objects.filter(id__in=used, compartment=field.before.value)
            found += [(model, field, key) for key in keys.order_by("id")]
    return found


def moved(value: Sealed, field: SealedField, row: UUID, old: DataKey, *, to: SealedField) -> Sealed:
    """Return a value sealed for another field of its row, or its field's present compartment."""
    new_id, new = keyring.key_to_seal(old.subject, to.compartment)
    return reseal(
        value, field.stands_in, row, old.subject,
        old=cipher_under(keyring.unwrapped(old)), new_id=new_id, new=new, to=to.stands_in,
    )  # fmt: skip


def end(keys: Iterable[UUID]) -> int:
    """Destroy old keys under which nothing is sealed any more. Returns how many.

    Call it under the writers' lock: whoever seals next looks for the current key anew.
    """
    root.keys_changed()
    unused = [key for key in keys if next(rows_under(key), None) is None]
    count, _ = DataKey.objects.filter(id__in=unused, current=False).delete()
    return count
