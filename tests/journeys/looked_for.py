"""The third part of the walk: who else may be held, what the police read, and taking a yes back."""

from typing import Final

from tests.journeys import planted
from tests.journeys.stood_by import CIRCLE, sharers
from tests.journeys.walking import Walk


def shared(walk: Walk) -> None:
    """Her phone and theirs are one: the investigator reads codes, and nobody's name."""
    before, after = walk.facts["before"].split(), sharers(walk)
    new = sorted(set(after) - set(before))
    assert len(new) == 1, f"before {before}, after {after}"
    walk.facts["pseudonym"] = new[0]
    clara = walk.as_("investigator_a")
    read = clara.read()
    for never in (planted.SURNAME, planted.CALLED, walk.facts["code"]):
        assert never not in read
    circle = clara.page.locator("main a[href*='/network/']").first.get_attribute("href") or ""
    walk.facts["circle"] = circle.split("/")[2]


def network(walk: Walk) -> None:
    """The same as a drawing and as a table: people, things, and what speaks between them."""
    clara, circle, name = walk.as_("investigator_a"), walk.facts["circle"], walk.facts["pseudonym"]
    clara.go(f"/network/{circle}/person/{name}/")
    read = clara.read()
    assert name in read
    assert "900191" in read
    assert planted.SURNAME not in read
    assert clara.page.locator("main svg a").count() > 1
    assert walk.as_("advocate_elsewhere").asks(clara.path) in {403, 404}


def lead(walk: Walk) -> None:
    """A person concludes who was held; then leads are sought, and one is taken on with care."""
    clara, circle = walk.as_("investigator_a"), walk.facts["circle"]
    clara.go(f"/leads/{circle}/confirmed/")
    clara.fill({"name": walk.facts["pseudonym"], "reason": planted.LEAD_REASON})
    clara.press("Conclude that the group held them")
    clara.go(f"/leads/?circle={circle}")
    others = [code for code in walk.facts["before"].split() if f"{code} may share" in clara.read()]
    assert others, "nobody who shares her phone is a lead"
    clara.go(f"/leads/{circle}/{others[0]}/")
    clara.fill({"reason": planted.LEAD_REASON})
    clara.press("Take it on")
    assert "welfare plan" in clara.read()
    assert clara.page.locator(".wrong").count() > 0, "taken on without a welfare plan"
    clara.fill({"plan-first": planted.PLAN_FIRST, "plan-harm": planted.PLAN_HARM})
    clara.fill({"plan-child": "Stop, and call the one in charge.", "plan-no": "Leave a card, go."})
    clara.press("Take it on")
    assert "Taken on" in clara.read()
    assert planted.PLAN_FIRST in clara.read()


def police(walk: Walk) -> None:
    """The officer reads what Marek released, and finds nothing else by asking."""
    ivy = walk.as_("police_officer")
    ivy.go("/released/")
    assert planted.SURNAME not in ivy.read()
    ivy.page.locator("main tbody a").first.click()
    ivy.page.wait_for_load_state()
    walk.facts["released"] = ivy.path
    read = ivy.read()
    assert "Use it only for: Investigation" in read
    walk.facts["what police read"] = ivy.page.locator("main dd").first.inner_text().strip()
    for closed in (
        f"/cases/{walk.facts['code']}/", f"/people/{walk.facts['code']}/release/",
        f"/network/{walk.facts['circle']}/person/{walk.facts['pseudonym']}/",
        walk.facts["referral"], "/shared/", "/leads/", "/screen/kept/",
    ):  # fmt: skip
        assert ivy.asks(closed) in {403, 404}, closed


def own_page(walk: Walk) -> None:
    """Marek reads his own page on a phone: what is shared, and who has looked."""
    marek = walk.as_("survivor_r7")
    marek.go("/my/")
    assert "You are in charge here" in marek.read()
    marek.go("/my/looked/")
    read = marek.read()
    assert "Northmoor Police (made up)" in read, "the officer's look is missing"
    wide = marek.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360, f"the page is {wide} pixels wide"


def take_back(walk: Walk) -> None:
    """One press each: it is gone at the police, and in the circle."""
    marek = walk.as_("survivor_r7")
    for recipient in ("Northmoor Police", CIRCLE):
        marek.go("/my/shared/")
        row = marek.page.locator("main li", has=marek.page.locator("form"), has_text=recipient)
        with marek.page.expect_navigation():
            row.first.locator("button").first.click()
    ivy = walk.as_("police_officer")
    assert ivy.asks(walk.facts["released"]) == 200
    assert "Taken back on" in ivy.read()
    assert walk.facts["what police read"] not in ivy.read(), "the police still read it"
    before, left = walk.facts["before"].split(), sharers(walk)
    others = [code for code in left if code != walk.facts["pseudonym"]]
    assert len(others) == len(before) - 1, f"the circle still reads it: {before}, {left}"
    assert set(others) < set(before)


STEPS: Final = [
    ("See who shares what", shared),
    ("Read the network", network),
    ("Take a lead on, with a welfare plan", lead),
    ("Read at the police what was released, and only that", police),
    ("Open one’s own page, and see who has looked", own_page),
    ("Take a yes back with one press", take_back),
]
