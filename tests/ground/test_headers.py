"""The headers of every answer: what keeps pages out of caches, frames, referrers and sensors."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.ground.replaced import middleware_without

# An answer that is closed looks after the connections, whether or not it asked the database.
pytestmark = pytest.mark.django_db

# docs/decisions: nothing inline, nothing from elsewhere, no text that becomes a script.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "default",
}
WORKSHEET = "/trafficking-or-smuggling/"
INTERVIEW = "/screen/unodc-general/interview/"
Ask = Callable[[Client], HttpResponse]
# One of every kind of answer, with its status.
ANSWERS: dict[str, tuple[int, Ask]] = {
    "a page": (200, lambda client: client.get("/")),
    "a head": (200, lambda client: client.head("/")),
    "an answer to a form": (200, lambda client: client.post(WORKSHEET, {"act.receipt": "yes"})),
    "a fragment": (
        200,
        lambda client: client.post(
            WORKSHEET, {"jurisdiction": "INT", "shown_for": "INT"}, headers={"HX-Request": "true"}
        ),
    ),
    "a style": (200, lambda client: client.get("/static/clew/clew.css")),
    "a choice of look": (302, lambda client: client.post("/look/", {"look": "dark"})),
    "an interview opened by its address": (302, lambda client: client.get(INTERVIEW)),
    "a request nobody understands": (400, lambda client: client.post(INTERVIEW, {"at": "x"})),
    "a form without its token": (
        403,
        lambda _: Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post("/look/"),
    ),
    "an unknown page": (404, lambda client: client.get("/nowhere/")),
    "an unknown style": (404, lambda client: client.get("/static/nowhere.css")),
    "a method not allowed": (405, lambda client: client.post("/")),
    "a mistake in a form": (422, lambda client: client.post(WORKSHEET, {"on": "soon"})),
    "another host name": (302, lambda _: Client(HTTP_HOST="clew.example").get("/")),
    "a form under another host name": (400, lambda _: Client(HTTP_HOST="clew.example").post("/")),
    "a request through a proxy": (
        403,
        lambda client: client.get("/", headers={"X-Forwarded-For": "192.0.2.1"}),
    ),
}


def directives(policy: str) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in policy.split(";")]
    return {name: values for name, _, values in parts}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_carries_the_quiet_headers(client: Client, kind: str) -> None:
    status, ask = ANSWERS[kind]
    answer = ask(client)
    assert answer.status_code == status
    headers = answer.headers
    assert directives(headers.get("Content-Security-Policy", "")) == POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    for sensor in ("camera", "microphone", "geolocation"):
        assert f"{sensor}=()" in headers["Permissions-Policy"]
    assert "Server" not in headers
    assert "Content-Security-Policy-Report-Only" not in headers
    answer.close()


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if kind != "a style"])
def test_no_answer_is_kept_by_the_browser(client: Client, kind: str) -> None:
    _, ask = ANSWERS[kind]
    assert ask(client).headers.get("Cache-Control") == "no-store"


def test_styles_fonts_and_scripts_may_be_kept(client: Client) -> None:
    for path in ("clew.css", "trust.js", "icons.svg"):
        answer = client.get(f"/static/clew/{path}")
        answer.close()
        assert "no-store" not in answer.headers["Cache-Control"]


def test_no_other_site_may_find_out_that_clew_runs_here(client: Client) -> None:
    # A page of a trafficker's that could fetch http://localhost:8000/static/… would know.
    for path in ("/", "/static/clew/trust.js"):
        answer = client.get(path, headers={"Origin": "https://evil.example"})
        answer.close()
        assert "Access-Control-Allow-Origin" not in answer.headers, path


@pytest.mark.parametrize(
    ("guard", "header"),
    [
        ("QuietHeaders", "Cache-Control"),
        ("QuietHeaders", "Permissions-Policy"),
        ("CSPMiddleware", "Content-Security-Policy"),
    ],
)
def test_without_its_guard_the_header_is_gone(
    client: Client, settings: Settings, guard: str, header: str
) -> None:
    settings.MIDDLEWARE = middleware_without(guard)
    assert header not in client.get("/").headers
