"""Both ways to leave a trace: before anything is shown, and together with what is changed."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from clew.ground.accounts.models import Organisation
from clew.ground.accounts.sessions import SessionStore
from clew.ground.accounts.wall import Wall
from clew.ground.audit import reads, writing
from clew.ground.audit.chain import House
from clew.ground.audit.models import Event, Mention, Once
from clew.ground.audit.queries import looked
from clew.ground.audit.writing import AlreadyDone, carrying_out, changes
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.permits import NoTrace
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.audit.chains import stored, verified

IDENTITY = [Compartment.IDENTITY]


class Refused(Exception):
    """A rule of a room says no, in the middle of a change."""


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down, and take them from the database as a room does."""
    known = {"full_name": f"Marek {CANARY}", "nationality": f"Nowhere {CANARY}"}
    made = people.write_down(actor=cast.advocate_a, on=TODAY, known=known)
    return Person.rows.get(id=made.id)


@pytest.fixture
def with_the_table_blocked(cast: Cast) -> Iterator[Person]:
    """Write somebody down, then block the table of events, as a thief with the disk would."""
    known = {"full_name": f"Marek {CANARY}"}
    made = people.write_down(actor=cast.advocate_a, on=TODAY, known=known)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event RENAME TO audit_event_away")
    yield Person.rows.get(id=made.id)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event_away RENAME TO audit_event")


@pytest.mark.django_db
@pytest.mark.both
def test_a_reading_is_written_before_anything_opens(cast: Cast, person: Person) -> None:
    before = Event.objects.count()
    reads.record(
        actor=cast.advocate_a, name="case.opened", subjects=[person.id], compartments=IDENTITY
    )
    assert Event.objects.count() == before + 1  # and nothing was opened yet
    assert "_opened_full_name" not in vars(person)
    assert person.full_name == f"Marek {CANARY}"
    assert looked(person.id)[0].actor == cast.advocate_a.actor_id


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_when_the_trace_cannot_be_written_nothing_opens(with_the_table_blocked: Person) -> None:
    person = with_the_table_blocked
    with pytest.raises(reads.TraceNotWritten, match="nothing is shown"):
        reads.record(actor=House(), name="case.opened", subjects=[person.id], compartments=IDENTITY)
    with pytest.raises(NoTrace):
        _ = person.full_name


@pytest.mark.django_db
def test_a_page_whose_trace_cannot_be_written_holds_no_byte_of_the_person(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
        reads.record(
            actor=cast.advocate_a, name="case.opened", subjects=[person.id], compartments=IDENTITY
        )
        return HttpResponse(person.full_name)

    def answered() -> HttpResponse:
        wall = Wall(page)
        request = RequestFactory(HTTP_HOST="localhost").get("/cases/")
        request.user = cast.advocate_a
        request.session = SessionStore()
        try:
            return wall(request)
        except reads.TraceNotWritten as error:  # what Django hands to the wall
            found = wall.process_exception(request, error)
            assert found is not None
            return found

    assert f"Marek {CANARY}" in answered().content.decode()  # red control

    def broken(_events: object) -> None:
        msg = "the disk is full"
        raise DatabaseError(msg)

    monkeypatch.setattr(reads, "commit", broken)
    found = Person.rows.get(id=person.id)
    person = found
    answer = answered()
    assert answer.status_code == 503
    assert CANARY not in answer.content.decode()
    assert person.code not in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_that_cannot_be_recorded_is_one_clear_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.advocate_a)
    assert client.get("/account/members/").status_code == 403  # red control

    def broken(_events: object) -> None:
        msg = "the disk is full"
        raise DatabaseError(msg)

    monkeypatch.setattr(reads, "commit", broken)
    assert client.get("/account/members/").status_code == 503


@pytest.mark.django_db
def test_a_reading_inside_a_change_is_refused_and_so_is_a_refusal(cast: Cast) -> None:
    for recorded in (reads.record, reads.refused):
        with (
            changes(actor=cast.advocate_a, purpose="support"),
            pytest.raises(reads.ReadInsideChange),
        ):
            recorded(actor=cast.advocate_a, name="case.opened")  # type: ignore[operator]  # both alike
        recorded(actor=cast.advocate_a, name="case.opened")  # type: ignore[operator]  # red control


@pytest.mark.django_db
@pytest.mark.both
def test_a_change_that_fails_leaves_neither_row_nor_event(cast: Cast) -> None:
    before = stored()
    with pytest.raises(Refused), changes(actor=cast.advocate_a, purpose="support") as trace:
        person = Person(organisation=cast.house, full_name=CANARY)
        person.save(force_insert=True)
        trace.record("person.written_down", about=person, subjects=[person.id])
        raise Refused
    assert not Person.rows.exists()
    assert stored() == before
    with changes(actor=cast.advocate_a, purpose="support") as trace:  # red control
        person = Person(organisation=cast.house, full_name=CANARY)
        person.save(force_insert=True)
        trace.record("person.written_down", about=person, subjects=[person.id])
    assert Person.rows.count() == 1
    assert len(stored()) == len(before) + 1


