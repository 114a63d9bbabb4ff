"""Passkeys: the challenge is asked once, answered once, from here, by the one device itself."""

import copy
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from fido2.utils import websafe_encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.ground.accounts import actions, passkeys, rising
from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from tests.cast import CANARY, Cast
from tests.ground.accounts.device import Device
from tests.ground.accounts.signing import (
    PASSPHRASE,
    browser,
    is_in,
    page,
    send_passphrase,
    sign_in,
    with_factor,
    with_passphrase,
)

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def options_on(answer: HttpResponse) -> dict[str, Any]:
    """Return what a page asks a device for."""
    [found] = re.findall(r'data-options="([^"]*)"', answer.content.decode())
    asked: dict[str, Any] = json.loads(unescape(found))
    return asked


def asked_again(client: Client, passphrase: str = PASSPHRASE) -> None:
    """Show the passphrase again, as who has no second factor yet."""
    client.post("/sign-in/again/", {"password": passphrase})


def enrol(client: Client, device: Device, name: str = "work phone", **more: str) -> HttpResponse:
    """Set a passkey up on the page for it."""
    answer = device.create(options_on(client.get("/account/passkeys/new/")), **more)
    sent = {"name": name, "credential": json.dumps(answer)}
    return client.post("/account/passkeys/new/", sent)


def challenge(client: Client) -> dict[str, Any]:
    """Ask for a challenge on the sign-in page, as its script does."""
    asked: dict[str, Any] = client.get("/sign-in/passkey/", **JSON).json()["request_options"]
    return asked


def send(client: Client, answer: dict[str, Any], path: str = "/sign-in/passkey/") -> HttpResponse:
    return client.post(path, {"credential": json.dumps(answer)})


@pytest.fixture
def ada(cast: Cast) -> Member:
    return with_passphrase(cast.advocate_a)


@pytest.fixture
def device(ada: Member) -> Device:
    """Return a device on which the advocate has a passkey."""
    made, client = Device(), browser()
    send_passphrase(client, ada.email)
    asked_again(client)
    assert enrol(client, made).status_code == 302
    return made


@pytest.mark.both
def test_a_passkey_alone_opens_the_house(ada: Member, device: Device) -> None:
    client = browser()
    answer = send(client, device.get(challenge(client)))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/arrive/")
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(ada.id)


def test_a_passkey_opens_while_somebody_else_uses_up_the_tries(ada: Member, device: Device) -> None:
    stranger = browser()
    answers = [
        send_passphrase(stranger, ada.email, f"wrong {turn}").status_code for turn in range(8)
    ]
    assert answers[-1] == 429
    assert send_passphrase(browser(), ada.email).status_code == 429  # control: that door is shut
    client = browser()
    assert send(client, device.get(challenge(client))).status_code == 302
    assert is_in(client)


def test_the_first_passkey_ends_other_sessions_leads_to_spare_codes_and_is_told(
    ada: Member,
) -> None:
    thief, client = browser(), browser()
    for one in (thief, client):
        send_passphrase(one, ada.email)
    asked_again(client)
    before = client.session.session_key
    assert enrol(client, Device()).headers["Location"] == "/account/spare-codes/"
    assert client.session.session_key != before
    assert is_in(client)
    assert not is_in(thief)
    assert thief.get("/account/me/").headers["Location"].startswith("/sign-in/?next=")
    notices = Notice.objects.exclude(code="browser.new")
    assert list(notices.values_list("member", "code")) == [(ada.id, "factor.added")]
    assert Event.objects.filter(name="factor.added", actor=str(ada.id)).count() == 1


def test_nobody_enrols_without_showing_again_who_they_are(device: Device) -> None:
    client = browser()
    send(client, device.get(challenge(client)))
    for path in ("/account/passkeys/new/", "/second-factor/new/", "/account/spare-codes/"):
        for answer in (client.get(path), client.post(path, {"credential": "{}", "code": "1"})):
            assert (
                answer.headers["Location"]
                == f"/sign-in/again/passkey/?next={path.replace('/', '%2F')}"
            )
    assert Authenticator.objects.count() == 1
    asked = client.get("/sign-in/again/passkey/?next=/account/passkeys/new/")
    sent = {
        "credential": json.dumps(device.get(options_on(asked))),
        "next": "/account/passkeys/new/",
    }
    answer = client.post("/sign-in/again/passkey/", sent)
    assert answer.headers["Location"] == "/account/passkeys/new/"
    assert client.get("/account/passkeys/new/").status_code == 200


def test_a_passphrase_does_not_stand_in_for_the_passkey_when_asked_again(
    device: Device,
) -> None:
    client = browser()
    send(client, device.get(challenge(client)))
    answer = client.post("/sign-in/again/", {"password": PASSPHRASE})
    assert answer.headers["Location"].startswith("/sign-in/again/passkey/")
    assert client.get("/account/passkeys/new/").status_code == 302


def test_after_the_passphrase_a_passkey_is_the_second_factor(ada: Member, device: Device) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    answer = send(client, device.get(options_on(client.get("/sign-in/code/"))), "/sign-in/code/")
    assert answer.headers["Location"] == "/account/arrive/"
    assert is_in(client)


