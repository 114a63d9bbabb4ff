"""A world made once for the tests of this folder."""

import functools
from datetime import date

from clew.site.demonstration.making import made_world
from clew.site.demonstration.world import World

TODAY = date(2026, 3, 17)


@functools.cache
def world(seed: int = 7, today: date = TODAY) -> World:
    """Return the world of a seed and a day."""
    return made_world(seed=seed, today=today)
