"""Putting the made world into an empty demonstration, once, through the application's own actions.

Nothing is written behind the rooms' backs: every row has its trace and its seal, as in a real
house. The steps run in the order of their days, each under a clock that shows its day.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final
from unittest.mock import patch

from django.db import connection, connections
from django.db.models import F
from django.utils import timezone

from clew.ground.accounts.models import House, Member
from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.site.demonstration.lives import Life, steps_of
from clew.site.demonstration.making import made_world
from clew.site.demonstration.settling import settle
from clew.site.demonstration.telling import closing_steps
from clew.site.demonstration.world import World

Say = Callable[..., None]
_NEW_FOR_DAYS: Final = 5


class HalfMade(Exception):
    """An earlier start was stopped while it put the world in."""


def ready(*, seed: int, say: Say) -> list[str]:
    """Put the made world in if it is not there yet. Returns lines for the person who waits.

    Raises:
        HalfMade: an earlier start was stopped in the middle; the demonstration must be wiped.
    """
    row = House.objects.get(kind=House.DEMONSTRATION)
    lines = ["Everybody in it is made up. Who can sign in, and how, stands on the sign-in page."]
    if row.finished:
        return lines
    if Member.objects.exists():
        raise HalfMade
    say("Making up the people of the demonstration …")
    began = time.monotonic()
    people = put_in(made_world(seed=seed, today=timezone.localdate()))
    House.objects.filter(id=row.id).update(finished=True)
    took = time.monotonic() - began
    return [f"{people} people were made up and put in, in {took:.0f} s.", *lines]


def put_in(world: World) -> int:
    """Put a world into an empty house. Returns how many people are in it."""
    _hurry(careful=False)
    settled = settle(world)
    lives = {made.key: Life(made, settled) for made in world.people}
    steps = [step for life in lives.values() for step in steps_of(life)]
    steps += closing_steps(world, settled, lives)
    # The codes on everybody's papers follow from the seed too.
    with patch("clew.survivor.people.codes.secrets", Random(world.seed)):  # noqa: S311 -- made up
        for _on, _rank, _key, act in sorted(steps, key=lambda step: step[:3]):
            act()
            permits.desk().permits.clear()  # the keys stay: the next step may seal under them
    long_ago = timezone.now() - timedelta(days=_NEW_FOR_DAYS)
    Notice.objects.filter(at__lt=long_ago).update(read_at=F("at"))
    permits.clear()
    _hurry(careful=True)
    return len(world.people)


def _hurry(*, careful: bool) -> None:
    """A made world that is lost is made again: while it is put in, no commit waits for the disk."""
    for alias in connections:
        database = connections[alias]
        if database.vendor == "sqlite":
            with database.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={'FULL' if careful else 'OFF'}")
                if careful:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.ensure_connection()
