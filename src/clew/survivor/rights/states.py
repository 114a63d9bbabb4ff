"""Where an erasure stands, where a copy stands, and what may follow what."""

from enum import StrEnum
from typing import Final


class Erasing(StrEnum):
    """The steps of an erasure. Each is written down before the next begins."""

    ASKED = "asked"
    CONFIRMED = "confirmed"  # by two; it waits for its day
    RESTRICTED = "restricted"  # a legal hold: kept, used for nothing else
    BEGUN = "begun"  # journalled: from here there is no way back
    SHREDDED = "shredded"  # no key is left
    DONE = "done"  # the rows are gone
    TAKEN_BACK = "taken_back"


class Copying(StrEnum):
    """The steps of a copy of everything that is kept."""

    ASKED = "asked"
    READY = "ready"  # two have agreed; whoever stands by the person may hand it over
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"


NEXT_ERASING: Final = {
    Erasing.ASKED: frozenset({Erasing.CONFIRMED, Erasing.TAKEN_BACK}),
    Erasing.CONFIRMED: frozenset({Erasing.RESTRICTED, Erasing.BEGUN, Erasing.TAKEN_BACK}),
    Erasing.RESTRICTED: frozenset({Erasing.CONFIRMED, Erasing.TAKEN_BACK}),
    Erasing.BEGUN: frozenset({Erasing.SHREDDED}),
    Erasing.SHREDDED: frozenset({Erasing.DONE}),
    Erasing.DONE: frozenset[Erasing](),
    Erasing.TAKEN_BACK: frozenset[Erasing](),
}
NEXT_COPYING: Final = {
    Copying.ASKED: frozenset({Copying.READY, Copying.TAKEN_BACK}),
    Copying.READY: frozenset({Copying.HANDED_OVER, Copying.TAKEN_BACK}),
    Copying.HANDED_OVER: frozenset[Copying](),
    Copying.TAKEN_BACK: frozenset[Copying](),
}
CAN_BE_TAKEN_BACK: Final = frozenset(
    state for state, following in NEXT_ERASING.items() if Erasing.TAKEN_BACK in following
)
UNDER_WAY: Final = frozenset({Erasing.BEGUN, Erasing.SHREDDED})
OPEN: Final = CAN_BE_TAKEN_BACK | UNDER_WAY
