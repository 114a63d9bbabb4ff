"""Keyboard alone: questions answered, facts changed without losing the place, quick keys, skip."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import PLACES, SHEET
from tests.browser.window import Window

pytestmark = pytest.mark.browser
HERE = "document.activeElement"


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"(what) => {HERE}.matches(what)", what):
            return
    pytest.fail(f"Tab never reached {what}")


def focused(page: Page) -> str:
    return str(page.evaluate(f"{HERE}.id"))


def test_a_question_is_answered_and_sent(window: Window) -> None:
    window.begin("ilo-delphi-adults-labour")
    page = window.page
    tab_to(page, "input[name=choice]")
    page.keyboard.press("Space")
    expect(page.locator("#choice-present")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#choice-absent")).to_be_checked()
    tab_to(page, "#words")
    page.keyboard.type("No, gladly? g w")
    tab_to(page, "button[value=next]:not([aria-hidden])")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("input[name='a-ILO.D1.01']").input_value() == "absent"
    assert page.locator("input[name='w-ILO.D1.01']").input_value() == "No, gladly? g w"
    assert page.locator("input[name=at]").input_value() == "ILO.D1.02"


def test_enter_on_an_answer_saves_it_and_goes_on(window: Window) -> None:
    window.begin("ilo-delphi-adults-labour")
    window.answer("present")
    page = window.page
    tab_to(page, "input[name=choice]")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("input[name=at]").input_value() == "ILO.D1.03"
    assert page.locator("input[name='a-ILO.D1.02']").input_value() == "present"


def test_the_hidden_button_is_never_reached_by_tab(window: Window) -> None:
    window.begin("unodc-general")
    page = window.page
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(f"{HERE}.matches('[aria-hidden=true]')")


def test_a_fact_is_changed_with_the_arrows_and_the_focus_stays(window: Window) -> None:
    window.go(SHEET)
    page = window.page
    tab_to(page, "#f-act-recruitment-unknown")
    for value in ("no", "yes"):
        with page.expect_response(lambda answer: SHEET in answer.url):
            page.keyboard.press("ArrowLeft")
        window.settled()
        assert focused(page) == f"f-act-recruitment-{value}"
        expect(page.locator(f"#f-act-recruitment-{value}")).to_be_checked()
    expect(page.locator("#disc-act")).to_contain_class("met")
    page.keyboard.press("Tab")
    assert focused(page).startswith("f-act-transportation")


def test_another_law_keeps_the_focus_where_it_was(window: Window) -> None:
    window.go(SHEET)
    page = window.page
    page.locator("#f-jurisdiction").focus()
    with page.expect_response(lambda answer: SHEET in answer.url):
        page.locator("#f-jurisdiction").select_option("GB")
    window.settled()
    expect(page.locator("#lamp-travel")).to_be_visible()
    assert focused(page) == "f-jurisdiction"


@pytest.mark.parametrize("place", ["start", "question", "worksheet empty", "recovery"])
def test_the_first_tab_offers_to_skip_to_the_page(window: Window, place: str) -> None:
    PLACES[place](window)
    page = window.page
    page.evaluate(f"{HERE}.blur()")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_a_page_with_mistakes_starts_at_their_list(window: Window) -> None:
    PLACES["question without an answer"](window)
    page = window.page
    expect(page.locator("[role=alert]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "choice-present"


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ("gs", "/screen/"),
        ("gw", SHEET),
        ("gc", f"{SHEET}published-cases/"),
        ("gt", "/time-to-recover/"),
        ("?", "/keyboard/"),
    ],
)
@pytest.mark.parametrize("place", ["start", "published case"])
def test_quick_keys_lead_on(window: Window, place: str, keys: str, path: str) -> None:
    PLACES[place](window)
    for key in keys:
        window.page.keyboard.press(key)
    expect(window.page).to_have_url(f"{window.site}{path}")


@pytest.mark.parametrize(
    "place", ["question", "part settled", "check", "outcome open", "worksheet filled"]
)
def test_no_quick_key_leaves_a_page_that_holds_answers(window: Window, place: str) -> None:
    PLACES[place](window)
    page = window.page
    page.evaluate("document.documentElement.dataset.same = 'page'")
    page.evaluate(f"{HERE}.blur()")
    for key in "gsgc?gt":
        page.keyboard.press(key)
    page.wait_for_timeout(150)
    expect(page.locator("html")).to_have_attribute("data-same", "page")


def test_quick_keys_rest_while_somebody_types(window: Window) -> None:
    window.go("/time-to-recover/")
    page = window.page
    page.locator("#f-jurisdiction").focus()
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.locator("#f-from").focus()
    page.keyboard.press("?")
    page.wait_for_timeout(150)
    expect(page).to_have_url(f"{window.site}/time-to-recover/")
