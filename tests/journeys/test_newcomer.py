"""A newcomer, in one sitting and in a browser: a scene of the training, a screening, a worksheet,
a referral.

In a house of its own, so that nothing of the longer walk hangs on it. Everybody is made up.
"""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.journeys import planted, recognised
from tests.journeys.houses import databases, start, stop
from tests.journeys.recognised import LABOUR
from tests.journeys.walking import Walk

pytestmark = pytest.mark.browser
OPINION: Final = "Her hands shook when the van came by."


def train(walk: Walk) -> None:
    """He takes one scene: first what he sees, then what he would do."""
    joe = walk.as_("first_responder")
    joe.go("/training/learn/recognise/")
    joe.press("Begin")
    story = joe.page.locator(".story").inner_text()
    joe.fill({"signs": "yes", "sure": "2"})
    joe.press("Save and go on")
    assert joe.page.locator(".story").inner_text() == story, "the step came before its judgement"
    joe.fill({"option": "1"})
    joe.press("Save and go on")
    assert joe.page.locator(".story").inner_text() != story


def prepare(walk: Walk) -> None:
    """He looks whether the place is right, and asks whether she wants to talk."""
    joe = walk.as_("first_responder")
    joe.go("/screen/")
    joe.page.locator(f"main a[href='/screen/{LABOUR}/']").click()
    joe.fill({"private": "yes", "safe": "no", "between": "nobody", "age": "adult", "talk": "yes"})
    joe.press("Go on")
    assert "It is not safe to talk." in joe.read()
    joe.follow("Back")
    joe.fill({"private": "yes", "safe": "yes", "between": "nobody", "age": "adult", "talk": "yes"})
    joe.press("Go on")


def ask(walk: Walk) -> None:
    """Her words and his opinion stand apart; he keeps the talk for later, and goes on with it."""
    joe = walk.as_("first_responder")
    window = joe.window
    joe.page.locator(".q-own summary").click()
    joe.fill({"opinion": OPINION})
    window.answer("present", words=planted.HER_WORDS)
    window.answer("present")
    joe.press("Keep for later")
    assert joe.path == "/screen/kept/"
    assert planted.HER_WORDS not in joe.read()
    joe.page.locator("main a", has_text="Go on with").first.click()
    joe.page.wait_for_load_state()
    assert joe.page.locator("input[name=at]").input_value() == "ILO.D1.03"
    window.press("stop")
    assert planted.HER_WORDS in joe.page.locator("main .own").all_inner_texts()
    assert OPINION not in joe.page.locator("main .own").all_inner_texts()
    assert OPINION in joe.read()
    window.press("outcome")
    assert "never a verdict" in joe.read()


def keep(walk: Walk) -> None:
    """He keeps it: once, for the person who was written down when he put it by."""
    joe = walk.as_("first_responder")
    joe.press("Keep this screening")
    code = joe.page.locator("main [name=code]").input_value()
    walk.facts["kitchen code"] = code
    joe.press("Keep it")
    assert code in joe.read()
    joe.go("/screen/kept/")
    assert "Kept for later" not in joe.read()
    joe.go(f"/people/{code}/edit/")
    joe.fill({"full_name": planted.FULL_NAME, "sex": "female"})
    joe.press("Keep it")


STEPS: Final[list[tuple[str, Callable[[Walk], None]]]] = [
    ("Take one scene of the training", train),
    ("Look whether the place is right", prepare),
    ("Ask, and keep it for later", ask),
    ("Finish, and keep it once", keep),
    ("Set it beside the law", recognised.law),
    ("Record her yes", recognised.her_yes),
    ("Refer her", recognised.refer),
]


@pytest.fixture(scope="module")
def walk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Serve a house for the newcomer alone."""
    with databases() as urls:
        house = start(tmp_path_factory.mktemp("newcomer") / "data", urls)
        found = Walk(chromium, house)
        try:
            yield found
        finally:
            found.close()
            stop(house)


def test_a_newcomer_goes_from_a_scene_to_a_referral(walk: Walk) -> None:
    walk.take(STEPS)
    if walk.failure is not None:
        raise walk.failure
    assert walk.done == [name for name, _ in STEPS]
    assert walk.complaints == [], "a browser complained"
    assert walk.elsewhere == [], "something was asked for outside the house"
    carried = [url for url in walk.trail.addresses if "Her%20hands" in url or "mushroom" in url]
    assert carried == [], "what was said stood in an address"
