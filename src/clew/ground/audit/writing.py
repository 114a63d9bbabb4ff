"""`changes`: one transaction that writes rows and their trace together, or neither.

On SQLite the serving process alone writes. Its threads queue at one lock *before* the database
does (BEGIN IMMEDIATE), so that none of them starves and none sees "database is locked". On
PostgreSQL each change waits only for the rows it shares with another.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from clew.ground.audit.chain import Actor, Happened, House, append, row_digest
from clew.ground.audit.models import Once
from clew.ground.audit.viewer import looking
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment

LOCK: Final = threading.RLock()
_current: ContextVar["Trace | None"] = ContextVar("trace", default=None)
_form: ContextVar[UUID | None] = ContextVar("form", default=None)


def one_at_a_time() -> AbstractContextManager[object]:
    """Hold the lock of this process where one process writes; PostgreSQL has its own for rows."""
    return LOCK if connection.vendor == "sqlite" else nullcontext()


class AlreadyDone(Exception):
    """This very form was carried out before: nothing was done a second time."""


class Trace:
    """Collects the events of one transaction."""

    def __init__(self, actor: Actor, purpose: str, *, within: "Trace | None" = None) -> None:
        """Start with who does it and what for; inside another change, with its events."""
        self.actor = actor
        self.purpose = purpose
        self.happened: list[Happened] = [] if within is None else within.happened
        self.granted: set[permits.Permit] = set() if within is None else within.granted

    def record(
        self,
        name: str,
        *,
        about: models.Model,
        subjects: Iterable[UUID] = (),
        fields: Iterable[str] = (),
    ) -> None:
        """Record one change. Call it after the row is saved; `fields` are names, never values."""
        self._change(name, about, row_digest(about), tuple(subjects), tuple(fields))

    def deletes(self, name: str, *, about: models.Model, subjects: Iterable[UUID] = ()) -> None:
        """Delete a row that a change wrote, and record that it is gone.

        Whoever compares the rows with the trace then does not miss it.
        """
        self._change(name, about, "", tuple(subjects), ())
        about.delete()

    def _change(
        self,
        name: str,
        about: models.Model,
        row: str,
        subjects: tuple[UUID, ...],
        fields: tuple[str, ...],
    ) -> None:
        self.happened.append(
            Happened(
                kind="change",
                name=name,
                actor=self.actor.actor_id,
                purpose=self.purpose,
                subjects=subjects,
                about=f"{about._meta.label}:{about.pk}",  # noqa: SLF001 -- Django's documented way
                row=row,
                fields=fields,
            )
        )

    def opens(
        self, name: str, *, subjects: Iterable[UUID], compartments: Iterable[Compartment]
    ) -> None:
        """Record that this change reads something sealed, and permit it until the request ends."""
        of, parts = tuple(subjects), tuple(compartments)
        self.happened.append(Happened("read", name, self.actor.actor_id, self.purpose, of, parts))
        self.granted |= permits.grant(of, parts)

    def undone(self) -> None:
        """Take back what this change permitted: its events were not written."""
        permits.take_back(self.granted)


@contextmanager
def changes(*, actor: Actor, purpose: str) -> Iterator[Trace]:
    """Write rows and their trace in one transaction. Inside another `changes` it joins that one.

    Raises:
        AlreadyDone: the form that is being carried out was carried out before.
    """
    joined = _current.get()
    if joined is not None:
        # Inside another change the house may see more than whoever began it; nobody else does.
        with looking(actor) if isinstance(actor, House) else nullcontext():
            yield Trace(actor, purpose, within=joined)
        return
    with one_at_a_time():
        trace = Trace(actor, purpose)
        token, form = _current.set(trace), _form.get()
        try:
            with transaction.atomic(), looking(actor):
                _use_up_form(actor)
                yield trace
                append(trace.happened)
        except BaseException:
            trace.undone()
            _form.set(form)  # nothing was carried out, so it is not used up
            raise
        finally:
            _current.reset(token)


def is_changing() -> bool:
    """Say whether a change is under way in this thread."""
    return _current.get() is not None


@contextmanager
def carrying_out(form: UUID | None) -> Iterator[None]:
    """Carry out one form: the first change inside uses it up, in its own transaction."""
    token = _form.set(form)
    try:
        yield
    finally:
        _form.reset(token)


def _use_up_form(actor: Actor) -> None:
    form = _form.get()
    if form is None:
        return
    _form.set(None)
    if Once.objects.filter(token=form).exists():
        raise AlreadyDone
    try:
        with transaction.atomic():
            Once.objects.create(token=form, actor=actor.actor_id)
    except IntegrityError as error:  # another process was a moment faster
        raise AlreadyDone from error
