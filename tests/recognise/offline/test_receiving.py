"""What a device sends is taken in once: sent twice, interrupted, from two, by a wrong clock."""

import json
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from clew.ground.audit.models import Event
from clew.ground.vault.permits import NoTrace
from clew.recognise.offline import actions, queries, sealing
from clew.recognise.offline.arriving import NotADraft, read_draft, read_enrolment
from clew.recognise.offline.models import Draft, SealingKey, Step
from clew.recognise.screening.interview import Choice
from tests.cast import CANARY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.offline.devices import OTHER, SIGN, Device, ready, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def story(cast: Cast, row: Draft) -> queries.Read:
    return queries.read(cast.first_responder, queries.draft_for(cast.first_responder, row.id))


def test_what_was_said_arrives_and_opens_to_its_sender(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    assert row.state == "waiting"
    held = story(cast, row).story.interview
    assert held is not None
    assert held.choices == {SIGN: Choice.PRESENT, OTHER: Choice.NOT_SAID}
    assert held.words == {SIGN: f"{CANARY} said so"}
    assert story(cast, row).story.thoughts == {SIGN: "seemed afraid"}
    assert Event.objects.filter(name="offline.draft_opened").exists()


def test_nobody_else_opens_it(cast: Cast) -> None:
    row = sent(cast.advocate_a, ready(cast.advocate_a).talks())
    for other in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere, cast.administrator):
        with pytest.raises(queries.NoSuchDraft):
            queries.draft_for(other, row.id)
        with pytest.raises(queries.NoSuchDraft):
            queries.read(other, row)


def test_without_a_trace_nothing_of_it_opens(cast: Cast) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder).talks())
    quiet = patch("clew.recognise.offline.queries.reads.record", lambda **_: None)
    with quiet, pytest.raises(NoTrace):
        story(cast, row)


def test_the_tables_hold_no_word_and_not_even_what_the_device_sealed(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    row = sent(cast.first_responder, device)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM offline_step")
        rows = cursor.fetchall()
        stored = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in rows])
        cursor.execute("SELECT * FROM offline_draft")
        stored += repr(cursor.fetchall())
        cursor.execute("SELECT private FROM offline_sealingkey")
        private = bytes(cursor.fetchone()[0])
    for word in (CANARY, SIGN, "unodc-general", "present"):
        assert word not in stored
    assert row.interview in stored  # red control: the row is there
    assert b"PRIVATE KEY" not in private


