"""Wrapping every data key under the next version: in batches, and taken up where it was stopped.

What is sealed is not touched. The journal is the keyring itself: a key says under which version it
is wrapped, and a wrapping secret is destroyed only when no key needs it. So a process may be
killed at any row; the next run goes on.
"""

from dataclasses import dataclass
from typing import Final

from django.db import connections, transaction

from clew.ground.vault import housekeys, keyring, permits, root
from clew.ground.vault.models import DataKey, HouseKey
from clew.ground.vault.router import KEYRING
from clew.ground.vault.wiping import wipe

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """How many keys were wrapped anew, and under which version all of them are now."""

    wrapped: int
    version: int


class NotTheSame(Exception):
    """A key that was wrapped anew did not open to the same: nothing of its batch was kept."""


def is_under_way() -> bool:
    """Say whether an earlier run was stopped before its end."""
    newest = housekeys.current()
    older = HouseKey.objects.filter(use=HouseKey.WRAPPING, version__lt=newest)
    return older.exists() or DataKey.objects.exclude(wrapped_under=newest).exists()


def rewrap_all(version: int, *, batch: int = BATCH) -> Rewrapped:
    """Wrap what is not yet under a version, then destroy the secrets of the versions before."""
    count = 0
    while more := _rewrap_some(version, batch):
        count += more
    for older in sorted(root.held().wrapping):
        if older < version and not DataKey.objects.filter(wrapped_under=older).exists():
            housekeys.drop(older)
    permits.desk().wrapping.clear()
    keyring.wipe_deleted()
    return Rewrapped(count, version)


def _rewrap_some(version: int, batch: int) -> int:
    with transaction.atomic(using=KEYRING):
        wanted = DataKey.objects.exclude(wrapped_under=version).order_by("id")
        if connections[KEYRING].features.has_select_for_update:
            wanted = wanted.select_for_update()
        rows = list(wanted[:batch])
        for row in rows:
            key = keyring.unwrapped(row)
            keyring.wrap(row, key, version)
            again = keyring.unwrapped(row)
            same = again == key
            wipe(key, again)
            if not same:
                raise NotTheSame
        DataKey.objects.bulk_update(rows, ["wrapped_under", "wrapped"])
    return len(rows)
