"""Proving a restored house: erasures replayed, the chain whole, a sample of what is sealed opened.

What is opened is opened with a trace, in the restored house: there is no other way to open it.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from django.apps import apps
from django.db import connections, models

from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.vault.fields import SealedField
from clew.ground.vault.keyring import KeyDestroyed
from clew.ground.vault.root import WrongRootKey
from clew.ground.vault.sealing import Altered
from clew.site.backups.archives import Damaged

SAMPLE: Final = 20  # rows of each kind


@dataclass(frozen=True, slots=True)
class Proved:
    """What was opened of a restored house."""

    opened: int
    destroyed: int  # sealed under keys that are gone: of people who were erased
    kinds: int


def check_chain(folder: Path, head: str) -> None:
    """Go through the chain of a restored house. Raises `Damaged`."""
    connections.close_all()
    call = [sys.executable, "-m", "clew", "audit", "verify", "--deep", "--data", str(folder)]
    done = subprocess.run(  # noqa: S603 -- this very program, with words of its own
        [*call, *(["--head", head] if head else [])],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines()
        why = said[0] if len(said) == 1 else "It could not be read."
        msg = f"The chain of events is not whole. {why}"
        raise Damaged(msg)


def open_sample(erased: frozenset[UUID]) -> Proved:
    """Open some rows of every kind that is sealed.

    Raises:
        Damaged: one does not open, though nobody erased whom it is about.
    """
    opened = destroyed = kinds = 0
    for model, fields in _sealed():
        rows = list(model._base_manager.order_by("?")[:SAMPLE])  # noqa: SLF001 -- Django's documented way
        kinds += bool(rows)
        subjects = {row.sealing_subject for row in rows}  # type: ignore[attr-defined]  # models that seal say whose
        if not subjects:
            continue
        parts = {field.compartment for field in fields}
        reads.record(
            actor=House(), name="backup.tried", subjects=subjects, compartments=parts,
            purpose="restoring",
        )  # fmt: skip
        for row in rows:
            for field in fields:
                try:
                    opened += getattr(row, field.attname) is not None
                except KeyDestroyed as error:
                    if row.sealing_subject not in erased:  # type: ignore[attr-defined]  # as above
                        msg = "A row was sealed under a key that is not in this keyring."
                        raise Damaged(msg) from error
                    destroyed += 1
                except (Altered, WrongRootKey) as error:
                    msg = "A row does not open under the key that is named for it."
                    raise Damaged(msg) from error
    return Proved(opened, destroyed, kinds)


def _sealed() -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    for model in apps.get_models():
        fields = [field for field in model._meta.get_fields() if isinstance(field, SealedField)]  # noqa: SLF001 -- Django's documented way
        if fields:
            yield model, fields
