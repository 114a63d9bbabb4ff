"""Opening a file in an emergency: a reason, others told at once, an end, and a second look."""

from datetime import UTC, datetime, timedelta
from typing import Final
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clew.ground.accounts.models import Grant, Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.support.casework.actions import add_note, open_case_for
from clew.survivor.people import emergencies
from clew.survivor.people.actions import give_account
from clew.survivor.people.models import Emergency, Person
from clew.survivor.people.permissions import NotYours, may_change, may_see
from clew.survivor.people.queries import NoSuchPerson, person_for
from tests.cast import CANARY, TODAY, Cast, member, signed_in
from tests.factories.people import a_person

pytestmark = [pytest.mark.django_db]
REASON: Final = "She called from the street and her advocate is on a plane."
PATH: Final = "/people/emergency/"


@pytest.fixture
def person(cast: Cast) -> Person:
    found = a_person(cast.advocate_a)
    case = open_case_for(actor=cast.advocate_a, person=found, on=TODAY)
    add_note(
        actor=cast.advocate_a, case=case, text=f"Told in confidence {CANARY}x", happened_on=TODAY,
        is_testimony=True, source="own",
    )  # fmt: skip
    permits.clear()
    return found


def opened(actor: Member, person: Person, at: datetime | None = None) -> Emergency:
    emergencies.open_file(actor=actor, code=person.code, reason=REASON, at=at or timezone.now())
    return Emergency.rows.get(person=person, member=actor)


def told(who: Member) -> list[str]:
    return list(Notice.objects.filter(member=who).values_list("code", flat=True))


@pytest.mark.both
def test_two_presses_open_the_file_and_the_others_are_told_at_once(
    cast: Cast, person: Person
) -> None:
    night = signed_in(cast.advocate_b, shown_for=person.id)
    case = f"/cases/{person.code}/"
    assert night.get(case).status_code == 404
    assert night.get(PATH).status_code == 200
    answer = night.post(PATH, {"code": f" {person.code.lower()} ", "reason": REASON})
    assert (answer.status_code, answer["Location"]) == (302, case)
    page = night.get(case)
    assert page.status_code == 200
    assert CANARY in page.content.decode()
    for other in (cast.advocate_a, cast.case_lead):
        assert told(other) == ["emergency.opened"]
    assert told(cast.advocate_b) == told(cast.administrator) == []


@pytest.mark.both
def test_what_the_person_told_stays_closed_and_nothing_can_be_written(
    cast: Cast, person: Person
) -> None:
    opened(cast.advocate_b, person)
    assert may_see(cast.advocate_b, person)
    assert not may_change(cast.advocate_b, person)
    night = signed_in(cast.advocate_b)
    assert f"{CANARY}x" not in night.get(f"/cases/{person.code}/notes/").content.decode()
    assert night.get(f"/people/{person.code}/edit/").status_code == 403


def test_without_somebody_who_is_told_nothing_opens(cast: Cast, person: Person) -> None:
    Member.objects.filter(id__in=[cast.case_lead.id, cast.advocate_a.id]).update(is_active=False)
    with pytest.raises(emergencies.NobodyToTell):
        opened(cast.advocate_b, person)
    assert not Emergency.rows.exists()
    assert not may_see(cast.advocate_b, person)
    page = signed_in(cast.advocate_b).post(PATH, {"code": person.code, "reason": REASON})
    assert page.status_code == 422
    with (  # red control: whoever is told is not asked for
        patch.object(emergencies, "_to_be_told", lambda *_: [cast.administrator]),
    ):
        opened(cast.advocate_b, person)
    assert may_see(cast.advocate_b, person)


