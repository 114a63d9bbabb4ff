"""The most memory that a process has held, of its own."""

import resource
import sys
from typing import Final

_KIB: Final = 1024


def peak_bytes() -> int:
    """Return it for this process, in bytes."""
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage * (1 if sys.platform == "darwin" else _KIB)
