"""Counting tries at whatever can be guessed: a passphrase, a code, a card.

A try is counted before it is looked at, in one statement of the database, so that five hundred
tries at once are as many as five hundred one after another. After five there is a wait, which
grows to a minute and no further: nobody can lock an advocate out of a crisis. A passkey cannot be
guessed, is not counted, and stays open meanwhile.

    taken = tries.take(Tried.INVITATION, of=code, source=tries.source_of(request))
    ...look whether it is right...
    taken.was_right()

`take` raises `TooManyTries`; the wall turns it into a page that says how long to wait.
"""

import ipaddress
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from clew.ground.accounts.models import TryCount
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.audit.writing import is_changing, one_at_a_time

_SECOND: Final = 1000  # counts are kept in milliseconds
QUIET_SECONDS: Final = 15 * 60  # after so long without a try the count begins anew
WAITS: Final = (5, 10, 20, 40, 60)  # seconds, from the last free try on; the last one stays
LONGEST_SECONDS: Final = WAITS[-1]
MOST: Final = 5
# A whole charity may stand behind one address, and sign in at nine in the morning.
MOST_OF_A_SOURCE: Final = 50
_IPV6_HOME: Final = 64  # one line is given a whole network of this size
_SOURCE: Final = "source"


class Tried(StrEnum):
    """What is tried. Each has a count of its own for every account."""

    SIGN_IN = "sign_in"
    SECOND_FACTOR = "second_factor"
    RECOVERY_CODE = "recovery_code"
    INVITATION = "invitation"
    SURVIVOR_CARD = "survivor_card"
    SESSION_CODE = "session_code"
    UNLOCK = "unlock"


class TooManyTries(Exception):
    """This was tried too often. `wait_seconds` says when it will be looked at again."""

    def __init__(self, wait_seconds: int) -> None:
        """Keep how long to wait."""
        super().__init__(f"Too many tries: the next is looked at in {wait_seconds} seconds.")
        self.wait_seconds = wait_seconds


class TryInsideChange(Exception):
    """A try was counted inside `changes`: undone with it, it would not have been counted."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One try that may be looked at."""

    digest: str
    source_digest: str

    def was_right(self) -> None:
        """Say that what was tried was right: the account's count begins anew.

        Of its source only this one try is given back. Otherwise somebody who may sign in could
        wipe out, by doing so, what the same computer tried at others.
        """
        with one_at_a_time():
            TryCount.objects.filter(digest=self.digest).delete()
            TryCount.objects.filter(digest=self.source_digest, count__gt=0).update(
                count=F("count") - 1
            )


def take(purpose: Tried, *, of: str, source: str = "") -> Taken:
    """Count one try, before anything is looked at.

    Args:
        purpose: what is tried.
        of: the account or code it is tried at, as typed; one that exists and one that does not
            are counted alike. Only a keyed digest is stored.
        source: where it comes from, as `source_of` says it; empty where there is none.

    Raises:
        TooManyTries: nothing may be looked at now. Such a try does not lengthen the wait.
        TryInsideChange: called inside `changes`.
    """
    if is_changing():
        msg = "A try was counted inside changes; count it before."
        raise TryInsideChange(msg)
    taken = Taken(_digest(purpose, of), _digest(_SOURCE, source) if source else "")
    if source:
        _count(taken.source_digest, MOST_OF_A_SOURCE)
    if _count(taken.digest, MOST) == MOST and purpose is not Tried.UNLOCK:  # then no trace can be
        reads.refused(actor=House(), name="tries.used_up", about=purpose)
    return taken


def source_of(request: HttpRequest) -> str:
    """Return where a request comes from: an IPv4 address, or the network of an IPv6 one."""
    found = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return str(found)
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, _IPV6_HOME), strict=False))


def _digest(purpose: str, of: str) -> str:
    """Digest what is tried under a key that is not in the database."""
    written = f"{purpose}|{of.strip().lower()}".encode("utf-8", "surrogatepass")
    return salted_hmac("clew.tries", written, algorithm="sha256").hexdigest()


def _now() -> int:
    return int(time.time() * _SECOND)


# One statement: the row is locked while its condition is looked at, on both databases. A time
# that lies further ahead than the longest wait means that the clock was set back; nobody waits
# for it to come round again.
_COUNT: Final = """
    INSERT INTO accounts_trycount AS t (digest, count, last_ms)
    VALUES (%(digest)s, 1, %(now)s)
    ON CONFLICT (digest) DO UPDATE SET
        count = CASE WHEN excluded.last_ms - t.last_ms >= %(quiet)s THEN 1 ELSE t.count + 1 END,
        last_ms = excluded.last_ms
    WHERE t.count < %(most)s
       OR t.last_ms - excluded.last_ms > %(longest)s
       OR excluded.last_ms - t.last_ms >= CASE t.count - %(most)s
            WHEN 0 THEN %(wait0)s WHEN 1 THEN %(wait1)s WHEN 2 THEN %(wait2)s
            WHEN 3 THEN %(wait3)s ELSE %(longest)s END
    RETURNING count
"""
_TIMES: Final = {
    "quiet": QUIET_SECONDS * _SECOND,
    "longest": LONGEST_SECONDS * _SECOND,
    **{f"wait{step}": seconds * _SECOND for step, seconds in enumerate(WAITS[:-1])},
}


def _count(digest: str, most: int) -> int:
    """Count one try and return how many there were. Raises `TooManyTries`."""
    with one_at_a_time(), connection.cursor() as cursor:
        now = _now()
        cursor.execute(_COUNT, {**_TIMES, "digest": digest, "most": most, "now": now})
        row = cursor.fetchone()
        if row is None:
            raise TooManyTries(_wait(digest, most, now))
        count = int(row[0])
        if count == 1:  # whoever comes new takes along what has long been quiet
            TryCount.objects.filter(last_ms__lt=now - QUIET_SECONDS * _SECOND).delete()
        return count


def _wait(digest: str, most: int, now: int) -> int:
    """Return for how many seconds nothing is looked at, as whole ones."""
    found = TryCount.objects.filter(digest=digest).first()
    if found is None:  # cleared a moment ago
        return 1
    step = min(max(found.count - most, 0), len(WAITS) - 1)
    left = found.last_ms + WAITS[step] * _SECOND - now
    return min(max(-(-left // _SECOND), 1), LONGEST_SECONDS)
