"""A served house for the journeys, and the walk through it, made once for all that look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.houses import ServedHouse, databases, start, stop
from tests.journeys.walking import Walk


@pytest.fixture(scope="session")
def served_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHouse]:
    """Serve the demonstration from a process and databases of its own."""
    with databases() as urls:
        house = start(tmp_path_factory.mktemp("walk") / "data", urls)
        try:
            yield house
        finally:
            stop(house)


@pytest.fixture(scope="session")
def walked(chromium: Browser, served_house: ServedHouse) -> Iterator[Walk]:
    """Walk the whole journey once. What failed stands in `failure`, for the test to raise."""
    from tests.journeys.test_first_sign_to_released_figure import STEPS  # noqa: PLC0415 -- a circle

    walk = Walk(chromium, served_house)
    try:
        walk.take(STEPS)
        yield walk
    finally:
        walk.close()
