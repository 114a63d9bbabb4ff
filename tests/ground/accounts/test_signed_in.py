"""A sign-in that went well is an event, and a browser that is new to its member is told."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from clew.ground.accounts import actions, forgetting, known, signed_in, spare_codes
from clew.ground.accounts.models import KnownBrowser, Member
from clew.ground.audit.models import Event
from clew.ground.audit.writing import changes
from clew.ground.notices.models import Notice
from tests.cast import CANARY, Cast
from tests.ground.accounts.signing import (
    a_wrong_code,
    browser,
    is_in,
    send_code,
    send_passphrase,
    sign_in,
    with_factor,
    with_passphrase,
)

COOKIE = "browser"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def ada(cast: Cast) -> Member:
    """An advocate with a passphrase and an app."""
    cache.clear()
    return with_factor(cast.advocate_a)


def new_browser() -> Client:
    """Return a browser that tells what it is, and more than anybody is to keep."""
    return Client(HTTP_HOST="localhost", HTTP_USER_AGENT=f"{FIREFOX} {CANARY}")


def in_again(client: Client, who: Member) -> Client:
    """Sign out, and in again with the same browser."""
    client.post("/sign-out/")
    cache.clear()
    sign_in(client, who)
    assert is_in(client)
    return client


def told(who: Member) -> int:
    """Return how often a member was told of a new browser."""
    return Notice.objects.filter(member=who, code="browser.new").count()


def events() -> list[Event]:
    """Return the events of sign-ins."""
    return list(Event.objects.filter(name="member.signed_in").order_by("seq"))


def test_the_event_says_who_how_and_on_what_and_nothing_more(ada: Member) -> None:
    in_again(new_browser(), ada)
    (event,) = events()
    says = json.loads(bytes(event.body))
    assert event.actor == ada.actor_id
    assert says["fields"] == ["code", "Firefox on Windows"]
    for kept_out in ("127.0.0.1", "Gecko", CANARY):
        assert kept_out not in str(says)


def test_a_member_sees_their_own_sign_ins_and_nobody_elses(ada: Member, cast: Cast) -> None:
    client = in_again(new_browser(), ada)
    bela = in_again(browser(), with_factor(cast.advocate_b))
    page = client.get("/account/sessions/").content.decode()
    assert "Your last sign-ins" in page
    assert "Firefox on Windows, with a passphrase and a code" in page
    assert page.count("with a passphrase and a code") == 1
    theirs = bela.get("/account/sessions/").content.decode()
    assert "Firefox on Windows" not in theirs
    assert "An unknown browser, with a passphrase and a code" in theirs


@pytest.mark.parametrize(
    ("records", "how"),
    [
        ([], ""),
        ([{"method": "password"}], "passphrase"),
        ([{"method": "password", "reauthenticated": True}], "one_time_code"),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], "code"),
        ([{"method": "password"}, {"method": "mfa", "type": "recovery_codes"}], "spare_code"),
        ([{"method": "mfa", "type": "webauthn", "passwordless": True}], "passkey"),
    ],
)
def test_each_way_in_has_its_name_and_its_words(records: list[dict[str, object]], how: str) -> None:
    assert signed_in.how_of(records) == how
    assert not how or how in signed_in.HOW


def test_a_spare_code_is_told_apart(ada: Member) -> None:
    with changes(actor=ada, purpose="membership"):
        code = spare_codes.renew(ada)[0]
    client = browser()
    send_passphrase(client, ada.email)
    send_code(client, code)
    assert is_in(client)
    assert json.loads(bytes(events()[0].body))["fields"][0] == "spare_code"


def test_what_did_not_go_well_is_an_event_too_and_not_whose(ada: Member) -> None:
    client = browser()
    send_passphrase(client, ada.email, "not this one at all")
    send_passphrase(client, ada.email)
    send_code(client, a_wrong_code())
    assert not is_in(client)
    assert events() == []
    found = Event.objects.filter(name__in=["sign_in.refused", "code.refused"]).order_by("seq")
    assert [event.name for event in found] == ["sign_in.refused", "code.refused"]
    assert {event.actor for event in found} == {"house"}
    assert not any(ada.actor_id in bytes(event.body).decode() for event in found)


def test_a_member_is_told_of_a_new_browser_and_not_of_one_they_know(ada: Member) -> None:
    mine = in_again(new_browser(), ada)
    assert told(ada) == 1
    in_again(mine, ada)
    assert told(ada) == 1
    in_again(new_browser(), ada)
    assert told(ada) == 2
    assert len(events()) == 3


def test_without_the_cookie_every_sign_in_would_be_told(ada: Member) -> None:
    # Red control: it is the cookie that a browser is known by.
    mine = in_again(new_browser(), ada)
    del mine.cookies[COOKIE]
    in_again(mine, ada)
    assert told(ada) == 2


def test_two_members_at_one_computer_are_told_once_each(ada: Member, cast: Cast) -> None:
    bela = with_factor(cast.advocate_b)
    shared = new_browser()
    for _ in range(2):
        in_again(shared, ada)
        in_again(shared, bela)
    assert (told(ada), told(bela)) == (1, 1)
    digests = list(KnownBrowser.objects.values_list("digest", flat=True))
    assert len(set(digests)) == 2, "nobody reads from the database that they share it"


def test_the_cookie_is_read_by_no_script_and_sent_from_no_other_site(ada: Member) -> None:
    client = in_again(new_browser(), ada)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == known.LASTS.total_seconds()
    assert cookie.value not in KnownBrowser.objects.values_list("digest", flat=True)


def test_no_visitor_and_no_survivor_is_given_one(cast: Cast) -> None:
    client = browser()
    client.get("/")
    client.force_login(cast.survivor)  # a card notes nothing that a passphrase or a passkey does
    client.get("/my/")
    assert COOKIE not in client.cookies
    assert not KnownBrowser.objects.exists()
    assert events() == []


@pytest.mark.parametrize("planted", ["", "x", "x" * 44, "ü" * 43, "../" * 14 + "x"])
def test_what_is_no_token_of_ours_is_replaced(ada: Member, planted: str) -> None:
    client = new_browser()
    client.cookies[COOKIE] = planted
    in_again(client, ada)
    assert client.cookies[COOKIE].value != planted
    assert len(client.cookies[COOKIE].value) == 43


def test_a_browser_is_forgotten_after_half_a_year_and_the_oldest_of_eleven(ada: Member) -> None:
    mine = in_again(new_browser(), ada)
    KnownBrowser.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    in_again(mine, ada)
    assert told(ada) == 2
    now = timezone.now()
    for number in range(known.MOST):
        assert known.note(ada, str(number), at=now + timedelta(seconds=number + 60))
    assert KnownBrowser.objects.filter(member=ada).count() == known.MOST
    in_again(mine, ada)
    assert told(ada) == 3


def test_ending_a_session_forgets_its_browser(ada: Member) -> None:
    mine, other = in_again(new_browser(), ada), in_again(new_browser(), ada)
    assert told(ada) == 2
    mine.post("/account/sessions/", {"end": "others"})
    assert is_in(mine)
    assert not is_in(other)
    in_again(mine, ada)
    assert told(ada) == 2
    in_again(other, ada)
    assert told(ada) == 3


@pytest.mark.parametrize("what", ["freeze", "reset", "forget"])
def test_freezing_beginning_anew_and_forgetting_leave_no_browser_known(
    ada: Member, cast: Cast, what: str
) -> None:
    in_again(new_browser(), ada)
    assert KnownBrowser.objects.filter(member=ada).exists()  # control
    if what == "freeze":
        actions.freeze(actor=cast.administrator, member=ada)
    elif what == "reset":
        actions.reset(actor=cast.administrator, member=ada)
    else:
        with changes(actor=cast.case_lead, purpose="rights"):
            forgetting.forget_account(ada)
    assert not KnownBrowser.objects.filter(member=ada).exists()


def test_who_comes_in_by_a_one_time_code_is_not_told_of_themselves(cast: Cast) -> None:
    member = with_passphrase(cast.advocate_a)
    code = actions.reset(actor=cast.administrator, member=member)
    client = browser()
    words = "lantern over the quay at night"
    client.post(
        "/invited/",
        {"email": member.email, "code": code, "password1": words, "password2": words},
    )
    assert json.loads(bytes(events()[0].body))["fields"][0] == "one_time_code"
    assert told(member) == 0
    assert KnownBrowser.objects.filter(member=member).exists()
