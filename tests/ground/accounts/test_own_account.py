"""What members change about how they themselves sign in: asked again first, told afterwards."""

import re
import threading
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client

from clew.ground.accounts import again, factors, rising, spare_codes
from clew.ground.accounts.models import FactorUse, Member, SpareCode
from clew.ground.audit import whole
from clew.ground.audit.models import Event
from clew.ground.audit.writing import changes
from clew.ground.notices.models import Notice
from tests.cast import Cast
from tests.ground.accounts.signing import (
    PASSPHRASE,
    SECRET,
    a_while_later,
    a_wrong_code,
    browser,
    code_now,
    is_in,
    send_code,
    send_passphrase,
    sign_in,
    with_factor,
)

pytestmark = pytest.mark.django_db
NEW = "five words nobody says here"
CHANGES = {
    "/account/passphrase/": {"password1": NEW, "password2": NEW},
    "/account/address/": {"email": "ada.new@clew.invalid"},
    "/account/spare-codes/": {"once": ""},
}


@pytest.fixture
def ada(cast: Cast) -> Member:
    return with_factor(cast.advocate_a)


@pytest.fixture
def client(ada: Member) -> Client:
    """Return a browser on which she is signed in, and was not asked again."""
    found = browser()
    sign_in(found, ada)
    return found


def show_again(client: Client) -> None:
    """Show once more who it is."""
    a_while_later()
    client.post("/sign-in/again/code/", {"code": code_now()})


def remove(who: Member) -> str:
    return f"/account/factors/{Authenticator.objects.get(user=who).pk}/remove/"


@pytest.mark.both
def test_nothing_is_changed_before_it_is_asked_again_who_it_is(ada: Member, client: Client) -> None:
    asks = "/sign-in/again/code/?next="
    for path, sent in {**CHANGES, remove(ada): {}}.items():
        for answer in (client.get(path), client.post(path, sent)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(asks)
    now = Member.objects.get(id=ada.id)
    assert (now.email, now.check_password(PASSPHRASE)) == (ada.email, True)
    assert Authenticator.objects.filter(user=ada).exists()
    assert not SpareCode.objects.exists()
    assert NEW not in str(client.session.items()), "no passphrase is carried along"
    show_again(client)  # red control
    assert client.get("/account/passphrase/").status_code == 200


@pytest.mark.parametrize(("minutes", "asked"), [(4.5, False), (5.1, True)])
def test_having_shown_it_holds_for_five_minutes(
    client: Client, minutes: float, asked: bool
) -> None:
    show_again(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= minutes * 60
    session.save()
    assert (client.get("/account/passphrase/").status_code == 302) is asked


def test_without_the_question_an_open_page_would_be_enough(
    ada: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "is_fresh", lambda _: True)  # red control
    client.post("/account/passphrase/", CHANGES["/account/passphrase/"])
    assert Member.objects.get(id=ada.id).check_password(NEW)


@pytest.mark.both
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/account/passphrase/", "passphrase.changed"),
        ("/account/address/", "address.changed"),
        ("/account/spare-codes/", "spare_codes.renewed"),
        ("remove", "factor.removed"),
    ],
)
def test_each_change_ends_the_other_sessions_is_told_and_stands_in_the_trace(
    ada: Member, client: Client, path: str, told: str
) -> None:
    other = browser()
    sign_in(other, ada)
    assert is_in(other)
    show_again(client)
    sent = CHANGES.get(path, {})
    answer = client.post(remove(ada) if path == "remove" else path, sent)
    assert answer.status_code in {200, 302}
    assert client.get("/second-factor/").status_code == 200, "this session stays"
    assert other.get("/second-factor/").headers["Location"].startswith("/sign-in/?next=")
    notices = Notice.objects.filter(member=ada).exclude(code="browser.new")
    assert list(notices.values_list("code", flat=True)) == [told]
    assert Event.objects.filter(name=told, actor=ada.actor_id).count() == 1
    sign_in(browser(), ada)
    found = whole.verified({}, deep=True)
    assert found.broken_at is None, found.because


def test_a_new_address_and_passphrase_are_what_signs_in(ada: Member, client: Client) -> None:
    show_again(client)
    for path in ("/account/passphrase/", "/account/address/"):
        assert client.post(path, CHANGES[path]).status_code == 302
    assert send_passphrase(browser(), ada.email, PASSPHRASE).status_code == 200
    now = send_passphrase(browser(), "ada.new@clew.invalid", NEW)
    assert now.headers["Location"] == "/sign-in/code/"


