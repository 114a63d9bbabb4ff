"""Running what is due. The table of jobs itself stands in `site.schedule`.

A turn is taken by one statement that raises `taken_until` where nobody holds it; so it is safe with
several threads on SQLite and several processes on PostgreSQL. A process that is killed in its turn
holds it for a while and no longer, then the next one takes it up; so every job
bears being run again.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import close_old_connections, transaction
from django.db.models import Q

from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import one_at_a_time
from clew.ground.timetable.models import Turn
from clew.ground.vault import permits

LEASE: Final = timedelta(minutes=10)
"""How long a turn is held by a process that may have been killed in it."""
_log: Final = logging.getLogger("clew.timetable")


@dataclass(frozen=True, slots=True)
class Job:
    """Something that the house does by itself.

    Attributes:
        name: such as `rights.erase_due`; a log and the table of turns name it.
        every: how long until its next turn.
        run: does it, given the moment; it must bear being run again after it was killed.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def run_due(jobs: Sequence[Job], *, now: datetime) -> list[str]:
    """Run every job whose turn has come. Returns the names of those that were run, well or not.

    One that fails does not stop the others: its exception's name is kept, never its words, and it
    has its next turn as usual.
    """
    ran = []
    for job in jobs:
        if not _taken(job, now):
            continue
        ran.append(job.name)
        failed = _run(job, now)
        with one_at_a_time(), transaction.atomic():
            Turn.objects.filter(job=job.name).update(
                due_at=now + job.every, taken_until=None, last_at=now, failed_with=failed
            )
    return ran


def due_at_once(now: datetime) -> None:
    """Let every job have its turn now: after the clock was ahead, its next would be far off."""
    with one_at_a_time(), transaction.atomic():
        Turn.objects.filter(due_at__gt=now).update(due_at=now, taken_until=None)


def _taken(job: Job, now: datetime) -> bool:
    """Take the turn of a job, if it is due and nobody has it."""
    with one_at_a_time(), transaction.atomic():
        Turn.objects.get_or_create(job=job.name, defaults={"due_at": now})
        free = Q(taken_until=None) | Q(taken_until__lte=now)
        return bool(
            Turn.objects.filter(free, job=job.name, due_at__lte=now).update(taken_until=now + LEASE)
        )


def _run(job: Job, now: datetime) -> str:
    """Run a job at an empty desk. Returns the name of what it failed with, or nothing."""
    permits.clear()
    try:
        with looking(House()):
            job.run(now)
    except Exception as error:  # noqa: BLE001 -- one job must not stop the others
        name = type(error).__name__[:80]
        # The name alone: a traceback may hold words about somebody.
        _log.error("job failed: %s %s", job.name, name)
        return name
    finally:
        permits.clear()
        if not transaction.get_connection().in_atomic_block:
            close_old_connections()
    return ""
