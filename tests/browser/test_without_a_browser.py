"""Where there is no Chromium: the tests say how to install it, and fail where it is required."""

import os
import shutil

import pytest

from tests.browser.window import HOW_TO_INSTALL, installed_chromium


@pytest.fixture
def _no_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)


@pytest.mark.usefixtures("_no_chromium")
@pytest.mark.parametrize("asked", [None, "", "0"])
def test_browser_tests_are_skipped_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, asked: str | None
) -> None:
    monkeypatch.delenv("CLEW_REQUIRE_BROWSER", raising=False)
    if asked is not None:
        monkeypatch.setenv("CLEW_REQUIRE_BROWSER", asked)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        installed_chromium()


@pytest.mark.usefixtures("_no_chromium")
def test_where_a_browser_is_required_its_lack_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLEW_REQUIRE_BROWSER", "1")
    with pytest.raises(pytest.fail.Exception, match=HOW_TO_INSTALL):
        installed_chromium()


def test_a_browser_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setitem(os.environ, "CLEW_REQUIRE_BROWSER", "1")
    assert installed_chromium() == "/somewhere/chromium"


def test_every_test_that_opens_a_window_says_so(request: pytest.FixtureRequest) -> None:
    unmarked = [
        item.nodeid
        for item in request.session.items
        if "one_page" in getattr(item, "fixturenames", ())
        and not item.get_closest_marker("browser")
    ]
    assert unmarked == []
