"""Screening with the network cut, in a real browser: reload, closed tab, wrong PINs, sending.

What the browser says of requests that find no network is expected here, and forgotten.
"""

import re

import pytest
from playwright.sync_api import Route, expect

from clew.ground.accounts.models import Member
from clew.recognise.offline import queries
from clew.recognise.offline.models import Draft, Step
from clew.recognise.screening.interview import Choice
from tests.browser.axe import broken_rules
from tests.browser.window import OpenWindow
from tests.browser.without_network import APP, PIN, SEALING_OFF, Phone, phone
from tests.cast import CANARY, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = f"{CANARY} said they lock the door"
THOUGHT = f"{CANARY} seems afraid of the foreman"


@pytest.fixture
def ready(open_window: OpenWindow, cast: Cast) -> Phone:
    """A phone that was made ready, and is now without network."""
    made = phone(open_window)
    made.make_ready(cast.first_responder)
    made.cut_off()
    return made


def forget_complaints(*phones: Phone) -> None:
    """Drop what the browser says of a network that is not there."""
    for one in phones:
        one.page.wait_for_timeout(100)
        one.window.complaints[:] = [
            line for line in one.window.complaints if "ERR_INTERNET_DISCONNECTED" not in line
            and "ERR_FAILED" not in line and "Failed to load resource" not in line
        ]  # fmt: skip


def test_the_whole_interview_is_held_and_sent_later(ready: Phone, cast: Cast) -> None:
    ready.go()  # opened anew with no network: the page is laid down
    asked = "fetch('/keyboard/').then(() => 'answered', () => 'no network')"
    assert ready.page.evaluate(asked) == "no network"  # red control
    ready.begin()
    ready.answer("present", WORDS, THOUGHT)
    ready.answer("not_said")
    code = ready.finish()
    assert re.match(r"1 draft is only on this device · send before \d+ \w+ \d{4}", ready.held)
    assert not Draft.rows.exists()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    assert ready.held == "Nothing is only on this device"
    assert ready.counts() == {"about": 2, "drafts": 0, "opened": 0, "steps": 0}
    (row,) = queries.waiting(cast.first_responder)
    found = queries.read(cast.first_responder, row)
    assert (row.interview, row.state) == (code, "waiting")
    held = found.story.interview
    assert held is not None
    assert list(held.choices.values()) == [Choice.PRESENT, Choice.NOT_SAID]
    assert list(held.words.values()) == [WORDS]
    assert list(found.story.thoughts.values()) == [THOUGHT]
    assert found.story.ended == "stopped"
    forget_complaints(ready)


def test_nothing_that_was_said_can_be_read_on_the_device(ready: Phone) -> None:
    ready.begin()
    ready.answer("present", WORDS, THOUGHT)
    for look in ("open", "finished"):
        kept = ready.all_that_is_kept()
        assert "steps:" in kept  # red control: the stores are really read
        for word in (CANARY, "lock the door", "UNODC", "unodc", "present", PIN):
            assert word not in kept, f"{word} can be read while the interview is {look}"
        if look == "open":
            ready.finish()
    assert ready.counts()["steps"] == 3
    forget_complaints(ready)


def test_with_sealing_off_the_words_would_be_found(open_window: OpenWindow, cast: Cast) -> None:
    # Red control.
    bare = phone(open_window)
    bare.page.add_init_script(SEALING_OFF)
    bare.make_ready(cast.first_responder)
    bare.cut_off()
    bare.begin()
    bare.answer("present", WORDS)
    kept = bare.all_that_is_kept()
    for word in (CANARY, "unodc-general", "present"):
        assert word in kept
    forget_complaints(bare)


def test_what_is_sealed_is_as_long_for_one_answer_as_for_another(ready: Phone) -> None:
    ready.begin()
    for choice in ("present", "absent", "not_sure", "not_said"):
        ready.answer(choice)
    lengths = ready.page.evaluate(
        """async () => {
          const asked = (request) => new Promise((done) => {
            request.onsuccess = () => done(request.result);
          });
          const db = await asked(indexedDB.open("clew-offline"));
          const rows = await asked(db.transaction("steps").objectStore("steps").getAll());
          db.close();
          return rows.map((row) => row.sealed.length);
        }"""
    )
    assert len(lengths) == 5
    assert len(set(lengths)) == 1
    forget_complaints(ready)


