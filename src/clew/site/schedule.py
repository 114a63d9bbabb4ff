"""What the house does by itself, and the thread that does it while Clew serves.

Each line of `JOBS` is one job: its name, how often, and a function of the moment. A function asks
for nothing but the moment, works in changes of its own, and bears being run again.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import connections
from django.utils import timezone

from clew.connect.matching.letting_go import lapse_due
from clew.ground.accounts import clock, latest
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.notices.watching import clock_set_back, watch
from clew.ground.timetable.turns import Job, run_due
from clew.ground.vault import root
from clew.recognise.mechanisms.actions import empty_expired
from clew.survivor.contact.outgoing import hand_over_due
from clew.survivor.people.emergencies import alarm_overdue
from clew.survivor.release.recalling import remind_due
from clew.survivor.rights.erasing import carry_out_due

TICK_SECONDS: Final = 30.0


def _erase(now: datetime) -> None:
    carry_out_due(on=timezone.localdate(now), at=now)


def _send(now: datetime) -> None:
    hand_over_due(at=now)


def _remind(now: datetime) -> None:
    remind_due(at=now)


def _watch(now: datetime) -> None:
    watch(now=now)


def _keep_time(_now: datetime) -> None:
    latest.keep()
    clock_set_back()


def _lapse(now: datetime) -> None:
    lapse_due(at=now)


def _empty(now: datetime) -> None:
    empty_expired(on=timezone.localdate(now))


def _alarm(now: datetime) -> None:
    alarm_overdue(at=now)


JOBS: Final[tuple[Job, ...]] = (
    Job("rights.erase_due", timedelta(hours=1), _erase),
    Job("contact.send_due", timedelta(minutes=1), _send),
    Job("release.remind_due", timedelta(hours=1), _remind),
    Job("matching.lapse_due", timedelta(hours=1), _lapse),
    Job("mechanisms.empty_expired", timedelta(hours=1), _empty),
    Job("audit.watch", timedelta(seconds=20), _watch),
    Job("clock.keep", timedelta(minutes=1), _keep_time),
    Job("people.review_overdue", timedelta(minutes=1), _alarm),
)


@contextmanager
def ticking(jobs: Sequence[Job] = JOBS, *, seconds: float = TICK_SECONDS) -> Iterator[None]:
    """Run what is due every few seconds, in a thread of its own, until the block ends.

    A turn that is under way when the block ends is finished first.
    """
    stop = threading.Event()

    def tick() -> None:
        while not stop.is_set():
            if root.is_open():  # a locked house opens nothing, so it does nothing by itself
                with looking(House()):  # a job has no viewer of its own
                    run_due(jobs, now=clock.moment())
            stop.wait(seconds)
        connections.close_all()

    thread = threading.Thread(target=tick, name="timetable", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
