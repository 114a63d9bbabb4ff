"""The named steps of a handing over, in their order.

`reached` does nothing. It stands where a withdrawal could come between two steps, so that a test
can stop there, take the yes back, and see that nothing leaves.
"""

from enum import StrEnum


class Step(StrEnum):
    """How far a handing over has got. What leaves has left only after the last one."""

    ASKED = "asked"  # somebody pressed; nothing is checked yet
    HELD = "held"  # the person's row is held, and the rules said yes again
    WRITTEN = "written"  # the ledger's row is written, not committed
    COPIED = "copied"  # the copies are made, not committed
    BUILT = "built"  # a package lies sealed in memory
    RECORDED = "recorded"  # its fetching is written, not committed


def reached(step: Step) -> None:
    """Mark that a handing over has got this far."""
