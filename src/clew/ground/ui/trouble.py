"""Why a database cannot write or answer: a full disk, one that may only be read, one that is gone.

None of these is a fault of the page, and none loses what was confirmed: a transaction is whole on
the disk before anybody is told that it was done. What was just sent was not kept.
"""

import sqlite3
from enum import Enum
from typing import Final

from django.db import DatabaseError

_FULL: Final = {"53100"}  # disk_full (PostgreSQL, Appendix A)
_READ_ONLY: Final = {"25006"}  # read_only_sql_transaction
_BASE: Final = 0xFF  # SQLite's extended codes hold the plain one in their lowest byte


class Trouble(Enum):
    """What stands in the way, as an HTTP status and a word for the page."""

    FULL = (507, "full")
    READ_ONLY = (503, "read_only")
    AWAY = (503, "away")

    @property
    def status(self) -> int:
        """The HTTP status (RFC 9110; 507 from RFC 4918)."""
        return self.value[0]

    @property
    def word(self) -> str:
        """The word by which the page tells them apart."""
        return self.value[1]


_SQLITE: Final = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.AWAY,
    sqlite3.SQLITE_CANTOPEN: Trouble.AWAY,
    sqlite3.SQLITE_BUSY: Trouble.AWAY,
}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what stands in the way of writing; nothing for any other fault."""
    if not isinstance(error, DatabaseError):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & _BASE)
    state = getattr(cause, "sqlstate", "")
    if state in _FULL:
        return Trouble.FULL
    if state in _READ_ONLY:
        return Trouble.READ_ONLY
    # Class 08: the connection is gone; 57P: the server is being stopped; none: never reached.
    gone = state is None or state.startswith(("08", "57P"))
    return Trouble.AWAY if cause is not None and gone else None
