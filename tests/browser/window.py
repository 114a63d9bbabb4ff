"""A window of a real browser on the site, with everything it asked for and complained of."""

import os
import shutil
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
)

HOW_TO_INSTALL: Final = "Browser tests need Chromium: apt-get install chromium"
# A page in answer to a mistake is a page; the browser's console calls it a failure all the same.
_MISTAKES: Final = {400, 403, 404, 422}
_TELL_VIOLATIONS: Final = """
addEventListener("securitypolicyviolation", (event) => console.error(
  `securitypolicyviolation ${event.violatedDirective} ${event.blockedURI}`));
"""
DESK: Final[ViewportSize] = {"width": 1280, "height": 900}
_PATIENCE: Final = 60_000  # of a thousandth of a second: a machine may be busy
expect.set_options(timeout=_PATIENCE)
_LONGEST_WAITS: Final = 200  # of a twentieth of a second


def installed_chromium() -> str:
    """Return the system's Chromium. Without it the tests skip, or fail where it is required."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("CLEW_REQUIRE_BROWSER") == "1":
            pytest.fail(HOW_TO_INSTALL)
        pytest.skip(HOW_TO_INSTALL)
    return program


def context_on(browser: Browser, site: str, **options: object) -> BrowserContext:
    """Make a context of its own: no cookies, nothing kept. `options` are Playwright's."""
    wanted = {"viewport": DESK, "locale": "en-GB", "reduced_motion": "reduce"} | options
    context = browser.new_context(base_url=site, **wanted)  # type: ignore[arg-type]
    context.set_default_timeout(_PATIENCE)
    context.add_init_script(_TELL_VIOLATIONS)
    return context


class Window:
    """One page in front of somebody, and what was noticed since it was opened."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.context: BrowserContext = page.context
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self._mistaken: set[str] = set()
        self._listening: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: self.requested.append(request.url),
            "response": self._answered,
            "console": self._said,
            "pageerror": lambda error: self.complaints.append(f"uncaught: {error}"),
        }
        for event, listener in self._listening.items():
            page.on(event, listener)

    def _answered(self, response: Response) -> None:
        if response.status in _MISTAKES and response.request.is_navigation_request():
            self._mistaken.add(response.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if message.text.startswith("Failed to load resource") and (
            message.location["url"] in self._mistaken
        ):
            return
        self.complaints.append(message.text)

    def overheard(self) -> str:
        """Return what was complained of, and forget it: a test that asked for it."""
        for _ in range(_LONGEST_WAITS):  # complaints come by another way than answers
            self.page.wait_for_timeout(50)
            if self.complaints:
                break
        told = " ".join(self.complaints)
        self.complaints.clear()
        return told

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(path)

    def press(self, go: str) -> None:
        """Press the visible button of the interview that goes somewhere."""
        button = f'button[name="go"][value="{go}"]:not([aria-hidden])'
        with self.page.expect_navigation():
            self.page.locator(button).first.click()

    def choose(self, element_id: str) -> None:
        """Touch the words of a choice, as a hand does, whatever lies over them."""
        words = self.page.locator(f'label[for="{element_id}"]')
        words.scroll_into_view_if_needed()
        box = words.bounding_box()
        assert box is not None, f"{element_id} is not to be seen"
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert self.page.locator(f'[id="{element_id}"]').is_checked()

    def answer(self, choice: str, *, words: str = "") -> None:
        """Answer the question on the page, and go on."""
        self.choose(f"choice-{choice}")
        if words:
            self.page.locator("#words").fill(words)
        self.press("next")

    def begin(self, instrument_id: str) -> None:
        """Begin an interview with somebody who wants to talk."""
        self.go(f"/screen/{instrument_id}/")
        self.choose("talk-yes")
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").click()

    def state(self, fact: str, value: str) -> None:
        """State a fact of the worksheet, and wait for its answer."""
        with self.page.expect_response(lambda answer: "trafficking-or-smuggling" in answer.url):
            self.choose(f"f-{fact.replace('.', '-')}-{value}")
        self.settled()

    def settled(self) -> None:
        """Wait until the page has taken in the last live answer."""
        busy = self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
        expect(busy).to_have_count(0)

    @property
    def elsewhere(self) -> list[str]:
        """Every address asked for that is not this site."""
        own = urlsplit(self.site).netloc
        return [url for url in self.requested if urlsplit(url).netloc != own]

    def close(self) -> None:
        """Leave, forget who was there, and make the page as it was; the next one sits here too."""
        for event, listener in self._listening.items():
            self.page.remove_listener(event, listener)
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto("about:blank")
        self.page.set_viewport_size(DESK)
        self.page.emulate_media(color_scheme="light")
        self.context.clear_cookies()


OpenWindow = Callable[..., Window]
