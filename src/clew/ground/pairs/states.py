"""The states of a proposal, and what may follow what."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a proposal stands. Whether a waiting one has lapsed is a question of the hour."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"


NEXT: Final = {
    State.WAITING: frozenset({State.CONFIRMED, State.REFUSED, State.TAKEN_BACK, State.LAPSED}),
    State.CONFIRMED: frozenset[State](),
    State.REFUSED: frozenset[State](),
    State.TAKEN_BACK: frozenset[State](),
    State.LAPSED: frozenset[State](),
}
