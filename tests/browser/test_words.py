"""What scripts add to the page of words: a suggestion copied, a file dropped, a size told early."""

import pytest
from playwright.sync_api import expect

from clew.inform.framing.taking import MOST_BYTES, MOST_CHARACTERS
from tests.browser.places import PLACES, WORDS
from tests.browser.window import OpenWindow, Window

pytestmark = pytest.mark.browser
_DROP = """
([words]) => {
  const held = new DataTransfer();
  held.items.add(new File([words], "a.txt", {type: "text/plain"}));
  const drop = new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true});
  document.querySelector("#f-text").dispatchEvent(drop);
}
"""


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window(alone=True)


def test_one_press_copies_a_suggestion(window: Window) -> None:
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    PLACES["words read"](window)
    button = window.page.locator("button[data-copy=s1]")
    button.focus()
    window.page.keyboard.press("Enter")
    expect(button).to_contain_text("Copied")
    copied = window.page.evaluate("navigator.clipboard.readText()")
    assert copied == window.page.locator("#s1").inner_text().strip()


def test_where_copying_is_forbidden_the_suggestion_is_selected(window: Window) -> None:
    PLACES["words read"](window)
    window.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    window.page.locator("button[data-copy=s1]").click()
    selected = window.page.evaluate("getSelection().toString().trim()")
    assert selected == window.page.locator("#s1").inner_text().strip()


def test_a_dropped_file_is_chosen(window: Window) -> None:
    window.go(WORDS)
    window.page.evaluate(_DROP, ["The illegals came."])
    expect(window.page.locator("#f-file")).to_be_focused()
    with window.page.expect_navigation():
        window.page.locator("#words-form button").first.click()
    expect(window.page.locator("mark.wd").first).to_have_text("illegals")


@pytest.mark.parametrize("what", ["text", "file"])
def test_what_is_too_much_is_told_before_it_is_sent(window: Window, what: str) -> None:
    window.go(WORDS)
    if what == "text":
        window.page.locator("#f-text").fill("a" * (MOST_CHARACTERS + 1))
    else:
        window.page.evaluate(_DROP, ["a" * (MOST_BYTES + 1)])
    window.page.locator("#words-form button").first.click()
    expect(window.page.locator("[data-said]")).to_have_text(
        "This is too much for one time. Send a part of it."
    )
    expect(window.page.locator(f"#f-{what}")).to_be_focused()
