"""Leaving a survivor's page in a real browser: by hand, by keys, without script; and Back after it.

Only the rights are opened here: they need no database. Their way out is that of every page.
"""

import pytest
from playwright.sync_api import expect

from clew.portal.words import text
from tests.browser.axe import broken_rules
from tests.browser.window import OpenWindow, Window

pytestmark = pytest.mark.browser

RIGHTS = "/my/rights/"
ONE = "/my/rights/rest/"
PLAIN = text("en").pages["exit_plain_title"]
RIGHTS_TITLE = text("en").pages["rights_title"]


def shift(window: Window, *, times: int) -> None:
    for _ in range(times):
        window.page.keyboard.press("Shift")


def has_left(window: Window) -> bool:
    """Say that the plain page is there, and nothing of ours on it. Raises where it is not."""
    expect(window.page).to_have_url(f"{window.site}/my/leave/")
    expect(window.page).to_have_title(PLAIN)
    expect(window.page.locator("h1")).to_have_text(PLAIN)
    return True


def test_shift_pressed_three_times_leaves(window: Window) -> None:
    window.go(RIGHTS)
    shift(window, times=3)
    assert has_left(window)


def test_shift_pressed_twice_stays(window: Window) -> None:
    # Red control.
    window.go(RIGHTS)
    shift(window, times=2)
    window.page.wait_for_timeout(200)
    expect(window.page.locator("h1")).to_have_text(RIGHTS_TITLE)


def test_capital_letters_are_not_taken_for_leaving(window: Window) -> None:
    window.go(RIGHTS)
    for letter in "ABC":
        window.page.keyboard.press(f"Shift+{letter}")
    window.page.wait_for_timeout(200)
    expect(window.page.locator("h1")).to_have_text(RIGHTS_TITLE)


def test_shift_leaves_while_somebody_types_or_a_menu_is_open(window: Window) -> None:
    window.go(RIGHTS)
    window.page.locator(".sv-lang summary").click()
    shift(window, times=3)
    assert has_left(window)


def test_the_page_is_empty_before_it_is_left(window: Window) -> None:
    said: list[str] = []
    window.page.on("console", lambda message: said.append(message.text))
    window.go(RIGHTS)
    tell = "addEventListener('beforeunload', () => console.log(`[${document.body.textContent}]`))"
    window.page.evaluate(tell)
    shift(window, times=3)
    assert has_left(window)
    # The browser itself may say that it cleared its cache.
    assert [line for line in said if not line.startswith("Clear-Site-Data")] == ["[]"]


@pytest.mark.parametrize("way", ["click", "keys"])
def test_back_does_not_lead_to_the_page_that_was_left(open_window: OpenWindow, way: str) -> None:
    window = open_window(alone=True)
    window.go("/keyboard/")
    window.go(ONE)
    if way == "click":
        window.page.locator("a.exit").click()
    else:
        shift(window, times=3)
    assert has_left(window)
    window.page.go_back()
    expect(window.page).to_have_url(f"{window.site}/keyboard/")


def test_a_plain_link_would_leave_the_page_behind_it(open_window: OpenWindow) -> None:
    # Red control: without the script Back leads there, as the page itself says.
    window = open_window(java_script_enabled=False)
    window.go("/keyboard/")
    window.go(ONE)
    expect(window.page.get_by_text(text("en").pages["exit_back"])).to_be_visible()
    with window.page.expect_navigation():
        window.page.locator("a.exit").click()
    assert has_left(window)
    window.page.go_back()
    expect(window.page).to_have_url(f"{window.site}{ONE}")


def test_without_script_the_way_out_works_and_promises_no_keys(open_window: OpenWindow) -> None:
    window = open_window(java_script_enabled=False)
    window.go(RIGHTS)
    expect(window.page.get_by_text(text("en").pages["exit_keys"])).to_be_hidden()
    window.page.keyboard.press("Tab")
    expect(window.page.locator("a.exit")).to_be_focused()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert has_left(window)


def test_with_script_the_keys_are_told(window: Window) -> None:
    window.go(RIGHTS)
    expect(window.page.get_by_text(text("en").pages["exit_keys"])).to_be_visible()


def test_the_way_out_is_in_sight_wherever_the_page_is_read(window: Window) -> None:
    window.page.set_viewport_size({"width": 360, "height": 640})
    window.go(RIGHTS)
    window.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(window.page.locator("a.exit")).to_be_in_viewport()
    box = window.page.locator("a.exit").bounding_box()
    assert box is not None
    assert box["height"] >= 44


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_moves_sideways(window: Window, language: str, width: int) -> None:
    window.page.set_viewport_size({"width": width, "height": 800})
    for page in ("", "rest/"):
        window.go(f"/my/{language}/rights/{page}")
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert window.page.evaluate(wider) == 0


@pytest.mark.parametrize(
    "path", ["/my/en/rights/", "/my/ar/rights/", "/my/ar/rights/rest/", "/my/leave/"]
)
def test_no_rule_of_accessibility_is_broken(window: Window, path: str) -> None:
    window.go(path)
    assert broken_rules(window.page) == []


def test_leaving_asks_nothing_of_any_other_site_and_leaves_nothing_behind(
    open_window: OpenWindow,
) -> None:
    window = open_window(alone=True)
    window.go(RIGHTS)
    shift(window, times=3)
    assert has_left(window)
    assert window.elsewhere == []
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert window.page.evaluate(kept) == [0, 0, ""]
    assert window.context.cookies() == []