def test_where_the_telling_fails_nothing_opens(cast: Cast, person: Person) -> None:
    with (
        patch.object(emergencies, "tell", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        opened(cast.advocate_b, person)
    assert not Emergency.rows.exists()
    assert not may_see(cast.advocate_b, person)


@pytest.mark.parametrize("reason", ["", " ", "because", "  \n\t  short  "])
def test_without_a_reason_nothing_opens(cast: Cast, person: Person, reason: str) -> None:
    with pytest.raises(emergencies.NoReason):
        emergencies.open_file(
            actor=cast.advocate_b, code=person.code, reason=reason, at=timezone.now()
        )
    assert not Emergency.rows.exists()


@pytest.mark.both
def test_a_file_of_another_organisation_is_as_unknown_as_one_there_is_not(
    cast: Cast, person: Person
) -> None:
    stranger = signed_in(cast.advocate_elsewhere)
    pages = [
        stranger.post(PATH, {"code": code, "reason": REASON}) for code in (person.code, "QQQQQQ-Q")
    ]
    assert [page.status_code for page in pages] == [422, 422]
    first, second = (page.content.decode() for page in pages)
    assert "Nobody with this code is known" in first
    assert first.replace(person.code, "") != ""
    assert "Nobody with this code is known" in second
    assert Event.objects.filter(name="emergency.refused").count() == 2


@pytest.mark.parametrize("role", [Role.FIRST_RESPONDER, Role.ADMINISTRATOR, Role.DATA_STEWARD])
def test_only_who_works_on_cases_opens_one(cast: Cast, person: Person, role: Role) -> None:
    other = member(cast.house, f"Other {role}", role)
    with pytest.raises(NoSuchPerson):
        opened(other, person)


@pytest.mark.both
def test_it_ends_by_itself(cast: Cast, person: Person) -> None:
    opened(cast.advocate_b, person, timezone.now() - timedelta(hours=3, minutes=59))
    assert may_see(cast.advocate_b, person)
    Emergency.rows.update(until_at=timezone.now())
    assert not may_see(cast.advocate_b, person)
    with pytest.raises(NoSuchPerson):
        person_for(cast.advocate_b, person.code)
    assert signed_in(cast.advocate_b).get(f"/cases/{person.code}/").status_code == 404


def test_it_is_named_for_who_stands_by_and_for_the_person(cast: Cast, person: Person) -> None:
    give_account(actor=cast.advocate_a, person=person, account=cast.survivor)
    opened(cast.advocate_b, person)
    signed_in(cast.advocate_b).get(f"/cases/{person.code}/")
    page = signed_in(cast.advocate_a).get(f"/cases/{person.code}/").content.decode()
    assert '<strong class="care">in an emergency</strong>' in page
    assert "Opened the file in an emergency" in page
    own = signed_in(cast.survivor).get("/my/who-has-looked/")
    if own.status_code == 404:  # it stands on the first page
        own = signed_in(cast.survivor).get("/my/")
    assert "This was an emergency." in own.content.decode()


@pytest.mark.both
def test_another_person_looks_at_it_and_never_who_opened_it(cast: Cast, person: Person) -> None:
    row = opened(cast.advocate_b, person)
    with pytest.raises(emergencies.NotYourReview):
        emergencies.review(actor=cast.advocate_b, emergency=row, was_right=True, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        Emergency.rows.filter(id=row.id).update(
            reviewed_by=cast.advocate_b, reviewed_at=timezone.now(), was_right=True
        )
    lead = signed_in(cast.case_lead)
    assert REASON in lead.get(PATH).content.decode()
    assert REASON not in signed_in(cast.advocate_b).get(PATH).content.decode()
    answer = lead.post(f"{PATH}{row.id}/review/", {"answer": "wrong"})
    assert answer.status_code == 302
    row.refresh_from_db(fields=["reviewed_by", "was_right"])
    assert (row.reviewed_by, row.was_right) == (cast.case_lead, False)
    assert "emergency.wrong" in told(cast.administrator)
    again = lead.post(f"{PATH}{row.id}/review/", {"answer": "right"})
    assert again.status_code == 409


def test_a_stranger_reviews_nothing(cast: Cast, person: Person) -> None:
    row = opened(cast.advocate_b, person)
    third = member(cast.house, "Third Advocate", Role.ADVOCATE)
    for other in (third, cast.advocate_elsewhere):
        answer = signed_in(other).post(f"{PATH}{row.id}/review/", {"answer": "right"})
        assert answer.status_code == 404


@pytest.mark.both
def test_a_review_that_is_overdue_raises_the_alarm_once(cast: Cast, person: Person) -> None:
    at = datetime(2026, 3, 16, 1, tzinfo=UTC)
    opened(cast.advocate_b, person, at)
    assert emergencies.alarm_overdue(at=at + timedelta(hours=23, minutes=59)) == 0
    assert emergencies.alarm_overdue(at=at + timedelta(hours=24)) == 1
    assert emergencies.alarm_overdue(at=at + timedelta(hours=48)) == 0
    assert told(cast.administrator) == ["emergency.overdue"]
    assert told(cast.case_lead) == ["emergency.opened", "emergency.overdue"]


def test_a_review_in_time_raises_no_alarm(cast: Cast, person: Person) -> None:
    row = opened(cast.advocate_b, person)
    emergencies.review(actor=cast.advocate_a, emergency=row, was_right=True, at=timezone.now())
    assert emergencies.alarm_overdue(at=timezone.now() + timedelta(days=2)) == 0


def test_whose_file_it_is_anyway_needs_no_emergency(cast: Cast, person: Person) -> None:
    answer = signed_in(cast.advocate_a).post(PATH, {"code": person.code, "reason": ""})
    assert answer.status_code == 302
    assert not Emergency.rows.exists()


def test_a_case_lead_reads_no_testimony_without_standing_by(cast: Cast, person: Person) -> None:
    lead = signed_in(cast.case_lead, shown_for=person.id)
    page = lead.get(f"/cases/{person.code}/notes/").content.decode()
    assert f"{CANARY}x" not in page
    assert lead.get(f"/cases/{person.code}/").status_code == 200
    with pytest.raises(NotYours):
        from clew.survivor.claims.queries import of_person  # noqa: PLC0415 -- only here

        of_person(cast.case_lead, person)


@pytest.mark.both
def test_an_administrator_who_asks_for_a_case_finds_none_and_is_noticed(
    cast: Cast, person: Person
) -> None:
    admin = signed_in(cast.administrator)
    for code in (person.code, "QQQQQQ-Q"):
        assert admin.get(f"/cases/{code}/").status_code == 404
    assert told(cast.case_lead) == told(cast.auditor) == ["administrator.at_case"]
    assert (
        Event.objects.filter(name="object.refused", actor=str(cast.administrator.id)).count() == 2
    )
    both = member(cast.house, "Admin Advocate", Role.ADMINISTRATOR)
    Grant.objects.create(member=both, role=Role.ADVOCATE)
    assert signed_in(both).get(f"/cases/{person.code}/").status_code == 404
    assert told(cast.auditor) == ["administrator.at_case"]
