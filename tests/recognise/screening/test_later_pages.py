"""Keeping for later through the pages: two windows, a double press, and going on."""

import uuid
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.recognise.screening import queries
from clew.recognise.screening.models import Screening, Unfinished
from clew.survivor.people import actions as people
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page

pytestmark = pytest.mark.django_db
GENERAL: Final = "/screen/unodc-general/"
LATER: Final = f"{GENERAL}later/"
KEEP: Final = f"{GENERAL}keep/"
SAID: Final = {"a-UNODC.G.01": "present", "w-UNODC.G.01": f"{CANARY} said so"}


def talk() -> dict[str, str]:
    """Return what the page of a talk carries that was just begun."""
    return SAID | {"t-id": str(uuid.uuid4()), "t-age": "unsure"}


def keeping(carried: dict[str, str], **more: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return carried | {"do": "keep", "whom": "new", "started_on": today} | more


def waiting(member: Member) -> Unfinished:
    (row,) = queries.unfinished_of(member)
    return row


def gone_on(client: Client, member: Member) -> dict[str, str]:
    page = Page.of(client.get(f"/screen/kept/later/{waiting(member).id}/"))
    assert page.status == 200
    return page.main_form.fields


def test_only_who_may_keep_is_offered_to_keep_for_later(cast: Cast) -> None:
    asked = {"at": "UNODC.G.02", "go": "skip"}
    for client, offered in (
        (signed_in(cast.first_responder), True),
        (signed_in(cast.lawyer), False),
        (Client(HTTP_HOST="localhost"), False),
    ):
        page = Page.of(client.post(f"{GENERAL}interview/", talk() | asked))
        assert ("later" in page.main_form.buttons) is offered
    assert Client(HTTP_HOST="localhost").post(LATER, talk()).status_code == 401
    assert signed_in(cast.lawyer).post(LATER, talk()).status_code == 403
    assert not Unfinished.rows.exists()


def test_a_talk_is_kept_for_later_with_the_answer_just_given_and_gone_on_with(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    just = {"at": "UNODC.G.02", "choice": "absent", "words": "no lock", "opinion": "she is afraid"}
    answer = client.post(LATER, talk() | just | {"go": "later"})
    assert (answer.status_code, answer["Location"]) == (302, "/screen/kept/")
    listed = Page.of(client.get("/screen/kept/"))
    row = waiting(cast.first_responder)
    assert row.person.code in listed.text
    assert CANARY not in listed.source
    page = Page.of(client.get(f"/screen/kept/later/{row.id}/"))
    fields = page.main_form.fields
    assert fields["at"] == "UNODC.G.03"
    assert fields["w-UNODC.G.01"] == f"{CANARY} said so"
    assert fields["o-UNODC.G.02"] == "she is afraid"
    assert (fields["t-put_by"], fields["t-person"]) == ("1", row.person.code)
    assert CANARY not in page.root.findtext(".//title")


def test_a_double_press_keeps_one_and_nothing_to_keep_asks_on(cast: Cast) -> None:
    client, carried = signed_in(cast.first_responder), talk()
    for _press in range(2):
        assert client.post(LATER, carried).status_code == 302
    assert Unfinished.rows.count() == 1
    empty = {"t-id": str(uuid.uuid4()), "at": "UNODC.G.01", "go": "later"}
    page = Page.of(client.post(LATER, empty))
    assert (page.status, page.main_form.fields["at"]) == (422, "UNODC.G.01")
    assert "nothing to keep for later" in page.faults[0][1]
    assert Unfinished.rows.count() == 1


def test_what_is_wrong_with_the_last_answer_is_said_and_nothing_is_kept(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    sent = talk() | {"at": "UNODC.G.02", "seen_on": "2999-01-01", "go": "later"}
    page = Page.of(client.post(LATER, sent))
    assert page.status == 422
    assert "2999" in page.faults[0][1]
    assert client.post(LATER, sent | {"at": "UNODC.G.99"}).status_code == 400
    assert not Unfinished.rows.exists()


def test_two_windows_are_shown_their_difference_and_become_one(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    client.post(LATER, talk())
    phone = gone_on(client, cast.first_responder)
    laptop = dict(phone)
    client.post(LATER, phone | {"at": "UNODC.G.02", "choice": "absent", "go": "later"})
    sent = laptop | {"at": "UNODC.G.02", "choice": "present", "words": "a lock", "go": "later"}
    page = Page.of(client.post(LATER, sent))
    assert page.status == 409
    assert "a lock" in page.text
    assert not page.root.xpath("//input[@type='radio'][@checked]")
    fields = page.main_form.fields
    refused = Page.of(client.post(LATER, fields))
    assert refused.status == 422
    assert [place for place, _ in refused.faults] == ["here-UNODC.G.02"]
    assert client.post(LATER, fields | {"pick-UNODC.G.02": "here"}).status_code == 302
    now = gone_on(client, cast.first_responder)
    assert (now["a-UNODC.G.02"], now["w-UNODC.G.02"], now["t-put_by"]) == ("present", "a lock", "3")


def test_of_two_windows_the_age_that_protects_more_stands_and_is_shown(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    client.post(LATER, talk())
    phone = gone_on(client, cast.first_responder)
    laptop = dict(phone)
    client.post(LATER, phone | {"t-age": "child", "at": "check"})
    page = Page.of(client.post(LATER, laptop | {"t-age": "adult", "at": "check"}))
    assert page.status == 409
    assert "This page: 18 or over · Kept for later: Under 18" in page.text
    assert client.post(LATER, page.main_form.fields).status_code == 302
    assert gone_on(client, cast.first_responder)["t-age"] == "child"


def test_a_kept_talk_is_shown_beside_a_page_that_differs_in_the_age_alone(cast: Cast) -> None:
    client, carried = signed_in(cast.first_responder), talk()
    client.post(KEEP, keeping(carried))
    page = Page.of(client.post(KEEP, keeping(carried | {"t-age": "child"})))
    assert page.status == 409
    assert "How old are they?" in page.text


def test_a_third_window_is_shown_before_two_are_made_one(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    client.post(LATER, talk())
    first = gone_on(client, cast.first_responder)
    client.post(LATER, first | {"at": "UNODC.G.02", "choice": "absent"})
    page = Page.of(client.post(LATER, first | {"at": "UNODC.G.02", "choice": "present"}))
    fields = page.main_form.fields
    third = gone_on(client, cast.first_responder)
    client.post(LATER, third | {"at": "UNODC.G.04", "choice": "present"})
    again = Page.of(client.post(LATER, fields | {"pick-UNODC.G.02": "here"}))
    assert again.status == 409
    assert "Only in what was kept for later" in again.text


def test_a_talk_that_was_kept_from_another_window_is_not_kept_twice(cast: Cast) -> None:
    client, carried = signed_in(cast.first_responder), talk()
    assert client.post(KEEP, keeping(carried)).status_code == 302
    (row,) = queries.mine(cast.first_responder)
    same = client.post(KEEP, keeping(carried))
    assert (same.status_code, same["Location"]) == (302, f"/screen/kept/{row.id}/")
    for path, sent in (
        (KEEP, keeping(carried | {"a-UNODC.G.02": "present"})),
        (LATER, carried | {"a-UNODC.G.02": "present"}),
    ):
        page = Page.of(client.post(path, sent))
        assert page.status == 409
        assert "kept already" in page.title
        assert f"/screen/kept/{row.id}/" in page.links
    assert Screening.rows.count() == 1
    # As a second talk of the same person, if the worker wants it.
    form = Page.of(client.post(KEEP, page.main_form.fields))
    assert form.by_id("whom-existing").get("checked") is not None
    assert form.by_id("code").get("value") == row.person.code
    typed = {"do": "keep"} | {n: v for n, v in form.main_form.fields.items() if n != "once"}
    assert client.post(KEEP, typed).status_code == 302
    assert {kept.person for kept in queries.mine(cast.first_responder)} == {row.person}
    assert Screening.rows.count() == 2


def test_finishing_takes_it_off_the_list(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    client.post(LATER, talk())
    carried = gone_on(client, cast.first_responder)
    form = Page.of(
        client.post(KEEP, {n: v for n, v in carried.items() if n[:2] in {"a-", "w-", "t-"}})
    )
    assert form.by_id("code").get("value") == carried["t-person"]
    sent = keeping(carried, whom="existing", code=carried["t-person"])
    assert client.post(KEEP, sent).status_code == 302
    assert queries.unfinished_of(cast.first_responder) == []
    assert queries.mine(cast.first_responder)[0].person.code == carried["t-person"]


def test_letting_go_needs_its_own_press(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    client.post(LATER, talk())
    row = waiting(cast.first_responder)
    assert (
        signed_in(cast.advocate_a).post(f"/screen/kept/later/{row.id}/let-go/").status_code == 404
    )
    assert client.get(f"/screen/kept/later/{row.id}/let-go/").status_code == 405
    assert client.post(f"/screen/kept/later/{row.id}/let-go/").status_code == 302
    assert client.get(f"/screen/kept/later/{row.id}/").status_code == 404


def test_a_code_that_is_nobody_of_yours_begins_with_somebody_new(cast: Cast) -> None:
    theirs = people.write_down(actor=cast.advocate_elsewhere, on=TODAY)
    client = signed_in(cast.advocate_a)
    assert client.post(LATER, talk() | {"t-person": theirs.code}).status_code == 302
    assert waiting(cast.advocate_a).person != theirs


def test_a_day_of_talk_in_the_future_is_refused_with_both_days(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    page = Page.of(client.post(KEEP, keeping(talk(), started_on="2999-01-02")))
    assert page.status == 422
    ((place, sentence),) = page.faults
    assert place == "started_on"
    assert "2 January 2999" in sentence
    assert "today is" in sentence
    assert not Screening.rows.exists()
