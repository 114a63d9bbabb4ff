"""Ends what is still at a test database: PostgreSQL lets none go that somebody is at.

What a thread left open ends when its connection is collected; a copy of the process that was
killed ends when the server sees it. Both may be later than the last test.
"""

import gc
import sys
from typing import Final

from django.db import connections

_LEFT: Final = """
    SELECT pid, usename, state, left(query, 200) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_WAIT: Final = 5000  # milliseconds for one to be gone


def end_what_is_left() -> None:
    """End every other session at the test databases, and say which."""
    gc.collect()
    for alias in connections:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        connection.close()  # whatever the last test left of it
        with connection.cursor() as cursor:
            cursor.execute(_LEFT)
            for pid, name, state, query in cursor.fetchall():
                cursor.execute("SELECT pg_terminate_backend(%s, %s)", [pid, _WAIT])
                print(
                    f"A session of {name} was left at {alias} ({state}): {query}", file=sys.stderr
                )
