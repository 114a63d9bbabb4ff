"""Rows as they were stored when a change was recorded, against rows as they lie there now.

Each change carries a digest of its row, in the chain. So a row that somebody changed by SQL, or put
back to what it was last week, is found, and so is one that was deleted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from hmac import digest
from typing import Any, Final

from django.apps import apps
from django.db import models

from clew.ground.audit.earlier_columns import Cells, as_earlier
from clew.ground.audit.verifying import Verified

# The form of digest, by the key it is under. What has none, an earlier Clew wrote: not compared.
_UNDER_CHAIN_KEY: Final = "2:"
_FORM: Final = "3:"  # under a key of its own, which a process without the chain's key has too
_FORMS: Final = (_UNDER_CHAIN_KEY, _FORM)
_DIGITS: Final = 32
_AT_ONCE: Final = 500
# Afterwards a room may empty and delete its rows.
_FORGOTTEN: Final = frozenset({"person.erased", "erasure.begun", "erasure.shredded"})


class Latest:
    """Remembers the last change of each row while the chain goes by."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: dict[str, tuple[int, str]] = {}
        self._of: dict[str, set[str]] = {}
        self._forgotten: set[str] = set()

    def sees(self, seq: int, says: dict[str, Any]) -> None:
        """Take note of one event."""
        if says["kind"] != "change":
            return
        if says["name"] in _FORGOTTEN:
            self._forgotten.update(subject for subject, _ in says["subjects"])
        if says["row"].startswith(_FORMS):
            self._rows[says["about"]] = (seq, says["row"])
            for subject, _ in says["subjects"]:
                self._of.setdefault(subject, set()).add(says["about"])
        else:  # it was recorded as gone
            self._rows.pop(says["about"], None)

    def by_model(self) -> Iterator[tuple[str, list[tuple[str, int, str]]]]:
        """Yield each model's label with (key, number, digest) of its rows."""
        left = dict(self._rows)
        for subject in self._forgotten:
            for about in self._of.get(subject, ()):
                left.pop(about, None)
        found: dict[str, list[tuple[str, int, str]]] = {}
        for about, (seq, row) in left.items():
            label, _, key = about.rpartition(":")
            found.setdefault(label, []).append((key, seq, row))
        yield from found.items()


def compare_rows(latest: Latest, whole: Verified, *, keys: Mapping[str, bytes]) -> Verified:
    """Compare the last recorded state of each row with the row.

    Returns `whole`, or the first event whose row is no longer as it was stored. `keys` are those of
    the digests, by their form (`keys_of_digests`).
    """
    wrong: tuple[int, str] | None = None
    for label, wanted in latest.by_model():
        for first in range(0, len(wanted), _AT_ONCE):
            found = _wrong_in(label, wanted[first : first + _AT_ONCE], keys)
            wrong = min(filter(None, (wrong, found)), default=None)
    if wrong is None:
        return whole
    return Verified(whole.events, whole.head, wrong[0], wrong[1])


def _wrong_in(
    label: str, wanted: Sequence[tuple[str, int, str]], keys: Mapping[str, bytes]
) -> tuple[int, str] | None:
    model = apps.get_model(label)
    columns = covered(model)
    names = [column.attname for column in columns]
    place = names.index(model._meta.pk.attname)  # noqa: SLF001 -- the same
    rows = model._base_manager.filter(pk__in=[row for row, _, _ in wanted])  # noqa: SLF001 -- the same
    there = {str(values[place]): values for values in rows.values_list(*names)}
    wrong = []
    for row, seq, recorded in wanted:
        if row not in there:
            wrong.append((seq, f"the row it wrote in {label} is gone"))
        elif not _is_as_stored(recorded, list(zip(columns, there[row], strict=True)), keys, model):
            wrong.append((seq, f"the row it wrote in {label} is not as it was stored"))
    return min(wrong, default=None)


def _is_as_stored(
    recorded: str,
    cells: Cells,
    keys: Mapping[str, bytes],
    model: type[models.Model],
) -> bool:
    """Say whether a row is as it was recorded, by this Clew or by one before a column was added."""
    return _digest_in(recorded, cells, keys) == recorded or any(
        _digest_in(recorded, earlier, keys) == recorded for earlier in as_earlier(model, cells)
    )


def keys_of_digests(*, chain: bytes, rows: bytes) -> dict[str, bytes]:
    """Return the keys of digests by their form: an earlier Clew used the chain's key."""
    return {_UNDER_CHAIN_KEY: chain, _FORM: rows}


def _digest_in(recorded: str, values: Iterable[tuple[Any, Any]], keys: Mapping[str, bytes]) -> str:
    """Return the digest of a row in the form that was recorded."""
    form = recorded[: len(_FORM)]
    return digest_of(values, keys[form], form=form)


def digest_of(values: Iterable[tuple[Any, Any]], key: bytes, *, form: str = _FORM) -> str:
    """Return a digest of a row's columns and what they hold, the same on either database."""
    told = json.dumps([_told(column, value) for column, value in values]).encode()
    return form + digest(key, told, "sha256").hex()[:_DIGITS]


def values_of(row: models.Model) -> Iterator[tuple[Any, Any]]:
    """Yield a row's columns with what was stored: what is sealed stays sealed."""
    for column in covered(type(row)):
        yield column, row.__dict__.get(column.attname)


def covered(model: type[models.Model]) -> list[Any]:
    """Return the columns that a trace covers: all but those a model says `trace_omits`."""
    left_out: frozenset[str] = getattr(model, "trace_omits", frozenset())
    return [
        column
        for column in model._meta.concrete_fields  # noqa: SLF001 -- Django's documented way
        if column.attname not in left_out
    ]


def _told(column: Any, value: Any) -> str:  # noqa: ANN401 -- any column; one line a kind
    stored = getattr(value, "stored", value)
    if stored is None:
        return "none"
    if isinstance(stored, bytes | memoryview):
        return bytes(stored).hex()
    found = column.to_python(stored)
    if isinstance(found, Enum):
        return str(found.value)
    if isinstance(found, datetime):
        return found.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, dict | list | tuple):
        return json.dumps(found, sort_keys=True, default=str)
    return str(found)
