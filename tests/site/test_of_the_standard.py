"""What ASVS 5.0 asks and no room's own test shows: types of answers, masked fields, odd methods."""

import re

import pytest
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.cast import Cast, signed_in
from tests.ground.accounts.signing import with_factor

pytestmark = pytest.mark.django_db
# Of each kind of answer one, without signing in.
ANSWERS = {
    "/": "text/html; charset=utf-8",
    "/sign-in/": "text/html; charset=utf-8",
    "/my/in/": "text/html; charset=utf-8",
    "/no/such/page/": "text/html; charset=utf-8",
    "/static/clew/clew.css": 'text/css; charset="utf-8"',
    "/static/clew/icons.svg": "image/svg+xml",
}


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_says_what_it_is_and_in_which_alphabet(client: Client, path: str) -> None:
    answer = client.get(path)
    assert body(answer)
    assert answer.headers["Content-Type"] == ANSWERS[path]


@pytest.mark.parametrize("path", ["/.git/HEAD", "/.env", "/static/", "/pyproject.toml", "/var/"])
def test_nothing_beside_the_pages_is_served(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "ref:" not in body(answer)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "PUT", "DELETE", "PATCH"])
def test_a_method_that_no_page_has_is_refused(client: Client, method: str) -> None:
    answer = client.generic(method, "/sign-in/", b"secret", HTTP_X_PLANTED="planted")
    assert answer.status_code == 405
    assert "planted" not in body(answer)


@pytest.mark.parametrize("override", ["HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_METHOD_OVERRIDE"])
def test_no_header_makes_another_method_of_a_request(client: Client, override: str) -> None:
    assert client.get("/look/", **{override: "POST"}).status_code == 405


@pytest.mark.parametrize("path", ["/sign-in/", "/my/in/"])
def test_what_is_secret_is_masked_and_a_manager_may_fill_it_in(client: Client, path: str) -> None:
    fields = html.fromstring(body(client.get(path))).xpath("//main//input[not(@type='hidden')]")
    secret = [field for field in fields if field.get("name") in {"password", "word"}]
    assert [field.get("type") for field in secret] == ["password"]
    for field in secret:
        assert field.get("readonly") is None
        assert field.get("onpaste") is None
    if path == "/sign-in/":
        assert secret[0].get("autocomplete") == "current-password"


def test_a_session_key_cannot_be_guessed() -> None:
    store = SessionStore()
    store.create()
    key = store.session_key or ""
    assert len(VALID_KEY_CHARS) ** len(key) > 2**128


def test_no_page_says_with_what_it_was_made(cast: Cast) -> None:
    client = signed_in(with_factor(cast.advocate_a))
    for answer in (client.get("/"), client.get("/no/such/page/"), client.post("/sign-in/")):
        told = body(answer) + str(dict(answer.headers))
        assert not re.search(r"(?i)django|waitress|python|allauth|traceback", told)


def body(answer: HttpResponse) -> str:
    """Return the text of an answer, streamed or whole."""
    given = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return given.decode(errors="replace")
