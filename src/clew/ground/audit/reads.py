"""`reads.record`: the trace of a reading is written first; only then does anything open.

While Clew serves, one writer thread gathers the events of many readers into one transaction;
without it (commands, tests) the reader writes its own.
"""

import logging
import queue
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clew.ground.audit import heads, unusual
from clew.ground.audit.chain import Actor, Happened, House, append, hand_over
from clew.ground.audit.sealer import Sealer
from clew.ground.audit.unusual import TooManyPeople
from clew.ground.audit.writing import is_changing, one_at_a_time
from clew.ground.vault import permits, proofs, root
from clew.ground.vault.compartments import Compartment

_MOST_AT_ONCE: Final = 200
_PATIENCE_SECONDS: Final = 20.0
_LOOKS_UP_EVERY_SECONDS: Final = 30.0
_ASKS_EVERY_SECONDS: Final = 1.0
_log = logging.getLogger("clew.audit")


class TraceNotWritten(Exception):
    """The reading could not be recorded, so nothing may be shown."""


class ReadInsideChange(Exception):
    """A reading was recorded inside `changes`; the two would wait for each other."""


def record(
    *,
    actor: Actor,
    name: str,
    subjects: Iterable[UUID] = (),
    compartments: Iterable[Compartment] = (),
    purpose: str = "support",
    about: str = "",
    opening: Iterable[UUID] | None = None,
) -> None:
    """Record that somebody reads something, and permit the opening once that is committed.

    Args:
        actor: who reads.
        name: what is read, such as `case.opened`.
        subjects: whose it is: each row shown on a list is named.
        compartments: what of theirs will be opened.
        purpose: what for.
        about: the row read, as `app.Model:id`, where it is one row.
        opening: under whose keys it is sealed, where that is not all of the subjects.

    Raises:
        TraceNotWritten: the event could not be committed.
        ReadInsideChange: called inside `changes`; use `trace.opens` there.
        StepUpNeeded: these compartments open only to who has shown lately who they are.
        TooManyPeople: the actor opened too many different people within the hour.
    """
    _check_not_changing()
    of, parts = tuple(subjects), tuple(compartments)
    proofs.want_for(parts)  # before the event: nothing was read yet
    if len(of) == 1 and proofs.somebody_asks() and not isinstance(actor, House):
        check_pace(actor, name, of[0])
    event = Happened("read", name, actor.actor_id, purpose, of, parts, about)
    _write(event)
    permits.grant(of if opening is None else opening, parts)


def check_pace(actor: Actor, name: str, subject: UUID) -> None:
    """Let the brake on many people hold, and leave a trace of whom it held back.

    `record` asks it by itself for who is at a page. An order given at a terminal asks it here.

    Raises:
        TooManyPeople: the actor opened too many different people within the hour.
        TraceNotWritten: the database cannot tell.
    """
    try:
        unusual.check_pace(actor.actor_id, subject, now=timezone.now())
    except TooManyPeople:
        refused(actor=actor, name="pace.refused", about=name)
        raise
    except DatabaseError as error:
        msg = "The reading could not be recorded, so nothing is shown. Nothing was lost."
        raise TraceNotWritten(msg) from error


def refused(*, actor: Actor, name: str, about: str = "") -> None:
    """Record that somebody was refused something. Raises as `record` does."""
    _check_not_changing()
    _write(Happened("refused", name, actor.actor_id, about=about))


def _check_not_changing() -> None:
    if is_changing():
        msg = "A reading was recorded inside changes; use trace.opens there."
        raise ReadInsideChange(msg)


def _write(event: Happened) -> None:
    try:
        if _writer is not None:
            _writer.write(event)
        else:
            commit([event])
    except (DatabaseError, TimeoutError) as error:
        msg = "The reading could not be recorded, so nothing is shown. Nothing was lost."
        raise TraceNotWritten(msg) from error


def commit(events: Sequence[Happened]) -> None:
    """Append events in one transaction of their own."""
    with one_at_a_time(), transaction.atomic():
        append(events)


class Writer:
    """One thread that commits the events of many readers together."""

    def __init__(self) -> None:
        """Start the thread."""
        self._signs_from = 0.0
        self._waiting: queue.Queue[tuple[Happened, Future[None]] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, daemon=True, name="audit writer")
        self._thread.start()

    def write(self, event: Happened) -> None:
        """Hand an event over and wait until it is committed."""
        written: Future[None] = Future()
        self._waiting.put((event, written))
        written.result(timeout=_PATIENCE_SECONDS)

    def stop(self) -> None:
        """Write what waits, and end."""
        self._waiting.put(None)
        self._thread.join(timeout=_PATIENCE_SECONDS)

    def _run(self) -> None:
        going = True
        while going:
            try:
                first = self._waiting.get(timeout=_LOOKS_UP_EVERY_SECONDS)
            except queue.Empty:  # changes append without this thread: it signs for them too
                self._sign()
                continue
            group = [first]
            while len(group) < _MOST_AT_ONCE and not self._waiting.empty():
                group.append(self._waiting.get())
            going = None not in group
            self._commit([item for item in group if item is not None])
            self._sign()
        connection.close()

    def _sign(self) -> None:
        """Sign the head when it is time. Nobody waits for it, so a fault is only told.

        Whether it is time is asked once a second: to ask after every group took longer than to
        write one.
        """
        moment = time.monotonic()
        if moment < self._signs_from or not root.is_open() or root.has_a_part():
            return
        self._signs_from = moment + _ASKS_EVERY_SECONDS
        try:
            heads.sign_when_due(now=datetime.now(UTC))
        except DatabaseError as error:
            _log.warning("audit.head_not_signed", extra={"fault": type(error).__name__})
            connection.close()

    def _commit(self, group: list[tuple[Happened, "Future[None]"]]) -> None:
        try:
            commit([event for event, _written in group])
        except Exception as error:  # noqa: BLE001 -- each reader who waits must hear of it
            for _event, written in group:
                written.set_exception(error)
            connection.close()  # a broken connection must not fail the next group too
            return
        for _event, written in group:
            written.set_result(None)


_writer: Writer | None = None
_sealer: Sealer | None = None


def start_writer(*, seals: bool = True) -> None:
    """Gather readings in one thread from now on: what a serving process does.

    On PostgreSQL a second thread numbers what this and other processes have put down; a process
    that has not the key of the chain (`seals` is false) only puts down.
    """
    global _writer, _sealer  # noqa: PLW0603 -- one of each a process
    if _writer is None:
        _writer = Writer()
    if not seals:
        hand_over(to_sealer=True)
    elif _sealer is None and connection.vendor == "postgresql":
        _sealer = Sealer()


def stop_writer() -> None:
    """Write what waits, and go back to each reader writing its own."""
    global _writer, _sealer  # noqa: PLW0603 -- one of each a process
    if _writer is not None:
        _writer.stop()
        _writer = None
    if _sealer is not None:
        _sealer.stop()
        _sealer = None
