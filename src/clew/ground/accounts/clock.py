"""The time for sessions, proofs and days: it does not go back, not even over a restart.

Set back by an hour, the machine's clock would let a session live again that had ended, and a year
back a consent. Since the process began, the time is no earlier than a counter of the machine says
that never goes back. Over a suspended laptop that counter may stand still; then the machine's clock
is the later one. Where a process begins from, `latest` knows: the latest moment the house kept.
"""

import time
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone


def counter() -> float:
    """Return seconds of a counter that never goes back; on Linux it counts sleep too."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Began:
    """Where the counter of this process starts from."""

    def __init__(self) -> None:
        """Start from the machine's clock."""
        self.at = time.time() - counter()


began: Final = Began()


def now() -> float:
    """Return the seconds since 1970: the later of the machine's clock and the counter."""
    return max(time.time(), began.at + counter())


def behind() -> float:
    """Return by how many seconds the machine's clock is behind the time here; mostly none."""
    return max(0.0, began.at + counter() - time.time())


def moment() -> datetime:
    """Return the moment it is, for what holds until a moment and may not hold again."""
    return timezone.now() + timedelta(seconds=behind())


def go_on_from(latest: datetime) -> None:
    """Let the time be no earlier from now on than a moment that was known before."""
    began.at = max(began.at, latest.timestamp() - counter())
