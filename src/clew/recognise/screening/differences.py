"""What two windows say differently of one talk, side by side, and the talk that comes of both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.recognise.screening.interview import Choice, Earlier, Interview
from clew.recognise.screening.noting import Note
from clew.rules.indicators.instruments import Indicator


class Side(StrEnum):
    """One of the two windows."""

    HERE = "here"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Said:
    """What one window says to one question: the answer, the words, and what stands beside."""

    choice: Choice | None
    words: str
    note: Note

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.choice or self.words or self.note)


@dataclass(frozen=True, slots=True)
class Difference:
    """One question to which the two windows do not say the same."""

    indicator: Indicator
    here: Said
    there: Said

    @property
    def of_both(self) -> bool:
        """Whether both say something, so that somebody must choose."""
        return bool(self.here) and bool(self.there)


@dataclass(frozen=True, slots=True)
class AroundDifference:
    """What stands around the talk and is not the same in both, with what stands when joined."""

    what: Promise
    here: Promise | None
    there: Promise | None
    stands: Promise | None


class NotChosen(Exception):
    """Both windows say something to a question, and nobody chose between them."""

    def __init__(self, indicators: tuple[str, ...]) -> None:
        """Hold on to the questions."""
        super().__init__()
        self.indicators = indicators


def differences(here: Interview, there: Interview) -> tuple[Difference, ...]:
    """Return every question to which two windows do not say the same, in the order of asking."""
    return tuple(
        Difference(item, _said(here, item.id), _said(there, item.id))
        for item in here.order
        if _said(here, item.id) != _said(there, item.id)
    )


def around(here: Interview, there: Interview) -> tuple[AroundDifference, ...]:
    """Return what two windows say differently around the talk: the age, and who interpreted."""
    both = here.about.joined_with(there.about)
    found = []
    for what, one, other, stands in (
        (_("How old are they?"), here.about.age, there.about.age, both.age),
        (_("Who interprets?"), here.about.between, there.about.between, both.between),
    ):
        if one is not other:
            labels = [value.label if value else None for value in (one, other, stands)]
            found.append(AroundDifference(what, *labels))
    return tuple(found)


def joined(here: Interview, there: Interview, chosen: Mapping[str, str]) -> Interview:
    """Return one talk out of two: what only one of them says is taken, the rest as chosen.

    Around the talk, what protects more stands.

    Raises:
        NotChosen: for a question that both answered, `chosen` names neither side.
    """
    found = differences(here, there)
    open_ones = tuple(
        item.indicator.id
        for item in found
        if item.of_both and chosen.get(item.indicator.id) not in set(Side)
    )
    if open_ones:
        raise NotChosen(open_ones)
    result = here.around(here.about.joined_with(there.about))
    for item in found:
        side = chosen.get(item.indicator.id) if item.of_both else None
        said = item.there if side == Side.THERE or not item.here else item.here
        result = result.with_answer(item.indicator.id, said.choice, said.words, said.note)
    return result


def with_what_was_left(both: Interview, here: Interview, there: Interview) -> Interview:
    """Return a joined talk with every other answer of the two beside the one that stands."""
    earlier = {}
    for item in both.order:
        now = _earlier(_said(both, item.id))
        given = [
            one
            for held in (here, there)
            for one in (*held.earlier.get(item.id, ()), _earlier(_said(held, item.id)))
        ]
        left = tuple(one for one in dict.fromkeys(given) if one and one != now)
        if left:
            earlier[item.id] = left
    return replace(both, earlier=earlier)


def _earlier(said: Said) -> Earlier:
    return Earlier(said.choice, said.words, said.note.opinion)


def _said(held: Interview, indicator_id: str) -> Said:
    words = held.words.get(indicator_id, "").replace("\r\n", "\n")
    return Said(held.choices.get(indicator_id), words, held.notes.get(indicator_id, Note()))
