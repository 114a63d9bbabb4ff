"""A house without its keys: one page to open it, a sign of life, and one answer to all else."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from clew.ground.accounts import locked, tries
from clew.ground.accounts.policy import addresses
from clew.ground.audit.models import Event
from clew.ground.vault import housekeys, opening, passphrases, permits, root
from clew.ground.vault.models import HouseKey
from clew.survivor.people import actions as people
from tests.cast import CANARY, TODAY, Cast, signed_in

WORDS: Final = "lantern over the quiet harbour"
UNLOCK: Final = "/account/unlock/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def passphrase_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_secrets: root.Held
) -> Iterator[None]:
    """Seal the secrets of the tests' house under a passphrase, and lock it."""
    monkeypatch.setattr(passphrases, "_COSTS", {"memory_kib": 64, "passes": 1, "lanes": 1})
    here = dataclasses.replace(settings.CLEW, data=tmp_path, demonstration=False)
    monkeypatch.setattr(settings, "CLEW", here)
    here.passphrase_check.parent.mkdir(parents=True)
    housekeys.seal_under(passphrases.make(here.passphrase_check, WORDS))
    opening.lock()
    yield
    root.hold(own_secrets)


@pytest.fixture
def own_secrets() -> Iterator[root.Held]:
    before = root.held()
    mine = dataclasses.replace(
        before,
        derived=bytearray(before.derived),
        wrapping={version: bytearray(one) for version, one in before.wrapping.items()},
    )
    root.hold(mine)
    yield before
    root.hold(before)
    permits.clear()


def every_path() -> list[str]:
    found = ["/nothing/here/", "/static/clew/none.css"]
    for _name, pattern in addresses():
        path = "/" + pattern
        while "<" in path:
            before, _, rest = path.partition("<")
            kind, _, after = rest.partition(">")
            path = (
                before
                + ("0" * 8 + "-0000-4000-8000-" + "0" * 12 if "uuid" in kind else "7")
                + after
            )
        found.append(path)
    return [path for path in found if path not in {UNLOCK, "/account/health/"}]


@pytest.mark.usefixtures("passphrase_house")
def test_every_address_answers_the_same_503_whoever_asks(cast: Cast, client: Client) -> None:
    clients = [client, Client(HTTP_HOST="localhost")]
    clients[1].cookies["sessionid"] = "a-session-of-before"
    said = {
        (answer.status_code, answer.content)
        for one in clients
        for path in every_path()
        for answer in (one.get(path), one.post(path, {"name": CANARY}))
        if not path.startswith("/static/")
    }
    assert len(said) == 1
    [(status, body)] = said
    assert status == 503
    assert b"This house is locked" in body
    assert cast.advocate_a.email.encode() not in body


@pytest.mark.usefixtures("passphrase_house")
def test_the_sweep_sees_a_house_that_answers_though_it_is_locked(client: Client) -> None:
    # Red control: the guard taken away.
    with patch.object(locked, "_opens_by_itself", lambda: True):
        assert client.get(reverse("ui:start")).status_code == 200


@pytest.mark.usefixtures("passphrase_house")
def test_style_and_life_are_served_and_say_nothing(client: Client) -> None:
    style = client.get("/static/clew/clew.css")
    assert style.status_code == 200
    style.close()
    answer = client.get("/account/health/")
    assert (answer.status_code, answer.content) == (200, b"locked\n")
    assert client.post("/account/health/").status_code == 405


@pytest.mark.usefixtures("passphrase_house")
def test_the_right_passphrase_opens_the_house_and_its_people(cast: Cast, client: Client) -> None:
    assert b"Passphrase of the house" in client.get(UNLOCK).content
    answer = client.post(UNLOCK, {"passphrase": WORDS})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/account/health/").content == b"open\n"
    assert Event.objects.count() == 0, "this house of the tests has no mark to write about"
    person = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": CANARY})
    page = signed_in(cast.advocate_a).get(reverse("people:edit", args=[person.code]))
    assert CANARY.encode() in page.content
    assert client.get(UNLOCK).status_code == 302


@pytest.mark.usefixtures("passphrase_house")
@pytest.mark.parametrize("wrong", ["", WORDS[:-1], "x" * 3000, "\x00", "🔑" * 20])
def test_a_wrong_passphrase_is_always_the_same_page_and_opens_nothing(
    client: Client, wrong: str
) -> None:
    first = client.post(UNLOCK, {"passphrase": "something else"})
    answer = client.post(UNLOCK, {"passphrase": wrong})
    assert answer.status_code == first.status_code == 422
    assert _without_token(answer.content) == _without_token(first.content)
    assert b"This does not open the house. Nothing was opened." in answer.content
    assert not root.is_open()


@pytest.mark.usefixtures("passphrase_house")
def test_a_root_key_that_is_not_the_one_of_the_house_is_the_same_page(client: Client) -> None:
    wrong = client.post(UNLOCK, {"passphrase": "something else"})
    HouseKey.objects.update(sealed=b"x" * 60)
    answer = client.post(UNLOCK, {"passphrase": WORDS})
    assert answer.status_code == 422
    assert _without_token(answer.content) == _without_token(wrong.content)
    assert not root.is_open()


@pytest.mark.usefixtures("passphrase_house")
def test_after_five_wrong_tries_even_the_right_one_waits(client: Client) -> None:
    for _ in range(5):
        assert client.post(UNLOCK, {"passphrase": "wrong"}).status_code == 422
    assert client.post(UNLOCK, {"passphrase": WORDS}).status_code == 429
    assert not root.is_open()
    with patch.object(tries, "_now", lambda: 10**14):  # red control: much later
        assert client.post(UNLOCK, {"passphrase": WORDS}).status_code == 302


@pytest.mark.usefixtures("passphrase_house")
def test_a_forged_form_opens_nothing() -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post(UNLOCK, {"passphrase": WORDS}).status_code == 403
    assert not root.is_open()
    page = strict.get(UNLOCK).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    answer = strict.post(UNLOCK, {"passphrase": WORDS, "csrfmiddlewaretoken": token})
    assert answer.status_code == 302  # red control


@pytest.mark.usefixtures("passphrase_house")
def test_a_session_outlives_a_lock(cast: Cast) -> None:
    opening.unlock(passphrases.open_with(settings.CLEW.passphrase_check, WORDS))
    client = signed_in(cast.advocate_a)
    assert client.get(reverse("accounts:me")).status_code == 200
    opening.lock()
    assert client.get(reverse("accounts:me")).status_code == 503
    assert client.post(UNLOCK, {"passphrase": WORDS}).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 200


@pytest.mark.usefixtures("own_secrets")
def test_a_house_that_is_locked_in_the_middle_of_a_page_shows_that_it_is(cast: Cast) -> None:
    client = signed_in(cast.advocate_a)
    with patch("clew.ground.accounts.views.actor_of", side_effect=root.Locked):
        answer = client.get(reverse("accounts:me"))
    assert answer.status_code == 503
    assert b"This house is locked" in answer.content


def _without_token(body: bytes) -> bytes:
    before, _, rest = body.partition(b'name="csrfmiddlewaretoken" value="')
    return before + rest.partition(b'"')[2]
