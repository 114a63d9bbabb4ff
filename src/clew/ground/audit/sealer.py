"""The sealer: on PostgreSQL, where several processes serve, one at a time numbers what waits.

A transaction only puts its events down, without a number, so that none waits for the end of
another. Whoever reads waits for the commit of that, and not for the sealing. The sealer takes
everything that waits and never what is "newer than the last": a transaction that began earlier may
be seen later, and a cursor over ids would lose it.
"""

import json
import logging
import threading
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from clew.ground.audit.chain import ADVISORY_LOCK, Happened, chain, hand_over, is_genuine
from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment

EVERY_SECONDS: Final = 0.2
_AT_ONCE: Final = 2000
_SELECT: Final = "SELECT id, entry, body, mac FROM audit_waiting ORDER BY id LIMIT %s"
_log = logging.getLogger("clew.audit")


def seal() -> int:
    """Number what waits, in one transaction. Returns how many; none while another process does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_SELECT, [_AT_ONCE])
        rows = cursor.fetchall()
        if not rows:
            return 0
        chain(
            [_read(entry, bytes(body), bytes(mac)) for _, entry, body, mac in rows],
            [entry for _, entry, _, _ in rows],
        )
        cursor.execute("DELETE FROM audit_waiting WHERE id = ANY(%s)", [[row[0] for row in rows]])
    return len(rows)


def seal_all() -> None:
    """Number everything that waits now, in however many transactions it takes."""
    while seal() == _AT_ONCE:
        pass


class Sealer:
    """One thread that seals for as long as this process serves."""

    def __init__(self) -> None:
        """Start the thread."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="audit sealer")
        hand_over(to_sealer=True)
        self._thread.start()

    def stop(self) -> None:
        """Seal what waits, and end."""
        hand_over(to_sealer=False)
        self._stop.set()
        self._thread.join(timeout=20)

    def _run(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            self._seal()
        self._seal()
        connection.close()

    def _seal(self) -> None:
        if not root.is_open():
            return  # what waits is sealed when the house is unlocked
        try:
            seal_all()
        except DatabaseError as error:
            _log.warning("audit.not_sealed", extra={"fault": type(error).__name__})
            connection.close()


def _read(entry: UUID, body: bytes, mac: bytes) -> Happened:
    """Return the event that waited; in place of one that was altered, the event that it was."""
    if not is_genuine(body, mac):
        return Happened("fault", "audit.waiting_altered", "house", about=str(entry))
    says: dict[str, Any] = json.loads(body)
    return Happened(
        kind=says["kind"],
        name=says["name"],
        actor=says["actor"],
        purpose=says["purpose"],
        subjects=tuple(UUID(subject) for subject in says["subjects"]),
        compartments=tuple(Compartment(part) for part in says["compartments"]),
        about=says["about"],
        row=says["row"],
        fields=tuple(says["fields"]),
        at=datetime.fromisoformat(says["at"]),
    )
