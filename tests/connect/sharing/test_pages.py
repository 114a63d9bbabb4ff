"""The partner's workspace: only what was released, only while it may be used."""

import dataclasses
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from clew.ground.audit.models import Event, Mention
from clew.ground.notices.models import Notice
from clew.rules.consent.kinds import Kind
from clew.rules.consent.recall import Answer
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.release import actions as release
from clew.survivor.release.models import Recall
from clew.survivor.release.recalling import NotYet, answer_recall, may_remind, remind
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.days import let_it_be
from tests.survivor.made import sent, text_of, token, yes

pytestmark = pytest.mark.django_db

BANNER = "Partners of a real house on one machine get packages only"


def test_the_list_says_who_sent_what_for_and_no_name(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    page = text_of(signed_in(cast.police_liaison), "/released/")
    assert f"/released/{row.id}/" in page
    assert "Lantern House" in page
    assert "Investigation" in page
    assert "Name and date of birth" in page
    assert "until 15 April 2026" in page
    assert BANNER in page
    for said in (CANARY, "Marek", person.code, str(person.id), cast.advocate_a.shown_name):
        assert said not in page


def test_one_release_opens_with_what_it_may_be_used_for_and_leaves_a_trace(
    cast: Cast, person: Person
) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    page = text_of(signed_in(cast.police_liaison), f"/released/{row.id}/")
    assert f"Marek {CANARY}" in page
    assert CANARY not in page.partition("</title>")[0]
    assert "Use it only for: Investigation. Until 15 April 2026." in page
    assert person.code not in page
    event = Event.objects.get(name="release.read")
    assert event.actor == str(cast.police_liaison.id)
    assert set(Mention.objects.filter(event=event).values_list("subject", flat=True)) == {
        row.id,
        person.id,
    }


def test_a_release_to_somebody_else_is_answered_like_none(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    for who in ("lawyer", "advocate_elsewhere", "advocate_a", "case_lead", "investigator"):
        client = signed_in(getattr(cast, who))
        assert str(row.id) not in text_of(client, "/released/")
        for release_id in (row.id, uuid.uuid4()):
            assert client.get(f"/released/{release_id}/").status_code == 404
            assert client.post(f"/released/{release_id}/answer/", {}).status_code == 404
    assert not Event.objects.filter(name="release.read").exists()


@pytest.mark.parametrize("who", ["first_responder", "administrator", "auditor", "survivor"])
def test_only_those_whose_work_it_is_open_the_list(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).get("/released/").status_code == 403


def test_after_its_last_day_nothing_opens(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.police_liaison)
    for days, opens in ((30, True), (31, False)):
        day = TODAY + timedelta(days=days)
        let_it_be(day, monkeypatch)
        page = text_of(client, f"/released/{row.id}/")
        assert (CANARY in page) == opens
        assert ("It ended on 15 April 2026" in page) == (not opens)
        assert Event.objects.filter(name="release.read").count() == 1


def test_what_was_taken_back_is_gone_and_asks_for_an_answer(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    client, path = signed_in(cast.police_liaison), f"/released/{row.id}/"
    assert CANARY in text_of(client, path)  # red control
    release.withdraw(actor=cast.advocate_a, consent=consent)
    page = text_of(client, path)
    assert CANARY not in page
    assert "Please delete it." in page
    assert "taken back" in text_of(client, "/released/")
    answer = client.post(f"{path}answer/", {"answer": "deleted", "once": token()})
    assert (answer.status_code, answer["Location"]) == (302, path)
    recall = Recall.rows.get()
    assert (recall.answer, recall.answered_by) == ("deleted", cast.police_liaison)
    assert ": all of it is deleted." in text_of(client, path)


@pytest.mark.parametrize("typed", ["", "perhaps", "DELETED"])
def test_what_is_no_answer_is_refused(cast: Cast, person: Person, typed: str) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    client, path = signed_in(cast.police_liaison), f"/released/{row.id}/answer/"
    assert client.post(path, {"answer": "deleted"}).status_code == 404  # nothing was taken back
    release.withdraw(actor=cast.advocate_a, consent=consent)
    assert client.post(path, {"answer": typed, "once": token()}).status_code == 422
    assert Recall.rows.get().answer == ""


@pytest.mark.parametrize("kept", ["kept_by_law", "partly"])
def test_what_is_kept_is_kept_for_a_reason_that_the_sender_reads(
    cast: Cast, person: Person, kept: str
) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    release.withdraw(actor=cast.advocate_a, consent=consent)
    client, path = signed_in(cast.police_liaison), f"/released/{row.id}/answer/"
    refused = client.post(path, {"answer": kept, "reason": " ", "once": token()})
    assert refused.status_code == 422
    assert 'href="#f-reason"' in refused.content.decode()
    said = {"answer": kept, "reason": "Made-up Act, section 7", "once": token()}
    assert client.post(path, said).status_code == 302
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/release/{row.id}/")
    assert "Made-up Act, section 7" in page
    assert "cannot be fetched back" in page
    assert Notice.objects.filter(member=cast.advocate_a, code="recall.answered").count() == 1


def test_nobody_answers_for_another_organisation(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    release.withdraw(actor=cast.advocate_a, consent=consent)
    recall = Recall.rows.get()
    with pytest.raises(NotYours):
        answer_recall(actor=cast.lawyer, recall=recall, answer=Answer.DELETED, at=row.released_at)
    assert Recall.rows.get().answer == ""


def test_who_stays_silent_is_reminded_after_the_days_of_the_rule(
    cast: Cast, person: Person
) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    release.withdraw(actor=cast.advocate_a, consent=consent)
    recall = Recall.rows.get()
    told = timezone.localtime(recall.told_at).date()
    for days, may in ((6, False), (7, True)):
        assert may_remind(recall, on=told + timedelta(days=days)) == may
    asked = {"actor": cast.advocate_a, "recall": recall, "at": recall.told_at}
    with pytest.raises(NotYet):
        remind(**asked, on=told)
    Notice.objects.all().delete()
    remind(**asked, on=told + timedelta(days=7))
    assert list(Notice.objects.values_list("member", "code")) == [
        (cast.police_liaison.id, "release.recalled")
    ]
    answer_recall(
        actor=cast.police_liaison, recall=recall, answer=Answer.DELETED, at=row.released_at
    )
    with pytest.raises(NotYet):
        remind(**asked, on=told + timedelta(days=70))
    with pytest.raises(NotYours):
        remind(**(asked | {"actor": cast.advocate_b}), on=told + timedelta(days=70))


def test_an_answer_sent_twice_is_kept_once(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    release.withdraw(actor=cast.advocate_a, consent=consent)
    client, form = signed_in(cast.police_liaison), {"answer": "deleted", "once": token()}
    path = f"/released/{row.id}/answer/"
    assert [client.post(path, form).status_code for _ in range(2)] == [302, 409]
    assert Event.objects.filter(name="recall.answered").count() == 1


def test_a_real_house_on_one_machine_opens_nothing_to_partners(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.police_liaison)
    assert client.get(f"/released/{row.id}/").status_code == 200  # red control
    monkeypatch.setattr(settings, "CLEW", dataclasses.replace(settings.CLEW, demonstration=False))
    page = text_of(client, "/released/")
    assert "comes as a package" in page
    assert str(row.id) not in page
    assert client.get(f"/released/{row.id}/").status_code == 404
