"""The worksheet as a client sees it: filled, sent whole or live, and read back."""

from typing import Any, Final

from django.http import HttpResponse
from django.test import Client
from lxml import html

from clew.rules.law.elements import codes
from clew.rules.law.facts import Facts
from clew.rules.law.published_cases import facts_of, published_cases
from tests.ground.reading import Page

SHEET: Final = "/trafficking-or-smuggling/"
LAWS: Final = [code for code in sorted(codes()) if codes()[code] == code]
DOCUMENTS: Final = [
    (case_id, facts.id) for case_id in published_cases() for facts in facts_of(case_id)
]
# One person, one phase: taken on by deception for forced labour, brought in for a fee.
SOLD_WORK: Final = {
    "act.recruitment": "yes",
    "means.deception": "yes",
    "purpose.forced_labour": "yes",
}


def document(case_id: str, document_id: str) -> Facts:
    """Return one facts document of a published case."""
    return next(facts for facts in facts_of(case_id) if facts.id == document_id)


def whole(client: Client, **facts: str) -> Page:
    """Send the worksheet as a browser without scripts does."""
    return Page.of(client.post(SHEET, facts))


def named(facts: dict[str, str], law: str = "INT") -> dict[str, str]:
    """Return what the form of one law sends with some facts answered."""
    return {"jurisdiction": law, "shown_for": law} | facts


def live(client: Client, sent: dict[str, str]) -> HttpResponse:
    """Send the worksheet as htmx does after a change."""
    return client.post(SHEET, sent, headers={"HX-Request": "true"})


class Fragments:
    """A live answer: pieces that each take the place of the element with the same id."""

    def __init__(self, answer: HttpResponse) -> None:
        self.headers = answer.headers
        self.source = answer.content.decode()
        self._top: list[Any] = [
            piece
            for piece in html.fragments_fromstring(self.source.strip())
            if not isinstance(piece, str)
        ]

    @property
    def ids(self) -> list[str]:
        """The id of every piece on top."""
        return [piece.get("id") for piece in self._top]

    @property
    def all_swap(self) -> bool:
        """Whether every piece says that it is to be put in its place."""
        return all(piece.get("hx-swap-oob") for piece in self._top)

    @property
    def taking_a_place(self) -> list[str]:
        """The ids of the pieces that replace an element, and not only what is in it."""
        return [p.get("id") for p in self._top if p.get("hx-swap-oob") in {"true", "outerHTML"}]

    def piece(self, element_id: str) -> Page:
        """Return one piece as a page of its own."""
        (found,) = [piece for piece in self._top if piece.get("id") == element_id]
        return Page(html.tostring(found, encoding="unicode"), 200)


def lamps(page: Page) -> dict[str, str]:
    """Return every element on the page, and whether it is met, not met or not known."""
    return {
        disc.get("id").removeprefix("disc-"): disc.get("class").split()[-1]
        for disc in page.root.xpath("//*[starts-with(@id, 'disc-')]")
    }


def conclusion(page: Page) -> str:
    """Return what the page says the facts point to."""
    return page.words("//*[@id='a-points']//strong")[0]


def chosen(page: Page, fact: str) -> list[str]:
    """Return the value that is chosen for a fact."""
    return [str(v) for v in page.root.xpath(f"//input[@name='{fact}'][@checked]/@value")]
