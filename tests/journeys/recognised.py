"""The first part of the walk: recognised in a kitchen, and referred to those who can stand by."""

import re
from typing import Final

from playwright.sync_api import expect

from clew.site.demonstration.signing_in import PASSPHRASE
from tests.journeys import planted
from tests.journeys.walking import Walk

LABOUR: Final = "ilo-delphi-adults-labour"
_FACTS: Final = ("act.recruitment", "act.harbouring", "means.deception", "purpose.forced_labour")
_SESSION: Final = re.compile(r"T-[0-9A-Z]{6}-[0-9A-Z]")
_CODE: Final = re.compile(r"[0-9A-Z]{6}-[0-9A-Z]")


def sign_in(walk: Walk) -> None:
    """A passphrase alone opens nothing; the code stands on a second page."""
    joe = walk.as_("first_responder", signed_in=False)
    joe.go("/sign-in/")
    joe.fill({"login": "first.responder@clew.invalid", "password": PASSPHRASE})
    joe.press("Sign in")
    assert joe.path == "/sign-in/code/"
    assert joe.asks("/screen/kept/") == 200
    assert joe.path.startswith("/sign-in/"), "a passphrase alone opened a page"
    joe.begin("first.responder@clew.invalid")
    assert not joe.path.startswith("/sign-in/")
    joe.go("/screen/kept/")


def screen(walk: Walk) -> None:
    """He asks; what she says stays in the page."""
    joe = walk.as_("first_responder")
    window = joe.window
    window.begin(LABOUR)
    window.answer("present", words=planted.HER_WORDS)
    window.answer("present")
    window.press("stop")
    assert planted.HER_WORDS in joe.read()
    window.press("outcome")
    assert "never a verdict" in joe.read()


def keep(walk: Walk) -> None:
    """He keeps it, sealed for a new person, who gets a code."""
    ruth = walk.as_("trainer")
    ruth.go("/training/")
    held = _SESSION.findall(ruth.read())  # the newest first; the oldest was in his kitchen
    assert held
    walk.session = held[-1]
    joe = walk.as_("first_responder")
    joe.press("Keep this screening")
    joe.fill({"whom": "new", "called": planted.CALLED, "channel": "soup_kitchen"})
    joe.fill({"training_session": walk.session})
    joe.press("Keep it")
    found = _CODE.search(joe.read())
    assert found is not None
    walk.facts["kitchen code"] = found[0]
    assert planted.HER_WORDS in joe.read()
    joe.go(f"/people/{found[0]}/edit/")
    joe.fill({"full_name": planted.FULL_NAME, "sex": "female"})
    joe.press("Keep it")


def law(walk: Walk) -> None:
    """The rules find what is met; he concludes, in his name, with a reason."""
    joe, code = walk.as_("first_responder"), walk.facts["kitchen code"]
    joe.go(f"/trafficking-or-smuggling/?for={code}")
    for fact in _FACTS:
        joe.window.state(fact, "yes")
    expect(joe.page.locator("#a-points strong")).to_have_text("trafficking")
    joe.press("Keep this sheet for a person")
    assert joe.page.locator("main [name=for]").input_value() == code
    joe.press("Keep it")
    assert joe.page.locator("input[name=concluded]:checked").count() == 0
    joe.fill({"concluded": "trafficking", "reason": planted.REASON})
    joe.press("Conclude, in my name")
    assert "Joe Ladle concluded on" in joe.read()
    assert planted.REASON in joe.read()


def her_yes(walk: Walk) -> None:
    """Nothing may go before she says so; a yes names whom, what for, which parts, until when."""
    joe, code = walk.as_("first_responder"), walk.facts["kitchen code"]
    joe.go(f"/referrals/new/{code}/")
    joe.follow("Lantern House")
    walk.facts["pick"] = joe.path
    assert joe.page.locator("li.goes").count() == 0, "something could go without a yes"
    joe.go(f"/people/{code}/consents/")
    joe.follow("Ask for a yes")
    joe.choose("to", "Lantern House")
    joe.fill({"for": "support"})
    joe.press("Go on")
    assert joe.page.locator("input[name=parts]:checked").count() == 0
    for part in ("identity", "needs", "screening"):
        joe.fill({"parts": part})
    joe.fill({"explained": planted.EXPLAINED})
    joe.press("They said yes to this")
    assert "Lantern House (made up): Name and date of birth" in joe.read()


def refer(walk: Walk) -> None:
    """He picks, reads exactly what would leave, and sends it."""
    joe = walk.as_("first_responder")
    joe.go(walk.facts["pick"])
    for box in joe.page.locator("main input[name=item]").all():
        box.check(force=True)
    joe.fill({"needs": planted.NEEDS})
    joe.press("See what would leave")
    preview = joe.read()
    for leaves in (planted.FULL_NAME, planted.NEEDS):
        assert leaves in preview
    assert planted.REASON not in preview, "she did not say yes to the worksheet"
    joe.press("Send it")
    assert "To Lantern House (made up), sent on" in joe.read()


def accept(walk: Walk) -> None:
    """The other charity sees that somebody is referred, opens it, and says yes."""
    tessa = walk.as_("advocate_a")
    tessa.go("/referrals/in/")
    assert planted.SURNAME not in tessa.read(), "a list named her before anybody opened it"
    tessa.page.locator("main table a", has_text="Mill Street Kitchen").first.click()
    tessa.page.wait_for_load_state()
    walk.facts["referral"] = tessa.path
    tessa.press("Open it")
    read = tessa.read()
    for came in (planted.FULL_NAME, planted.NEEDS):
        assert came in read
    tessa.press("Accept")
    assert "Tessa Larkspur accepted it on" in tessa.read()
    prue = walk.as_("advocate_elsewhere")
    assert prue.asks(walk.facts["referral"]) == 404, "a stranger found the referral"


STEPS: Final = [
    ("Sign in with a passphrase and a code", sign_in),
    ("Screen with published signs", screen),
    ("Keep the screening for her alone", keep),
    ("Set it beside the law, and conclude by name", law),
    ("Record her yes", her_yes),
    ("Refer her, and see first what leaves", refer),
    ("Accept her at the other charity", accept),
]
