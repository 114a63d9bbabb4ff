"""What two windows say differently of one talk, side by side, and the talk that comes of both."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clew.recognise.screening.interview import Choice, Interview
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


def joined(here: Interview, there: Interview, chosen: Mapping[str, str]) -> Interview:
    """Return one talk out of two: what only one of them says is taken, the rest as chosen.

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
    result = replace(here)
    for item in found:
        side = chosen.get(item.indicator.id) if item.of_both else None
        said = item.there if side == Side.THERE or not item.here else item.here
        result = result.with_answer(item.indicator.id, said.choice, said.words, said.note)
    return result


def _said(held: Interview, indicator_id: str) -> Said:
    words = held.words.get(indicator_id, "").replace("\r\n", "\n")
    return Said(held.choices.get(indicator_id), words, held.notes.get(indicator_id, Note()))
