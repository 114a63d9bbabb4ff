"""The chain: whatever is altered, put in, taken out or moved is found, with its number."""

import json
import time
import uuid
from functools import cache

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clew.ground.audit.chain import Happened, House, append, chain_key
from clew.ground.audit.links import START, link
from clew.ground.audit.models import Event, Mention
from clew.ground.audit.reads import commit
from clew.ground.audit.verifying import verify
from tests.append_only import by_hand
from tests.cast import CANARY
from tests.ground.audit.chains import PEOPLE, stored, verified, write_events

Row = tuple[int, bytes, bytes]
MANY = 12


@cache
def chain() -> tuple[Row, ...]:
    """Make a chain without a database, under a key of its own."""
    rows, digest, counts = [], START, dict.fromkeys(PEOPLE, 0)
    for seq in range(1, MANY + 1):
        subject = PEOPLE[seq % 3]
        counts[subject] += 1
        body = json.dumps(
            {"name": "case.opened", "seq": seq, "subjects": [[str(subject), counts[subject]]]},
            separators=(",", ":"),
        ).encode()
        digest = link(b"key", digest, body)
        rows.append((seq, body, digest))
    return tuple(rows)


def found_broken(rows: list[Row]) -> int | None:
    return verify(rows, key=b"key").broken_at


def test_a_chain_as_it_was_written_is_whole() -> None:
    # Red control of every test below.
    whole = verify(chain(), key=b"key")
    assert (whole.events, whole.broken_at, whole.head) == (MANY, None, chain()[-1][2].hex())


places = st.integers(0, MANY - 1)


@given(
    at=places, byte=st.integers(min_value=0), bit=st.integers(0, 7), part=st.sampled_from([1, 2])
)
def test_one_bit_of_an_event_or_its_digest_is_found(
    at: int, byte: int, bit: int, part: int
) -> None:
    rows = list(chain())
    altered = bytearray(rows[at][part])
    altered[byte % len(altered)] ^= 1 << bit
    row = list(rows[at])
    row[part] = bytes(altered)
    rows[at] = (int(rows[at][0]), bytes(row[1]), bytes(row[2]))  # type: ignore[arg-type]
    assert found_broken(rows) == at + 1


@given(at=places, body=st.binary())
def test_an_event_that_was_written_over_is_found(at: int, body: bytes) -> None:
    rows = list(chain())
    rows[at] = (rows[at][0], body, rows[at][2])
    assert found_broken(rows) == at + 1


@given(at=places, number=st.integers(0, 10**6).filter(bool))
def test_another_number_is_found(at: int, number: int) -> None:
    rows = list(chain())
    if number == rows[at][0]:
        return
    rows[at] = (number, *rows[at][1:])
    assert found_broken(sorted(rows)) is not None


@given(at=st.integers(0, MANY - 2), many=st.integers(1, MANY), renumbered=st.booleans())
def test_events_that_were_taken_out_are_found(at: int, many: int, renumbered: bool) -> None:
    rows = list(chain())
    del rows[at : min(at + many, MANY - 1)]  # the last stays: a cut tail is found by the head
    if renumbered:
        rows = [(number, body, digest) for number, (_, body, digest) in enumerate(rows, 1)]
    assert found_broken(rows) == at + 1


@given(at=st.integers(0, MANY), copied=places)
def test_an_event_that_was_put_in_is_found(at: int, copied: int) -> None:
    rows = list(chain())
    rows.insert(at, rows[copied])
    rows = [(number, body, digest) for number, (_, body, digest) in enumerate(rows, 1)]
    broken = found_broken(rows)
    assert broken in {at + 1, copied + 2}  # a copy beside its own original is seen one later


@given(one=places, two=places)
def test_events_that_changed_places_are_found(one: int, two: int) -> None:
    rows = list(chain())
    rows[one], rows[two] = (rows[one][0], *rows[two][1:]), (rows[two][0], *rows[one][1:])
    assert found_broken(rows) == (None if one == two else min(one, two) + 1)