def test_the_same_sent_twice_is_there_once(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    first, second = (sent(cast.first_responder, device) for _ in range(2))
    assert first.id == second.id
    assert Step.rows.filter(draft=first).count() == len(device.steps)
    assert Event.objects.filter(name="offline.draft_arrived").count() == 1


def test_another_talk_with_the_same_answers_is_another_draft(cast: Cast) -> None:
    # Red control: that it is there once is not because answers are alike.
    drafts = {sent(cast.first_responder, ready(cast.first_responder).talks()).id for _ in range(2)}
    assert len(drafts) == 2


def test_an_interrupted_sending_goes_on_where_it_stopped(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    part = actions.receive(
        actor=cast.first_responder, arrived=device.arrived(last=2), at=timezone.now()
    )
    assert part.state == "arriving"
    assert story(cast, part).story.missing == 2
    whole = sent(cast.first_responder, device)
    assert (whole.id, whole.state) == (part.id, "waiting")
    assert story(cast, whole).story.missing == 0
    assert Step.rows.filter(draft=whole).count() == len(device.steps)


def test_the_device_is_told_which_of_its_steps_are_here(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    row = sent(cast.first_responder, device)
    here = queries.digests_here(row)
    assert here == {str(step.place): [step.digest] for step in device.arrived().steps}


def test_one_place_with_two_texts_keeps_both_and_says_so(cast: Cast) -> None:
    # The browser's folder was copied: both went on from there.
    device = ready(cast.first_responder)
    device.writes(kind="begin")
    copy = Device(device.id, device.key, draft=device.draft, steps=list(device.steps))
    device.answers(SIGN, "present")
    copy.answers(SIGN, "absent")
    sent(cast.first_responder, device)
    row = sent(cast.first_responder, copy)
    found = story(cast, row).story
    assert found.doubled == (1,)
    assert {answer.choice for answer in found.changed[SIGN]} == {Choice.PRESENT, Choice.ABSENT}


def test_two_devices_on_one_interview_are_shown_beside_each_other(cast: Cast) -> None:
    one = sent(cast.advocate_a, ready(cast.advocate_a).talks())
    two = sent(cast.advocate_b, ready(cast.advocate_b).talks())
    assert queries.same_interview(cast.advocate_a, one) == [two]
    other = ready(cast.advocate_a).talks()
    other.interview = "ZZZZ9999"
    assert queries.same_interview(cast.advocate_a, sent(cast.advocate_a, other)) == []


@pytest.mark.parametrize("ahead", [timedelta(days=3), timedelta(days=-400), timedelta(hours=5)])
def test_a_wrong_clock_is_put_right_and_told(cast: Cast, ahead: timedelta) -> None:
    row = sent(cast.first_responder, ready(cast.first_responder, ahead=ahead).talks())
    found = story(cast, row)
    assert found.clock_off is not None
    assert abs(found.clock_off - ahead) < timedelta(minutes=1)
    assert found.began_at is not None
    assert abs(found.began_at - timezone.now()) < timedelta(minutes=1)


def test_a_clock_that_was_set_between_talk_and_sending_gives_no_day(cast: Cast) -> None:
    device = ready(cast.first_responder, ahead=timedelta(days=3000)).talks()
    device.ahead = timedelta(0)
    found = story(cast, sent(cast.first_responder, device))
    assert (found.clock_off, found.began_at) == (None, None)


@pytest.mark.parametrize("ahead", [timedelta(days=3), timedelta(days=-3), timedelta(hours=5)])
@pytest.mark.parametrize("put_right", [True, False])
def test_a_clock_that_was_put_right_before_sending_gives_no_wrong_day(
    cast: Cast, ahead: timedelta, put_right: bool
) -> None:
    # The house was heard an hour ago, by a clock that was wrong then.
    device = ready(cast.first_responder, ahead=ahead)
    device.begins(heard=timezone.now() - timedelta(hours=1))
    device.answers(SIGN, "present")
    device.ahead = timedelta(0) if put_right else ahead
    found = story(cast, sent(cast.first_responder, device))
    assert found.began_at is not None
    assert abs(found.began_at - timezone.now()) < timedelta(minutes=1)


def test_where_the_clock_was_set_and_two_days_may_be_meant_none_is_said(cast: Cast) -> None:
    device = ready(cast.first_responder, ahead=timedelta(days=-2))
    device.begins(heard=timezone.now() - timedelta(days=5))
    device.ahead = timedelta(0)
    assert story(cast, sent(cast.first_responder, device)).began_at is None


def test_without_having_heard_the_house_a_clock_put_right_would_give_a_wrong_day(
    cast: Cast,
) -> None:
    # Red control.
    device = ready(cast.first_responder, ahead=timedelta(days=-2))
    device.begins()
    device.ahead = timedelta(0)
    began = story(cast, sent(cast.first_responder, device)).began_at
    assert began is not None
    assert timezone.now() - began > timedelta(days=1)


def test_steps_count_in_the_order_of_the_device_whatever_its_clock_says(cast: Cast) -> None:
    device = ready(cast.first_responder, ahead=timedelta(days=1))
    device.answers(SIGN, "present")
    device.ahead = timedelta(days=-1)
    device.answers(SIGN, "absent")
    held = story(cast, sent(cast.first_responder, device)).story.interview
    assert held is not None
    assert held.choices == {SIGN: Choice.ABSENT}


def test_a_step_that_was_changed_or_moved_does_not_open_and_the_rest_does(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    changed = bytearray(device.steps[1])
    changed[-1] ^= 1
    device.steps[1] = bytes(changed)
    device.steps[2], device.steps[3] = device.steps[3], device.steps[2]
    found = story(cast, sent(cast.first_responder, device)).story
    assert found.unreadable == 3
    assert found.instrument_id == "unodc-general"


def sealed_as_it_is(device: Device, plain: bytes) -> None:
    """Put a step on a device that its page never wrote."""
    device.steps.append(
        sealing.seal(
            plain, bytes(device.key.public), key=device.key.id, draft=device.draft,
            place=len(device.steps),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "plain",
    [
        b"no json", b'{"kind":' + b"[" * 40_000, b"[1]", b"7", b'"said"', b"{}", b"\xff",
        b'{"kind": "dance"}', b'{"kind": ["answer"]}', b'{"kind": "answer"}',
        b'{"kind": "answer", "indicator": "UNODC.G.03", "choice": {"a": 1}, "words": ""}',
        b'{"kind": "answer", "indicator": "UNODC.G.03", "choice": null, "words": [1]}',
        b'{"kind": "answer", "indicator": "UNODC.G.03", "choice": null, "words": "\\ud83d"}',
        b'{"kind": "answer", "indicator": "UNODC.G.03", "choice": null, "words": "\\u0000"}',
        b'{"kind": "end", "how": "\\udc00"}', b'{"kind": "begin", "age": "\\u0000"}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_one_odd_step_is_put_beside_and_the_rest_is_kept(
    cast: Cast, plain: bytes, first: bool
) -> None:
    device = ready(cast.first_responder)
    if first:
        sealed_as_it_is(device, plain)
    device.talks()
    if not first:
        sealed_as_it_is(device, plain)
    row = sent(cast.first_responder, device)
    found = story(cast, row).story
    assert (found.poisoned, found.unreadable) == (1, 0)
    client = signed_in(cast.first_responder)
    here = f"/screen/without-network/{row.id}/"
    page = Page.of(client.get(here))
    assert "1 step holds what no device of this house writes" in page.text
    form = {"whom": "new", "started_on": timezone.localdate().isoformat(), "seen": row.steps_digest}
    kept = client.post(here, form)
    assert kept.status_code == 302
    assert f"{CANARY} said so" in Page.of(client.get(kept["Location"])).text


@pytest.mark.parametrize("at", [10**30, -(10**30), 253402300799000, -62135596800000, "x"])
def test_a_moment_that_no_clock_shows_is_no_day_and_nothing_breaks(cast: Cast, at: object) -> None:
    device = ready(cast.first_responder, ahead=timedelta(days=-4000))
    for name in ("at", "heard", "house"):
        device.draft = uuid4()
        device.steps = []
        told = f'{{"kind": "begin", "{name}": {at!r}}}'.replace("'", '"')
        sealed_as_it_is(device, told.encode())
        device.answers(SIGN, "present")
        found = story(cast, sent(cast.first_responder, device))
        assert found.story.interview is not None


def test_what_a_device_writes_itself_is_not_odd(cast: Cast) -> None:
    # Red control.
    device = ready(cast.first_responder)
    device.begins(heard=timezone.now())
    device.answers(SIGN, None, "\U0001f600", "taken back")
    row = sent(cast.first_responder, device.talks())
    assert story(cast, row).story.poisoned == 0


def test_a_device_of_another_organisation_is_refused(cast: Cast) -> None:
    device = ready(cast.advocate_a).talks()
    with pytest.raises(actions.NoSuchDevice):
        sent(cast.first_responder, device)
    device.id = ready(cast.first_responder).id
    with pytest.raises(actions.NoSuchKey):
        sent(cast.first_responder, device)
    assert not Draft.rows.exists()


def test_an_ended_device_is_heard_and_marked(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    row = queries.device_for(cast.first_responder, device.id)
    assert actions.heard_from(
        actor=cast.first_responder, device=str(device.id), at=timezone.now()
    ) == "ready"  # fmt: skip
    actions.end(actor=cast.first_responder, device=row, at=timezone.now())
    assert actions.heard_from(
        actor=cast.first_responder, device=str(device.id), at=timezone.now()
    ) == "ended"  # fmt: skip
    assert sent(cast.first_responder, device).device_had_ended


def test_what_a_device_sends_after_it_was_ended_marks_what_came_before_too(cast: Cast) -> None:
    device = ready(cast.first_responder).talks()
    part = actions.receive(
        actor=cast.first_responder, arrived=device.arrived(last=2), at=timezone.now()
    )
    assert not part.device_had_ended  # red control
    row = queries.device_for(cast.first_responder, device.id)
    actions.end(actor=cast.first_responder, device=row, at=timezone.now())
    again = actions.receive(
        actor=cast.first_responder, arrived=device.arrived(last=2), at=timezone.now()
    )
    assert not again.device_had_ended  # nothing new came
    assert sent(cast.first_responder, device).device_had_ended


def test_an_organisation_has_one_key_however_many_devices(cast: Cast) -> None:
    keys = {ready(member).key.id for member in (cast.advocate_a, cast.advocate_b)}
    assert len(keys) == 1
    assert ready(cast.first_responder).key.id not in keys
    assert SealingKey.objects.count() == 2


_WELL = {
    "draft": "0b8ff6c4-5d0c-4b19-a1d3-0c1a5a7d3a11",
    "device": "0b8ff6c4-5d0c-4b19-a1d3-0c1a5a7d3a12",
    "key": "0b8ff6c4-5d0c-4b19-a1d3-0c1a5a7d3a13", "interview": "ABCD1234", "total": 1,
    "device_now": 1_790_000_000_000, "steps": [{"place": 0, "sealed": "AAAA"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"draft": "x"}, {"member": "x"}, {"member": 7}, {"device": None}, {"key": 7},
        {"interview": "ABCDILOU"}, {"interview": "A"},
        {"total": 0}, {"total": True}, {"total": 2001}, {"device_now": "now"},
        {"device_now": 10**30}, {"steps": {}}, {"steps": [1]},
        {"steps": [{"place": 1, "sealed": "AAAA"}]},
        {"steps": [{"place": 0, "sealed": "%"}]}, {"steps": [{"place": 0, "sealed": ""}]},
        {"steps": [{"place": 0, "sealed": "A" * 64_004}]}, {"steps": [{"place": 0}]},
    ],
)  # fmt: skip
def test_what_is_no_draft_is_refused_in_a_sentence_that_repeats_nothing(
    wrong: dict[str, object],
) -> None:
    assert read_draft(json.dumps(_WELL).encode()).total == 1  # red control
    with pytest.raises(NotADraft, match="Nothing was stored") as refused:
        read_draft(json.dumps(_WELL | wrong).encode())
    assert "ABCDILOU" not in str(refused.value)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 100_000, b"\xff", b"null"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    for read in (read_draft, read_enrolment):
        with pytest.raises(NotADraft):
            read(body)


@pytest.mark.parametrize("label", ["", "  ", "x" * 61, "a\nb", "\u202e", 7, None])
def test_a_device_needs_a_name_that_can_be_read(label: object) -> None:
    assert read_enrolment(b'{"label": " work phone "}').label == "work phone"
    with pytest.raises(NotADraft):
        read_enrolment(json.dumps({"label": label}).encode())
