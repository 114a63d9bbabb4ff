"""What tests of this floor share: the day of the cast, and somebody who is written down."""

import pytest

from clew.survivor.people.models import Person
from tests.cast import TODAY, Cast
from tests.days import let_it_be
from tests.survivor.made import somebody


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages believe that it is the day of the cast."""
    let_it_be(TODAY, monkeypatch)


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom advocate A stands by."""
    return somebody(cast)
