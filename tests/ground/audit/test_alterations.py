"""Whatever is altered in the audit is found; `bench audit-alterations` does five hundred."""

from datetime import timedelta

import pytest
from django.db import connection

from bench import altering
from bench.audit_alterations import make_house
from clew.ground.audit import comparing, verifying, whole
from clew.ground.audit.writing import changes
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.append_only import by_hand
from tests.cast import TODAY, Cast

MANY = 2 * len(altering.ALTERATIONS)

pytestmark = pytest.mark.django_db


def deep() -> verifying.Verified:
    return whole.verified(whole.kept_heads(), deep=True)


@pytest.mark.both
def test_every_random_alteration_is_found() -> None:
    make_house(people=4, events=30)
    assert deep().broken_at is None  # red control: as it was written it is whole
    with by_hand():
        assert altering.unfound(MANY, seed=11) == []
    assert deep().broken_at is None


@pytest.mark.parametrize(
    ("guard", "kind"),
    [
        ("compare_counters", "edit_counter"),
        ("compare", "edit_column"),
        ("compare_rows", "edit_row"),
    ],
)
def test_without_one_comparison_its_alteration_stays_unseen(
    guard: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control of each comparison.
    make_house(people=4, events=30)
    monkeypatch.setattr(altering, "ALTERATIONS", {kind: altering.ALTERATIONS[kind]})
    monkeypatch.setattr(whole, guard, lambda _, found, *__, **___: found)
    with by_hand():
        assert altering.unfound(2, seed=11) != []


def test_a_row_that_was_put_back_to_an_earlier_state_is_found(cast: Cast) -> None:
    made = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": "first"})
    before = Person.rows.filter(id=made.id).values("full_name", "version").get()
    person = Person.rows.get(id=made.id)
    people.correct(actor=cast.advocate_a, person=person, known={"full_name": "second"}, version=1)
    assert deep().broken_at is None  # red control
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET full_name = %s, version = %s WHERE code = %s",
            [before["full_name"].stored, before["version"], made.code],
        )
    found = deep()
    assert found.broken_at is not None
    assert found.because == "the row it wrote in people.Person is not as it was stored"


def test_what_was_forgotten_on_purpose_is_no_alteration(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": "first"})
    with changes(actor=cast.data_steward, purpose="erasure") as trace:
        trace.record("person.erased", about=person, subjects=[person.id])
    Person.rows.filter(id=person.id).update(closed_on=TODAY + timedelta(days=1))
    assert deep().broken_at is None


def test_mentions_are_joined_to_their_events_without_holding_either() -> None:
    events = [(1, b"a", {}), (3, b"b", {})]
    mentions = [(0, "x", 1), (1, "y", 1), (3, "z", 2), (9, "w", 1)]
    rows = [
        (seq, beside["subjects"]) for seq, _, beside in comparing.beside_in_order(events, mentions)
    ]
    assert rows == [(1, [["x", 1], ["y", 1]]), (3, [["z", 2]]), (4, [["w", 1]])]
