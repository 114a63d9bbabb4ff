"""One made-up person, from the first sign to a conclusion, what follows, and the time to recover.

Dorina P. is made up. She was promised work in a kitchen, was brought over a border by those who
promised it, and had to pick mushrooms for them, without her papers and nearly without pay.
Each name in `STEPS` is a heading of docs/follow-one-person.md, in the same order.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import instrument
from clew.rules.indicators.screening import Screening, screen
from clew.rules.law.deadlines import in_words, recovery_deadline
from clew.site.cli import main
from tests.browser.places import SHEET
from tests.browser.window import Window

pytestmark = pytest.mark.browser
LABOUR: Final = "ilo-delphi-adults-labour"
HER_WORDS: Final = "They said a kitchen. It was mushrooms."
# What she says, part by part; what is not named here is skipped.
SAID: Final = {
    "D1": ["present", "present"],
    "D2": [],
    "D3": [],
    "D4": ["present", "not_sure", "not_said", "present"],
    "D5": ["present", "absent", "present"],
}
FACTS: Final = ("act.recruitment", "act.transportation", "means.deception", "purpose.forced_labour")
HER_DAY: Final = date(2023, 2, 1)


@dataclass
class Journey:
    """Her window, and what was answered so far."""

    window: Window
    folder: Path
    answered: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        """The question on the page."""
        return self.window.page.locator("input[name=at]").input_value()

    @property
    def result(self) -> Screening:
        """What the rules say of her answers."""
        known = {
            name: Answer(value)
            for name, value in self.answered.items()
            if value in {Answer.PRESENT, Answer.ABSENT}
        }
        return screen(Answers(instrument(LABOUR), known))


def begin(her: Journey) -> None:
    window = her.window
    window.go("/")
    window.page.get_by_role("main").get_by_role("link").first.click()
    window.page.locator(f"main a[href='/screen/{LABOUR}/']").click()
    assert window.page.locator("input:checked").count() == 0
    window.choose("talk-yes")
    with window.page.expect_navigation():
        window.page.locator("main form button[type=submit]").click()
    assert her.at == "ILO.D1.01"


def ask(her: Journey) -> None:
    for part, choices in SAID.items():
        assert her.at.startswith(f"ILO.{part}")
        for choice in choices:
            words = HER_WORDS if not her.answered else ""
            her.answered[her.at] = choice
            her.window.answer(choice, words=words)
        if part == "D1":
            enough = her.window.page.locator(".q-note button")
            expect(enough).to_have_attribute("value", "next_part")
        her.window.press("next_part")


def stop(her: Journey) -> None:
    page = her.window.page
    her.window.press("stop")
    expect(page.get_by_text(HER_WORDS)).to_be_visible()
    carried = page.locator("input[name^='a-']").count()
    assert carried == len(her.answered)


def change(her: Journey) -> None:
    her.window.press("to:ILO.D5.02")
    expect(her.window.page.locator("#choice-absent")).to_be_checked()
    her.answered["ILO.D5.02"] = "present"
    her.window.choose("choice-present")
    her.window.press("stop")


def outcome(her: Journey) -> None:
    page = her.window.page
    her.window.press("outcome")
    overall = her.result.overall
    expect(page.locator("main")).to_contain_text(overall.because)
    assert overall.published_name is not None
    expect(page.locator("h1")).to_contain_text(overall.published_name)
    expect(page.locator("section[aria-labelledby=signs]")).to_contain_text(HER_WORDS)
    expect(page.locator("main")).to_contain_text("never a verdict")
    assert "%" not in page.locator("main").inner_text()


def law(her: Journey) -> None:
    page = her.window.page
    page.get_by_role("main").locator(f"a[href='{SHEET}']").click()
    for fact in FACTS:
        her.window.state(fact, "yes")
    expect(page.locator("#a-points strong")).to_have_text("trafficking")


def border(her: Journey) -> None:
    for fact in (
        "crossing.illegal_entry",
        "crossing.not_national_or_resident",
        "benefit.financial_or_material",
    ):
        her.window.state(fact, "yes")
    expect(her.window.page.locator("#a-points strong")).to_contain_text("both")


def her_law(her: Journey) -> None:
    page = her.window.page
    for field_id, value in (("#f-jurisdiction", "GB"), ("#f-on", HER_DAY.isoformat())):
        with page.expect_response(lambda answer: SHEET in answer.url):
            control = page.locator(field_id)
            if field_id == "#f-on":
                control.fill(value)
                control.blur()
            else:
                control.select_option(value)
        her.window.settled()
    expect(page.locator("#disc-travel")).to_contain_class("met")
    expect(page.locator("#a-points")).to_contain_text(in_words(HER_DAY))
    expect(page.locator("#a-points strong")).to_contain_text("both")


def follows(her: Journey) -> None:
    rows = her.window.page.locator("#a-follows tbody tr")
    expect(rows.first).to_be_visible()
    for row in rows.all():
        assert row.locator(".cite-1").count() > 0
    expect(her.window.page.locator("#a-follows")).to_contain_text("30 days")


def keep(her: Journey) -> None:
    file = her.folder / "facts.yaml"
    file.write_text(her.window.page.locator("#a-file").text_content() or "", encoding="utf-8")
    assert main(["classify", str(file), "--json"]) == 0


def recover(her: Journey) -> None:
    page = her.window.page
    her.window.go("/time-to-recover/")
    page.locator("#f-jurisdiction").select_option("GB")
    page.locator("#f-from").fill(HER_DAY.isoformat())
    with page.expect_navigation():
        page.locator("main form button").click()
    found = recovery_deadline(jurisdiction="GB", starts_on=HER_DAY)
    assert in_words(found.last_day) == "2 March 2023"
    expect(page.locator("section[aria-labelledby=answer]")).to_contain_text("2 March 2023")


STEPS: Final[list[tuple[str, Callable[[Journey], None]]]] = [
    ("Ask whether she wants to talk", begin),
    ("Ask one thing at a time, and spare her the rest", ask),
    ("Stop, and check what she said", stop),
    ("Change an answer", change),
    ("Read the outcome and its reasons", outcome),
    ("Set it beside the law", law),
    ("Look at the border too", border),
    ("Take the law of her country and her day", her_law),
    ("See what follows for her", follows),
    ("Keep the facts as a file", keep),
    ("Count her days to recover", recover),
]


def test_first_sign_to_conclusion(
    window: Window, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    her = Journey(window, tmp_path_factory.mktemp("her"))
    for name, step in STEPS:
        try:
            step(her)
        except Exception as error:
            error.add_note(f"in the step: {name}")
            raise
    told = json.loads(capsys.readouterr().out)
    assert told["conclusion"] == "trafficking_and_smuggling"
    assert window.elsewhere == []


def test_every_step_has_a_name_of_its_own() -> None:
    names = [name for name, _ in STEPS]
    assert len(set(names)) == len(names)