def test_a_reload_with_no_network_goes_on_at_the_same_question(ready: Phone) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    asked = ready.page.locator("main h1").inner_text()
    ready.page.locator("#words").fill("half a sentence")
    ready.page.wait_for_timeout(1500)
    ready.go()
    assert CANARY not in ready.page.content()
    ready.press("Go on with it")
    ready.unlock()
    expect(ready.page.locator("main h1")).to_have_text(asked)
    expect(ready.page.locator("#words")).to_have_value("half a sentence")
    ready.press("Back")
    expect(ready.page.locator("#words")).to_have_value(WORDS)
    forget_complaints(ready)


def test_a_closed_tab_loses_nothing(ready: Phone, cast: Cast) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    ready.page.close()
    ready.page = ready.window.page = ready.window.context.new_page()
    ready.go()
    ready.press("Go on with it")
    ready.unlock()
    ready.answer("absent")
    ready.finish()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    assert list(held.choices.values()) == [Choice.PRESENT, Choice.ABSENT]
    forget_complaints(ready)


def test_five_wrong_pins_wipe_what_could_be_read_and_lose_no_answer(
    ready: Phone, cast: Cast
) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    ready.go()
    ready.press("Go on with it")
    for left in ("4 tries are left", "3 tries are left", "2 tries are left", "One try is left"):
        ready.unlock("000001")
        expect(ready.page.locator("#unlock-hint")).to_contain_text(left)
    ready.go()  # another page gives no try back
    ready.press("Go on with it")
    expect(ready.page.locator("#unlock-hint")).to_contain_text("One try is left")
    ready.unlock("000001")
    ready.heading("Screen without network")
    expect(ready.page.locator("main")).to_contain_text("The PIN was wrong five times")
    assert ready.counts() == {"about": 1, "drafts": 1, "opened": 0, "steps": 2}
    assert ready.page.locator("[data-act=choose]").count() == 0
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    assert list(held.words.values()) == [WORDS]
    forget_complaints(ready)


def test_the_right_pin_after_four_wrong_ones_opens(ready: Phone) -> None:
    # Red control of the five.
    ready.begin()
    ready.answer("present", WORDS)
    ready.go()
    ready.press("Go on with it")
    for left in ("4 tries", "3 tries", "2 tries", "One try"):
        ready.unlock("000001")
        expect(ready.page.locator("#unlock-hint")).to_contain_text(left)
    ready.unlock()
    expect(ready.page.locator("form[data-act=answer]")).to_be_visible()
    forget_complaints(ready)


def test_an_answer_of_the_house_that_is_lost_doubles_nothing(ready: Phone, cast: Cast) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    ready.finish()
    lost: list[str] = []

    def lose(route: Route) -> None:
        route.fetch()  # the house takes it in; the device never hears of it
        lost.append(route.request.url)
        route.abort()

    ready.page.route("**/send/", lose)
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("There is no signal. Nothing was lost")
    assert len(lost) == 1
    assert Draft.rows.count() == 1
    assert ready.counts()["drafts"] == 1
    ready.page.unroute("**/send/")
    ready.press("Send now")
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    assert (Draft.rows.count(), Step.rows.count()) == (1, 3)
    assert ready.counts()["drafts"] == 0
    assert len(queries.waiting(cast.first_responder)) == 1
    forget_complaints(ready)


def test_a_session_that_ended_keeps_everything_until_the_member_is_back(
    ready: Phone, cast: Cast
) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    ready.finish()
    ready.sign_out()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("Your session has ended. Sign in")
    link = ready.page.locator("main a", has_text="Sign in")
    assert link.get_attribute("href") == "/sign-in/?next=%2Fscreen%2Fwithout-network%2Fapp%2F"
    assert ready.counts()["drafts"] == 1
    ready.sign_in(cast.first_responder)
    ready.go()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    assert len(queries.waiting(cast.first_responder)) == 1
    forget_complaints(ready)


def test_the_house_says_how_many_this_device_holds(ready: Phone) -> None:
    ready.begin()
    ready.answer("present")
    ready.finish()
    ready.page.route("**/send/", lambda route: route.abort())
    ready.back()
    ready.page.goto("/screen/without-network/")
    expect(ready.page.locator("[data-held]")).to_have_text(re.compile("Not sent yet: 1"))
    forget_complaints(ready)


