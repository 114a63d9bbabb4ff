"""Tombstones: the random ids of what was erased, replayed before a restored house opens.

A backup from before an erasure still holds the rows, and an old copy of the keyring still holds
the keys. So the ids of everything erased are kept in three places: beside the keys, in the main
database, and in a small file that goes with every backup. Whoever restores reads the newest file
there is and calls `replay` before anything else touches the house. They say nothing of whom.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from clew.ground.vault import shredding
from clew.ground.vault.models import DataKey, Shredding, Tombstone

_FIRST: Final = "Clew tombstones, version 1"
_BATCH: Final = 500
_forgetting: list[Callable[[frozenset[UUID]], None]] = []


class TornFile(Exception):
    """A file of tombstones is not whole: an id that is missing would open somebody again."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay found: how many subjects were erased, and keys that had come back."""

    subjects: int
    keys_destroyed: int


def also_forget(act: Callable[[frozenset[UUID]], None]) -> Callable[[frozenset[UUID]], None]:
    """Let a room delete what it keeps in plain of erased subjects, such as tokens of a name.

    The room registers one function; it is called with ids, at every replay, and may meet ids that
    are none of its own.
    """
    _forgetting.append(act)
    return act


def known() -> frozenset[UUID]:
    """Return every subject that was erased, from both databases."""
    return frozenset(Tombstone.objects.values_list("subject", flat=True)) | frozenset(
        Shredding.objects.values_list("subject", flat=True)
    )


def replay(more: Iterable[UUID] = ()) -> Replayed:
    """Destroy again the keys of everything that was ever erased, in the house that is open.

    Args:
        more: ids from a newer file than the restored databases: see `read`.

    Raises:
        KeyLingers: the keys are deleted, and their bytes could not be wiped yet; call it again.
    """
    subjects = known() | frozenset(more)
    wanted = sorted(subjects)
    count = 0
    for first in range(0, len(wanted), _BATCH):
        batch = wanted[first : first + _BATCH]
        back = DataKey.objects.filter(subject__in=batch).count()
        shredding.begin(batch)
        shredding.finish(batch)
        count += back
    for act in _forgetting:
        act(subjects)
    return Replayed(len(subjects), count)


def write(path: Path, subjects: Iterable[UUID] | None = None) -> int:
    """Write tombstones to a file of its owner's, whole or not at all. Returns how many.

    Args:
        path: the file.
        subjects: whose; by default of everything that the house in use knows of.
    """
    ids = sorted(str(subject) for subject in (known() if subjects is None else subjects))
    text = "\n".join([_FIRST, *ids])
    whole = f"{text}\n{hashlib.sha256(text.encode()).hexdigest()}\n"
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)  # left by one that was killed, or a link that somebody laid
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(whole)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return len(ids)


def read(path: Path) -> frozenset[UUID]:
    """Read a file of tombstones.

    Raises:
        TornFile: it is not a whole file of tombstones.
    """
    try:
        text, _, digest = path.read_text(encoding="ascii").rstrip("\n").rpartition("\n")
        first, *ids = text.split("\n")
        found = frozenset(UUID(one) for one in ids)
        whole = first == _FIRST and hashlib.sha256(text.encode()).hexdigest() == digest
    except (OSError, ValueError):
        whole = False
    if not whole:
        msg = f"{path.name} is not a whole file of tombstones; wanted one as it was written."
        raise TornFile(msg)
    return found
