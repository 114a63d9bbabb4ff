"""Light and dark: kept in a cookie, and a way back that never leads to another site."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from clew.ground.ui import views
from tests.ground.reading import Page

OUTSIDE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/////evil.example/x",
    "http://evil.example",
    "https:evil.example",
    "http:///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\n//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
]


def leads_outside(location: str) -> bool:
    """Say whether a browser would leave the site: it takes `\\` for `/`, and skips tabs."""
    seen = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "")
    parts = urlsplit(seen)
    return seen.startswith("//") or bool(parts.scheme or parts.netloc)


def chosen(client: Client, **sent: str) -> str:
    answer = client.post("/look/", sent)
    assert answer.status_code == 302
    return answer.headers["Location"]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_chosen_look_is_kept_and_shown_on_the_next_page(client: Client, look: str) -> None:
    chosen(client, look=look, next="/sources/")
    page = Page.of(client.get("/sources/"))
    assert page.root.get("data-theme") == look
    (pressed,) = page.root.xpath("//button[@name='look'][@aria-pressed='true']/@value")
    assert pressed == look


def test_as_the_device_says_nothing_of_a_look(client: Client) -> None:
    chosen(client, look="dark")
    chosen(client, look="system")
    assert Page.of(client.get("/")).root.get("data-theme") is None


def test_the_cookie_of_the_look_is_for_this_site_alone(client: Client) -> None:
    chosen(client, look="dark")
    cookie = client.cookies["clew_look"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.parametrize("look", ["", "purple", '"><script>', "dark light"])
def test_a_look_that_does_not_exist_is_not_kept(client: Client, look: str) -> None:
    chosen(client, look=look)
    assert "clew_look" not in client.cookies


def test_a_cookie_somebody_wrote_by_hand_is_not_shown(client: Client) -> None:
    client.cookies["clew_look"] = '"onload="x'
    assert Page.of(client.get("/")).root.get("data-theme") is None


@pytest.mark.parametrize("path", ["/sources/", "/screen/unodc-general/", "/nowhere/"])
def test_the_choice_leads_back_to_the_page_it_was_made_on(client: Client, path: str) -> None:
    form = Page.of(client.get(path)).form("//form[contains(@action, '/look/')]")
    assert chosen(client, **form.fields, look="dark") == path


@pytest.mark.parametrize("where", OUTSIDE)
def test_the_way_back_never_leads_outside(client: Client, where: str) -> None:
    assert not leads_outside(chosen(client, look="dark", next=where))


def test_without_the_guard_the_way_back_leads_outside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_page_within", lambda path: path)
    assert leads_outside(chosen(client, look="dark", next="//evil.example"))
    assert leads_outside(chosen(client, look="dark", next="http://evil.example"))
