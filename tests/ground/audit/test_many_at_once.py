"""Many readers and writers at once: no number is missing, none is given twice, each is answered."""

import threading
import uuid
from collections.abc import Callable, Iterator
from time import sleep

import pytest
from django.db import connections

from clew.ground.audit import reads, sealer
from clew.ground.audit.chain import House
from clew.ground.audit.models import Event, Mention, Once, Waiting
from clew.ground.audit.reads import TraceNotWritten
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import AlreadyDone, carrying_out, changes
from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import TODAY, Cast
from tests.ground.audit.chains import PEOPLE, stored, verified

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]

THREADS, EACH = 50, 6


@pytest.fixture
def writer() -> Iterator[None]:
    """Gather readings in one thread, as a serving process does."""
    reads.start_writer()
    yield
    reads.stop_writer()


def at_once(many: int, work: Callable[[int], None]) -> list[str]:
    """Run the same work in many threads that start together; return what went wrong."""
    start, failed = threading.Barrier(many), []

    def one(number: int) -> None:
        try:
            permits.clear()
            start.wait()
            work(number)
        except Exception as error:  # noqa: BLE001 -- told by the caller
            failed.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[number]) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failed


def assert_whole(events: int) -> None:
    while Waiting.objects.exists():  # on PostgreSQL; the sealer's own thread may be at it
        sealer.seal_all()
        sleep(0.02)
    rows = stored()
    assert [seq for seq, _, _ in rows] == list(range(1, events + 1))
    assert verified(rows).broken_at is None
    for person in PEOPLE:
        counts = list(
            Mention.objects.filter(subject=person).order_by("count").values_list("count", flat=True)
        )
        assert counts == list(range(1, len(counts) + 1))


@pytest.mark.usefixtures("writer")
def test_fifty_readers_at_once_are_all_answered_and_no_number_is_missing() -> None:
    answered: list[str] = []

    def read(number: int) -> None:
        for time in range(EACH):
            about = f"made.Up:{number}-{time}"
            reads.record(
                actor=House(), name="case.opened", subjects=[PEOPLE[(number + time) % 3]],
                compartments=[Compartment.IDENTITY], about=about,
            )  # fmt: skip
            answered.append(about)

    assert at_once(THREADS, read) == []
    assert len(answered) == THREADS * EACH
    assert_whole(THREADS * EACH)
    bodies = b"".join(body for _, body, _ in stored())
    assert [about for about in answered if about.encode() not in bodies] == []


@pytest.mark.usefixtures("writer")
def test_readers_and_writers_at_once_share_one_chain(cast: Cast) -> None:
    def work(number: int) -> None:
        if number % 2:
            reads.record(actor=House(), name="case.opened", subjects=[PEOPLE[0]])
        else:
            people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": "made up"})

    assert at_once(20, work) == []
    assert Person.rows.count() == 10
    assert_whole(10 + 2 * 10)  # a person written down is two events: they, and who stands by


def test_without_the_writer_readers_write_their_own() -> None:
    def read(number: int) -> None:
        reads.record(actor=House(), name="case.opened", subjects=[PEOPLE[number % 3]])

    assert at_once(8, read) == []
    assert_whole(8)


@pytest.mark.usefixtures("writer")
def test_one_event_that_cannot_be_written_fails_its_reader_and_not_the_next() -> None:
    # A subject that no database takes, in the middle of good ones.
    with pytest.raises((TraceNotWritten, ValueError, TypeError, AttributeError)):
        reads.record(actor=House(), name="x" * 65_000, subjects=["no uuid"])  # type: ignore[list-item]
    reads.record(actor=House(), name="case.opened", subjects=[PEOPLE[0]])
    assert_whole(1)


def test_one_form_sent_by_twelve_threads_is_carried_out_once(cast: Cast) -> None:
    token, done, refused = uuid.uuid4(), [], []

    def send(_number: int) -> None:
        try:
            with carrying_out(token):
                done.append(people.write_down(actor=cast.advocate_a, on=TODAY))
        except AlreadyDone:
            refused.append(1)

    assert at_once(12, send) == []
    assert (len(done), len(refused)) == (1, 11)
    assert Person.rows.count() == 1
    assert Once.objects.count() == 1
    assert_whole(2)


def test_the_same_by_twelve_forms_is_carried_out_twelve_times(cast: Cast) -> None:
    # Red control.
    def send(_number: int) -> None:
        with carrying_out(uuid.uuid4()):
            people.write_down(actor=cast.advocate_a, on=TODAY)

    assert at_once(12, send) == []
    assert Person.rows.count() == 12


def test_a_change_that_waits_sees_what_the_one_before_it_wrote(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY)
    lost: list[int] = []

    def correct(number: int) -> None:
        with looking(cast.advocate_a):
            mine = Person.rows.get(id=person.id)
            try:
                people.correct(
                    actor=cast.advocate_a, person=mine, known={"called": f"made {number}"},
                    version=1,
                )  # fmt: skip
            except people.ChangedMeanwhile:
                lost.append(number)

    assert at_once(8, correct) == []
    assert len(lost) == 7
    assert Person.rows.get(id=person.id).version == 2


def test_the_lock_is_let_go_when_a_change_fails() -> None:
    failed: list[int] = []

    def fail(number: int) -> None:
        try:
            with changes(actor=House(), purpose="support"):
                raise KeyError
        except KeyError:
            failed.append(number)

    assert at_once(8, fail) == []
    assert len(failed) == 8
    assert not Event.objects.exists()
    assert not Notice.objects.exists()
