"""Referrals through the pages: pick, preview, send once; read, accept, decline; nothing foreign."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from clew.recognise.referrals import actions, queries
from clew.recognise.referrals.models import Referral
from clew.rules.consent.kinds import Kind
from clew.rules.law.deadlines import in_words
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.referrals.making import NEEDS, NOON, agreed, now, referred, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom the first responder stands by."""
    return somebody(cast.first_responder)


def base(person: Person, cast: Cast) -> str:
    return f"/referrals/new/{person.code}/{cast.house.id}/"


def previewed(client: Client, person: Person, cast: Cast) -> tuple[Page, dict[str, object]]:
    """Pick everything and look at the preview; give what its form would send."""
    at = base(person, cast)
    picking = Page.of(client.get(at))
    keys = [str(key) for key in picking.root.xpath("//input[@name='item']/@value")]
    page = Page.of(client.post(f"{at}preview/", {"item": keys, "needs": NEEDS}))
    fields = page.root.xpath("//form[contains(@action, '/send/')]//input[@type='hidden']")
    sent: dict[str, object] = {field.get("name"): field.get("value") for field in fields}
    return page, sent | {"item": keys}


def test_a_referral_is_made_page_by_page(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house, on=now())
    client = signed_in(cast.first_responder)
    choosing = Page.of(client.get(f"/referrals/new/{person.code}/"))
    assert (choosing.status, base(person, cast) in choosing.links) == (200, True)
    picking = Page.of(client.get(base(person, cast)))
    assert picking.status == 200
    assert picking.root.xpath("//input[@name='item'][@checked]") == []
    page, sent = previewed(client, person, cast)
    assert (page.status, page.title.split(" ")[0]) == (200, "What")
    assert f"Marek {CANARY}" in page.text
    assert f"given {in_words(now())}, until " in page.text
    assert not Release.rows.exists()
    answer = client.post(f"{base(person, cast)}send/", sent)
    (row,) = queries.sent(cast.first_responder)
    assert (answer.status_code, answer["Location"]) == (302, f"/referrals/sent/{row.id}/")
    shown = Page.of(client.get(answer["Location"]))
    assert (shown.status, shown.title) == (200, f"Sent, not opened yet {person.code}")
    assert person.code in Page.of(client.get("/referrals/")).text


def test_a_locked_part_shows_why_and_where_to_ask(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house, [Kind.IDENTITY], on=now())
    page = Page.of(signed_in(cast.first_responder).get(base(person, cast)))
    assert f"/people/{person.code}/consents/" in page.links
    assert "no consent today to tell Lantern House for support" in page.text
    assert page.root.xpath("//input[@name='item']/@value") == [
        "identity:full_name",
        "identity:called",
    ]
    assert "Ruritanian" not in page.source


def test_a_form_that_is_sent_twice_sends_once(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house, on=now())
    client = signed_in(cast.first_responder)
    _page, sent = previewed(client, person, cast)
    assert client.post(f"{base(person, cast)}send/", sent).status_code == 302
    assert client.post(f"{base(person, cast)}send/", sent).status_code == 409
    assert Release.rows.count() == 1
    assert client.post(f"{base(person, cast)}send/", sent | {"once": ""}).status_code == 302
    assert Release.rows.count() == 2  # red control: without the token it would


def test_a_stale_consent_says_one_sentence_and_shows_what_would_leave_now(
    cast: Cast, person: Person
) -> None:
    agreed(cast.first_responder, person, cast.house, [Kind.IDENTITY], on=now())
    health = agreed(cast.first_responder, person, cast.house, [Kind.NEEDS], on=now())
    client = signed_in(cast.first_responder)
    _page, sent = previewed(client, person, cast)
    release.withdraw(actor=cast.first_responder, consent=health)
    answer = client.post(f"{base(person, cast)}send/", sent | {"needs": ""})
    page = Page.of(answer)
    assert page.status == 409
    assert "A yes changed since you looked. Nothing was sent." in page.text
    assert f"Marek {CANARY}" in page.text
    assert not Release.rows.exists()
    fields = page.root.xpath("//form[contains(@action, '/send/')]//input[@type='hidden']")
    renewed = {field.get("name"): field.get("value") for field in fields} | {"item": sent["item"]}
    assert client.post(f"{base(person, cast)}send/", renewed).status_code == 302


