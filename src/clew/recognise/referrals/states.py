"""Where a referral stands, and what may come next. The diagram in the docs is made from `NEXT`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """The states of a referral between two organisations."""

    MADE = "made"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Promise:
        """The state in words."""
        return _WORDS[self]


NEXT: Final[Mapping[State, frozenset[State]]] = {
    State.MADE: frozenset({State.RECEIVED, State.WITHDRAWN}),
    State.RECEIVED: frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset(),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
UNDECIDED: Final = frozenset({State.MADE, State.RECEIVED})
_WORDS: Final[Mapping[State, Promise]] = {
    State.MADE: _("Sent, not opened yet"),
    State.RECEIVED: _("Opened, not answered yet"),
    State.ACCEPTED: _("Accepted"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Taken back"),
}


class NotNext(Exception):
    """The referral stands where this cannot come next."""


def may_follow(now: State, wanted: State) -> bool:
    """Say whether one state may follow another."""
    return wanted in NEXT[now]


def check_next(now: State, wanted: State) -> None:
    """Raise `NotNext` unless a state may follow another."""
    if not may_follow(now, wanted):
        msg = f"A referral that is {now.value} cannot become {wanted.value}."
        raise NotNext(msg)
