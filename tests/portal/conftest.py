"""Two survivors with pages of their own, and the first of them signed in."""

import pytest
from django.test import Client

from tests.cast import Cast, signed_in
from tests.portal.world import World, assemble_world


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the cast on the person's pages."""
    from clew.portal import mine, views  # noqa: PLC0415 -- the words are tested without Django
    from tests.cast import TODAY  # noqa: PLC0415 -- as above

    for room in (views, mine):
        monkeypatch.setattr(room, "today_of", lambda _request: TODAY)


@pytest.fixture
def world(cast: Cast) -> World:
    """Give two survivors their pages."""
    return assemble_world(cast)


@pytest.fixture
def mine(world: World) -> Client:
    """Sign the survivor R-7 in."""
    return signed_in(world.cast.survivor)
