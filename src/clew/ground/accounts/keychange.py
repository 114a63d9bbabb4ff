"""Exchanging keys, with its trace. What is done to the keyring itself stands in `vault`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from clew.ground.accounts.models import House as Mark
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.ground.vault import housekeys, keyring, orphans, references, rewrapping, successors
from clew.ground.vault.fields import SealedField
from clew.ground.vault.inventory import inventory
from clew.ground.vault.models import DataKey
from clew.ground.vault.rewrapping import Rewrapped
from clew.ground.vault.sources import House as HouseOfSettings
from clew.ground.vault.wiping import wipe

_ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many values were sealed anew, and how many new keys there are."""

    rows: int
    keys: int


def rotate_wrapping(*, batch: int = rewrapping.BATCH) -> Rewrapped:
    """Wrap every data key under the next version; go on where an earlier run was stopped."""
    if rewrapping.is_under_way():
        version = housekeys.current()
    else:
        version = housekeys.begin_version()
        _trace("keys.rotation_begun", fields=[f"version {version}"])
    done = rewrapping.rewrap_all(version, batch=batch)
    _trace("keys.rotation_finished", fields=[f"version {version}", f"{done.wrapped} keys"])
    return done


def rotate_subject(subject: UUID) -> Resealed:
    """Exchange the data keys of one person, release or circle; go on where it was stopped.

    Raises:
        Altered: a value does not open under its old key: what was done before it stays done.
    """
    with looking(House()):
        return _rotate_subject(subject)


def _rotate_subject(subject: UUID) -> Resealed:
    made = successors.begin(subject)
    old = set(DataKey.objects.filter(subject=subject, current=False).values_list("id", flat=True))
    count = 0
    while wanted := successors.left(subject)[:_ROWS_AT_ONCE]:
        with changes(actor=House(), purpose="keys") as trace:
            for model, field, pk, key in wanted:
                rows = model._base_manager.filter(pk=pk)  # noqa: SLF001 -- below every named viewer
                if connection.features.has_select_for_update:
                    rows = rows.select_for_update()
                row = rows.first()
                value = row.__dict__[field.attname] if row is not None else None
                if row is None or value is None:
                    continue  # changed or gone since it was looked for
                value = successors.sealed_anew(value, field, pk, key)
                rows.update(**{field.attname: value})
                row.__dict__[field.attname] = value
                trace.record("row.resealed", about=row, subjects=[subject], fields=[field.attname])
                count += 1
    with changes(actor=House(), purpose="keys") as trace:
        gone = successors.end(old)
        trace.record("keys.exchanged", about=_mark(), subjects=[subject], fields=[f"{gone} keys"])
    keyring.wipe_deleted()
    return Resealed(count, made)


def move_apart(stands_in: Callable[[models.Model, SealedField], SealedField]) -> int:
    """Seal what still stands in a former compartment of its field in the present one.

    Args:
        stands_in: says in which field of its row a value stands from now on.

    Returns:
        how many values were moved. It may be stopped, and goes on with the next run.
    """
    with looking(House()):
        count = 0
        for model, field, key in successors.standing_apart():
            while rows := references.rows_of(model, field, key.id)[:_ROWS_AT_ONCE]:
                count += _moved(model, field, key, rows, stands_in)
        return count


def _moved(
    model: type[models.Model],
    field: SealedField,
    key: DataKey,
    rows: Sequence[UUID],
    stands_in: Callable[[models.Model, SealedField], SealedField],
) -> int:
    with changes(actor=House(), purpose="keys") as trace:
        for pk in rows:
            row = model._base_manager.get(pk=pk)  # noqa: SLF001 -- below every named viewer
            to = stands_in(row, field)
            value = successors.moved(row.__dict__[field.attname], field, pk, key, to=to)
            written = {field.attname: None, to.attname: value}
            model._base_manager.filter(pk=pk).update(**written)  # noqa: SLF001 -- as above
            row.__dict__.update(written)
            trace.record("row.resealed", about=row, subjects=[key.subject], fields=sorted(written))
    return len(rows)


def given_to_partners(*, circles: int) -> None:
    """Leave the trace that keys were given to a process for partners."""
    _trace("keys.given_to_partners", fields=[f"{circles} circles"])


def exchange_root(key: bytearray) -> None:
    """Seal the secrets of the house under another root key, and wipe it."""
    try:
        housekeys.seal_under(key)
    finally:
        wipe(key)
    keyring.wipe_deleted()
    _trace("keys.root_exchanged")


def sweep_orphans(*, now: datetime | None = None) -> orphans.Swept:
    """Mark keys without a row, and destroy those marked a day ago. Raises as `orphans.sweep`."""
    with changes(actor=House(), purpose="keys") as trace:
        done = orphans.sweep(now=now or timezone.now())
        fields = [f"{done.marked} marked", f"{done.destroyed} destroyed"]
        trace.record("keys.swept", about=_mark(), fields=fields)
    return done


def _mark() -> Mark:
    found = Mark.objects.first()
    return found if found is not None else Mark(kind="")  # a house of the tests has no mark


def _trace(name: str, *, fields: list[str] | None = None) -> None:
    with changes(actor=House(), purpose="keys") as trace:
        trace.record(name, about=_mark(), fields=fields or ())


def taken_stock(house: HouseOfSettings) -> dict[str, Any]:
    """Return the cryptographic inventory: see `vault.inventory`."""
    with looking(House()):
        return inventory(house)
