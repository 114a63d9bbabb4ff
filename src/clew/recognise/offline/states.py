"""The states of what arrived from a device, and in which it waits."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a draft stands."""

    ARRIVING = "arriving"  # some of its steps are here
    WAITING = "waiting"  # all of them; to be kept for a person
    KEPT = "kept"
    DROPPED = "dropped"


# More can come after the end, from a device that held a copy: then it waits again.
OPEN: Final = frozenset({State.ARRIVING, State.WAITING})
