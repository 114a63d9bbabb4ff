"""Light and dark: by the device, or by the buttons at the foot of every page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import PLACES
from tests.browser.window import Window

pytestmark = pytest.mark.browser
_BRIGHTNESS = """
() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
"""


def is_dark(page: Page) -> bool:
    return float(page.evaluate(_BRIGHTNESS)) < 0.3


def press(page: Page, look: str) -> None:
    page.locator(f"footer button[value={look}]").click()
    expect(page.locator(f"footer button[value={look}]")).to_have_attribute("aria-pressed", "true")


def test_the_device_decides_until_somebody_else_does(window: Window) -> None:
    page = window.page
    window.go("/")
    assert not is_dark(page)
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)


@pytest.mark.parametrize("device", ["light", "dark"])
def test_the_buttons_win_over_the_device_and_last(window: Window, device: str) -> None:
    page = window.page
    page.emulate_media(color_scheme=device)  # type: ignore[arg-type]
    window.go("/sources/")
    for look in ("dark", "light"):
        press(page, look)
        expect(page).to_have_url(f"{window.site}/sources/")
        assert is_dark(page) is (look == "dark")
        window.go("/time-to-recover/")
        assert is_dark(page) is (look == "dark")
        window.go("/sources/")
    press(page, "system")
    assert is_dark(page) is (device == "dark")


def test_an_interview_is_dark_where_dark_was_chosen(window: Window) -> None:
    window.go("/")
    press(window.page, "dark")
    window.begin("unodc-general")
    assert is_dark(window.page)


@pytest.mark.parametrize("place", ["worksheet filled", "check", "outcome open"])
def test_choosing_a_look_loses_no_answer(window: Window, place: str) -> None:
    PLACES[place](window)
    buttons = window.page.locator("footer button[value=dark]")
    if not buttons.count():
        return  # a page that holds answers may do without the choice
    before = window.page.locator("input[name^='a-']:not([type=radio])").count()
    press(window.page, "dark")
    if before:
        assert window.page.locator("input[name^='a-']").count() == before
    else:
        expect(window.page.locator("#f-act-recruitment-yes")).to_be_checked()
