"""Every page in every state: no rule of axe broken, nothing too wide or too small, no complaint."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.browser.axe import COLOURS, EVERYTHING, broken_rules
from tests.browser.places import PLACES
from tests.browser.window import Window

pytestmark = pytest.mark.browser
LOOKS: Final = [("light", 1280), ("dark", 1280), ("dark", 360), ("light", 360)]
WIDTHS: Final = (1280, 360, 320)
LEAST: Final = 24  # WCAG 2.2, 2.5.8
FOR_A_THUMB: Final = 44
# Links inside a sentence are as high as their line; WCAG lets them be.
_TARGETS: Final = """
() => [...document.querySelectorAll(
    "button, .btn, summary, .choice label, .tri label, select, input:not([type=radio])")]
  .filter((one) => one.checkVisibility() && !one.matches("[aria-hidden], [type=hidden]"))
  .map((one) => [one, one.getBoundingClientRect()])
  .map(([one, box]) => ({
    main: one.matches(".btn:not(.btn-s), .choice label"),
    name: one.textContent.trim().slice(0, 40) || one.id,
    width: box.width, height: box.height}))
"""


@pytest.fixture(scope="module")
def page_of_places(one_page: Page) -> Iterator[Page]:
    """Keep one page for all places, beside the one that other tests use."""
    page = one_page.context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest, page_of_places: Page, live_site: str) -> Iterator[Window]:
    """Open a place once for all that is asked of it, with whatever it folds away."""
    window = Window(page_of_places, live_site)
    PLACES[request.param](window)
    unfold(window.page)
    yield window
    window.close()


def unfold(page: Page) -> None:
    """Fold out what the page folds away; the menu of a phone would lie over the rest."""
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")


def scrolls_sideways(page: Page) -> bool:
    across = "() => { const d = document.documentElement; return d.scrollWidth - d.clientWidth; }"
    return int(page.evaluate(across)) > 0


def too_small(page: Page, *, thumb: bool) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(_TARGETS)
    assert found
    return [
        f"{one['name']}: {one['width']:.0f} x {one['height']:.0f}"
        for one in found
        if min(one["width"], one["height"]) < (FOR_A_THUMB if thumb and one["main"] else LEAST)
    ]


def test_no_rule_is_broken_in_any_look(place: Window) -> None:
    page = place.page
    broken = {}
    for look, width in LOOKS:
        page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        found = broken_rules(page, EVERYTHING if look == "light" else COLOURS)
        if found:
            broken[f"{look} at {width}"] = found
    assert not broken, broken


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_scrolls_sideways_and_every_target_is_large_enough(
    place: Window, direction: str
) -> None:
    page = place.page
    page.evaluate("(way) => { document.documentElement.dir = way; }", direction)
    wide, small = [], []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if scrolls_sideways(page):
            wide.append(width)
        small += [f"{width}: {target}" for target in too_small(page, thumb=width < 600)]
    assert not wide, f"scrolls sideways at {wide}"
    assert not small, f"small targets: {sorted(set(small))}"


def test_the_browser_has_nothing_to_complain_of(place: Window) -> None:
    place.page.wait_for_timeout(50)
    assert place.complaints == []
    assert place.elsewhere == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_open_menu_of_a_phone_breaks_no_rule(window: Window, look: str) -> None:
    page = window.page
    page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 360, "height": 900})
    window.go("/")
    page.locator("header summary").click()
    assert page.get_by_role("navigation").get_by_role("link").first.is_visible()
    assert broken_rules(page) == []
    assert too_small(page, thumb=True) == []


def test_a_page_with_faults_is_found_faulty(window: Window) -> None:
    window.go("/time-to-recover/")
    window.page.evaluate(
        """() => {
          document.querySelector("label[for=f-from]").remove();
          document.querySelector("h1").style.color = "#ccc";
        }"""
    )
    found = " ".join(broken_rules(window.page))
    assert "label" in found
    assert "color-contrast" in found
    assert "label" not in " ".join(broken_rules(window.page, COLOURS))
    assert "color-contrast" in " ".join(broken_rules(window.page, COLOURS))


def test_a_page_too_wide_and_a_button_too_small_are_noticed(window: Window) -> None:
    page = window.page
    page.set_viewport_size({"width": 320, "height": 900})
    window.go("/screen/unodc-general/")
    assert not scrolls_sideways(page)
    assert too_small(page, thumb=True) == []
    page.evaluate(
        """() => {
          document.querySelector("h1").style.width = "400px";
          const button = document.querySelector("main button");
          button.style.minHeight = "0";
          button.style.height = "30px";
        }"""
    )
    assert scrolls_sideways(page)
    assert len(too_small(page, thumb=True)) == 1
    assert too_small(page, thumb=False) == []
