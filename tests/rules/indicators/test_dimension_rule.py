"""When a dimension is positive: the four published combinations, counted apart."""

from itertools import pairwise, product

import pytest

from clew.rules.indicators import screening
from clew.rules.indicators.instruments import Combination, Strength, instrument
from clew.rules.indicators.screening import screen
from tests.rules.indicators.answering import (
    ADULTS,
    CHILDREN,
    DIMENSIONS,
    answers,
    ids,
    of_strength,
    outcome_of,
    result,
)

S, M, W = Strength.STRONG, Strength.MEDIUM, Strength.WEAK

# Dimension of the set for adults in labour, strong, medium, weak, positive.
WORKED = [
    ("D5", 2, 0, 0, True),
    ("D5", 4, 0, 0, True),
    ("D5", 1, 0, 0, False),
    ("D1", 1, 0, 0, False),
    ("D1", 1, 1, 0, True),
    ("D1", 1, 0, 1, True),
    ("D4", 1, 1, 1, True),
    ("D1", 0, 3, 0, True),
    ("D1", 0, 8, 0, True),
    ("D1", 0, 2, 0, False),
    ("D1", 0, 2, 1, True),
    ("D1", 0, 1, 1, False),
    ("D3", 0, 1, 2, False),
    ("D3", 0, 2, 1, True),
    ("D3", 0, 0, 2, False),
    ("D6", 0, 0, 2, False),
    ("D6", 0, 1, 2, False),
    ("D6", 0, 2, 2, True),
    ("D1", 0, 0, 1, False),
    ("D2", 0, 0, 0, False),
]


def published(strong: int, medium: int, weak: int) -> bool:
    """Say by the published rule whether a dimension is positive. Written apart from the program."""
    if strong >= 2:
        return True
    if strong == 1:
        return medium + weak >= 1
    return medium >= 3 or (medium == 2 and weak >= 1)


@pytest.mark.parametrize(("dimension", "strong", "medium", "weak", "positive"), WORKED)
def test_worked_combinations(
    dimension: str, strong: int, medium: int, weak: int, *, positive: bool
) -> None:
    present = of_strength(ADULTS, dimension, {S: strong, M: medium, W: weak})
    assert outcome_of(ADULTS, dimension, present) == ("positive" if positive else "not_positive")


@pytest.mark.parametrize("chosen", [ADULTS, CHILDREN])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_count_of_every_dimension_follows_the_published_rule(
    chosen: str, dimension: str
) -> None:
    there = [item.strength for item in instrument(chosen).in_dimension(dimension)]
    limits = [range(there.count(strength) + 1) for strength in (S, M, W)]
    for strong, medium, weak in product(*limits):
        present = of_strength(chosen, dimension, {S: strong, M: medium, W: weak})
        wanted = "positive" if published(strong, medium, weak) else "not_positive"
        assert outcome_of(chosen, dimension, present) == wanted, (strong, medium, weak)


def test_which_indicators_they_are_changes_nothing() -> None:
    medium = [item.id for item in instrument(ADULTS).in_dimension("D1") if item.strength is M]
    for first, second in pairwise(medium):
        assert outcome_of(ADULTS, "D1", [first, second]) == "not_positive"
        assert outcome_of(ADULTS, "D1", [first, second, "ILO.D1.10"]) == "positive"


def test_a_strength_belongs_to_one_group_of_people() -> None:
    # Being deceived about schooling is weak for an adult and strong for a child.
    pair = ["ILO.D1.10", "ILO.D1.02"]
    assert outcome_of(ADULTS, "D1", pair) == "not_positive"
    assert outcome_of(CHILDREN, "D1", pair) == "positive"


def test_the_set_for_children_has_no_weak_indicator() -> None:
    assert W not in {item.strength for item in instrument(CHILDREN).indicators}


def test_an_indicator_counts_in_its_own_dimension_only() -> None:
    found = screen(answers(ADULTS, ["ILO.D5.01", "ILO.D5.02"]))
    assert [each.dimension.id for each in found.dimensions if each.outcome == "positive"] == ["D5"]
    assert ids(result(found, "D5").counted) == ["ILO.D5.01", "ILO.D5.02"]
    assert result(found, "D1").counted == ()


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({S: 1, M: 1}, "Positive by 1 strong and 1 medium."),
        ({S: 1, M: 1, W: 1}, "Positive by 1 strong, 1 medium and 1 weak."),
        ({M: 3}, "Positive by 3 medium."),
        ({S: 1}, "Not positive: 1 strong is not enough."),
        ({M: 1, W: 1}, "Not positive: 1 medium and 1 weak is not enough."),
        ({}, "Not positive: no indicator is not enough."),
    ],
)
def test_the_reason_counts_what_was_present(counts: dict[Strength, int], said: str) -> None:
    found = screen(answers(ADULTS, of_strength(ADULTS, "D1", counts)))
    assert result(found, "D1").because == said


def test_a_rule_with_one_combination_less_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: without "two medium and one weak" the same check must fail.
    honest = screening._holds  # noqa: SLF001 -- the guard itself is turned off here

    def without(combination: Combination, counts: object) -> bool:
        return not (combination.medium == 2 and combination.weak) and honest(combination, counts)  # type: ignore[arg-type]

    monkeypatch.setattr(screening, "_holds", without)
    with pytest.raises(AssertionError):
        test_every_count_of_every_dimension_follows_the_published_rule(ADULTS, "D1")
