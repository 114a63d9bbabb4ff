"""A page as a reader meets it: its words, its headings, and its forms with what they carry."""

import re
from dataclasses import dataclass
from typing import Any, Final, Self

from django.http import HttpResponse
from lxml import html

_SPACE: Final = re.compile(r"\s+")
_UNREAD: Final = ("script", "style", "template")


def words_of(element: Any) -> str:  # noqa: ANN401 -- lxml has no types
    """Return the words of an element, with single spaces."""
    return _SPACE.sub(" ", element.text_content()).strip()


def plain(text: str) -> str:
    """Return a text as `words_of` would give it."""
    return _SPACE.sub(" ", text).strip()


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, and what it sends besides the button."""

    action: str
    method: str
    fields: dict[str, str]
    buttons: tuple[str, ...]


class Page:
    """One answer of the site."""

    def __init__(self, source: str, status: int) -> None:
        self.status = status
        self.source = source
        self.root = html.fromstring(source)
        for element in self.root.iter(*_UNREAD):
            element.text = ""

    @classmethod
    def of(cls, response: HttpResponse) -> Self:
        """Read an answer of the test client."""
        return cls(response.content.decode(), response.status_code)

    @property
    def text(self) -> str:
        """All words of the page."""
        return words_of(self.root)

    @property
    def title(self) -> str:
        """The first heading."""
        return words_of(self.root.find(".//h1"))

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [str(found) for found in self.root.xpath("//@id")]

    @property
    def links(self) -> list[str]:
        """Every address that the page leads to."""
        return [str(found) for found in self.root.xpath("//a/@href")]

    def one(self, path: str) -> Any:  # noqa: ANN401 -- lxml has no types
        """Return the one element at an XPath."""
        (found,) = self.root.xpath(path)
        return found

    def by_id(self, element_id: str) -> Any:  # noqa: ANN401 -- lxml has no types
        """Return the element with an id."""
        return self.one(f'//*[@id="{element_id}"]')

    def words(self, path: str) -> list[str]:
        """Return the words of every element at an XPath."""
        return [words_of(found) for found in self.root.xpath(path)]

    def form(self, path: str = "//form[not(contains(@action, '/look/'))]") -> Form:
        """Return the form of the page; the choice of look in the foot is another one."""
        found = self.one(path)
        buttons = found.xpath(".//button[@type='submit'][not(@aria-hidden)]/@value")
        return Form(
            action=found.get("action", ""),
            method=found.get("method", "get").lower(),
            fields={name: str(value) for name, value in found.form_values()},
            buttons=tuple(str(value) for value in buttons),
        )

    @property
    def main_form(self) -> Form:
        """The form of the page itself, where its frame has others, such as to sign out."""
        return self.form("//form[ancestor::main or .//main]")

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The list of faults on top: the id each leads to, and its sentence."""
        links = self.root.xpath("//*[@role='alert']//a")
        return [(link.get("href").removeprefix("#"), words_of(link)) for link in links]

    @property
    def beside_fields(self) -> list[str]:
        """The sentences that stand beside a faulty field."""
        inside = "//*[contains(concat(' ', @class, ' '), ' wrong ')]"
        return self.words(f"{inside}//*[contains(concat(' ', @class, ' '), ' msg ')]")
