"""The second part of the walk: her file, what is owed to her, and what she lets be used."""

import re
from datetime import timedelta
from typing import Final

from clew.rules.law.deadlines import in_words, recovery_deadline
from tests.journeys import planted
from tests.journeys.walking import Walk

SHARED_PHONE: Final = "07700 900191"
"""A phone that Marek (R-7) and others released: the thread to them."""
CIRCLE: Final = "Find others, Northmoor"


def open_file(walk: Walk) -> None:
    """What came with the referral goes into the file; from here on it has its own code."""
    tessa = walk.as_("advocate_a")
    tessa.go("/cases/today/")
    tessa.page.locator("main a[href*='from-referral']").last.click()
    tessa.page.wait_for_load_state()
    tessa.press("Open the case")
    found = re.search(r"/cases/([0-9A-Z-]+)/$", tessa.path)
    assert found is not None
    walk.facts["code"] = found[1]
    assert found[1] != walk.facts["kitchen code"], "two charities shared one code"
    assert "Nobody has asked yet: do not contact" in tessa.read()
    prue = walk.as_("advocate_elsewhere")
    assert prue.asks(tessa.path) == 404


def safe_contact(walk: Walk) -> None:
    """How, when and never; numbers open one by one, and each opening is noted."""
    tessa, code = walk.as_("advocate_a"), walk.facts["code"]
    tessa.go(f"/people/{code}/contact/")
    tessa.fill({"how": planted.HOW, "when": planted.WHEN, "never": planted.NEVER})
    tessa.fill({"checked_with": "person", "checked_on": walk.today.isoformat()})
    tessa.press("Keep these rules")
    for kind, value in (
        ("phone", planted.PHONE),
        ("address", planted.ADDRESS),
        ("email", planted.MAIL),
    ):
        tessa.fill({"kind": kind, "value": value})
        tessa.press("Add it")
    assert planted.PHONE not in tessa.read(), "a number stood open"
    tessa.page.locator("main form[action$='/show/'] button").first.click()
    tessa.page.wait_for_load_state()
    shown = tessa.read()
    assert any(way in shown for way in (planted.PHONE, planted.ADDRESS, planted.MAIL))
    tessa.go(f"/cases/{code}/")
    assert planted.NEVER in tessa.read()


def five_lines(walk: Walk) -> None:
    """Whoever covers for Tessa understands at once."""
    tessa = walk.as_("advocate_a")
    tessa.go(f"/cases/{walk.facts['code']}/five-lines/")
    tessa.fill({"who": planted.WHO, "happened": planted.HAPPENED, "wants": planted.WANTS})
    tessa.press("Keep the five lines")
    assert planted.WANTS in tessa.read()


def note(walk: Walk) -> None:
    """A note is kept, and what she told of herself opens for those who stand by her only."""
    tessa, code = walk.as_("advocate_a"), walk.facts["code"]
    tessa.go(f"/cases/{code}/notes/new/")
    tessa.fill({"text": planted.NOTE})
    tessa.press("Keep the note")
    assert planted.NOTE in tessa.read()


def task(walk: Walk) -> None:
    """What is owed, by whom, until when; it stands on the day's page from then on."""
    tessa, code = walk.as_("advocate_a"), walk.facts["code"]
    tessa.go(f"/cases/{code}/tasks/new/")
    tessa.choose("owner", "Tessa Larkspur")
    tessa.fill({"what": planted.TASK, "due_on": (walk.today - timedelta(days=1)).isoformat()})
    tessa.press("Add the task")
    tessa.go("/cases/today/")
    assert planted.TASK in tessa.read()


def recovery(walk: Walk) -> None:
    """The days are counted by the law of the place and of the day, to the last one."""
    tessa, code = walk.as_("advocate_a"), walk.facts["code"]
    began = walk.today - timedelta(days=3)
    tessa.go(f"/cases/{code}/recovery/")
    tessa.fill({"from_on": began.isoformat(), "jurisdiction": "GB"})
    tessa.press("Keep this")
    found = recovery_deadline(jurisdiction="GB", starts_on=began)
    assert in_words(found.last_day) in tessa.read()


def claim(walk: Walk) -> None:
    """One statement of fact, with its source and grade; it goes nowhere by itself."""
    tessa, code = walk.as_("advocate_a"), walk.facts["code"]
    tessa.go(f"/cases/{code}/claims/")
    tessa.fill({"kind": "phone", "value": f"+44 {SHARED_PHONE[1:]}", "words": planted.CLAIM_WORDS})
    tessa.fill({"source": "B", "content": "2", "certainty": "confirmed", "seen_on": "2026-10"})
    tessa.press("Write it down")
    assert planted.CLAIM_WORDS in tessa.read()
    clara = walk.as_("investigator_a")
    walk.facts["before"] = " ".join(sharers(walk))
    assert planted.CLAIM_WORDS not in clara.read()


def release(walk: Walk) -> None:
    """Her yes opens the gate for the circle, for one purpose; she sees first what leaves."""
    tessa, code = walk.as_("advocate_a"), walk.facts["code"]
    tessa.go(f"/people/{code}/consents/new/")
    tessa.choose("to", CIRCLE)
    tessa.fill({"for": "find_others"})
    tessa.press("Go on")
    tessa.fill({"parts": "claim"})
    tessa.press("They said yes to this")
    tessa.go(f"/people/{code}/release/")
    tessa.choose("to", CIRCLE)
    tessa.fill({"for": "find_others"})
    tessa.press("Go on")
    for box in tessa.page.locator("main input[name=parts]").all():
        box.check(force=True)
    tessa.press("Look at it first")
    preview = tessa.read()
    assert "900191" in preview
    assert planted.SURNAME not in preview, "a name stood in what goes into a circle"
    tessa.press("Release this")
    assert "What left" in tessa.read()


def sharers(walk: Walk) -> list[str]:
    """Return who is said to use the phone, by pseudonym, as the investigator reads it."""
    clara = walk.as_("investigator_a")
    clara.go("/shared/")
    row = clara.page.locator("main tbody tr", has_text=re.compile("7700[ ]?900191"))
    if not row.count():
        return []
    return sorted(row.first.locator("td a.code").all_inner_texts())


STEPS: Final = [
    ("Open her file", open_file),
    ("Write down how to reach her safely", safe_contact),
    ("Tell her case in five lines", five_lines),
    ("Write a note", note),
    ("Add what is owed", task),
    ("Count her time to recover in her file", recovery),
    ("State one fact", claim),
    ("Ask her for the circle, and release the fact", release),
]