def test_an_address_that_is_taken_or_none_is_refused(
    cast: Cast, ada: Member, client: Client
) -> None:
    show_again(client)
    for email in (cast.advocate_b.email.upper(), "none", "", "x@" + "y" * 300):
        assert client.post("/account/address/", {"email": email}).status_code in {200, 422}
    assert Member.objects.get(id=ada.id).email == ada.email


@pytest.mark.both
def test_spare_codes_are_shown_once_and_each_opens_once(ada: Member, client: Client) -> None:
    show_again(client)
    shown = client.post("/account/spare-codes/", {"once": ""}).content.decode()
    codes = re.findall(r"<code>([0-9 ]{14})</code>", shown)
    assert len(set(codes)) == spare_codes.HOW_MANY
    again_shown = client.get("/account/spare-codes/").content.decode()
    assert not any(code in again_shown for code in codes)
    stored = str(list(SpareCode.objects.values_list("digest", flat=True)))
    assert not any(code.replace(" ", "") in stored for code in codes)
    for code, opens in ((codes[0], True), (codes[0], False), (codes[1].replace(" ", ""), True)):
        one = browser()
        send_passphrase(one, ada.email)
        send_code(one, code)
        assert is_in(one) is opens
    assert spare_codes.left(ada) == spare_codes.HOW_MANY - 2


def test_new_spare_codes_end_the_old_and_are_nobody_elses(cast: Cast, ada: Member) -> None:
    bea = with_factor(cast.advocate_b)
    with changes(actor=ada, purpose="membership"):
        old, new = spare_codes.renew(ada), spare_codes.renew(ada)
    assert not spare_codes.use_up(ada, old[0])
    assert not spare_codes.use_up(bea, new[0])
    assert spare_codes.use_up(ada, new[0])


def test_with_the_last_factor_the_spare_codes_go_and_nothing_but_a_new_one_opens(
    ada: Member, client: Client
) -> None:
    with changes(actor=ada, purpose="membership"):
        spare_codes.renew(ada)
    show_again(client)
    assert "your last one" in client.get(remove(ada)).content.decode()
    client.post(remove(ada))
    assert not SpareCode.objects.exists()
    assert client.get("/account/me/").headers["Location"] == "/second-factor/"


def test_a_code_of_the_step_before_or_after_opens_and_none_further(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_015.0)
    for steps, opens in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        a_while_later()
        assert (factors.of_app(ada, code_now(steps)) is not None) is opens


@pytest.mark.both
def test_a_code_of_an_older_step_is_refused_after_a_newer_one(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_015.0)  # the middle of a half minute
    assert factors.of_app(ada, code_now(1)) is not None
    for steps in (1, 0, -1):
        assert factors.of_app(ada, code_now(steps)) is None
    FactorUse.objects.all().delete()  # red control
    assert factors.of_app(ada, code_now()) is not None


def many_at_once(act: Callable[[], object], times: int = 6) -> list[object]:
    """Do one thing several times at the same moment, as several workers would."""
    start, found = threading.Barrier(times), []

    def work() -> None:
        try:
            start.wait()
            found.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_of_many_workers_that_get_one_code_at_once_one_lets_it_in(cast: Cast) -> None:
    ada = with_factor(cast.advocate_a)
    app = Authenticator.objects.get(user=ada)
    for step in (7, 8):  # the first makes the row, the second raises it
        taken = many_at_once(lambda step=step: rising.rises(app.pk, step))
        assert sorted(map(bool, taken)) == [False] * 5 + [True]
    with changes(actor=ada, purpose="membership"):
        code = spare_codes.renew(ada)[0]
    assert sorted(many_at_once(lambda: spare_codes.use_up(ada, code))) == [False] * 5 + [True]


def test_the_code_that_sets_an_app_up_does_not_sign_in_as_well(cast: Cast) -> None:
    new = with_factor(cast.advocate_b)
    Authenticator.objects.filter(user=new).delete()
    client = browser()
    send_passphrase(client, new.email)
    client.post("/sign-in/again/", {"password": PASSPHRASE})
    assert client.get("/second-factor/new/").status_code == 200
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert client.post("/second-factor/new/", {"code": a_wrong_code()}).status_code == 422
    code = code_now()
    assert client.post("/second-factor/new/", {"code": code}).status_code == 302
    other = browser()
    send_passphrase(other, new.email)
    send_code(other, code)
    assert not is_in(other)
