"""A row that an earlier Clew recorded is whole after an upgrade added a column to it."""

from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from clew.ground.audit import earlier_columns, rows, verifying, whole
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
ADDED = frozenset({"erased_at", "restricted_at"})


def deep() -> verifying.Verified:
    return whole.verified(whole.kept_heads(), deep=True)


@pytest.fixture
def recorded_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Return somebody written down by a Clew whose table had not these columns yet."""
    now = rows.covered
    added = {name for each in earlier_columns.added_to("people.person") for name in each}
    assert added >= ADDED  # red control: these are what the migrations added

    def before(model: type[models.Model]) -> list[Any]:
        found = now(model)
        return [each for each in found if model is not Person or each.name not in added]

    with monkeypatch.context() as earlier:
        earlier.setattr(rows, "covered", before)
        made = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": "Test"})
    return Person.rows.get(id=made.id)


def test_a_column_that_was_added_since_makes_no_row_look_altered(
    recorded_before: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recorded_before.erased_at is None
    assert deep().broken_at is None
    monkeypatch.setattr(rows, "as_earlier", lambda *_: ())
    assert deep().broken_at is not None  # red control


def test_what_is_put_into_the_added_column_unrecorded_is_found(recorded_before: Person) -> None:
    Person.rows.filter(id=recorded_before.id).update(erased_at=timezone.now())
    assert deep().because == "the row it wrote in people.Person is not as it was stored"


def test_what_is_altered_in_an_older_column_is_found(recorded_before: Person) -> None:
    Person.rows.filter(id=recorded_before.id).update(version=7)
    assert deep().because == "the row it wrote in people.Person is not as it was stored"


def test_columns_are_taken_away_in_the_order_in_which_they_came() -> None:
    found = earlier_columns.added_to("release.release")
    assert [sorted(each) for each in found][:2] == [["in_table"], ["duty"]]
