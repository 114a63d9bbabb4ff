"""What the pages of coding carry: a text, and what one coder has said of its sentences so far.

Nothing of it is kept: text and codes travel in the page, and end as the coder's own file. What the
checker would say is not asked here, so that a coder is not led by it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from clew.inform.framing.taking import MOST_CHARACTERS, plain
from clew.rules.framing.codings import LABEL, Coding, at_odds
from clew.rules.framing.scheme import in_order, scheme
from clew.rules.framing.units import Units, units_of

LABEL_FIELD: Final = "f-label"
ON_A_PAGE: Final = 10
_NONE, _NOT_SHOWN, _BETWEEN = "-", "?", ";"
_NUMBER: Final = re.compile(r"[0-9]{1,4}\Z")

Said = frozenset[str] | None
"""What was said of a sentence; nothing while it was not shown."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as its form shows it."""

    number: int
    text: str
    said: Said

    @property
    def id(self) -> str:
        """The id of its group of boxes."""
        return f"s-{self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text that is being coded: whose label, what was said so far, and which page is open.

    `at` counts pages from 0. `errors` are by the id of their field.
    """

    label: str
    text: str
    units: Units
    said: tuple[Said, ...]
    at: int = 0
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-len(self.said) // ON_A_PAGE)

    @property
    def shown(self) -> range:
        """The numbers of the sentences on the open page, from 1."""
        first = self.at * ON_A_PAGE + 1
        return range(first, min(first + ON_A_PAGE, len(self.said) + 1))

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences on the open page."""
        return [Sentence(at, self.units.sentences[at - 1], self.said[at - 1]) for at in self.shown]

    @property
    def carried(self) -> str:
        """What was said so far, as the page carries it."""
        return _BETWEEN.join(
            _NOT_SHOWN if said is None else " ".join(in_order(said)) or _NONE for said in self.said
        )

    @property
    def coding(self) -> Coding | None:
        """The whole coding; nothing while a sentence was not shown."""
        said = tuple(each for each in self.said if each is not None)
        whole = len(said) == len(self.said)
        return Coding(self.label, self.units.digest, said) if whole else None


def label_wrong(label: str) -> dict[str, str]:
    """Return what is wrong with a coder's label."""
    if LABEL.match(label):
        return {}
    return {
        LABEL_FIELD: _(
            "Choose a label of 1 to 20 letters and digits, such as A. No name is needed."
        )
    }


def begun(label: str, text: str) -> Sheet:
    """Return the first page. Raises `WrongInput` when there is nothing to code."""
    units = units_of(text)
    return Sheet(label, text, units, (None,) * len(units.sentences))


def sent(post: QueryDict) -> Sheet:
    """Return the page that was sent, with what was said on it.

    Raises:
        WrongInput: the text it carries cannot be coded.
        ValueError: what it carries does not belong together, as when a page was changed.
    """
    text, label = plain(post.get("text", ""))[:MOST_CHARACTERS], post.get("label", "")
    units = units_of(text)
    before = tuple(_carried(post.get("said", "")))
    at = post.get("at", "")
    if len(before) != len(units.sentences) or not _NUMBER.match(at) or not LABEL.match(label):
        msg = "a page as it was given out"
        raise ValueError(msg)
    sheet = Sheet(label, text, units, before, int(at))
    if not sheet.shown:
        msg = "a page that there is"
        raise ValueError(msg)
    said = list(before)
    for number in sheet.shown:
        said[number - 1] = _known(post.getlist(f"c-{number}"))
    return replace(sheet, said=tuple(said), errors=dict(_faults(sheet.shown, said)))


def turned(sheet: Sheet, by: int) -> Sheet:
    """Return another page of the sheet, or the same at its ends."""
    at = min(max(sheet.at + by, 0), sheet.pages - 1)
    return replace(sheet, at=at, errors={})


def unfinished(sheet: Sheet) -> Sheet:
    """Return the first page with a sentence that was not shown yet, saying so."""
    first = sheet.said.index(None) + 1
    said = _("Sentence %(number)s was not shown before. Go on from here, then take the file.")
    errors = {f"s-{first}": said % {"number": first}}
    return replace(sheet, at=(first - 1) // ON_A_PAGE, errors=errors)


def _carried(text: str) -> Iterator[Said]:
    for each in text.split(_BETWEEN):
        yield None if each == _NOT_SHOWN else _known([] if each == _NONE else each.split())


def _known(codes: list[str]) -> frozenset[str]:
    """Return codes that the scheme holds. Raises `ValueError` for another one."""
    if not scheme().keys() >= set(codes):
        msg = "codes of the scheme"
        raise ValueError(msg)
    return frozenset(codes)


def _faults(shown: range, said: list[Said]) -> Iterator[tuple[str, str]]:
    for number in shown:
        if at_odds(said[number - 1] or frozenset()):
            yield (
                f"s-{number}",
                _("Sentence %(number)s is called correct and given a problem. Keep one of the two.")
                % {"number": number},
            )
