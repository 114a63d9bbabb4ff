"""Walking through a served house as several people, and keeping all that the walk left behind."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, Response

from clew.site.demonstration.signing_in import CARDS, PASSPHRASE, SECRET, WORD
from tests.browser.window import Window, context_on
from tests.journeys.houses import ServedHouse

PHONE: Final = {"width": 360, "height": 740}
_STEP_SECONDS: Final = 30
_TYPING_SECONDS: Final = 8
_USED: Final[set[tuple[str, str]]] = set()  # by whom, in this process


def fresh_second_factor() -> str:
    """Return a code with time left to type it: one at its last second is refused on arrival."""
    left = _STEP_SECONDS - time.time() % _STEP_SECONDS
    if left < _TYPING_SECONDS:
        time.sleep(left)
    return second_factor(time.time())


def unused_second_factor(email: str) -> str:
    """Return a code that this one has not typed before: a house takes each once."""
    code = fresh_second_factor()
    while (email, code) in _USED:
        time.sleep(_STEP_SECONDS - time.time() % _STEP_SECONDS)
        code = fresh_second_factor()
    _USED.add((email, code))
    return code


def second_factor(at: float) -> str:
    """Return the six digits that the cast's second factor shows at a time (RFC 6238)."""
    count = struct.pack(">Q", int(at) // _STEP_SECONDS)
    digest = hmac.digest(base64.b32decode(SECRET), count, hashlib.sha1)
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@dataclass
class Trail:
    """What the walk left behind on its way: addresses asked for, headers, and what was read."""

    addresses: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


@dataclass
class Walker:
    """One person at their own screen. All they do goes through pages, links and buttons."""

    name: str
    window: Window
    trail: Trail

    @property
    def page(self) -> Page:
        """The page in front of them."""
        return self.window.page

    @property
    def path(self) -> str:
        """Where they are, without the house."""
        return self.page.url.removeprefix(self.window.site)

    def go(self, path: str) -> None:
        """Open an address."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{self.name} asked for {path}: {answer.status}"
        self.trail.titles.append(self.page.title())

    def asks(self, path: str) -> int:
        """Open an address that may refuse, and return the status of the answer."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill fields of the page, by their names: typed, chosen or ticked."""
        for name, value in fields.items():
            found = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
            kind = found.first.evaluate("e => e.type || e.tagName.toLowerCase()")
            if kind in {"radio", "checkbox"}:
                self.page.locator(f'main [name="{name}"][value="{value}"]').check(force=True)
            elif kind.startswith("select"):
                found.select_option(value)
            else:
                found.fill(value)

    def choose(self, name: str, words: str) -> None:
        """Choose the entry of a list whose words begin so."""
        options = self.page.locator(f'main select[name="{name}"] option')
        said = next(text for text in options.all_inner_texts() if text.startswith(words))
        self.page.locator(f'main select[name="{name}"]').select_option(label=said)

    def press(self, words: str) -> None:
        """Press the button with these words, and wait for the next page."""
        button = self.page.get_by_role("main").get_by_role("button", name=words, exact=True)
        with self.page.expect_navigation():
            button.first.click()
        self._show_who_they_are()
        self.trail.titles.append(self.page.title())

    def _show_who_they_are(self) -> None:
        """Answer the page that asks once more who it is, and send what waited meanwhile."""
        if not self.path.startswith("/sign-in/again/code/"):
            return
        self.fill({"code": fresh_second_factor()})
        for words in ("Go on", "Send it now"):
            if words == "Go on" or self.path == "/account/kept/":
                button = self.page.get_by_role("main").get_by_role("button", name=words, exact=True)
                with self.page.expect_navigation():
                    button.first.click()

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.trail.titles.append(self.page.title())

    def read(self) -> str:
        """Return the text of the page, its white space as single spaces."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    def open_own_page(self, card: str) -> None:
        """Open the page of a survivor with their card and their word."""
        self.go("/my/in/")
        self.fill({"code": card, "word": WORD})
        self.press("Open")
        assert self.path == "/my/", f"{self.name} did not get in"

    def begin(self, email: str) -> None:
        """Sign in with passphrase and, where the house asks for it, the code."""
        self.page.goto("/sign-in/")
        if self.path.startswith("/sign-in/?") or self.path == "/sign-in/":
            self.fill({"login": email, "password": PASSPHRASE})
            self.press("Sign in")
        if self.path.startswith("/sign-in/code/"):
            self.fill({"code": unused_second_factor(email)})
            self.press("Go on")
        # Some pages answer anybody: who is not in would only fail much later, at another page.
        assert not self.path.startswith("/sign-in/"), f"{self.name} did not get in"


class Walk:
    """One house, and everybody who walks through it, each in a browser of their own."""

    def __init__(self, browser: Browser, house: ServedHouse) -> None:
        """Begin with nobody signed in."""
        self.house = house
        self.trail = Trail()
        self.facts: dict[str, str] = {}  # what a later step needs: codes and addresses
        self.done: list[str] = []
        self.failure: Exception | None = None
        self.today = datetime.now(ZoneInfo("Europe/London")).date()
        self.session = ""  # the code of the session that taught the first responder
        self._browser = browser
        self._walkers: dict[str, Walker] = {}

    def take(self, steps: Sequence[tuple[str, Callable[["Walk"], None]]]) -> None:
        """Take one step after the other. The first that fails is kept, and ends the walk."""
        for name, step in steps:
            try:
                step(self)
            except Exception as error:  # noqa: BLE001 -- a test raises it again, with its step
                error.add_note(f"in the step: {name}")
                self.failure = error
                return
            self.done.append(name)

    def as_(self, key: str, *, signed_in: bool = True) -> Walker:
        """Return a member of the cast at their own screen, signed in from the first time on."""
        if key not in self._walkers:
            small = {"viewport": PHONE} if key.startswith("survivor") else {}
            page = context_on(self._browser, self.house.address, **small).new_page()
            page.context.set_default_timeout(60_000)
            page.on("request", lambda request: self.trail.addresses.append(request.url))
            page.on("response", self._answered)
            walker = Walker(key, Window(page, self.house.address), self.trail)
            self._walkers[key] = walker
            if signed_in and key in CARDS:
                walker.open_own_page(CARDS[key])
            elif signed_in:
                walker.begin(f"{key.replace('_', '.')}@clew.invalid")
        return self._walkers[key]

    def _answered(self, response: Response) -> None:
        self.trail.headers.extend(f"{name}: {value}" for name, value in response.headers.items())

    @property
    def complaints(self) -> list[str]:
        """What any of the browsers complained of, with whose it was."""
        return [
            f"{walker.name}: {line}"
            for walker in self._walkers.values()
            for line in walker.window.complaints
        ]

    @property
    def elsewhere(self) -> list[str]:
        """Every address asked for that is not this house."""
        return [url for walker in self._walkers.values() for url in walker.window.elsewhere]

    def close(self) -> None:
        """Close every browser window of this walk."""
        for walker in self._walkers.values():
            walker.window.context.close()