def test_a_consent_that_is_gone_leads_back_to_picking(cast: Cast, person: Person) -> None:
    consent = agreed(cast.first_responder, person, cast.house, on=now())
    client = signed_in(cast.first_responder)
    _page, sent = previewed(client, person, cast)
    release.withdraw(actor=cast.first_responder, consent=consent)
    for needs in (NEEDS, ""):
        page = Page.of(client.post(f"{base(person, cast)}send/", sent | {"needs": needs}))
        assert page.status == 409
        assert "Nothing was sent" in page.text
        assert "the person withdrew it" in page.text
    assert not Release.rows.exists()


def test_nothing_picked_and_too_many_words_are_said(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house, on=now())
    client, at = signed_in(cast.first_responder), f"{base(person, cast)}preview/"
    page = Page.of(client.post(at, {}))
    assert (page.status, "#what-goes" in page.links) == (422, True)
    page = Page.of(client.post(at, {"needs": "x" * 2001}))
    assert (page.status, page.by_id("needs").text.strip()) == (422, "x" * 2001)
    assert client.get(at).status_code == 302
    sent = {"item": ["identity:called"], "epoch": "one", "shown": "", "needs": ""}
    assert client.post(f"{base(person, cast)}send/", sent).status_code == 409
    sent["epoch"] = "1"
    page = Page.of(client.post(f"{base(person, cast)}send/", sent))
    assert (page.status, "Something was changed" in page.text) == (409, True)


def test_pages_of_making_are_for_who_stands_by_the_person(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house, on=now())
    at = base(person, cast)
    addresses = (f"/referrals/new/{person.code}/", at, f"{at}preview/", f"{at}send/")
    for nobody in (cast.advocate_a, cast.case_lead, cast.advocate_elsewhere):
        client = signed_in(nobody)
        assert client.get(addresses[0]).status_code == 404
        assert client.get(addresses[1]).status_code == 404
        assert client.post(addresses[2], {"needs": NEEDS}).status_code == 404
        assert client.post(addresses[3], {"needs": NEEDS}).status_code == 404
    assert signed_in(cast.police_liaison).get(at).status_code == 403
    own = signed_in(cast.first_responder)
    assert own.get(f"/referrals/new/{person.code}/{cast.kitchen.id}/").status_code == 404
    assert own.get(f"/referrals/new/{person.code}/{cast.police.id}/").status_code == 404


def received(cast: Cast, person: Person) -> tuple[Referral, str]:
    agreed(cast.first_responder, person, cast.house, on=now())
    row = referred(cast.first_responder, person, cast.house, on=now())
    return row, f"/referrals/in/{row.id}/"


def test_a_referral_is_opened_and_accepted_through_the_pages(cast: Cast, person: Person) -> None:
    row, at = received(cast, person)
    client = signed_in(cast.advocate_a)
    assert "Mill Street Kitchen" in Page.of(client.get("/referrals/in/")).text
    closed = Page.of(client.get(at))
    assert (closed.status, CANARY in closed.source) == (200, False)
    assert closed.root.xpath("//main//form/@action") == [f"{at}open/"]
    assert client.post(f"{at}open/").status_code == 302
    opened = Page.of(client.get(at))
    assert f"Marek {CANARY}" in opened.text
    assert CANARY not in opened.title
    once = {"once": str(uuid.uuid4())}
    assert client.post(f"{at}accept/", once).status_code == 302
    assert client.post(f"{at}accept/", once).status_code == 409
    again = Page.of(client.post(f"{at}decline/", {"reason": "no_room"}))
    assert (again.status, "Somebody answered this before" in again.text) == (409, True)
    page = Page.of(signed_in(cast.first_responder).get(f"/referrals/sent/{row.id}/"))
    assert "Ada Advocate accepted it on" in page.text
    assert row.person.code not in Page.of(client.get(at)).source


