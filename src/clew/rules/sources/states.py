"""How far a value has been checked. The state travels with the value into every answer."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """How far a statement has been checked against its source.

    `VERIFIED`: the text, or an official summary of it, was read in the source named.
    `SECONDARY`: it was read in another source that quotes or restates it.
    `UNVERIFIED`: it was read nowhere yet; it may be right, and it says so on every screen.
    """

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"

    @property
    def in_words(self) -> str:
        """The state as a reader meets it, 'not yet checked' for one."""
        return _WORDS[self]


_WORDS = {
    State.VERIFIED: "read in the source",
    State.SECONDARY: "read in another source",
    State.UNVERIFIED: "not yet checked",
}
_WEAKEST_FIRST = (State.UNVERIFIED, State.SECONDARY, State.VERIFIED)


def weakest(states: Iterable[State]) -> State:
    """Return the least checked of `states`: an answer is no better than its weakest part.

    An empty collection is `UNVERIFIED`: nothing was read, so nothing is claimed.
    """
    found = set(states)
    return next((state for state in _WEAKEST_FIRST if state in found), State.UNVERIFIED)
