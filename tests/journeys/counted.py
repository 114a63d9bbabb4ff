"""The last part of the walk: from frozen rows to a figure that others may read."""

import re
from typing import Final

from tests.journeys import planted
from tests.journeys.walking import Walk


def draft(walk: Walk) -> None:
    """Who leads policy freezes the rows and drafts; alone they release nothing."""
    dilys = walk.as_("policy_lead")
    dilys.go("/statistics/new/")
    dilys.press("Count and draft")
    walk.facts["table"] = dilys.path
    assert re.fullmatch(r"/statistics/[0-9a-f-]{36}/", dilys.path)
    dilys.press("Send it to be checked")
    buttons = dilys.page.get_by_role("main").get_by_role("button").all_inner_texts()
    assert "Release it" not in buttons, "one person could release alone"
    assert walk.as_("advocate_elsewhere").asks(walk.facts["table"]) == 404, "a draft was read"


def check(walk: Walk) -> None:
    """A second person reads what was tried on it, and releases it."""
    bram = walk.as_("output_checker")
    bram.go("/statistics/")
    bram.go(walk.facts["table"])
    bram.press("Release it")
    assert bram.page.get_by_role("main").get_by_role("button", name="Release it").count() == 0
    prue = walk.as_("advocate_elsewhere")
    prue.go(walk.facts["table"])  # what is released, anybody reads


def small_numbers(walk: Walk) -> None:
    """A number below the threshold is hidden, on the page and in the file."""
    prue = walk.as_("advocate_elsewhere")
    cells = prue.page.locator("main table.stat td.n").all_inner_texts()
    shown = [int(cell) for cell in cells if cell.strip().isdigit()]
    threshold = 10
    assert [number for number in shown if 0 < number < threshold] == []
    assert prue.page.locator("main td.prot").count() > 0, "no number was hidden at all"
    answer = prue.page.request.get(f"{walk.facts['table']}table.csv")
    assert answer.status == 200
    file = answer.text()
    walk.facts["csv"] = file
    told = [int(number) for number in re.findall(r",(\d+)(?=,|\r|\n|$)", file)]
    assert [number for number in told if 0 < number < threshold] == []
    assert planted.SURNAME not in file


def evidence(walk: Walk) -> None:
    """The figure answers a question of the treaty, and names the table it is from."""
    dilys = walk.as_("policy_lead")
    dilys.go("/evidence/")
    dilys.page.locator("main li a").first.click()
    dilys.page.wait_for_load_state()
    assert dilys.page.locator(f"main a[href='{walk.facts['table']}']").count() > 0


def impact(walk: Walk) -> None:
    """The chain begins at the session that taught Joe, and says where it breaks or cannot say."""
    dilys = walk.as_("policy_lead")
    dilys.go("/impact/")
    read = dilys.read()
    assert "Nothing is counted yet" not in read
    assert walk.session in read
    dilys.go(f"/impact/{walk.session}/")
    assert "Recognised" in dilys.read()


STEPS: Final = [
    ("Freeze the rows, and draft a table", draft),
    ("Release the table as a second person", check),
    ("Hide the small numbers", small_numbers),
    ("Read the figure as evidence", evidence),
    ("See what came of the training", impact),
]
