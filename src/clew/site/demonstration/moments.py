"""A clock that shows the day of the story while one step of it is put in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at_the_time(on: date, hour: int = 10) -> Iterator[datetime]:
    """Let the application believe that it is ten o'clock on a day, never later than now.

    Only the demonstration is written so, and only before it serves anybody.
    """
    shown = min(datetime.combine(on, time(hour), tzinfo=UTC), timezone.now())
    with patch("django.utils.timezone.now", lambda: shown):
        yield shown
