"""Somebody of whom every room keeps something."""

import pytest

from clew.survivor.people.models import Person
from tests.cast import Cast
from tests.survivor.rights.erased import known_everywhere


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom every room knows."""
    return known_everywhere(cast)