def test_who_has_no_passkey_is_not_asked_for_one(cast: Cast) -> None:
    client = browser()
    send_passphrase(client, with_factor(cast.advocate_b).email)
    assert "data-options" not in client.get("/sign-in/code/").content.decode()


def from_elsewhere(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    return device.get(asked, origin="http://localhost.evil.example:8000")


def from_a_name_below(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    return device.get(asked, origin="http://evil.localhost:8000")


def for_another_house(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    device.relying_party = "clew.example"
    return device.get(asked)


def without_a_finger(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    device.verified = False
    return device.get(asked)


def of_another_key(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    return Device(id=device.id, owner=device.owner, counter=50).get(asked)


def of_another_owner(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    answer = device.get(asked)
    answer["response"]["userHandle"] = websafe_encode(b"nobody")
    return answer


def of_another_challenge(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    other = copy.deepcopy(asked)
    other["publicKey"]["challenge"] = "A" * 43
    return device.get(other)


def altered(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    answer = device.get(asked)
    seen = answer["response"]["authenticatorData"]
    answer["response"]["authenticatorData"] = seen[:-1] + ("A" if seen[-1] != "A" else "B")
    return answer


LIES: list[Callable[[Device, dict[str, Any]], dict[str, Any]]] = [
    from_elsewhere, from_a_name_below, for_another_house, without_a_finger, of_another_key,
    of_another_owner, of_another_challenge, altered,
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_is_not_this_devices_to_this_house_opens_nothing(
    device: Device, lie: Callable[[Device, dict[str, Any]], dict[str, Any]]
) -> None:
    client, honest = browser(), copy.copy(device)
    answer = send(client, lie(device, challenge(client)))
    assert answer.status_code == 422
    assert "opens nothing here" in answer.content.decode()
    assert not is_in(client)
    honest.counter = device.counter
    send(client, honest.get(challenge(client)))  # red control
    assert is_in(client)


def test_a_name_below_the_houses_own_is_refused_by_our_own_look_at_the_origin(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passkeys, "is_own_origin", lambda _: True)  # red control
    client = browser()
    send(client, from_a_name_below(device, challenge(client)))
    assert is_in(client), "the library alone would take it"


@pytest.mark.both
def test_an_answer_opens_once(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()
    answer = device.get(challenge(client))
    wrong = copy.deepcopy(answer)
    wrong["response"]["signature"] = "AAAA"
    assert send(client, wrong).status_code == 422
    assert send(client, answer).status_code == 422, "a wrong answer used the challenge up"
    answer = device.get(challenge(client))
    assert send(client, answer).status_code == 302
    thief = browser()
    assert send(thief, answer).status_code == 422
    challenge(thief)
    assert send(thief, answer).status_code == 422
    monkeypatch.setattr(passkeys.auth, "clear_state", lambda: None)  # red control
    monkeypatch.setattr(passkeys, "counts_on", lambda *_: True)
    victim = browser()
    answer = device.get(challenge(victim))
    send(victim, wrong)
    assert send(victim, answer).status_code == 302


@pytest.mark.both
def test_a_copy_of_a_passkey_is_refused_written_down_and_told(
    ada: Member, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = copy.copy(device)
    client, thief = browser(), browser()
    for _ in range(2):
        send(client, device.get(challenge(client)))
        client.post("/sign-out/")
    assert send(thief, copied.get(challenge(thief))).status_code == 422
    assert not is_in(thief)
    last, event = Event.objects.order_by("-seq")[:2]
    assert (event.kind, event.name, event.actor) == ("refused", "passkey.copied", str(ada.id))
    assert (last.kind, last.name, last.actor) == ("refused", "passkey.refused", "house")
    assert Notice.objects.filter(member=ada, code="passkey.copied").count() == 1
    monkeypatch.setattr(passkeys, "counts_on", lambda *_: True)  # red control
    send(thief, copied.get(challenge(thief)))
    assert is_in(thief)


def test_a_passkey_that_does_not_count_opens_every_time_until_it_counts(ada: Member) -> None:
    client, device = browser(), Device(counts=False)
    send_passphrase(client, ada.email)
    asked_again(client)
    enrol(client, device)
    for counts in (False, False, True, False):
        client, device.counts = browser(), counts
        answer = device.get(challenge(client))
        if device.counter and not counts:
            device.counter = 0
            answer = device.get(challenge(client))
            assert send(client, answer).status_code == 422
        else:
            assert send(client, answer).status_code == 302


def test_a_frozen_members_passkey_opens_nothing(cast: Cast, ada: Member, device: Device) -> None:
    actions.freeze(actor=cast.administrator, member=ada)
    client = browser()
    frozen = send(client, device.get(challenge(client)))
    unknown = send(client, Device(owner=device.owner).get(challenge(client)))
    assert (frozen.status_code, page(frozen)) == (unknown.status_code, page(unknown))
    assert not is_in(client)
    actions.unfreeze(actor=cast.administrator, member=ada)  # red control
    send(client, device.get(challenge(client)))
    assert is_in(client)


def test_a_passkey_that_was_removed_or_reset_opens_nothing(
    cast: Cast, ada: Member, device: Device
) -> None:
    actions.reset(actor=cast.administrator, member=ada)
    client = browser()
    assert send(client, device.get(challenge(client))).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize(
    ("lie", "kept"),
    [
        ({"origin": "http://evil.localhost:8000"}, 0),
        ({"origin": "https://clew.example"}, 0),
        ({}, 1),
    ],
)
def test_a_passkey_made_elsewhere_is_not_taken(ada: Member, lie: dict[str, str], kept: int) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    asked_again(client)
    enrol(client, Device(), **lie)
    assert Authenticator.objects.count() == kept


def test_a_passkey_without_finger_or_pin_is_not_taken(ada: Member) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    asked_again(client)
    asked = options_on(client.get("/account/passkeys/new/"))["publicKey"]
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["rp"] == {"id": "localhost", "name": "Clew"}
    assert enrol(client, Device(verified=False)).status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "sent",
    ["", "{", "[]", "1", "null", '"x"', "{}", '{"response": []}', '{"response": {"userHandle": 1}}',
     '{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "x"}}',
     '{"rawId": null, "response": {"clientDataJSON": {}, "attestationObject": 5}}',
     "[" * 5000, "\x00", '{"id": "' + "A" * 200_000 + '"}'],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/sign-in/passkey/", "/account/passkeys/new/", "/sign-in/code/"])
def test_whatever_is_sent_as_a_passkey_is_refused_by_a_page(
    ada: Member, sent: str, path: str
) -> None:
    client = browser()
    send_passphrase(client, ada.email)
    if path == "/account/passkeys/new/":
        asked_again(client)
        client.get(path)
    if path == "/sign-in/passkey/":
        client = browser()
        challenge(client)
    answer = client.post(path, {"credential": sent})
    assert answer.status_code in {200, 302, 422}
    assert not Authenticator.objects.exists()


PIECES = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.binary(max_size=40).map(websafe_encode),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject"),
            PIECES,
        ),
    ),
    st.sampled_from(["/sign-in/passkey/", "/account/passkeys/new/"]),
)
def test_no_crafted_answer_is_an_error(ada: Member, response: dict[str, Any], path: str) -> None:
    device, client = Device(owner=websafe_encode(user_pk_to_url_str(ada).encode())), browser()
    if path == "/account/passkeys/new/":
        Authenticator.objects.filter(user=ada).delete()
        client.force_login(ada)
        asked_again(client)
        answer = device.create(options_on(client.get(path)))
    else:
        answer = device.get(challenge(client))
    answer["response"] |= response
    assert send(client, answer, path).status_code in {302, 422}


def test_a_passkey_is_called_otherwise_and_removed_by_its_owner_alone(
    cast: Cast, ada: Member, device: Device
) -> None:
    client = browser()
    send(client, device.get(challenge(client)))
    again = client.get("/sign-in/again/passkey/")
    send(client, device.get(options_on(again)), "/sign-in/again/passkey/")
    bea = with_factor(cast.advocate_b)
    foreign = Authenticator.objects.create(
        user=bea, type="webauthn", data={"name": CANARY, "credential": {}}
    )
    [own] = Authenticator.objects.filter(user=ada)
    for number in (foreign.pk, 0, 10**30):
        for path in (f"/account/passkeys/{number}/", f"/account/factors/{number}/remove/"):
            for answer in (client.get(path), client.post(path, {"name": "x"})):
                assert answer.status_code == 404
                assert CANARY not in answer.content.decode()
    assert client.post(f"/account/passkeys/{own.pk}/", {"name": "red key"}).status_code == 302
    assert "red key" in client.get("/second-factor/").content.decode()
    assert client.post(f"/account/passkeys/{own.pk}/", {"name": ""}).status_code == 422
    last = client.get(f"/account/factors/{own.pk}/remove/").content.decode()
    assert "your last one" in last
    assert client.post(f"/account/factors/{own.pk}/remove/").status_code == 302
    assert client.get("/account/me/").headers["Location"] == "/second-factor/"
    assert not Authenticator.objects.filter(user=ada).exists()
    assert Authenticator.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://localhost:8000", "localhost", True),
        ("http://localhost", "localhost", True),
        ("https://localhost", "localhost", False),
        ("https://clew.example", "clew.example", True),
        ("http://clew.example", "clew.example", False),
        ("https://a.clew.example", "clew.example", False),
        ("https://clew.example.evil", "clew.example", False),
        ("https://user@clew.example", "clew.example", True),
        ("https://[", "clew.example", False),
        ("", "localhost", False),
    ],
)
def test_only_the_houses_own_name_is_its_origin(
    origin: str, host: str, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passkeys.settings, "CLEW", type("House", (), {"host": host}))
    assert passkeys.is_own_origin(origin) is own


def test_two_apps_of_two_members_do_not_use_up_each_others_codes(cast: Cast) -> None:
    for who in (cast.advocate_a, cast.advocate_b):
        client = browser()
        sign_in(client, with_factor(who))
        assert is_in(client)
    assert rising.highest(-5) == -1
