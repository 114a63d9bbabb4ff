"""Exchanging the keys of one person, sweeping keys without a row, and the inventory of all."""

import io
import json
from datetime import timedelta
from typing import Final
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from clew.ground.accounts import keychange
from clew.ground.audit import reads
from clew.ground.audit.models import Event
from clew.ground.vault import keyring, orphans, permits, successors
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.models import DataKey
from clew.ground.vault.references import keys_in_use
from clew.survivor.contact import actions as contact
from clew.survivor.contact.models import Way
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY, Cast
from tests.ground.vault.killing import killed_in, killing_at
from tests.ground.vault.test_keys import keyring_bytes

PHONE: Final = "07700 900123"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_secrets")]
BOTH_PARTS: Final = [Compartment.IDENTITY, Compartment.CONTACT]


def somebody(cast: Cast, name: str = "Marek") -> Person:
    person = people.write_down(
        actor=cast.advocate_a, on=TODAY,
        known={"full_name": f"{name} {CANARY}", "called": name, "sex": "male"},
    )  # fmt: skip
    contact.add_way(actor=cast.advocate_a, person=person, kind="phone", value=PHONE)
    permits.clear()
    return person


def read(cast: Cast, person: Person) -> tuple[object, ...]:
    permits.clear()
    reads.record(
        actor=cast.advocate_a, name="person.opened", subjects=[person.id], compartments=BOTH_PARTS
    )
    row, way = Person.rows.get(id=person.id), Way.rows.get(person=person)
    return row.full_name, row.called, row.sex, way.value


@pytest.mark.both
def test_every_value_of_a_person_is_sealed_anew_and_the_old_keys_are_nowhere(cast: Cast) -> None:
    person, other = somebody(cast), somebody(cast, "Ivana")
    before = read(cast, person)
    old = list(DataKey.objects.filter(subject=person.id))
    others = set(DataKey.objects.filter(subject=other.id).values_list("id", flat=True))
    stored = bytes(Person.rows.get(id=person.id).__dict__["full_name"].stored)
    done = keychange.rotate_subject(person.id)
    assert done == keychange.Resealed(rows=4, keys=2)
    assert read(cast, person) == before == (f"Marek {CANARY}", "Marek", "male", PHONE)
    assert bytes(Person.rows.get(id=person.id).__dict__["full_name"].stored) != stored
    now = DataKey.objects.filter(subject=person.id)
    assert [row.current for row in now] == [True, True]
    assert not {row.id for row in now} & {row.id for row in old}
    assert set(DataKey.objects.filter(subject=other.id).values_list("id", flat=True)) == others
    assert read(cast, other)[0] == f"Ivana {CANARY}"
    if connection.vendor == "sqlite":
        assert not any(bytes(row.wrapped) in keyring_bytes() for row in old)


@pytest.mark.both
@pytest.mark.parametrize("at", range(1, 6))
def test_killed_at_any_value_both_keys_open_and_the_next_run_ends_with_one(
    cast: Cast, at: int
) -> None:
    person = somebody(cast)
    before = read(cast, person)
    permits.clear()

    def rotate() -> None:
        with (
            patch.object(keychange, "_ROWS_AT_ONCE", 1),
            patch.object(successors, "sealed_anew", killing_at(successors.sealed_anew, at)),
        ):
            keychange.rotate_subject(person.id)

    assert killed_in(rotate) is (at <= 4)
    assert read(cast, person) == before
    done = keychange.rotate_subject(person.id)
    assert done.rows == (5 - at if at <= 4 else 4)
    assert read(cast, person) == before
    assert [row.current for row in DataKey.objects.filter(subject=person.id)] == [True, True]


@pytest.mark.both
def test_each_value_that_is_sealed_anew_leaves_its_trace(cast: Cast) -> None:
    person = somebody(cast)
    before = Event.objects.count()
    keychange.rotate_subject(person.id)
    names = list(Event.objects.order_by("seq")[before:].values_list("name", flat=True))
    assert names.count("row.resealed") == 4
    assert names[-1] == "keys.exchanged"


