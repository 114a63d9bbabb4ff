"""Destroying the keys of a subject for good; who is killed half-way leaves nothing half done.

Three steps: the main database journals the subject (`begin`, inside the caller's change, with its
trace); the keyring deletes the keys and keeps a tombstone; the main database marks it done. What is
journalled and not done is done at the next start (`finish_all`).
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from clew.ground.vault import keyring
from clew.ground.vault.models import Shredding


class NotJournalled(Exception):
    """Keys were to be destroyed, and the main database does not say so yet."""


def begin(subjects: Iterable[UUID]) -> None:
    """Journal that the keys of subjects go. Call it inside the change that says why."""
    rows = [Shredding(subject=subject) for subject in dict.fromkeys(subjects)]
    Shredding.objects.bulk_create(rows, ignore_conflicts=True)


def finish(subjects: Iterable[UUID]) -> int:
    """Destroy the keys of journalled subjects and mark it. Returns how many keys there were.

    Call it after the change is committed: destroyed keys do not come back when it rolls back.

    Raises:
        NotJournalled: `begin` was not committed for one of them; nothing was destroyed.
        KeyLingers: the keys are deleted, and their bytes could not be wiped yet; call it again.
    """
    wanted = list(dict.fromkeys(subjects))
    journalled = set(Shredding.objects.filter(subject__in=wanted).values_list("subject", flat=True))
    if set(wanted) - journalled:
        msg = "Keys were to be destroyed before the main database journalled it."
        raise NotJournalled(msg)
    count = keyring.destroy(*wanted)
    Shredding.objects.filter(subject__in=wanted).update(done_at=timezone.now())
    return count


def finish_all() -> int:
    """Finish what an earlier process began. Returns how many subjects. Raises as `finish` does."""
    left = list(Shredding.objects.filter(done_at=None).values_list("subject", flat=True))
    if left:
        finish(left)
    return len(left)
