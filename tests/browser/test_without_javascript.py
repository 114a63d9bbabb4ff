"""Without JavaScript everything works: an interview to its outcome, and a worksheet answered."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.places import PLACES, SHEET, send
from tests.browser.window import OpenWindow, Window

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(open_window: OpenWindow) -> Window:
    """Open a window of a browser that runs no scripts."""
    return open_window(java_script_enabled=False)


def test_an_interview_is_held_from_its_start_to_its_outcome(plain: Window) -> None:
    plain.begin("ilo-delphi-adults-labour")
    plain.answer("present", words="They said that I would cook.")
    plain.answer("present")
    plain.press("next_part")
    plain.answer("absent")
    plain.press("back")
    expect(plain.page.locator("#choice-absent")).to_be_checked()
    plain.press("skip")
    plain.press("stop")
    plain.press("outcome")
    expect(plain.page.locator("h1")).to_have_text("Still open")
    expect(plain.page.locator("section[aria-labelledby=parts] .tag").first).to_have_text("Positive")
    expect(plain.page.get_by_text("They said that I would cook.")).to_be_visible()


def test_a_mistake_in_an_interview_is_shown_beside_its_field(plain: Window) -> None:
    plain.begin("unodc-general")
    plain.press("next")
    expect(plain.page.get_by_role("alert")).to_be_visible()
    expect(plain.page.locator("#choice-error")).to_be_visible()


def test_a_worksheet_is_answered(plain: Window) -> None:
    plain.go(SHEET)
    for fact in ("act-recruitment", "means-coercion", "purpose-forced_labour"):
        plain.choose(f"f-{fact}-yes")
    plain.page.locator("#f-on").fill("2023-02-01")
    send(plain, "#worksheet")
    for element in ("act", "means", "purpose"):
        expect(plain.page.locator(f"#disc-{element}")).to_contain_class("met")
    expect(plain.page.locator("#a-points strong")).to_have_text("trafficking")
    expect(plain.page.locator("#a-points")).to_contain_text("1 February 2023")
    expect(plain.page.locator("#f-act-recruitment-yes")).to_be_checked()


def test_another_law_is_applied(plain: Window) -> None:
    plain.go(SHEET)
    plain.page.locator("#f-jurisdiction").select_option("GB")
    send(plain, "#worksheet")
    expect(plain.page.locator("#lamp-travel")).to_be_visible()


def test_the_days_are_counted_and_a_look_is_chosen(plain: Window) -> None:
    plain.go("/time-to-recover/")
    plain.page.locator("#f-jurisdiction").select_option("GB")
    plain.page.locator("#f-from").fill("2023-02-01")
    send(plain, "main form")
    expect(plain.page.locator("section[aria-labelledby=answer]")).to_contain_text("2 March 2023")
    with plain.page.expect_navigation():
        plain.page.locator("footer button[value=dark]").click()
    expect(plain.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_menu_of_a_phone_opens(plain: Window) -> None:
    plain.page.set_viewport_size({"width": 360, "height": 800})
    plain.go("/")
    plain.page.locator("header summary").click()
    plain.page.get_by_role("navigation").get_by_role("link", name="Screen").click()
    expect(plain.page).to_have_url(f"{plain.site}/screen/")


def test_this_window_really_runs_no_scripts(plain: Window, window: Window) -> None:
    for one in (plain, window):
        one.go("/")
        one.page.keyboard.press("?")
    expect(window.page).to_have_url(f"{window.site}/keyboard/")
    expect(plain.page).to_have_url(f"{plain.site}/")


def test_a_text_is_read_and_its_suggestions_can_be_selected(plain: Window) -> None:
    PLACES["words read"](plain)
    expect(plain.page.locator("mark.wd").first).to_be_visible()
    expect(plain.page.locator("#s1")).to_be_visible()
    expect(plain.page.locator("button[data-copy]").first).to_be_hidden()


def test_a_text_is_coded_by_the_keyboard_and_its_file_is_taken(plain: Window) -> None:
    PLACES["coding"](plain)
    keys = plain.page.keyboard
    plain.page.locator("input[name=c-1]").first.focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Space")
    with plain.page.expect_download() as taken:
        keys.press("Enter")
    written = Path(taken.value.path()).read_text(encoding="utf-8").splitlines()
    assert written[1].endswith(",TFS INT")
    assert taken.value.suggested_filename == "coding-A.csv"


def test_codings_are_compared(plain: Window) -> None:
    PLACES["agreement found"](plain)
    expect(plain.page.locator("#measures-h")).to_be_visible()
    expect(plain.page.locator("#differences-h")).to_be_visible()


def test_a_bill_is_read(plain: Window) -> None:
    PLACES["bill answered"](plain)
    expect(plain.page.locator("#g-no")).to_be_visible()
    expect(plain.page.locator("#a-definitions-yes")).to_be_checked()
