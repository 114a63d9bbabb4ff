"""Signing in: both factors, in order, each code once; who has none can do nothing but enrol."""

import base64
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from clew.ground.accounts import actions
from clew.ground.accounts.models import Member
from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from tests.cast import Cast, member
from tests.ground.accounts.signing import (
    PASSPHRASE,
    SECRET,
    a_while_later,
    a_wrong_code,
    browser,
    code_now,
    is_in,
    page,
    send_code,
    send_passphrase,
    sign_in,
    with_factor,
    with_passphrase,
)
from tests.site.test_permission_sweep import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_memory_of_other_tests() -> Iterator[None]:
    """Forget the tries and the codes of other tests."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada(cast: Cast) -> Member:
    """Return an advocate with both factors."""
    return with_factor(cast.advocate_a)


@pytest.mark.both
def test_both_factors_open_the_house(ada: Member) -> None:
    client = browser()
    asked = send_passphrase(client, ada.email)
    assert (asked.status_code, asked.headers["Location"]) == (302, "/sign-in/code/")
    assert not is_in(client), "a passphrase alone opens nothing"
    done = send_code(client, code_now())
    assert (done.status_code, done.headers["Location"]) == (302, "/account/arrive/")
    assert is_in(client)


def test_a_wrong_code_opens_nothing(ada: Member) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    assert send_code(client, a_wrong_code()).status_code == 200
    assert not is_in(client)
    send_code(client, code_now())  # red control
    assert is_in(client)


def test_a_code_opens_once(ada: Member) -> None:
    code = code_now()
    first, second = browser(), browser()
    for client in (first, second):
        send_passphrase(client, ada.email)
        send_code(client, code)
    assert is_in(first)
    assert not is_in(second)
    a_while_later()  # red control: it is the memory of used codes that refused it
    send_code(second, code)
    assert is_in(second)


def test_a_code_of_an_hour_ago_opens_nothing(ada: Member) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    send_code(client, code_now(-120))
    assert not is_in(client)


def test_a_code_without_a_passphrase_before_it_opens_nothing(ada: Member) -> None:
    client = browser()
    assert send_code(client, code_now()).status_code == 302
    assert not is_in(client)
    assert ada.is_active


def test_an_unknown_address_and_a_wrong_passphrase_look_the_same(ada: Member) -> None:
    wrong = send_passphrase(browser(), ada.email, "not the passphrase at all")
    unknown = send_passphrase(browser(), "nobody@clew.invalid", "not the passphrase at all")
    assert (wrong.status_code, wrong.headers.get("Location")) == (
        unknown.status_code, unknown.headers.get("Location"),
    )  # fmt: skip
    assert page(wrong).replace(ada.email, "") == page(unknown).replace("nobody@clew.invalid", "")
    assert wrong.headers.keys() == unknown.headers.keys()


def test_a_frozen_member_looks_like_an_unknown_one_at_sign_in(cast: Cast, ada: Member) -> None:
    unknown = send_passphrase(browser(), "nobody@clew.invalid")
    actions.freeze(actor=cast.administrator, member=ada)
    client = browser()
    answer = send_passphrase(client, ada.email)
    assert answer.status_code == unknown.status_code
    assert page(answer).replace(ada.email, "") == page(unknown).replace("nobody@clew.invalid", "")
    send_code(client, code_now())
    assert not is_in(client)


def test_a_frozen_member_is_out_at_once(cast: Cast, ada: Member) -> None:
    client = browser()
    sign_in(client, ada)
    assert is_in(client)  # red control
    actions.freeze(actor=cast.administrator, member=ada)
    assert client.get("/account/me/").headers["Location"].startswith("/sign-in/?next=")
    assert client.post("/account/members/").status_code == 401


def test_who_has_no_second_factor_reaches_nothing_but_setting_one_up(cast: Cast) -> None:
    everything = member(cast.house, "Everything At Once", *(set(Role) - {Role.SURVIVOR}))
    client = browser()
    send_passphrase(client, with_passphrase(everything).email)
    opened = set(opened_by(client, everything))
    assert opened == {name for name, rule in table().items() if rule.before_second_factor}
    assert client.get(reverse("mfa_index")).status_code == 200
    for way in ("mfa_activate_totp", "accounts:new_passkey"):
        assert client.get(reverse(way)).headers["Location"].startswith("/sign-in/again/?next=")
    TOTP.activate(everything, SECRET)  # red control
    assert set(opened_by(client, everything)) > opened


def opened_by(client: Client, who: Member) -> Iterator[str]:
    """Yield each address that asks for a member and does not send this one to set up a factor."""
    for name, _pattern in addresses():
        rule = table()[name]
        if rule.roles is None or who.roles.isdisjoint(rule.roles):
            continue
        answers = [client.generic(method, path_of(name, {})) for method in sorted(rule.methods)]
        away = {(answer.status_code, answer.headers.get("Location")) for answer in answers}
        if away != {(302, reverse("mfa_index"))}:
            yield name


def test_a_new_member_enrols_with_their_passphrase_and_is_in(cast: Cast) -> None:
    new = with_passphrase(cast.advocate_a)
    client = browser()
    send_passphrase(client, new.email)
    assert not is_in(client)
    client.post("/sign-in/again/?next=/second-factor/new/", {"password": "not it at all, no"})
    assert client.get("/second-factor/new/").status_code == 302  # red control
    client.post("/sign-in/again/?next=/second-factor/new/", {"password": PASSPHRASE})
    assert client.get("/second-factor/new/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    now = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert client.post("/second-factor/new/", {"code": a_wrong_code()}).status_code == 422
    assert not is_in(client)
    assert client.post("/second-factor/new/", {"code": now}).status_code == 302
    assert is_in(client)
    [row] = Authenticator.objects.filter(user=new, type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)


def enrol(client: Client) -> None:
    """Set up a second factor on the page for it."""
    client.post("/sign-in/again/?next=/second-factor/new/", {"password": PASSPHRASE})
    client.get("/second-factor/new/")
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post("/second-factor/new/", {"code": code})


@pytest.mark.django_db(transaction=True)
def test_enrolling_ends_every_other_session_that_a_passphrase_alone_had_opened(cast: Cast) -> None:
    # The passphrase came on paper: somebody who read it may be signed in and wait.
    thief, owner, other = browser(), browser(), browser()
    with_passphrase(cast.advocate_a)
    for client in (thief, owner):
        send_passphrase(client, cast.advocate_a.email)
    sign_in(other, with_factor(cast.advocate_b))
    assert thief.get("/account/me/").headers["Location"] == reverse("mfa_index")
    enrol(owner)
    assert is_in(owner)
    assert not is_in(thief)
    assert is_in(other)  # red control: nobody else's session ends


def test_a_survivor_needs_no_app_and_reaches_only_their_own_pages(cast: Cast) -> None:
    client = browser()
    client.force_login(cast.survivor)
    assert client.get("/account/arrive/").headers["Location"] == reverse("portal:home")
    assert client.get("/cases/").status_code == 403


def test_a_survivor_who_also_works_here_needs_the_app(cast: Cast) -> None:
    both = member(cast.house, "Both At Once", Role.SURVIVOR, Role.ADVOCATE)
    client = browser()
    client.force_login(both)
    assert client.get("/account/me/").headers["Location"] == reverse("mfa_index")


@pytest.mark.both
def test_the_secret_of_the_app_is_not_in_the_database(ada: Member) -> None:
    [row] = Authenticator.objects.filter(user=ada, type=Authenticator.Type.TOTP)
    stored = str(row.data)
    raw = base64.b32decode(SECRET)
    for form in (SECRET, raw.hex(), base64.b64encode(raw).decode(), str(raw)):
        assert form not in stored
    assert row.wrap().validate_code(code_now())  # red control: it is this secret


def test_a_second_factor_that_was_altered_by_hand_opens_nothing(ada: Member) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    [row] = Authenticator.objects.filter(user=ada, type=Authenticator.Type.TOTP)
    row.data["secret"] = row.data["secret"][:-2] + "00"
    row.save()
    client.raise_request_exception = False
    answer = send_code(client, code_now())
    assert answer.status_code in {200, 500}
    assert SECRET not in answer.content.decode()
    assert not is_in(client)


def test_signing_in_gives_the_session_another_name(ada: Member) -> None:
    client = browser()
    client.get("/sign-in/")
    send_passphrase(client, ada.email)
    before = client.session.session_key
    send_code(client, code_now())
    assert is_in(client)
    assert client.session.session_key != before


def test_after_signing_out_the_old_cookie_opens_nothing(ada: Member) -> None:
    client = browser()
    sign_in(client, ada)
    old = client.cookies["sessionid"].value
    client.post("/sign-out/")
    thief = Client(HTTP_HOST="localhost")
    thief.cookies["sessionid"] = old
    assert not is_in(thief)
