"""Sessions: how they end, and what somebody had typed when theirs had."""

import time
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from clew.ground.accounts import kept
from clew.ground.accounts.models import Member
from clew.ground.accounts.wall import BEGAN, SEEN
from tests.cast import CANARY, Cast
from tests.ground.accounts.signing import (
    browser,
    is_in,
    send_passphrase,
    sign_in,
    token,
    with_factor,
)

pytestmark = pytest.mark.django_db

FORM = {"shown_name": f"Marek {CANARY}", "email": "marek@clew.invalid", "roles": ["trainer"]}
MINUTE = 60


@pytest.fixture(autouse=True)
def no_memory_of_other_tests() -> Iterator[None]:
    """Forget the tries and the codes of other tests."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def adam(cast: Cast) -> Member:
    """Return an administrator with both factors."""
    return with_factor(cast.administrator)


@pytest.fixture
def client(adam: Member) -> Client:
    """Return a browser on which the administrator is signed in."""
    found = browser()
    sign_in(found, adam)
    assert is_in(found)
    return found


def lie_still(client: Client, minutes: float, key: str = SEEN) -> None:
    """Let the session have lain still for some minutes, or have begun so long ago."""
    session = client.session
    session[key] = int(time.time() - minutes * MINUTE)
    session.save()


@pytest.mark.both
@pytest.mark.parametrize(("minutes", "stays"), [(19, True), (21, False), (600, False)])
def test_a_session_that_lies_still_for_twenty_minutes_ends(
    client: Client, minutes: int, stays: bool
) -> None:
    lie_still(client, minutes)
    assert is_in(client) is stays


@pytest.mark.parametrize(("hours", "stays"), [(9.9, True), (10.1, False)])
def test_a_session_ends_after_ten_hours_however_busy(
    client: Client, hours: float, stays: bool
) -> None:
    lie_still(client, 0)
    lie_still(client, hours * 60, BEGAN)
    assert is_in(client) is stays


def test_being_busy_keeps_a_session(client: Client) -> None:
    for _ in range(3):
        lie_still(client, 15)
        assert is_in(client)


def test_a_session_that_ended_does_not_come_back(client: Client) -> None:
    old = client.cookies["sessionid"].value
    lie_still(client, 21)
    assert not is_in(client)
    thief = Client(HTTP_HOST="localhost")
    thief.cookies["sessionid"] = old
    assert not is_in(thief)


def test_what_was_typed_waits_for_the_same_member(client: Client, adam: Member) -> None:
    lie_still(client, 21)
    sent = client.post("/account/members/", {**FORM, "once": token()})
    assert sent.status_code == 401
    assert "All you wrote is kept" in sent.content.decode()
    assert not Member.objects.filter(email=FORM["email"]).exists(), "nothing was done"
    cache.clear()
    send_passphrase(client, adam.email)
    done = sign_in(client, adam)
    assert done.headers["Location"] == "/account/kept/"
    page = client.get("/account/kept/").content.decode()
    assert f'name="shown_name" value="Marek {CANARY}"' in page
    assert 'action="/account/members/"' in page
    assert "csrfmiddlewaretoken" in page
    again = client.get("/account/kept/")
    assert (again.status_code, again.headers["Location"]) == (302, "/"), "it is shown once"


def test_what_was_typed_is_gone_when_another_member_signs_in(client: Client, cast: Cast) -> None:
    lie_still(client, 21)
    client.post("/account/members/", {**FORM, "once": token()})
    cache.clear()
    ada = with_factor(cast.advocate_a)
    assert sign_in(client, ada).headers["Location"] == "/account/arrive/"
    assert client.get("/account/kept/").headers["Location"] == "/"
    client.post("/sign-out/")
    cache.clear()
    sign_in(client, cast.administrator)
    assert client.get("/account/kept/").headers["Location"] == "/", "it does not come back either"


def test_what_was_typed_is_kept_an_hour(
    client: Client, adam: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie_still(client, 21)
    client.post("/account/members/", {**FORM, "once": token()})
    later = time.time() + 61 * MINUTE
    monkeypatch.setattr(kept, "time", type("Clock", (), {"time": staticmethod(lambda: later)}))
    cache.clear()
    assert sign_in(client, adam).headers["Location"] == "/account/arrive/"


@pytest.mark.both
def test_what_is_kept_lies_sealed(client: Client) -> None:
    lie_still(client, 21)
    client.post("/account/members/", {**FORM, "once": token()})
    stored = [row.get_decoded() for row in Session.objects.all()]
    assert any("clew_kept" in found for found in stored)  # red control: it lies there
    assert CANARY not in str(stored)
    assert CANARY.encode().hex() not in str(stored)


def test_no_passphrase_is_kept(client: Client, adam: Member) -> None:
    lie_still(client, 21)
    client.post(
        "/account/passphrase/",
        {
            "oldpassword": "old and secret",
            "password1": "new and secret",
            "password2": "x",
            "o": "1",
        },
    )
    cache.clear()
    sign_in(client, adam)
    page = client.get("/account/kept/").content.decode()
    assert "secret" not in page
    assert 'name="o" value="1"' in page  # red control


def test_a_form_too_long_to_keep_is_not_called_kept(client: Client) -> None:
    lie_still(client, 21)
    sent = client.post("/account/members/", {**FORM, "about": "x" * 200_001})
    assert sent.status_code == 401
    assert "All you wrote is kept" not in sent.content.decode()


def test_a_stranger_is_told_that_nothing_was_done() -> None:
    sent = browser().post("/account/members/", FORM)
    assert sent.status_code == 401
    assert "Nothing was done" in sent.content.decode()
    assert not Session.objects.exists()


def test_what_was_kept_and_altered_by_hand_is_dropped(client: Client, adam: Member) -> None:
    lie_still(client, 21)
    client.post("/account/members/", FORM)
    session = client.session
    sealed = session["clew_kept"]
    session["clew_kept"] = sealed[:-2] + ("00" if sealed[-2:] != "00" else "01")
    session.save()
    cache.clear()
    assert sign_in(client, adam).headers["Location"] == "/account/arrive/"
