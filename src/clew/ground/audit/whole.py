"""Verifying the audit of this house: the chain, against every head that was kept of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from clew.ground.audit import heads, queries, witnesses
from clew.ground.audit.chain import House, chain_key, rows_key
from clew.ground.audit.comparing import compare, compare_counters
from clew.ground.audit.rows import Latest, compare_rows, keys_of_digests
from clew.ground.audit.verifying import Verified, verify
from clew.ground.audit.viewer import looking


class TwoHistories(Exception):
    """Two heads were kept of one place in the chain, and they differ."""


class NoSuchBackup(Exception):
    """The file is not the database of a house."""


def kept_heads() -> dict[int, str]:
    """Return the digests that must stand in the chain: what the house signed, and partners too.

    Raises:
        NotGenuine: a head that lies here was altered.
        TwoHistories: two heads of one place differ.
    """
    wanted: dict[int, str] = {}
    key = heads.public_key()
    for found in [*heads.kept(), *witnesses.ours()]:
        heads.check_signed_head(found, key=key)
        want(wanted, found.seq, found.digest)
    return wanted


def want(wanted: dict[int, str], seq: int, digest: str) -> None:
    """Add a head that must stand in the chain. Raises `TwoHistories`."""
    if wanted.setdefault(seq, digest) != digest:
        msg = f"Event {seq}: two heads of this place were kept, and they differ."
        raise TwoHistories(msg)


def head_of_backup(path: Path) -> list[tuple[int, str]]:
    """Return the last event of a database that was brought back. Raises `NoSuchBackup`."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            rows = opened.execute(
                "SELECT seq, digest FROM audit_event ORDER BY seq DESC LIMIT 1"
            ).fetchall()
    except sqlite3.Error as error:
        raise NoSuchBackup from error
    return [(seq, bytes(digest).hex()) for seq, digest in rows]


def verified(wanted: dict[int, str], *, deep: bool = False) -> Verified:
    """Go through the chain of this house.

    Args:
        wanted: digests that must stand at some numbers.
        deep: compare columns, mentions, and the rows that were written, too.
    """
    found = verify(queries.chain(), key=chain_key(), heads=wanted)
    if found.broken_at is None:
        found = compare_counters(queries.counters(), found)
    if not deep or found.broken_at is not None:
        return found
    latest = Latest()
    found = compare(queries.columns(), found, latest.sees)
    if found.broken_at is None:
        with looking(House()):
            found = compare_rows(
                latest, found, keys=keys_of_digests(chain=chain_key(), rows=rows_key())
            )
    return found
