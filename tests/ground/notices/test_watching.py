"""Unusual reading is told to leads and auditors, and a brake holds whoever opens everybody."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads, unusual
from clew.ground.audit.chain import Happened
from clew.ground.audit.models import Alert, Decoy, Event
from clew.ground.audit.reads import commit
from clew.ground.audit.unusual import TooManyPeople
from clew.ground.notices.models import Notice
from clew.ground.notices.watching import NotYours, mark_decoy, watch
from clew.ground.vault import proofs
from tests.cast import Cast, member, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


def opens(actor: Member, many: int, *, at: datetime = NOON, kind: str = "read") -> list[uuid.UUID]:
    """Let a member open different people, one a second."""
    people = [uuid.uuid4() for _ in range(many)]
    commit(
        [
            Happened(
                kind, "case.opened", actor.actor_id, "support",
                (person,) if kind == "read" else (), at=at + timedelta(seconds=number),
            )
            for number, person in enumerate(people)
        ]
    )  # fmt: skip
    return people


def rules(now: datetime) -> set[str]:
    return {each.rule for each in unusual.found(now=now)}


@pytest.mark.both
def test_a_day_of_ordinary_work_tells_nobody(cast: Cast) -> None:
    # Red control of all below.
    opens(cast.advocate_a, 24)
    opens(cast.advocate_a, 9, kind="refused")
    opens(cast.advocate_b, 2, at=NOON.replace(hour=2))
    assert watch(now=NOON + timedelta(minutes=2)) == []
    assert not Notice.objects.exists()


@pytest.mark.both
def test_many_different_people_in_an_hour_are_told_to_lead_and_auditor(cast: Cast) -> None:
    opens(cast.advocate_a, 25)
    [alert] = watch(now=NOON + timedelta(minutes=1))
    assert (alert.rule, alert.actor, alert.count) == (
        "many_people", cast.advocate_a.actor_id, 25,
    )  # fmt: skip
    told = set(Notice.objects.filter(code="reading.unusual").values_list("member", flat=True))
    assert told == {cast.case_lead.id, cast.auditor.id}
    assert watch(now=NOON + timedelta(minutes=2)) == [], "once an hour"
    assert Event.objects.filter(name="reading.unusual").count() == 1


def test_one_person_opened_often_and_a_long_list_are_ordinary(cast: Cast) -> None:
    person, everybody = uuid.uuid4(), tuple(uuid.uuid4() for _ in range(80))
    commit(
        [
            Happened("read", "case.opened", cast.advocate_a.actor_id, "support", of, at=NOON)
            for of in [(person,)] * 40 + [everybody]
        ]
    )
    assert rules(NOON + timedelta(minutes=1)) == set()


def test_an_hour_later_it_is_over(cast: Cast) -> None:
    opens(cast.advocate_a, 30)
    assert rules(NOON + timedelta(minutes=59)) == {"many_people"}
    assert rules(NOON + timedelta(minutes=62)) == set()


def test_refused_addresses_are_told(cast: Cast) -> None:
    opens(cast.advocate_a, 10, kind="refused")
    assert rules(NOON + timedelta(minutes=1)) == {"refused_often"}


def test_the_night_is_where_the_organisation_is(cast: Cast) -> None:
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in a London summer
    opens(cast.advocate_a, 3, at=at)
    now = at + timedelta(minutes=1)
    assert {each.rule for each in unusual.found(now=now)} == {"at_night"}
    assert unusual.found(now=now, zone="UTC") == []


def test_a_decoy_looks_like_any_other_and_tells_on_whoever_opens_it(cast: Cast) -> None:
    [person] = opens(cast.advocate_a, 1)
    assert rules(NOON + timedelta(minutes=1)) == set()  # red control
    for nobody in (cast.advocate_a, cast.administrator, cast.auditor):
        with pytest.raises(NotYours):
            mark_decoy(actor=nobody, subject=person)
    mark_decoy(actor=cast.data_steward, subject=person)
    mark_decoy(actor=cast.data_steward, subject=person)
    assert Decoy.objects.count() == 1
    [alert] = watch(now=NOON + timedelta(minutes=1))
    assert alert.rule == "decoy_opened"
    assert watch(now=NOON + timedelta(minutes=2)) == []
    commit([Happened("read", "x", cast.advocate_a.actor_id, subjects=(person,), at=NOON)])
    assert len(watch(now=NOON + timedelta(minutes=3))) == 1, "each opening of a decoy is told"


@pytest.mark.both
def test_at_the_limit_no_further_person_is_opened(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = unusual.limits()["many_people"]
    monkeypatch.setattr(unusual, "limits", lambda: {"many_people": replace(limit, brake=5)})
    monkeypatch.setattr(proofs, "somebody_asks", lambda: True)
    people = opens(cast.advocate_a, 5, at=datetime.now(UTC) - timedelta(minutes=5))
    with pytest.raises(TooManyPeople):
        reads.record(actor=cast.advocate_a, name="case.opened", subjects=[uuid.uuid4()])
    last = Event.objects.order_by("-seq").first()
    assert last is not None
    assert (last.kind, last.name) == ("refused", "pace.refused")
    reads.record(actor=cast.advocate_a, name="case.opened", subjects=[people[0]])
    reads.record(actor=cast.advocate_b, name="case.opened", subjects=[uuid.uuid4()])
    monkeypatch.setattr(unusual, "limits", lambda: {"many_people": replace(limit, brake=None)})
    reads.record(actor=cast.advocate_a, name="case.opened", subjects=[uuid.uuid4()])  # red control


@pytest.mark.both
def test_lists_and_the_people_of_others_do_not_reach_the_brake(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = unusual.limits()["many_people"]
    monkeypatch.setattr(unusual, "limits", lambda: {"many_people": replace(limit, brake=5)})
    monkeypatch.setattr(proofs, "somebody_asks", lambda: True)
    at = datetime.now(UTC) - timedelta(minutes=5)
    opens(cast.advocate_a, 4, at=at)
    opens(cast.advocate_b, 9, at=at)
    everybody = tuple(uuid.uuid4() for _ in range(80))
    commit([Happened("read", "case.list_opened", cast.advocate_a.actor_id, subjects=everybody)])
    reads.record(actor=cast.advocate_a, name="case.opened", subjects=[uuid.uuid4()])
    with pytest.raises(TooManyPeople):  # red control: with that one it is reached
        reads.record(actor=cast.advocate_a, name="case.opened", subjects=[uuid.uuid4()])


def test_a_command_and_the_made_world_know_no_brake(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = unusual.limits()["many_people"]
    monkeypatch.setattr(unusual, "limits", lambda: {"many_people": replace(limit, brake=5)})
    opens(cast.advocate_a, 5, at=datetime.now(UTC) - timedelta(minutes=5))
    further = {"actor": cast.advocate_a, "name": "case.opened", "subjects": [uuid.uuid4()]}
    reads.record(**further)
    monkeypatch.setattr(proofs, "somebody_asks", lambda: True)  # red control
    with pytest.raises(TooManyPeople):
        reads.record(**{**further, "subjects": [uuid.uuid4()]})


def test_whoever_is_over_a_limit_is_not_told_of_themselves(cast: Cast) -> None:
    opens(cast.case_lead, 25)
    [alert] = watch(now=NOON + timedelta(minutes=1))
    assert alert.actor == cast.case_lead.actor_id
    assert set(Notice.objects.values_list("member", flat=True)) == {cast.auditor.id}
    assert Alert.objects.count() == 1


def test_lead_and_auditor_see_it_on_a_page_and_another_house_does_not(cast: Cast) -> None:
    opens(cast.advocate_a, 25)
    watch(now=NOON + timedelta(minutes=1))
    for who in (cast.case_lead, cast.auditor):
        page = signed_in(who).get("/account/unusual/").content.decode()
        assert cast.advocate_a.shown_name in page
        assert "Opened many different people within an hour" in page
    lead = member(cast.elsewhere, "Lea Elsewhere", Role.CASE_LEAD)
    assert (
        cast.advocate_a.shown_name not in signed_in(lead).get("/account/unusual/").content.decode()
    )
    assert signed_in(cast.advocate_a).get("/account/unusual/").status_code == 403


def test_the_numbers_are_in_order() -> None:
    for limit in unusual.limits().values():
        assert limit.alert >= 1
        assert limit.brake is None or limit.brake > limit.alert
        assert set(limit.hours) <= set(range(24))