def test_on_another_device_it_says_nothing_and_keeps_nothing(
    open_window: OpenWindow, cast: Cast
) -> None:
    other = phone(open_window)
    other.sign_in(cast.first_responder)
    other.page.goto("/screen/without-network/")
    expect(other.page.locator("[data-held]")).to_be_hidden()
    assert other.page.evaluate("indexedDB.databases()") == []


def test_by_another_member_nothing_is_sent_unasked(ready: Phone, cast: Cast) -> None:
    ready.begin()
    ready.answer("present")
    ready.finish()
    ready.sign_out()
    ready.sign_in(cast.advocate_a)
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("Somebody else made this device ready")
    assert not Draft.rows.exists()
    ready.press("Send now")  # of another house: it does not take it, and nothing is lost
    expect(ready.page.locator("main")).to_contain_text("The device keeps what it has")
    assert ready.counts()["drafts"] == 1
    forget_complaints(ready)


def make_ready_again(ready: Phone, who: Member) -> None:
    """Lose the PIN, and let somebody make the device ready anew, with signal."""
    ready.go()
    ready.page.locator("[data-act=choose]").first.click()
    for left in ("4 tries", "3 tries", "2 tries", "One try"):
        ready.unlock("000001")
        expect(ready.page.locator("#unlock-hint")).to_contain_text(left)
    ready.unlock("000001")
    ready.heading("Screen without network")
    ready.sign_out()
    ready.sign_in(who)
    ready.back()
    ready.go()
    ready.press("Make it ready again")
    ready.fill_in()
    ready.heading("Screen without network")


@pytest.mark.parametrize("who", ["advocate_a", "advocate_b"])
def test_a_device_made_ready_anew_sends_nobody_elses_interview_by_itself(
    open_window: OpenWindow, cast: Cast, who: str
) -> None:
    made = phone(open_window)
    made.make_ready(cast.advocate_a)
    made.cut_off()
    made.begin()
    made.answer("present", WORDS)
    made.finish()
    made.page.route("**/send/", lambda route: route.abort())
    make_ready_again(made, getattr(cast, who))
    made.page.unroute("**/send/")
    made.go()
    if who == "advocate_a":  # red control: one's own goes by itself
        expect(made.page.locator("main")).to_contain_text("1 interview was sent")
        assert not queries.waiting(cast.advocate_a)[0].of_another
        return forget_complaints(made)
    expect(made.page.locator("main")).to_contain_text("Somebody else made this device ready")
    made.page.wait_for_timeout(500)
    assert not Draft.rows.exists()
    made.press("Send now")
    expect(made.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.advocate_b)
    assert row.begun_by == cast.advocate_a
    assert row.of_another
    return forget_complaints(made)