def test_a_chain_under_another_key_is_found_at_its_first_event() -> None:
    assert verify(chain(), key=b"another").broken_at == 1


def test_a_gap_in_one_persons_count_is_found_though_every_digest_is_right() -> None:
    # As it would look had somebody with the key rewritten the chain without one event.
    rows, digest = [], START
    kept = [row for number, row in enumerate(chain()) if number != 4]
    for seq, (_, body, _) in enumerate(kept, 1):
        digest = link(b"key", digest, body)
        rows.append((seq, body, digest))
    found = verify(rows, key=b"key")
    assert (found.broken_at, found.because) == (7, "a person's count has a gap")


def test_a_cut_tail_is_whole_in_itself_and_has_another_head() -> None:
    rows = list(chain())
    before, cut = verify(rows, key=b"key"), verify(rows[:-3], key=b"key")
    assert cut.broken_at is None
    assert (cut.events, cut.head) != (before.events, before.head)


class InTheDatabase(TestCase):
    """The same through the tables."""

    databases = ("default", "keyring")

    @given(events=st.lists(st.lists(st.sampled_from(PEOPLE), max_size=4), min_size=1, max_size=8))
    def test_whatever_is_appended_verifies_and_counts_on(
        self, events: list[list[uuid.UUID]]
    ) -> None:
        commit([Happened("read", "case.opened", "house", subjects=tuple(of)) for of in events])
        rows = stored()
        found = verified(rows)
        assert (found.events, found.broken_at) == (len(events), None)
        for person in PEOPLE:
            counts = Mention.objects.filter(subject=person).order_by("count")
            wanted = sum(of.count(person) for of in events)
            assert list(counts.values_list("count", flat=True)) == list(range(1, wanted + 1))


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("column", ["body", "digest"])
def test_an_update_by_hand_is_found(column: str) -> None:
    write_events(8)
    assert verified(stored()).broken_at is None  # red control
    with by_hand(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_event SET {column} = %s WHERE seq = 5", [b"x" * 32])
    assert verified(stored()).broken_at == 5


@pytest.mark.django_db
@pytest.mark.both
def test_more_people_on_one_list_than_a_batch_holds_are_counted() -> None:
    many = [uuid.uuid4() for _ in range(450)]
    write_events(2, many[:1])
    commit([Happened("read", "case.listed", "house", subjects=tuple(many))])
    commit([Happened("read", "case.listed", "house", subjects=tuple(many))])
    assert verified(stored()).broken_at is None
    assert Mention.objects.filter(subject=many[0]).count() == 5
    assert Mention.objects.filter(subject=many[-1]).count() == 2


@pytest.mark.django_db
def test_an_empty_append_writes_nothing() -> None:
    append([])
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_is_one_line_whatever_a_name_holds() -> None:
    about = 'x\r\n{"seq": 99}\x1b[31m\u202e'
    commit([Happened("read", "case.opened", House().actor_id, about=about)])
    [(_, body, _)] = stored()
    assert body.isascii()
    assert b"\n" not in body
    assert b"\x1b" not in body
    assert json.loads(body)["about"] == about
    assert CANARY.encode() not in body


def test_how_fast_a_chain_is_verified_is_printed() -> None:
    many, rows, digest = 100_000, [], START
    key = b"k" * 32
    for seq in range(1, many + 1):
        body = b'{"name":"case.opened","seq":%d,"subjects":[["%d",%d]]}' % (
            seq,
            seq % 997,
            -(-seq // 997),
        )
        digest = link(key, digest, body)
        rows.append((seq, body, digest))
    began = time.perf_counter()
    found = verify(rows, key=key)
    took = time.perf_counter() - began
    print(f"verified {many / took:,.0f} events/s")
    assert found.events > 0


@pytest.mark.django_db
def test_the_key_of_the_chain_is_the_houses_own() -> None:
    write_events(1)
    [(_, body, digest)] = stored()
    assert link(chain_key(), START, body) == digest
