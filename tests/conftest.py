"""What tests share: a client under the right name, the served site, and windows of a browser."""

import dataclasses
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.window import OpenWindow, Window, context_on, installed_chromium
from tests.cast import Cast, assemble

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

# The same examples in every run, and no clock held to them: what is red once is red again.
# Others are looked for with `--hypothesis-profile=default`.
hypothesis.settings.register_profile(
    "clew",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("clew")

BOTH_DATABASES: Final = ["default", "keyring"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test that uses the database use the keyring too."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is not None and "databases" not in mark.kwargs:
            wanted = pytest.mark.django_db(**{**mark.kwargs, "databases": BOTH_DATABASES})
            item.add_marker(wanted, append=False)


@pytest.fixture(scope="session", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the tests a house of their own: a folder with a root key, and nobody in it."""
    from clew.ground.vault import keyfile, root  # noqa: PLC0415 -- rules are tested without Django

    folder = tmp_path_factory.mktemp("house")
    before = settings.CLEW
    settings.CLEW = dataclasses.replace(before, data=folder)
    keyfile.make(settings.CLEW.root_key)
    # Held from the start: the keyring of the tests is emptied again and again.
    root.hold(held_with(keyfile.read(settings.CLEW.root_key)))
    yield folder
    settings.CLEW = before
    root.forget()


@pytest.fixture(scope="session")
def new_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one house as `clew init` makes it, with nobody in it: to be copied, never changed."""
    from tests.site.houses import make  # noqa: PLC0415 -- most tests need none

    folder = tmp_path_factory.mktemp("new") / "house"
    made = make(folder)
    assert made.code == 0, made.err
    return folder


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> Iterator[None]:
    """Let a test with real transactions leave empty tables, though no application could."""
    from tests.append_only import let_tests_empty_tables  # noqa: PLC0415 -- loads Django

    with pytest.MonkeyPatch.context() as patch:
        let_tests_empty_tables(patch)
        yield


def held_with(key: bytearray):  # noqa: ANN201 -- its type loads Django
    """Return what a house with this root key holds before its secrets are kept in the keyring."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 -- as below

    from clew.ground.vault import root  # noqa: PLC0415 -- rules are tested without Django

    sealing = AESGCM(root.derived_from(key, "house keys"))
    return root.Held(bytearray(key), {1: bytearray(key)}, 1, sealing)


@pytest.fixture(autouse=True)
def empty_desk() -> Iterator[None]:
    """Begin and end each test with nothing permitted and no key unwrapped."""
    from clew.ground.vault import permits  # noqa: PLC0415 -- rules are tested without Django

    permits.clear()
    yield
    permits.clear()


@pytest.fixture(autouse=True)
def house_looks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the house look where a test asks the database itself; each request names its viewer."""
    wanted = {"db", "transactional_db", "cast"}
    uses = request.node.get_closest_marker("django_db") or wanted & set(request.fixturenames)
    if not uses or settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield
        return
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- rules are tested without Django
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- rules are tested without Django

    mark = request.node.get_closest_marker("django_db")
    in_full = (
        mark and mark.kwargs.get("transaction")
    ) or "transactional_db" in request.fixturenames
    request.getfixturevalue("transactional_db" if in_full else "db")
    with looking(House()):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 -- each worker has its own
) -> None:
    """Keep the test databases in files, as a house does: their write-ahead logs can be searched."""
    folder = tmp_path_factory.mktemp("databases")
    for alias in connections:
        database = connections[alias]
        if database.vendor == "sqlite":
            database.settings_dict["TEST"]["NAME"] = str(folder / f"{alias}.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 -- taken down after this one
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """End what is still at the test databases before they go: PostgreSQL waits for nobody long.

    A thread or a copy of the process that was stopped may be at the end of its session still.
    """
    yield
    from tests.sessions import end_what_is_left  # noqa: PLC0415 -- loads Django

    with django_db_blocker.unblock():
        end_what_is_left()


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


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 -- the cast lives in the database
    """Assemble the cast."""
    return assemble()
