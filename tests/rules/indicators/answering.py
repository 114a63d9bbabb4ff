"""Answers in a few words: these present, these unknown, and the rest absent."""

from collections.abc import Mapping

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import Indicator, Instrument, Strength, instrument
from clew.rules.indicators.screening import DimensionResult, Screening, screen

ADULTS, CHILDREN = "ilo-delphi-adults-labour", "ilo-delphi-children-labour"
DIMENSIONS = ("D1", "D2", "D3", "D4", "D5", "D6")


def answers(
    chosen: str | Instrument, present: list[str], unknown: list[str] | None = None
) -> Answers:
    """Return answers in which everything not named is absent."""
    found = instrument(chosen) if isinstance(chosen, str) else chosen
    given = {item.id: Answer.ABSENT for item in found.indicators}
    given |= dict.fromkeys(present, Answer.PRESENT) | dict.fromkeys(unknown or [], Answer.UNKNOWN)
    return Answers(found, given)


def of_strength(chosen: str, dimension: str, counts: Mapping[Strength, int]) -> list[str]:
    """Return ids of this many indicators of each strength in a dimension, in published order."""
    picked: list[str] = []
    for strength, number in counts.items():
        there = [
            item.id
            for item in instrument(chosen).in_dimension(dimension)
            if item.strength is strength
        ]
        if len(there) < number:
            msg = f"{dimension} of {chosen} has only {len(there)} {strength}"
            raise ValueError(msg)
        picked += there[:number]
    return picked


def making_positive(chosen: str, dimension: str) -> list[str]:
    """Return ids that make a dimension positive: all of its indicators."""
    return [item.id for item in instrument(chosen).in_dimension(dimension)]


def result(screening: Screening, dimension: str) -> DimensionResult:
    """Return the result of one dimension."""
    (found,) = (each for each in screening.dimensions if each.dimension.id == dimension)
    return found


def outcome_of(
    chosen: str, dimension: str, present: list[str], unknown: list[str] | None = None
) -> str:
    """Return the outcome of one dimension when everything else is absent."""
    return result(screen(answers(chosen, present, unknown)), dimension).outcome


def ids(indicators: tuple[Indicator, ...]) -> list[str]:
    """Return the ids of indicators, in their order."""
    return [item.id for item in indicators]
