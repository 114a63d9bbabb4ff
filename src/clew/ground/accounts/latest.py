"""The latest moment a house knew. A clock that was set back while it was down does not undo time.

It is kept each minute while the house is served. A house that is started goes on from it, so that
no session, consent or one-time code holds again that had ended.
"""

import logging
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from clew.ground.accounts import clock
from clew.ground.accounts.models import Moment
from clew.ground.audit import queries
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes, one_at_a_time

SAID_FROM_SECONDS: Final = 300
"""Clocks of machines are set right by seconds; from so much on it is said."""
_ONE: Final = 1
_HOURS_SAID_UP_TO: Final = 48
_log: Final = logging.getLogger("clew.clock")


def known() -> datetime | None:
    """Return the latest moment that was kept; before the first, that of the last event."""
    row = Moment.objects.filter(pk=_ONE).first()
    return row.latest_at if row else queries.last_at()


def keep() -> None:
    """Keep the moment it is. Never an earlier one than is kept."""
    at = datetime.fromtimestamp(clock.now(), UTC)
    with one_at_a_time(), transaction.atomic():
        Moment.objects.get_or_create(pk=_ONE, defaults={"latest_at": at})
        Moment.objects.filter(pk=_ONE, latest_at__lt=at).update(latest_at=at)


def go_on() -> str:
    """Go on from the latest moment, in this process. Returns and logs what is to be said of it."""
    latest = known()
    if latest is not None:
        clock.go_on_from(latest)
    if not is_behind():
        return ""
    said = (
        f"The machine's clock is {_long(clock.behind())} behind the latest moment this house knew. "
        "The house goes on from that moment; set the clock right. If it is right, and was wrong "
        "before, serve once with --believe-clock."
    )
    _log.warning(said)
    return said


def is_behind() -> bool:
    """Say whether the machine's clock is so far behind the time of the house that it is said."""
    return clock.behind() >= SAID_FROM_SECONDS


def believe(at: datetime) -> None:
    """Believe the machine's clock, which was ahead once: from now on that moment is the latest.

    To be called before the process goes on from the moment that was kept. The house is open: it
    leaves a trace.
    """
    with changes(actor=House(), purpose="oversight") as trace:
        row, _ = Moment.objects.update_or_create(pk=_ONE, defaults={"latest_at": at})
        trace.record("clock.believed", about=row)


def _long(seconds: float) -> str:
    """Say how long something is, in the largest unit that tells it."""
    minutes = round(seconds / 60)
    hours = minutes // 60
    if hours >= _HOURS_SAID_UP_TO:
        return f"{hours // 24} days"
    return f"{hours} hours" if hours > 1 else f"{minutes} minutes"
