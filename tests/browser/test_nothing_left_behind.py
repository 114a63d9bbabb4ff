"""A walk asks nothing of any other site, and leaves nothing on the computer but two cookies."""

import pytest
from playwright.sync_api import Error, expect

from tests.browser.places import PLACES, SHEET
from tests.browser.window import OpenWindow, Window

pytestmark = pytest.mark.browser
COOKIES = {"csrftoken", "clew_look"}
_KEPT = """
async () => ({
  local: {...localStorage},
  session: {...sessionStorage},
  databases: (await indexedDB.databases()).map((one) => one.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})
"""
NOTHING = {"local": {}, "session": {}, "databases": [], "caches": [], "workers": 0}


def walk(window: Window) -> None:
    """Hold an interview, fill in a worksheet, have words read, count the days, choose a look."""
    for place in (
        "outcome open",
        "worksheet of England",
        "published case",
        "words read",
        "bill answered",
        "recovery answered",
    ):
        PLACES[place](window)
    window.page.locator("footer button[value=dark]").click()
    expect(window.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_only_two_cookies_are_left_and_nothing_else(open_window: OpenWindow) -> None:
    window = open_window(alone=True)
    walk(window)
    assert window.page.evaluate(_KEPT) == NOTHING
    cookies = window.context.cookies()
    assert {cookie["name"] for cookie in cookies} == COOKIES
    for cookie in cookies:
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"
        assert cookie["domain"] == "localhost"


def test_what_is_left_would_be_found(open_window: OpenWindow) -> None:
    window = open_window(alone=True)
    window.go("/")
    window.page.evaluate(
        """async () => {
          localStorage.setItem("said", "x");
          sessionStorage.setItem("said", "x");
          await new Promise((done) => { indexedDB.open("said").onsuccess = done; });
          await caches.open("said");
        }"""
    )
    found = window.page.evaluate(_KEPT)
    assert found["local"] == {"said": "x"}
    assert found["session"]["said"] == "x"
    assert found["databases"] == ["said"]
    assert found["caches"] == ["said"]


def test_nothing_is_asked_of_any_other_site(window: Window) -> None:
    walk(window)
    assert len(window.requested) > 20
    assert window.elsewhere == []


def test_nothing_said_stands_in_an_address(window: Window) -> None:
    window.begin("ilo-delphi-adults-labour")
    window.answer("present", words="Zdravka-Canarova")
    window.press("stop")
    window.press("outcome")
    PLACES["worksheet filled"](window)
    assert not any("Canar" in url or "present" in url or "yes" in url for url in window.requested)
    assert window.page.evaluate("document.referrer").count("?") == 0


def test_a_request_to_another_site_is_seen_and_refused(window: Window) -> None:
    window.go("/")
    told = window.page.evaluate(
        """async () => {
          const picture = new Image();
          picture.src = "http://127.0.0.2:9/pixel.png";
          document.body.append(picture);
          return fetch("http://127.0.0.2:9/").then(() => "asked", () => "refused");
        }"""
    )
    assert told == "refused"
    said = window.overheard()
    assert "securitypolicyviolation connect-src http://127.0.0.2:9/" in said
    assert "securitypolicyviolation img-src" in said


def test_going_back_after_leaving_shows_nothing_that_was_said(window: Window) -> None:
    window.begin("unodc-general")
    window.answer("present", words="Zdravka-Canarova")
    window.go(SHEET)
    with pytest.raises(Error, match="CACHE_MISS"):  # the browser would have to send it all again
        window.page.go_back()
    window.page.wait_for_timeout(500)  # the browser is still putting its own page there
    expect(window.page.get_by_text("Zdravka-Canarova")).to_have_count(0)