@pytest.mark.django_db
def test_when_the_events_cannot_be_appended_the_row_is_not_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_events: object) -> None:
        msg = "the disk is full"
        raise DatabaseError(msg)

    monkeypatch.setattr(writing, "append", broken)
    with pytest.raises(DatabaseError):
        people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": CANARY})
    assert not Person.rows.exists()


@pytest.mark.django_db
def test_what_a_change_opened_is_closed_again_when_it_fails(cast: Cast, person: Person) -> None:
    # Its trace was rolled back with it: what opens afterwards would be seen by nobody.
    reads.record(
        actor=cast.advocate_a, name="case.opened", subjects=[person.id],
        compartments=[Compartment.IMMIGRATION],
    )  # fmt: skip
    with pytest.raises(Refused), changes(actor=cast.advocate_a, purpose="support") as trace:
        trace.opens("person.corrected", subjects=[person.id], compartments=list(Compartment))
        raise Refused
    with pytest.raises(NoTrace):
        _ = person.full_name
    assert person.nationality == f"Nowhere {CANARY}"  # a trace of its own permits this
    with changes(actor=cast.advocate_a, purpose="support") as trace:  # red control
        trace.opens("person.corrected", subjects=[person.id], compartments=IDENTITY)
    assert person.full_name == f"Marek {CANARY}"


@pytest.mark.django_db
def test_a_change_inside_a_change_is_one_change(cast: Cast) -> None:
    with pytest.raises(Refused), changes(actor=cast.advocate_a, purpose="support") as outer:
        people.write_down(actor=cast.advocate_b, on=TODAY, known={"full_name": CANARY})
        assert [event.name for event in outer.happened][:1] == ["person.written_down"]
        assert {event.actor for event in outer.happened} == {cast.advocate_b.actor_id}
        raise Refused
    assert not Person.rows.exists()


@pytest.mark.django_db
@pytest.mark.both
def test_a_form_is_carried_out_once(cast: Cast) -> None:
    token = uuid.uuid4()
    with carrying_out(token):
        people.write_down(actor=cast.advocate_a, on=TODAY)
    with carrying_out(token), pytest.raises(AlreadyDone):
        people.write_down(actor=cast.advocate_a, on=TODAY)
    assert Person.rows.count() == 1
    with carrying_out(uuid.uuid4()):  # red control: another form
        people.write_down(actor=cast.advocate_a, on=TODAY)
    assert Person.rows.count() == 2


@pytest.mark.django_db
def test_a_form_that_failed_is_not_used_up(cast: Cast) -> None:
    token = uuid.uuid4()
    with carrying_out(token):
        with pytest.raises(Refused), changes(actor=cast.advocate_a, purpose="support"):
            raise Refused
        assert not Once.objects.exists()
        people.write_down(actor=cast.advocate_a, on=TODAY)  # in the same request, another way
        assert Once.objects.filter(token=token).exists()
    with carrying_out(token), pytest.raises(AlreadyDone):
        people.write_down(actor=cast.advocate_a, on=TODAY)


@pytest.mark.django_db
def test_no_event_holds_a_word_of_anybody(cast: Cast, person: Person) -> None:
    known = {"full_name": f"Ivana {CANARY}", "called": CANARY, "born": "1999-04-01"}
    people.correct(actor=cast.advocate_a, person=person, known=known, version=person.version)
    permits.clear()
    reads.record(
        actor=cast.advocate_a, name="case.opened", subjects=[person.id], compartments=IDENTITY
    )
    assert CANARY in person.full_name or person.full_name
    bodies = b"".join(body for _, body, _ in stored())
    assert b"full_name" in bodies  # red control: the names of the fields are there
    for canary in (CANARY.encode(), b"Marek", b"Ivana", b"1999-04-01", person.code.encode()):
        assert canary not in bodies
    columns = list(Event.objects.values_list("name", "actor", "purpose"))
    assert CANARY not in str(columns)
    assert verified(stored()).broken_at is None
    assert Mention.objects.filter(subject=person.id).count() == len(looked(person.id))


@pytest.mark.django_db
def test_nobody_signed_in_leaves_no_event_behind(client: Client) -> None:
    client.get("/account/members/")
    assert not Event.objects.exists()
    assert Organisation.objects.count() == 0
