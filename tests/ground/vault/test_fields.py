"""Sealed fields of a row: no way around `save` writes, compares or prints plain text."""

import copy
import io
import logging
import pickle
from typing import Final

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast as AsText

from clew.ground.audit import reads
from clew.ground.audit.chain import row_digest
from clew.ground.audit.writing import changes
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.permits import NoTrace
from clew.ground.vault.sealing import Sealed
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY, Cast

pytestmark = pytest.mark.django_db

NAME: Final = f"Marek {CANARY}"
FORMS: Final = [NAME.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down, and take them from the database as a room does."""
    made = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": NAME})
    return Person.rows.get(id=made.id)


def stored(person: Person) -> bytes:
    """Return what lies in the table, as somebody with the database alone sees it."""
    table = Person._meta.db_table  # noqa: SLF001 -- Django's documented way
    given = person.id.hex if connection.vendor == "sqlite" else person.id
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT full_name FROM {table} WHERE id = %s", [given])
        return bytes(cursor.fetchone()[0])


def look(cast: Cast, person: Person) -> None:
    """Leave the trace of a reading."""
    reads.record(
        actor=cast.advocate_a, name="case.opened", subjects=[person.id],
        compartments=[Compartment.IDENTITY],
    )  # fmt: skip


@pytest.mark.both
def test_the_table_holds_no_plain_text(person: Person) -> None:
    found = stored(person)
    assert found[:1] == b"\x01"
    assert not [form for form in FORMS if form in found]


@pytest.mark.both
def test_a_row_is_read_after_a_trace_and_only_then(cast: Cast, person: Person) -> None:
    with pytest.raises(NoTrace):
        _ = person.full_name
    look(cast, person)
    assert person.full_name == NAME


def test_a_permit_ends_with_the_request(cast: Cast, person: Person) -> None:
    look(cast, person)
    permits.clear()  # what the wall does before and after every request
    with pytest.raises(NoTrace):
        _ = person.full_name


def test_what_is_open_at_one_desk_is_not_open_at_another(cast: Cast, person: Person) -> None:
    look(cast, person)
    with permits.kept_apart(), pytest.raises(NoTrace):
        _ = person.full_name
    assert person.full_name == NAME


def test_lists_of_values_stay_sealed(person: Person) -> None:
    found = [
        *Person.rows.filter(id=person.id).values_list("full_name", flat=True),
        *(row["full_name"] for row in Person.rows.filter(id=person.id).values("full_name")),
    ]
    assert [type(value) for value in found] == [Sealed, Sealed]
    assert {str(value) for value in found} == {"<sealed>"}


@pytest.mark.both
@pytest.mark.parametrize(
    "given", [NAME, NAME.encode(), Value(NAME), Value(NAME, output_field=TextField()), F("code")]
)
def test_no_update_around_save_stores_plain_text(person: Person, given: object) -> None:
    before = stored(person)
    with pytest.raises(FieldError, match="full_name is sealed"), transaction.atomic():
        Person.rows.filter(id=person.id).update(full_name=given)
    assert stored(person) == before


@pytest.mark.both
def test_what_is_not_known_may_be_taken_out_by_an_update(person: Person) -> None:
    # Red control: an update as such goes through.
    assert Person.rows.filter(id=person.id).update(full_name=None, version=2) == 1
    assert Person.rows.get(id=person.id).full_name is None


def test_no_update_of_many_stores_plain_text(cast: Cast, person: Person) -> None:
    look(cast, person)
    before = stored(person)
    person.full_name = f"Ivana {CANARY}"
    with pytest.raises(FieldError, match="full_name is sealed"), transaction.atomic():
        Person.rows.bulk_update([person], ["full_name"])
    assert stored(person) == before


def test_many_rows_made_at_once_are_sealed(cast: Cast) -> None:
    made = Person.rows.bulk_create(
        [Person(organisation=cast.house, full_name=NAME) for _ in range(3)]
    )
    for row in made:
        assert not [form for form in FORMS if form in stored(row)]


@pytest.mark.parametrize(
    "asked",
    [
        {"full_name": NAME},
        {"full_name__exact": NAME},
        {"full_name__iexact": NAME},
        {"full_name__contains": "Marek"},
        {"full_name__in": [NAME]},
        {"full_name__gt": "A"},
        {"full_name__regex": "."},
        {"full_name__startswith": "M"},
    ],
)
def test_nobody_is_found_by_what_is_sealed(asked: dict[str, object]) -> None:
    with pytest.raises(FieldError, match="full_name is sealed"):
        list(Person.rows.filter(**asked))


def test_whether_something_is_known_can_be_asked(person: Person) -> None:
    assert list(Person.rows.filter(full_name__isnull=False)) == [person]
    assert list(Person.rows.filter(called__isnull=True)) == [person]


def test_an_order_by_a_sealed_field_says_nothing_of_the_names(cast: Cast) -> None:
    names = [f"{letter} {CANARY}" for letter in "abcdefghijklmnop"]
    for name in names:
        people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": name})
    orders = set()
    for _ in range(3):
        for row in Person.rows.all():
            reads.record(
                actor=cast.advocate_a, name="case.opened", subjects=[row.id],
                compartments=[Compartment.IDENTITY],
            )  # fmt: skip
            row.full_name = row.full_name  # sealed anew, under a new nonce
            row.save()
        orders.add(tuple(row.full_name for row in Person.rows.order_by("full_name")))
    assert tuple(names) not in orders


@pytest.mark.usefixtures("person")
def test_a_cast_to_text_gives_ciphertext() -> None:
    found = Person.rows.annotate(text=AsText("full_name", TextField())).values_list("text")
    with pytest.raises(Exception, match=r".") as refused:  # SQLite cannot read it as text at all
        assert NAME not in str(list(found))
        msg = "it was read, and was not the name"
        raise ValueError(msg)
    assert NAME not in str(refused.value)


def test_a_row_prints_no_plain_text(cast: Cast, person: Person) -> None:
    look(cast, person)
    assert person.full_name == NAME
    log = io.StringIO()
    logger = logging.getLogger("clew.made_up")
    handler = logging.StreamHandler(log)
    logger.addHandler(handler)
    logger.warning("opened %s %r %s", person, person, vars(person))
    logger.removeHandler(handler)
    assert person.code in log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize("state", ["just assigned", "opened", "saved"])
def test_a_row_with_plain_text_in_hand_is_not_pickled(
    cast: Cast, person: Person, state: str
) -> None:
    if state == "opened":
        look(cast, person)
        assert person.full_name == NAME
    else:
        person.full_name = NAME
    if state == "saved":
        person.save()
    with pytest.raises(TypeError, match="never written out"):
        pickle.dumps(person)


def test_a_row_that_was_not_opened_is_pickled_sealed(person: Person) -> None:
    # Red control: it is the opening that forbids it.
    assert not [form for form in FORMS if form in pickle.dumps(person)]


def test_a_copy_of_an_opened_row_stays_usable(cast: Cast, person: Person) -> None:
    look(cast, person)
    assert person.full_name == NAME
    assert copy.copy(person).full_name == NAME
    assert copy.deepcopy(person).full_name == NAME


def test_a_field_that_was_left_out_is_fetched_sealed(cast: Cast, person: Person) -> None:
    part = Person.rows.only("code").get(id=person.id)
    with pytest.raises(NoTrace):
        _ = part.full_name
    look(cast, person)
    assert part.full_name == NAME


def test_the_trace_of_a_new_row_covers_what_is_stored_and_no_plain_text(cast: Cast) -> None:
    # A digest over the name would outlive the key of the person, and could be guessed at.
    person = Person(organisation=cast.house, full_name=NAME)
    with changes(actor=cast.advocate_a, purpose="support"):
        person.save(force_insert=True)
    assert row_digest(person) == row_digest(Person.rows.get(id=person.id))


def test_what_was_assigned_can_be_read_back_by_who_assigned_it(cast: Cast) -> None:
    person = Person(organisation=cast.house, full_name=NAME)
    assert person.full_name == NAME
    person.save(force_insert=True)
    assert person.full_name == NAME
    person.full_name = None
    assert person.full_name is None