@pytest.mark.both
def test_what_is_written_meanwhile_goes_under_the_new_key(cast: Cast) -> None:
    person = somebody(cast)
    keyring.key_to_seal(person.id, Compartment.IDENTITY)  # a desk on which the old key lies
    successors.begin(person.id)
    key, _ = keyring.key_to_seal(person.id, Compartment.IDENTITY)
    assert DataKey.objects.get(id=key).current


# --- orphans ------------------------------------------------------------------------------------


@pytest.mark.both
def test_a_key_without_a_row_is_marked_and_destroyed_a_day_later(cast: Cast) -> None:
    person, nobody = somebody(cast), somebody(cast, "Ivana")
    Way.rows.filter(person=nobody).delete()
    now = timezone.now() + timedelta(days=2)
    assert keychange.sweep_orphans(now=now) == orphans.Swept(marked=1, destroyed=0)
    assert keychange.sweep_orphans(now=now) == orphans.Swept(marked=0, destroyed=0)
    later = now + orphans.AGE + timedelta(seconds=1)
    [left] = DataKey.objects.exclude(orphaned_at=None)
    assert keychange.sweep_orphans(now=later) == orphans.Swept(marked=0, destroyed=1)
    assert not DataKey.objects.filter(id=left.id).exists()
    assert left.compartment == "contact"
    assert read(cast, person)[3] == PHONE  # red control: what has rows stays


@pytest.mark.both
def test_a_key_that_was_made_today_is_left_alone(cast: Cast) -> None:
    keyring.make_many([cast.house.id], [Compartment.IDENTITY])
    assert keychange.sweep_orphans() == orphans.Swept(marked=0, destroyed=0)


@pytest.mark.both
def test_a_key_that_is_used_again_comes_off_the_list(cast: Cast) -> None:
    person = somebody(cast)
    Way.rows.filter(person=person).delete()
    now = timezone.now() + timedelta(days=2)
    assert keychange.sweep_orphans(now=now).marked == 1
    permits.clear()
    contact.add_way(actor=cast.advocate_a, person=person, kind="phone", value=PHONE)
    done = keychange.sweep_orphans(now=now + timedelta(days=2))
    assert done == orphans.Swept(marked=0, destroyed=0)
    assert read(cast, person)[3] == PHONE


@pytest.mark.both
def test_where_most_keys_seem_to_have_no_rows_nothing_is_swept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another main database, or a role of PostgreSQL that is shown no rows.
    somebody(cast)
    monkeypatch.setattr(orphans, "_FEW", 0)
    monkeypatch.setattr(orphans, "keys_in_use", set)
    with pytest.raises(orphans.TooManyOrphans, match="Nothing was swept"):
        keychange.sweep_orphans(now=timezone.now() + timedelta(days=2))
    assert not DataKey.objects.exclude(orphaned_at=None).exists()


# --- the inventory ------------------------------------------------------------------------------


@pytest.mark.both
def test_the_inventory_counts_what_there_is_and_holds_no_key(cast: Cast) -> None:
    person = somebody(cast)
    keychange.rotate_wrapping()
    found = keychange.taken_stock(settings.CLEW)
    assert found["data_keys"]["all"] == 2
    assert found["data_keys"]["by_compartment"] == {"contact": 1, "identity": 1}
    assert found["data_keys"]["by_wrapping_version"] == {2: 2}
    assert found["values_without_a_key"] == 0
    assert [one["use"] for one in found["house_secrets"]] == ["derived", "wrapping"]
    DataKey.objects.filter(subject=person.id, compartment="contact").delete()
    assert keychange.taken_stock(settings.CLEW)["values_without_a_key"] == 1  # red control
    printed = io.StringIO()
    json.dump(found, printed)
    assert str(person.id) not in printed.getvalue()
    assert len(keys_in_use()) in {0, 2}  # none where nobody looks and the database hides the rows
