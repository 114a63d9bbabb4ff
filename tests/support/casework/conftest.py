"""The case that most tests of casework are about."""

from datetime import UTC, date, datetime

import pytest

from clew.support.casework.models import Case
from clew.survivor.people.actions import stand_by
from tests.cast import TODAY, Cast
from tests.support.casework.files import a_case


@pytest.fixture
def case(cast: Cast) -> Case:
    """Open a case of somebody whom advocates A and B stand by."""
    made = a_case(cast.advocate_a)
    stand_by(actor=cast.advocate_a, person=made.person, member=cast.advocate_b, on=TODAY)
    return made


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> date:
    """Let pages take the day of the tests for today."""
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    monkeypatch.setattr("clew.ground.accounts.clock.now", noon.timestamp)
    return TODAY
