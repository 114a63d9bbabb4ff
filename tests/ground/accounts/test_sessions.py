"""Sessions: how they end, and what somebody had typed when theirs had."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client

from clew.ground.accounts import actions, clock, kept, sessions
from clew.ground.accounts.actors import today_of
from clew.ground.accounts.models import Member, Session
from clew.ground.accounts.sessions import BEGAN, MOST, SEEN
from clew.ground.audit.models import Event
from tests.cast import CANARY, Cast, signed_in
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


# --- in the database, listed, ended ----------------------------------------------------------

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def another(adam: Member, agent: str = FIREFOX) -> Client:
    """Sign the member in on another browser."""
    cache.clear()
    found = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=agent)
    found.force_login(adam)
    assert is_in(found)
    return found


@pytest.mark.both
def test_who_reads_the_database_cannot_take_a_session_over(client: Client) -> None:
    cookie = client.cookies["sessionid"].value
    keys = list(Session.objects.values_list("session_key", flat=True))
    assert cookie not in keys
    for key in keys:
        thief = Client(HTTP_HOST="localhost")
        thief.cookies["sessionid"] = key
        assert not is_in(thief)
    assert is_in(client)  # red control


@pytest.mark.both
def test_a_fourth_session_ends_the_oldest_and_nobody_elses(
    client: Client, adam: Member, cast: Cast
) -> None:
    other = another(with_factor(cast.advocate_a))
    session = client.session
    session[BEGAN] -= 30
    session.save()
    second, third = another(adam), another(adam)
    assert [is_in(one) for one in (client, second, third)] == [True] * 3
    fourth = another(adam)
    assert [is_in(one) for one in (client, second, third, fourth)] == [False, True, True, True]
    assert is_in(other)


def test_whoever_has_just_signed_in_stays_though_others_began_in_the_same_second(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = clock.now()
    monkeypatch.setattr(clock, "now", lambda: second)
    for _ in range(MOST + 5):
        client = signed_in(cast.advocate_a)
        assert client.get("/account/me/").status_code == 200
        assert client.get("/account/me/").status_code == 200


def test_without_the_bound_a_fourth_would_stay(
    client: Client, adam: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    monkeypatch.setattr(sessions, "keep_newest", lambda _, **__: None)
    assert [is_in(one) for one in (client, *(another(adam) for _ in range(3)))] == [True] * 4


def test_the_page_says_on_what_since_when_and_which_is_this_one(
    client: Client, adam: Member
) -> None:
    another(adam)
    page = client.get("/account/sessions/").content.decode()
    assert "Firefox on Windows" in page
    assert page.count("End this one") == 2
    assert page.count("this one</span>") == 1
    assert "End all others" in page
    assert client.cookies["sessionid"].value not in page


def test_one_is_ended_or_all_others_and_never_somebody_elses(
    client: Client, adam: Member, cast: Cast
) -> None:
    other = another(with_factor(cast.advocate_a))
    second, third = another(adam), another(adam)
    for victim in (other, second):
        key = sessions.stored(victim.cookies["sessionid"].value)
        assert client.post("/account/sessions/", {"end": key}).status_code == 302
    assert [is_in(one) for one in (client, other, second, third)] == [True, True, False, True]
    client.post("/account/sessions/", {"end": "others"})
    assert [is_in(one) for one in (client, other, third)] == [True, True, False]
    assert Event.objects.filter(name="session.ended").count() == 2


@pytest.mark.parametrize("end", ["", "no such", "\x00", "x" * 10_000])
def test_ending_what_there_is_not_ends_nothing(client: Client, end: str) -> None:
    assert client.post("/account/sessions/", {"end": end}).status_code == 302
    assert is_in(client)


def test_freezing_ends_the_sessions(client: Client, adam: Member, cast: Cast) -> None:
    second = another(with_factor(cast.advocate_a))
    assert Session.objects.filter(member=cast.advocate_a).exists()
    actions.freeze(actor=adam, member=cast.advocate_a)
    assert not Session.objects.filter(member=cast.advocate_a).exists()
    assert not is_in(second)
    assert is_in(client)


def test_a_key_that_was_planted_before_sign_in_is_not_the_key_after_it(adam: Member) -> None:
    victim = browser()
    victim.get("/sign-in/")
    send_passphrase(victim, adam.email)
    planted = victim.session.session_key
    cache.clear()
    sign_in(victim, adam)
    thief = Client(HTTP_HOST="localhost")
    thief.cookies["sessionid"] = str(planted)
    assert not is_in(thief)
    assert is_in(victim)


def test_a_session_that_was_never_used_grows_old_too(adam: Member) -> None:
    client = Client(HTTP_HOST="localhost")
    client.force_login(adam)
    lie_still(client, 21)
    assert not is_in(client)


@pytest.mark.parametrize("hours", [1, 24, 24 * 365])
def test_a_clock_that_is_set_back_revives_no_session(
    client: Client, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    lie_still(client, 21)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - hours * 3600)
    assert not is_in(client)


@pytest.mark.parametrize("hours", [24, 24 * 365])
def test_a_clock_that_is_set_back_makes_it_no_earlier_day(
    monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    request = HttpRequest()
    request.user = AnonymousUser()
    today, real = today_of(request), time.time
    monkeypatch.setattr(time, "time", lambda: real() - hours * 3600)
    assert today_of(request) >= today
    monkeypatch.setattr(clock, "now", time.time)
    assert today_of(request) < today  # red control: by the machine's clock alone


def test_by_the_machines_clock_alone_it_would_live_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control: seventeen minutes back, and twenty-one are four.
    lie_still(client, 21)
    lie_still(client, 30, BEGAN)
    real = time.time
    monkeypatch.setattr(clock, "now", lambda: real() - 17 * MINUTE)
    assert is_in(client)


def test_a_session_from_a_time_to_come_has_ended(client: Client) -> None:
    lie_still(client, -5)
    assert not is_in(client)


def test_staying_keeps_a_session(client: Client) -> None:
    lie_still(client, 19)
    assert client.post("/account/stay/").status_code == 204
    assert time.time() - client.session[SEEN] < MINUTE


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18 Safari/605", "Safari on a Mac"),
        ("curl/8.0", ""),
        ("", ""),
        (f"Firefox {CANARY}" * 500, "Firefox"),
    ],
)  # fmt: skip
def test_a_device_is_said_in_plain_words(agent: str, device: str) -> None:
    assert sessions.device_of(agent) == device


def cut_off_between(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Make a middleware: the session ends in another window while this page is made."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.session["seen"] = "something to keep"
        Session.objects.all().delete()
        return get_response(request)

    return answer


def test_a_session_that_ends_while_a_page_is_made_is_said_as_that(
    client: Client, settings: LazySettings
) -> None:
    assert "cut off" not in client.get("/account/me/").content.decode()  # control
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.cut_off_between"]
    client.handler.load_middleware()
    answer = client.get("/account/me/")
    assert answer.status_code == 400
    assert "That was cut off" in answer.content.decode()
