"""A newcomer, in one sitting and in a browser: a scene of the training, a screening, a worksheet,
a referral. Once with the network all the way, once with it cut in the middle of the talk.

In a house of its own, so that nothing of the longer walk hangs on it. Everybody is made up.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.without_network import PIN, Phone
from tests.journeys import planted, recognised
from tests.journeys.houses import ServedHouse, databases, start, stop
from tests.journeys.recognised import LABOUR
from tests.journeys.walking import Walk

pytestmark = pytest.mark.browser
_CODE: Final = re.compile(r"[0-9A-Z]{6}-[0-9A-Z]")
OPINION: Final = "Her hands shook when the van came by."


def train(walk: Walk) -> None:
    """He takes one scene: first what he sees, then what he would do."""
    joe = walk.as_("first_responder")
    joe.go("/training/learn/recognise/")
    words = ("Begin", "Go on where you were")  # the second: another walk was here before
    joe.press(next(one for one in words if one in joe.read()))
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


def ask_without_network(walk: Walk) -> None:
    """The network goes in the middle of the talk; what she said is sent when it is back."""
    joe = walk.as_("first_responder")
    phone = Phone(joe.window)
    phone.go()
    joe.fill({"label": "a phone", "pin": PIN, "again": PIN})
    phone.press("Make it ready")
    phone.heading("Screen without network")
    phone.begin(LABOUR)
    phone.answer("present", planted.HER_WORDS, OPINION)
    phone.cut_off()
    phone.answer("present")
    phone.finish()
    assert phone.held.startswith("1 draft is only on this device")
    phone.back()
    expect(phone.page.locator("main")).to_contain_text("1 interview was sent")
    assert phone.held == "Nothing is only on this device"


def keep_what_arrived(walk: Walk) -> None:
    """It arrived once, with her words and his opinion apart; he keeps it for her."""
    joe = walk.as_("first_responder")
    joe.go("/screen/without-network/")
    assert planted.HER_WORDS not in joe.read()
    drafts = joe.page.locator("main table a")
    assert drafts.count() == 1
    drafts.first.click()
    joe.page.wait_for_load_state()
    assert planted.HER_WORDS in joe.page.locator("main .own").all_inner_texts()
    assert OPINION in joe.read()
    joe.fill({"whom": "new", "called": planted.CALLED})
    joe.press("Keep it for this person")
    assert joe.path.startswith("/screen/kept/")
    found = _CODE.search(joe.read())
    assert found is not None
    walk.facts["kitchen code"] = found[0]
    joe.go("/screen/without-network/")
    assert joe.page.locator("main table a").count() == 0
    joe.go(f"/people/{found[0]}/edit/")
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


CUT: Final[list[tuple[str, Callable[[Walk], None]]]] = [
    STEPS[0],
    ("Ask while the network goes and comes back", ask_without_network),
    ("Keep what arrived", keep_what_arrived),
    *STEPS[-3:],
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHouse]:
    """Serve a house for newcomers alone."""
    with databases() as urls:
        served = start(tmp_path_factory.mktemp("newcomer") / "data", urls)
        try:
            yield served
        finally:
            stop(served)


@pytest.fixture
def walk(chromium: Browser, house: ServedHouse) -> Iterator[Walk]:
    """Begin with nobody signed in."""
    found = Walk(chromium, house)
    try:
        yield found
    finally:
        found.close()


def take(walk: Walk, steps: list[tuple[str, Callable[[Walk], None]]]) -> None:
    walk.take(steps)
    if walk.failure is not None:
        raise walk.failure
    assert walk.done == [name for name, _ in steps]


def test_a_newcomer_goes_from_a_scene_to_a_referral(walk: Walk) -> None:
    take(walk, STEPS)
    assert walk.complaints == [], "a browser complained"
    assert walk.elsewhere == [], "something was asked for outside the house"
    carried = [url for url in walk.trail.addresses if "Her%20hands" in url or "mushroom" in url]
    assert carried == [], "what was said stood in an address"


def test_the_network_is_cut_in_the_middle_and_nothing_is_lost_or_doubled(walk: Walk) -> None:
    take(walk, CUT)
    # A browser says of every request that finds no network that it found none.
    known = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource")
    said = [line for line in walk.complaints if not any(part in line for part in known)]
    assert said == [], "a browser complained"
    assert walk.elsewhere == [], "something was asked for outside the house"
