"""What tests share: a client under the right name, the served site, and windows of a browser."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.window import OpenWindow, Window, context_on, installed_chromium

_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_FIRST_PORT: Final = 8100


@pytest.fixture
def client() -> Client:
    """Ask under the one host name that Clew answers to."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture(scope="session")
def live_site() -> Iterator[str]:
    """Serve Clew as `clew up` does, and give its address."""
    from clew.site.serving import bind, make_server  # noqa: PLC0415 -- rules are tested without it
    from clew.site.wsgi import application  # noqa: PLC0415 -- loads Django

    sockets, port = bind(_FIRST_PORT)
    server = make_server(application, sockets)

    def run() -> None:
        with suppress(OSError):  # its sockets are closed while it waits on them
            server.run()

    thread = threading.Thread(target=run, daemon=True, name="live site")
    thread.start()
    yield f"http://localhost:{port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, or skip with the line that installs it."""
    program = installed_chromium()
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def one_page(chromium: Browser, live_site: str) -> Iterator[Page]:
    """Share one page: a new one takes the browser longer than most tests do."""
    context = context_on(chromium, live_site)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_window(chromium: Browser, one_page: Page, live_site: str) -> Iterator[OpenWindow]:
    """Open windows on the site. Whatever one complains of at the end fails the test.

    With options of Playwright's, or `alone=True`, the window has a browser of its own.
    """
    windows: list[Window] = []

    def opened(*, alone: bool = False, **options: object) -> Window:
        page = one_page
        if options or alone:
            page = context_on(chromium, live_site, **options).new_page()
        windows.append(Window(page, live_site))
        return windows[-1]

    yield opened
    for window in windows:
        window.close()
        if window.page is not one_page:
            window.context.close()
    complaints = [line for window in windows for line in window.complaints]
    assert complaints == [], "the browser complained"


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """Open one window of a desk's size."""
    return open_window()
