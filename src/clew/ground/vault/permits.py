"""What may be opened just now, and the keys already unwrapped for it.

A sealed field opens only for a subject and compartment for which a trace was written first:
`audit` grants the permit after the event is committed. So a page that forgets to leave a trace
shows nothing, instead of showing everything unseen. Both are dropped when the request ends.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clew.ground.vault import proofs, root
from clew.ground.vault.compartments import Compartment

Permit = tuple[UUID, Compartment]


class NoTrace(Exception):
    """Something sealed was to be opened, and no trace of the reading had been left."""


@dataclass(slots=True)
class Desk:
    """What lies open while one request, or one command, is worked on."""

    permits: set[Permit] = field(default_factory=set)
    keys: dict[tuple[UUID, str], tuple[UUID, AESGCM]] = field(default_factory=dict)
    wrapping: dict[tuple[str, int], AESGCM] = field(default_factory=dict)
    by_id: dict[bytes, AESGCM] = field(default_factory=dict)
    generation: int = field(default_factory=root.generation)
    keys_generation: int = field(default_factory=root.keys_generation)


_desk: ContextVar[Desk | None] = ContextVar("desk", default=None)


def desk() -> Desk:
    """Return the desk of this thread of work."""
    found = _desk.get()
    if found is None or found.generation != root.generation():  # locked since: nothing stays open
        found = Desk()
        _desk.set(found)
    elif found.keys_generation != root.keys_generation():
        found.keys.clear()
        found.by_id.clear()
        found.wrapping.clear()
        found.keys_generation = root.keys_generation()
    return found


def clear() -> None:
    """Put everything away: permits and unwrapped keys."""
    _desk.set(None)


def grant(subjects: Iterable[UUID], compartments: Iterable[Compartment]) -> set[Permit]:
    """Allow opening. Only `audit` calls this, with the trace (tests hold to it).

    Returns what was not allowed before. Raises `proofs.StepUpNeeded`.
    """
    parts = tuple(compartments)
    proofs.want_for(parts)
    permits = desk().permits
    new = {(subject, part) for subject in subjects for part in parts} - permits
    permits.update(new)
    return new


def take_back(granted: set[Permit]) -> None:
    """Allow no longer what was granted for a trace that was not written in the end."""
    desk().permits.difference_update(granted)


@contextmanager
def kept_apart() -> Iterator[None]:
    """Work at an empty desk, and find the former one again afterwards."""
    token = _desk.set(Desk())
    try:
        yield
    finally:
        _desk.reset(token)
