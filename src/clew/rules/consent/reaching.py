"""May the person be reached this way at this moment: what was agreed on, and nothing else.

No agreement, no contact. A channel that was not agreed on stays shut, and so does an hour that was
not. Where somebody may be watching the device, what runs over it is shut whatever was agreed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, Self

DAYS: Final = 7
_EVERY_DAY: Final = frozenset(range(DAYS))


class Channel(StrEnum):
    """How somebody can be reached. The label completes "by …"."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a channel from its code and its label."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = label
        return made

    PHONE = "phone", "phone"
    EMAIL = "email", "e-mail"
    LETTER = "letter", "letter"
    IN_PERSON = "in_person", "speaking in person"
    OWN_PAGE = "own_page", "their own page"


ON_A_DEVICE: Final = frozenset({Channel.PHONE, Channel.EMAIL, Channel.OWN_PAGE})


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed on with the person. Hours are theirs: `until` is the first that is too late.

    Where `until` is before `from_`, the hours run over midnight, and the night belongs to the day
    on which it began.
    """

    channels: frozenset[Channel]
    from_: time = time(0)
    until: time = time(0)
    days: frozenset[int] = _EVERY_DAY  # 0 is Monday
    voicemail: bool = False
    alias: str = ""
    code_word: str = ""
    watched: bool = False

    def __post_init__(self) -> None:
        """Refuse days that are none."""
        if not self.days <= _EVERY_DAY:
            msg = "days from 0, a Monday, to 6"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Reach:
    """It may go this way, from a moment on; how to call oneself, and what to say first."""

    channel: Channel
    not_before: datetime
    alias: str
    code_word: str
    voicemail: bool


@dataclass(frozen=True, slots=True)
class Silent:
    """It may not go this way, and why, in one sentence that names nobody."""

    because: str


def reach(plan: Plan | None, *, channel: Channel, at: datetime) -> Reach | Silent:
    """Say whether and from when the person may be reached this way. `at` is their local time."""
    if plan is None:
        return Silent("Nobody has agreed with them how to reach them, so nothing goes out.")
    if channel not in plan.channels:
        return Silent(f"They did not agree to be reached by {channel.label}.")
    if plan.watched and channel in ON_A_DEVICE:
        return Silent(f"Others may watch their device, so nothing goes by {channel.label}.")
    opening = _next_open(plan, at)
    if opening is None:
        return Silent("They agreed to no day on which they may be reached.")
    return Reach(channel, opening, plan.alias, plan.code_word, plan.voicemail)


def first_open(plan: Plan | None, channels: Collection[Channel], at: datetime) -> Reach | Silent:
    """Return the first of some channels that is open, in the order they are given."""
    answers = [reach(plan, channel=channel, at=at) for channel in channels]
    open_ones = [answer for answer in answers if isinstance(answer, Reach)]
    return open_ones[0] if open_ones else answers[0]


def _next_open(plan: Plan, at: datetime) -> datetime | None:
    """Return the first moment from `at` on that lies in the agreed hours of an agreed day."""
    if _is_open(plan, at):
        return at
    for ahead in range(DAYS + 1):
        day = (at + timedelta(days=ahead)).date()
        begins = datetime.combine(day, plan.from_, at.tzinfo)
        if begins >= at and day.weekday() in plan.days:
            return begins
    return None


def _is_open(plan: Plan, at: datetime) -> bool:
    hour, today = at.timetz().replace(tzinfo=None), at.weekday()
    if plan.from_ < plan.until:
        return today in plan.days and plan.from_ <= hour < plan.until
    # All day (from and until are the same), or over midnight: the night belongs to its evening.
    late = hour >= plan.from_ and today in plan.days
    early = hour < plan.until and (today - 1) % DAYS in plan.days
    return late or early
