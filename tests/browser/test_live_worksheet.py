"""The worksheet answers while somebody fills it: lamps, sum, conclusion, another law, mistakes."""

import pytest
from playwright.sync_api import expect

from clew.site.cli import main
from tests.browser.places import PLACES, SHEET
from tests.browser.window import Window

pytestmark = pytest.mark.browser


def change(window: Window, field: str, value: str) -> None:
    """Fill in a date and leave the field, and wait for the answer."""
    with window.page.expect_response(lambda answer: SHEET in answer.url):
        window.page.locator(field).fill(value)
        window.page.locator(field).dispatch_event("change")
    window.settled()


def test_three_facts_light_three_lamps_and_the_sum(window: Window) -> None:
    window.go(SHEET)
    page = window.page
    facts = {"act": "recruitment", "means": "coercion", "purpose": "forced_labour"}
    for element, fact in facts.items():
        expect(page.locator(f"#disc-{element}")).to_contain_class("unk")
        window.state(f"{element}.{fact}", "yes")
        expect(page.locator(f"#disc-{element}")).to_contain_class("met")
        expect(page.locator(f"#reason-{element}")).to_contain_text("Met")
    expect(page.locator("#a-tip .note-well")).to_be_visible()
    expect(page.locator("#a-points strong")).to_have_text("trafficking")
    expect(page.locator("#a-follows tbody tr").first).to_be_visible()
    assert window.requested.count(f"{window.site}{SHEET}") == 4  # the page, and three answers


def test_the_conclusion_is_announced_where_it_was_before(window: Window) -> None:
    # What listens for changes hears those inside an element that stays, not one put in its place.
    window.go(SHEET)
    region = window.page.get_by_role("status")
    region.evaluate("(element) => { element.stayed = true; }")
    window.state("act.recruitment", "yes")
    window.state("means.coercion", "yes")
    window.state("purpose.forced_labour", "yes")
    expect(region).to_contain_text("trafficking")
    assert region.evaluate("(element) => element.stayed === true")


def test_an_element_taken_back_goes_dark_again(window: Window) -> None:
    PLACES["worksheet filled"](window)
    window.state("means.coercion", "unknown")
    expect(window.page.locator("#disc-means")).to_contain_class("unk")
    expect(window.page.locator("#a-points strong")).to_contain_text("no answer yet")


def test_another_law_adds_travel_and_keeps_every_answer(window: Window) -> None:
    PLACES["worksheet filled"](window)
    page = window.page
    expect(page.locator("#lamp-travel")).to_have_count(0)
    with page.expect_response(lambda answer: SHEET in answer.url):
        page.locator("#f-jurisdiction").select_option("GB")
    window.settled()
    expect(page.locator("#lamp-travel")).to_be_visible()
    for fact in ("act-recruitment", "means-coercion", "purpose-forced_labour"):
        expect(page.locator(f"#f-{fact}-yes")).to_be_checked()
    expect(page.locator("#a-points strong")).to_contain_text("no answer yet")
    window.state("movement.travel_arranged", "yes")
    expect(page.locator("#disc-travel")).to_contain_class("met")
    expect(page.locator("#a-points strong")).to_have_text("trafficking")


def test_a_bad_date_says_so_and_keeps_what_was_typed(window: Window) -> None:
    PLACES["worksheet filled"](window)
    page = window.page
    change(window, "#f-on", "1850-01-01")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#f-on")).to_have_value("1850-01-01")
    expect(page.locator("#f-act-recruitment-yes")).to_be_checked()
    expect(page.locator("#a-points strong")).to_have_count(0)
    expect(page.locator("#disc-act")).to_contain_class("unk")
    change(window, "#f-on", "2023-02-01")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("#a-points strong")).to_have_text("trafficking")


def test_while_a_date_is_being_typed_nothing_is_called_wrong(window: Window) -> None:
    # A date field tells of every digit: the year 2023 is 2, 20 and 202 on its way.
    window.go(SHEET)
    page = window.page
    page.locator("#f-on").focus()
    for digit in "02022023":
        page.keyboard.type(digit)
        page.wait_for_timeout(150)
        window.settled()
        assert page.get_by_role("alert").count() == 0
    expect(page.locator("#f-on")).to_have_value("2023-02-02")
    expect(page.locator("#a-points")).to_contain_text("2 February 2023")


def test_a_bad_date_leaves_no_lamp_of_this_law_lit(window: Window) -> None:
    PLACES["worksheet of England"](window)
    window.state("movement.travel_arranged", "yes")
    expect(window.page.locator("#disc-travel")).to_contain_class("met")
    change(window, "#f-on", "1850-01-01")
    expect(window.page.locator(".lamp .lamp-d.met")).to_have_count(0)


def test_a_mistake_that_was_sent_is_gone_once_mended(window: Window) -> None:
    PLACES["worksheet with mistakes"](window)
    page = window.page
    expect(page.locator("form .msg")).to_be_visible()
    change(window, "#f-on", "2023-02-01")
    expect(page.locator("#a-points strong")).to_have_text("trafficking")
    expect(page.locator("form .msg")).to_have_count(0)
    expect(page.locator("#f-on")).not_to_have_attribute("aria-invalid", "true")


def test_the_file_shown_follows_every_change_and_the_command_reads_it(
    window: Window, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    PLACES["worksheet filled"](window)
    file = tmp_path_factory.mktemp("sheet") / "facts.yaml"
    file.write_text(window.page.locator("#a-file").text_content() or "", encoding="utf-8")
    capsys.readouterr()
    assert main(["classify", str(file)]) == 0
    assert "the facts point to trafficking" in capsys.readouterr().out


def test_folded_facts_stay_as_they_were_left(window: Window) -> None:
    window.go(SHEET)
    facts = window.page.locator("#lamp-aggravation details")
    facts.locator("summary").click()
    expect(facts).not_to_have_attribute("open", "")
    window.state("act.recruitment", "yes")
    expect(facts).not_to_have_attribute("open", "")
