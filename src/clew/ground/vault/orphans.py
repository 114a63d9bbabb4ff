"""Keys under which nothing is sealed: made for a row that was then not written, or whose rows went.

They are found by looking, and destroyed a day after they were first found so, unless something was
sealed under one meanwhile: whoever takes a key to seal takes it off the list first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from clew.ground.vault import keyring, root
from clew.ground.vault.models import DataKey
from clew.ground.vault.references import keys_in_use

AGE: Final = timedelta(days=1)
_FEW: Final = 20  # a small house may have lost all that it had


@dataclass(frozen=True, slots=True)
class Swept:
    """How many keys were found without a row, and how many of those found before were destroyed."""

    marked: int
    destroyed: int


class TooManyOrphans(Exception):
    """Most keys seem to have no rows: then the rows are not where this process looks for them."""


def sweep(*, now: datetime) -> Swept:
    """Mark and destroy. Call it under the writers' lock.

    Raises:
        TooManyOrphans: more than half of all keys would be; nothing was marked or destroyed.
        KeyLingers: the keys are deleted, and their bytes could not be wiped yet.
    """
    root.keys_changed()
    used = keys_in_use()
    old = DataKey.objects.filter(made_at__lt=now - AGE)
    unused = [key for key in old.values_list("id", flat=True) if key not in used]
    if len(unused) > max(_FEW, DataKey.objects.count() // 2):
        msg = (
            f"{len(unused)} keys have no rows here, more than half of all. Nothing was swept: "
            "is this the right main database, and may this process read its rows?"
        )
        raise TooManyOrphans(msg)
    DataKey.objects.exclude(orphaned_at=None).exclude(id__in=unused).update(orphaned_at=None)
    gone, _ = DataKey.objects.filter(id__in=unused, orphaned_at__lt=now - AGE).delete()
    marked = DataKey.objects.filter(id__in=unused, orphaned_at=None).update(orphaned_at=now)
    if gone:
        keyring.wipe_deleted(thoroughly=True)
    return Swept(marked, gone)