def test_a_referral_is_declined_with_a_reason_through_the_pages(cast: Cast, person: Person) -> None:
    row, at = received(cast, person)
    client = signed_in(cast.case_lead)
    client.post(f"{at}open/")
    for typed in ({"words": "May"}, {"reason": "other", "words": " "}):
        page = Page.of(client.post(f"{at}decline/", typed))
        assert (page.status, "#reason" in page.links) == (422, True)
        assert page.by_id("words").text.strip() == typed["words"].strip()
    sent = {"reason": "no_room", "words": f"{CANARY} in May"}
    assert client.post(f"{at}decline/", sent).status_code == 302
    for who, address in (
        (cast.first_responder, f"/referrals/sent/{row.id}/"),
        (cast.advocate_b, at),
    ):
        page = Page.of(signed_in(who).get(address))
        assert page.status == 200
        assert f"{CANARY} in May" in page.text
        assert "No room now" in page.text


def test_a_referral_that_is_taken_back_is_empty_on_both_sides(cast: Cast, person: Person) -> None:
    consent = agreed(cast.first_responder, person, cast.house, on=now())
    row = referred(cast.first_responder, person, cast.house, on=now())
    at = f"/referrals/in/{row.id}/"
    client = signed_in(cast.advocate_a)
    client.post(f"{at}open/")
    release.withdraw(actor=cast.first_responder, consent=consent)
    for address in (f"{at}accept/", f"{at}decline/"):
        page = Page.of(client.post(address, {"reason": "no_room"}))
        assert page.status == 409
        assert "There is nothing left to answer" in page.text
        assert CANARY not in page.source
    assert client.post(f"{at}open/").status_code == 302
    assert "Taken back" in Page.of(client.get(at)).text
    sender = signed_in(cast.first_responder)
    page = Page.of(sender.get(f"/referrals/sent/{row.id}/"))
    assert page.title == f"Taken back {person.code}"
    put_away = sender.post(f"/referrals/put-away/{row.id}/")
    assert put_away["Location"] == f"/referrals/sent/{row.id}/"
    assert queries.sent_for(cast.first_responder, row.id).state == "withdrawn"
    assert client.post(f"/referrals/put-away/{row.id}/")["Location"] == at
    assert "Put it away" not in Page.of(client.get(at)).text


def test_an_accepted_referral_that_is_taken_back_says_so(cast: Cast, person: Person) -> None:
    consent = agreed(cast.first_responder, person, cast.house, on=now())
    row = referred(cast.first_responder, person, cast.house, on=now())
    actions.receive(actor=cast.advocate_a, referral=row, at=NOON)
    actions.accept(actor=cast.advocate_a, referral=row, at=NOON)
    release.withdraw(actor=cast.first_responder, consent=consent)
    page = Page.of(signed_in(cast.advocate_a).get(f"/referrals/in/{row.id}/"))
    assert "Delete what you wrote down" in page.text
    assert CANARY not in page.source
    page = Page.of(signed_in(cast.first_responder).get(f"/referrals/sent/{row.id}/"))
    assert "taken back since" in page.text


def test_foreign_referrals_are_not_there(cast: Cast, person: Person) -> None:
    row, at = received(cast, person)
    client = signed_in(cast.advocate_elsewhere)
    for address in (at, f"/referrals/sent/{row.id}/"):
        assert client.get(address).status_code == 404
    for step in ("open/", "accept/", "decline/"):
        assert client.post(f"{at}{step}").status_code == 404
    assert client.post(f"/referrals/put-away/{row.id}/").status_code == 404
    assert str(row.id) not in client.get("/referrals/in/").content.decode()
    assert signed_in(cast.advocate_a).get(f"/referrals/sent/{row.id}/").status_code == 404
    assert signed_in(cast.first_responder).get(at).status_code == 403
    for nobody in (cast.police_liaison, cast.administrator, cast.survivor):
        assert signed_in(nobody).get(at).status_code == 403
    assert signed_in(cast.advocate_a).get(at).status_code == 200  # red control: it is there


def test_when_the_yes_has_ended_nothing_is_there(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house)
    row = referred(cast.first_responder, person, cast.house)
    actions.receive(actor=cast.advocate_a, referral=row, at=NOON)
    assert queries.read_parts(cast.advocate_a, row, on=TODAY) != []  # red control
    late = TODAY + timedelta(days=90)
    assert queries.read_parts(cast.advocate_a, row, on=late) == []
