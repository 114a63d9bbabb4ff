"""On PostgreSQL nobody waits for another's place in the chain: a sealer numbers what waits."""

import threading
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction

from clew.ground.audit import chain, queries, reads, sealer
from clew.ground.audit.chain import Happened, House, put_down
from clew.ground.audit.models import Event, Mention, Waiting
from clew.ground.vault.compartments import Compartment
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.append_only import by_hand
from tests.cast import TODAY, Cast
from tests.ground.audit.chains import PEOPLE, stored, verified
from tests.ground.audit.test_many_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="on SQLite events are chained where they stand"
    ),
]
THREADS, EACH = 40, 5


@pytest.fixture
def serving() -> Iterator[None]:
    """Write and seal in threads of their own, as a serving process does."""
    reads.start_writer()
    yield
    reads.stop_writer()


@pytest.fixture
def waiting() -> Iterator[None]:
    """Put events down, with nobody there to seal them."""
    chain.hand_over(to_sealer=True)
    yield
    chain.hand_over(to_sealer=False)


def happened(number: int) -> Happened:
    return Happened("read", "case.opened", "house", subjects=(PEOPLE[number % 3],), about="x")


def test_many_writers_leave_no_gap_and_nothing_is_lost(cast: Cast) -> None:
    answered: list[str] = []

    def work(number: int) -> None:
        for time in range(EACH):
            about = f"made.Up:{number}-{time}"
            if number % 4:
                reads.record(
                    actor=House(), name="case.opened", subjects=[PEOPLE[(number + time) % 3]],
                    compartments=[Compartment.IDENTITY], about=about,
                )  # fmt: skip
                answered.append(about)
            else:
                made = people.write_down(actor=cast.advocate_a, on=TODAY, known={"called": "x"})
                answered.append(str(made.id))

    reads.start_writer()
    assert at_once(THREADS, work) == []
    reads.stop_writer()
    rows = stored()
    assert queries.waiting() == 0
    assert len(answered) == THREADS * EACH
    written_down = Person.rows.count()
    assert len(rows) == (THREADS * EACH - written_down) + 2 * written_down
    assert [seq for seq, _, _ in rows] == list(range(1, len(rows) + 1))
    assert verified(rows).broken_at is None
    bodies = b"".join(body for _, body, _ in rows)
    assert [about for about in answered if about.encode() not in bodies] == []
    for person in PEOPLE:
        counts = Mention.objects.filter(subject=person).order_by("count")
        assert list(counts.values_list("count", flat=True)) == list(range(1, counts.count() + 1))


@pytest.mark.usefixtures("waiting")
def test_a_reader_waits_for_the_commit_and_not_for_the_sealing() -> None:
    reads.record(actor=House(), name="case.opened", subjects=[PEOPLE[0]])
    assert (Event.objects.count(), queries.waiting()) == (0, 1)
    assert sealer.seal() == 1
    assert (Event.objects.count(), queries.waiting()) == (1, 0)
    assert sealer.seal() == 0


def late_one(early_seen: threading.Event, late_committed: threading.Event) -> threading.Thread:
    """Begin a transaction that puts an event down, and commit it after a later one."""

    def work() -> None:
        with transaction.atomic():
            put_down([happened(0)])
            early_seen.set()
            late_committed.wait(timeout=60)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def out_of_order(select: str = "") -> int:
    """Commit two events in the other order than they were put down, sealing between them."""
    seen, committed = threading.Event(), threading.Event()
    thread = late_one(seen, committed)
    seen.wait(timeout=60)
    put_down([happened(1)])
    [later] = Waiting.objects.values_list("id", flat=True)
    assert sealer.seal() == 1
    committed.set()
    thread.join(timeout=60)
    [earlier] = Waiting.objects.values_list("id", flat=True)
    assert earlier < later, "it was put down first and is seen last"
    with pytest.MonkeyPatch.context() as patch:
        if select:
            patch.setattr(sealer, "_SELECT", select.format(later=later))
        return sealer.seal()


def test_what_is_seen_out_of_order_is_sealed_all_the_same() -> None:
    assert out_of_order() == 1
    assert queries.waiting() == 0
    assert verified(stored()).broken_at is None


def test_a_cursor_over_ids_would_have_lost_it() -> None:
    # Red control.
    select = "SELECT id, entry, body, mac FROM audit_waiting WHERE id > {later} LIMIT %s"
    assert out_of_order(select) == 0
    assert queries.waiting() == 1


def test_two_sealers_at_once_number_each_event_once() -> None:
    put_down([happened(number) for number in range(60)])
    assert at_once(6, lambda _: sealer.seal_all()) == []
    sealer.seal_all()
    rows = stored()
    assert len(rows) == 60
    assert verified(rows).broken_at is None


def test_an_event_that_was_altered_while_it_waited_is_told_in_the_chain() -> None:
    put_down([happened(0)])
    entry = Waiting.objects.get().entry
    with by_hand():
        Waiting.objects.update(body=b'{"name":"nothing"}')
    sealer.seal()
    found = Event.objects.get()
    assert (found.kind, found.name, found.entry) == ("fault", "audit.waiting_altered", entry)


@pytest.mark.usefixtures("serving")
def test_a_change_that_fails_leaves_nothing_to_seal(cast: Cast) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        people.write_down(actor=cast.advocate_a, on=TODAY, known={"called": "x"})
        raise KeyError
    assert queries.waiting() == 0
    assert not Event.objects.filter(actor=cast.advocate_a.actor_id).exists()


def test_an_event_keeps_what_it_said_while_it_waited() -> None:
    item = Happened(
        "change", "note.saved", "house", "support", (uuid.uuid4(), PEOPLE[1]),
        (Compartment.TESTIMONY,), "made.Up:1", "ab" * 16, ("text",),
    )  # fmt: skip
    put_down([item])
    [(_, entry, body, mac)] = Waiting.objects.values_list("id", "entry", "body", "mac")
    assert sealer._read(entry, bytes(body), bytes(mac)) == item  # noqa: SLF001 -- the way back
