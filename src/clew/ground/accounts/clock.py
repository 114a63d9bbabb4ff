"""The time for sessions and proofs: it does not go back while Clew serves.

Set back by an hour, the machine's clock would let a session live again that had ended. Since the
process began, the time is no earlier than a counter of the machine says that never goes back. Over
a suspended laptop that counter may stand still; then the machine's clock is the later one.
"""

import time
from typing import Final


def _counter() -> float:
    """Return seconds of a counter that never goes back; on Linux it counts sleep too."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


_BEGAN: Final = time.time() - _counter()


def now() -> float:
    """Return the seconds since 1970: the later of the machine's clock and the counter."""
    return max(time.time(), _BEGAN + _counter())
