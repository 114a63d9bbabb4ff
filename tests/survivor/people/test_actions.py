"""Writing people down: sealed, seen only by who stands by them, and never overwritten unseen."""

import pytest
from django.db import connection

from clew.ground.audit.queries import looked
from clew.ground.vault import permits
from clew.survivor.people import actions
from clew.survivor.people.models import Keeper, Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import (
    NoSuchPerson,
    keepers_of,
    kept_person_for,
    person_for,
    visible_to,
)
from tests.cast import CANARY, TODAY, Cast
from tests.survivor.made import somebody

pytestmark = pytest.mark.django_db


def test_who_writes_somebody_down_stands_by_them(cast: Cast, person: Person) -> None:
    assert keepers_of(person) == [cast.advocate_a]
    assert [look.name for look in looked(person.id)] == [
        "person.keeper_added",
        "person.written_down",
    ]


def test_people_are_visible_to_who_stands_by_them_and_to_their_case_lead(
    cast: Cast, person: Person
) -> None:
    other = actions.write_down(actor=cast.advocate_elsewhere, on=TODAY)
    seen = {
        name: list(visible_to(getattr(cast, name)))
        for name in (
            "advocate_a",
            "advocate_b",
            "case_lead",
            "advocate_elsewhere",
            "police_liaison",
        )
    }
    assert seen == {
        "advocate_a": [person],
        "advocate_b": [],
        "case_lead": [person],
        "advocate_elsewhere": [other],
        "police_liaison": [],
    }


def test_a_foreign_code_is_answered_like_one_that_was_never_given(
    cast: Cast, person: Person
) -> None:
    for code in (person.code, "000000-0"):
        with pytest.raises(NoSuchPerson):
            person_for(cast.advocate_elsewhere, code)


def test_a_case_lead_sees_and_does_not_change(cast: Cast, person: Person) -> None:
    assert person_for(cast.case_lead, person.code) == person
    with pytest.raises(NotYours):
        kept_person_for(cast.case_lead, person.code)
    with pytest.raises(NotYours):
        actions.correct(actor=cast.case_lead, person=person, known={"called": "M"}, version=1)


def test_nothing_of_a_person_is_readable_in_the_table(cast: Cast, person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        stored = b"".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in cursor.fetchall()
            for value in row
        )
    assert person.code.encode() in stored  # red control: what is plain is found
    assert CANARY.encode() not in stored
    assert b"Nowhere" not in stored
    assert cast.advocate_a.shown_name.encode() not in stored


def test_a_name_does_not_open_before_a_trace_is_left(person: Person) -> None:
    kept = Person.rows.get(id=person.id)
    with pytest.raises(permits.NoTrace):
        _ = kept.full_name


def test_what_changed_meanwhile_is_not_overwritten(cast: Cast, person: Person) -> None:
    actions.correct(actor=cast.advocate_a, person=person, known={"called": "Mr M"}, version=1)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.correct(actor=cast.advocate_a, person=person, known={"called": "Other"}, version=1)
    assert person.version == 2
    assert person.called == "Mr M"


@pytest.mark.parametrize("name", ["organisation", "code", "account", "consent_epoch", "id"])
def test_no_form_sets_what_is_no_fact_about_a_person(cast: Cast, person: Person, name: str) -> None:
    with pytest.raises(KeyError):
        actions.correct(actor=cast.advocate_a, person=person, known={name: "x"}, version=1)
    assert Person.rows.get(id=person.id).version == 1


def test_nobody_from_elsewhere_is_made_to_stand_by(cast: Cast, person: Person) -> None:
    outside = [
        (cast.advocate_a, cast.advocate_elsewhere),
        (cast.advocate_elsewhere, cast.advocate_elsewhere),
        (cast.advocate_elsewhere, cast.advocate_b),
    ]
    for actor, member in outside:
        with pytest.raises(NotYours):
            actions.stand_by(actor=actor, person=person, member=member, on=TODAY)
    actions.stand_by(actor=cast.advocate_a, person=person, member=cast.advocate_b, on=TODAY)
    actions.stand_by(actor=cast.advocate_a, person=person, member=cast.advocate_b, on=TODAY)
    assert Keeper.rows.filter(person=person).count() == 2


def test_nothing_needs_to_be_known(cast: Cast) -> None:
    person = somebody(cast, full_name="", called="", nationality="")
    assert Person.rows.filter(
        id=person.id, full_name__isnull=True, nationality__isnull=True
    ).exists()