def test_wiping_counts_what_was_not_sent_and_leaves_nothing(ready: Phone) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    ready.finish()
    ready.press("Wipe this device")
    ready.heading("Wipe this device")
    expect(ready.page.locator("main")).to_contain_text("1 interview on this device was not sent.")
    ready.press("Wipe it now")  # the box is not ticked: nothing happens
    ready.heading("Wipe this device")
    assert ready.counts()["drafts"] == 1
    ready.page.locator("#sure").check(force=True)
    ready.press("Wipe it now")
    ready.heading("Nothing is left on this device")
    left = ready.page.evaluate(
        """async () => [
          (await indexedDB.databases()).length, (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert left == [0, 0, 0]
    forget_complaints(ready)


def test_more_than_twenty_drafts_are_not_begun(ready: Phone) -> None:
    ready.put_drafts(20)
    ready.go()
    expect(ready.page.locator("main")).to_contain_text("This device holds all it may")
    assert ready.page.locator("[data-act=choose]").count() == 0
    assert ready.held.startswith("20 drafts are only on this device")
    forget_complaints(ready)


_FIRST_AND_BACK = ((13, True), (15, False), (0, False))
_BACK_IN_BETWEEN = ((12, True), (1, True), (2, True), (4, False), (0, False))


@pytest.mark.parametrize("clock", [_FIRST_AND_BACK, _BACK_IN_BETWEEN])
def test_after_fourteen_days_without_signal_nothing_is_begun_whatever_the_clock_says(
    ready: Phone, clock: tuple[tuple[int, bool], ...]
) -> None:
    later = "(days) => { const now = Date.now; Date.now = () => now() + days * 864e5; }"
    ready.page.add_init_script(f"({later})(Number(sessionStorage.days ?? 0))")
    for days, begins in clock:
        ready.page.evaluate("(days) => { sessionStorage.days = days; }", days)
        ready.go()
        expect(ready.page.locator("[data-act=wipe]")).to_be_visible()
        assert (ready.page.locator("[data-act=choose]").count() > 0) == begins, days
    forget_complaints(ready)


def test_a_clock_set_back_to_before_the_house_was_heard_begins_nothing(ready: Phone) -> None:
    earlier = "(minutes) => { const now = Date.now; Date.now = () => now() - minutes * 6e4; }"
    ready.page.add_init_script(f"({earlier})(Number(sessionStorage.minutes ?? 0))")
    for minutes, begins in ((4, True), (60, False), (20 * 1440, False), (0, True)):
        ready.page.evaluate("(minutes) => { sessionStorage.minutes = minutes; }", minutes)
        ready.go()
        expect(ready.page.locator("[data-act=wipe]")).to_be_visible()
        assert (ready.page.locator("[data-act=choose]").count() > 0) == begins, minutes
        told = "clock was set back" in ready.page.locator("main").inner_text()
        assert told == (not begins)
    forget_complaints(ready)


def test_an_ended_device_begins_nothing_once_it_has_heard(ready: Phone, cast: Cast) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- only here

    from clew.recognise.offline import actions  # noqa: PLC0415 -- only here

    (device,) = queries.devices_for(cast.first_responder)
    actions.end(actor=cast.first_responder, device=device, at=timezone.now())
    ready.go()
    assert ready.page.locator("[data-act=choose]").count() > 0  # it cannot know yet
    ready.back()
    ready.go()
    expect(ready.page.locator("main")).to_contain_text("This device was ended")
    assert ready.page.locator("[data-act=choose]").count() == 0
    forget_complaints(ready)


def test_two_windows_on_one_interview_double_nothing(ready: Phone) -> None:
    ready.begin()
    other = Phone(ready.window)
    other.page = ready.window.context.new_page()
    other.go()
    other.press("Go on with it")
    other.unlock()
    other.answer("present")
    ready.page.locator('input[name=choice][value="absent"]').check(force=True)
    ready.press("Save and go on")
    expect(ready.page.locator("main")).to_contain_text("goes on in another window")
    assert ready.counts()["steps"] == 2
    other.page.close()
    forget_complaints(ready)


def second_window(ready: Phone) -> Phone:
    """Open the page once more on the same device."""
    other = Phone(ready.window)
    other.page = ready.window.context.new_page()
    other.go()
    return other


def test_an_interview_that_was_ended_in_another_window_takes_no_further_step(
    ready: Phone, cast: Cast
) -> None:
    ready.begin()
    ready.answer("present", WORDS)  # red control: while it is open this window goes on
    other = second_window(ready)
    other.press("End it as it is")
    expect(other.page.locator("[data-act=choose]").first).to_be_visible()
    ready.page.locator('input[name=choice][value="absent"]').check(force=True)
    ready.press("Save and go on")
    expect(ready.page.locator("main")).to_contain_text("goes on in another window")
    assert ready.counts() == {"about": 2, "drafts": 1, "opened": 0, "steps": 2}
    other.page.close()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    assert (row.total, row.state) == (2, "waiting")
    forget_complaints(ready)


def test_two_windows_begin_one_interview_between_them(ready: Phone, cast: Cast) -> None:
    other = second_window(ready)
    other.prepare()
    ready.begin()
    ready.answer("present", WORDS)
    other.press("Go on")
    other.heading("Screen without network")
    expect(other.page.locator("#open-h")).to_be_visible()
    assert ready.counts() == {"about": 2, "drafts": 1, "opened": 1, "steps": 2}
    other.page.close()
    ready.answer("absent")  # red control: whoever began it goes on
    ready.finish()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    assert (row.total, row.state) == (4, "waiting")
    forget_complaints(ready)


_BOTH_AT_ONCE = """
async (names) => {
  const store = await import(names);
  const one = (draft) => store.keepStep(
    { id: draft, code: "MADEUP00", key: "", at: 0, done: false },
    { draft, place: 0, sealed: new Uint8Array(8) },
    { name: "open", draft, code: "MADEUP00", place: 1 },
  ).then(() => "kept", (error) => error.name);
  return Promise.all([one("made-up-a"), one("made-up-b")]);
}
"""


def test_at_the_same_moment_too_only_one_of_two_begins(ready: Phone) -> None:
    module = ready.page.evaluate(
        "document.querySelector('script[type=module]').src.replace('main.js', 'store.js')"
    )
    assert sorted(ready.page.evaluate(_BOTH_AT_ONCE, module)) == ["ConstraintError", "kept"]
    assert ready.counts()["steps"] == 1
    forget_complaints(ready)


def test_a_draft_that_no_window_can_go_on_with_is_sent(ready: Phone) -> None:
    ready.begin()
    ready.put_drafts(2, done=False)
    ready.go()
    expect(ready.page.locator("#waits-h")).to_contain_text("2 drafts")
    expect(ready.page.locator("#open-h")).to_be_visible()  # red control: the open one is not ended
    forget_complaints(ready)


def test_what_came_up_since_the_sets_were_shown_stops_the_press_too(ready: Phone) -> None:
    ready.prepare()
    ready.put_drafts(20)
    ready.press("Go on")
    expect(ready.page.locator("main")).to_contain_text("This device holds all it may")
    assert ready.counts()["opened"] == 0
    forget_complaints(ready)


# Presses the first set of signs while the page, of itself, reads what it would show.
_PRESS_WHILE_IT_READS = """() => {
  const read = IDBObjectStore.prototype.get;
  window.pressed = 0;
  IDBObjectStore.prototype.get = function (name) {
    if (name === "pin" && window.pressed === 0) {
      window.pressed = 1;
      document.querySelector("[data-act=choose]").click();
    }
    return read.call(this, name);
  };
}"""


def test_the_network_going_takes_nobody_from_a_form_they_just_opened(
    open_window: OpenWindow, cast: Cast
) -> None:
    made = phone(open_window)
    made.make_ready(cast.first_responder)
    made.page.evaluate(_PRESS_WHILE_IT_READS)
    made.cut_off()
    made.page.wait_for_function("window.pressed === 1")  # control: it was reading when pressed
    made.page.wait_for_timeout(500)
    assert made.page.locator("main h1").inner_text() == "Before you ask"
    forget_complaints(made)


@pytest.mark.parametrize(("number", "begins"), [(19, True), (20, False)])
def test_one_less_than_twenty_begin_another(ready: Phone, number: int, begins: bool) -> None:
    # Red control of the twenty.
    ready.prepare()
    ready.put_drafts(number)
    ready.press("Go on")
    expect(ready.page.locator("form[data-act=answer]")).to_have_count(1 if begins else 0)
    forget_complaints(ready)


def test_a_second_tap_on_one_button_is_no_second_answer(ready: Phone, cast: Cast) -> None:
    ready.begin()
    asked = ready.page.locator("main h1").inner_text()
    ready.page.locator('input[name=choice][value="present"]').check(force=True)
    ready.page.evaluate(
        """() => {
          const button = document.querySelector("form[data-act=answer] button[value=next]");
          button.click();
          button.click();
        }"""
    )
    expect(ready.page.locator("main h1")).not_to_have_text(asked)
    expect(ready.page.locator("form[data-act=answer]")).to_be_visible()
    ready.answer("absent")  # red control: the next press is taken
    assert ready.counts()["steps"] == 3
    ready.finish()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    assert list(held.choices.values()) == [Choice.PRESENT, Choice.ABSENT]
    forget_complaints(ready)


def test_a_press_waits_for_no_network(ready: Phone) -> None:
    ready.begin()
    ready.answer("present")
    ready.finish()
    ready.back()
    ready.page.route("**/hello/*", lambda _route: None)  # neither answered nor refused
    ready.press("Wipe this device")
    expect(ready.page.locator("main h1")).to_have_text("Wipe this device")
    forget_complaints(ready)


@pytest.mark.parametrize("pin", [("271828", "271829"), ("111111", "111111"), ("123456", "123456")])
def test_a_weak_or_mistyped_pin_is_told(
    open_window: OpenWindow, cast: Cast, pin: tuple[str, str]
) -> None:
    made = phone(open_window)
    made.sign_in(cast.first_responder)
    made.go()
    made.page.locator("#label").fill("work phone")
    made.page.locator("#pin").fill(pin[0])
    made.page.locator("#again").fill(pin[1])
    made.press("Make it ready")
    expect(made.page.locator("[role=alert]")).to_contain_text("PIN")
    expect(made.page.locator("#label")).to_have_value("work phone")


def test_the_page_can_be_put_on_the_desk_of_a_device(ready: Phone) -> None:
    ready.back()
    ready.go()
    tools = ready.window.context.new_cdp_session(ready.page)
    found = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in found if one["errorId"] != "in-incognito"] == []
    manifest = tools.send("Page.getAppManifest")
    assert manifest["url"].endswith("app.webmanifest")
    assert manifest["errors"] == []
    forget_complaints(ready)


def test_no_rule_of_accessibility_is_broken_on_any_screen(ready: Phone) -> None:
    page = ready.page
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    def well() -> None:
        assert broken_rules(page) == []
        assert page.evaluate(wide) == 0

    well()
    page.locator("[data-act=choose]").first.click()
    ready.heading("Before you ask")
    well()
    ready.press("Back")
    ready.begin()
    well()
    ready.press("Save and go on")
    expect(page.locator("#choice-error")).to_be_visible()
    well()
    ready.answer("present", WORDS)
    ready.press("Stop here, keep what was said")
    ready.heading("Check the answers")
    well()
    ready.press("Finish and seal")
    ready.heading("Sealed")
    well()
    ready.press("Go on")
    ready.press("Wipe this device")
    well()
    forget_complaints(ready)


def test_an_answer_can_be_changed_at_the_check_and_both_are_told(ready: Phone, cast: Cast) -> None:
    ready.begin()
    ready.answer("present", WORDS)
    ready.press("Stop here, keep what was said")
    ready.page.locator("[data-act=ask]", has_text="Change").first.click()
    ready.answer("absent")
    ready.finish()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    found = queries.read(cast.first_responder, row).story
    (given,) = found.changed.values()
    assert [answer.choice for answer in given] == [Choice.PRESENT, Choice.ABSENT]
    assert APP in ready.page.url
    forget_complaints(ready)


def test_the_network_goes_in_the_middle_and_comes_back(open_window: OpenWindow, cast: Cast) -> None:
    made = phone(open_window)
    made.make_ready(cast.first_responder)
    made.begin()
    made.answer("present", WORDS)
    made.cut_off()
    made.answer("not_sure")
    made.back()
    made.answer("absent")
    made.finish()
    made.press("Send now")
    expect(made.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    held = queries.read(cast.first_responder, row).story.interview
    assert held is not None
    assert [choice.value for choice in held.choices.values()] == ["present", "not_sure", "absent"]
    forget_complaints(made)


def test_an_age_in_doubt_takes_the_set_for_children(ready: Phone, cast: Cast) -> None:
    ready.begin("ilo-delphi-adults-labour", age="unsure")
    expect(ready.page.locator("main")).to_contain_text("protect them as a child")
    ready.answer("present")
    ready.finish()
    ready.back()
    expect(ready.page.locator("main")).to_contain_text("1 interview was sent")
    (row,) = queries.waiting(cast.first_responder)
    found = queries.read(cast.first_responder, row).story
    assert found.instrument_id == "ilo-delphi-children-labour"
    assert found.about.age == "unsure"
    forget_complaints(ready)


def test_a_second_device_takes_up_the_code_of_the_first(
    open_window: OpenWindow, ready: Phone, cast: Cast
) -> None:
    ready.begin()
    code = ready.page.locator("[data-slot=code]").inner_text()
    ready.answer("present", WORDS)
    ready.finish()
    other = phone(open_window)
    other.make_ready(cast.first_responder)
    other.cut_off()
    other.begin(code=f"{code[:4]} {code[4:]}".lower())
    other.answer("absent")
    assert other.finish() == code
    for one in (ready, other):
        one.back()
        expect(one.page.locator("main")).to_contain_text("1 interview was sent")
    assert len({row.interview for row in queries.waiting(cast.first_responder)}) == 1
    forget_complaints(ready, other)
