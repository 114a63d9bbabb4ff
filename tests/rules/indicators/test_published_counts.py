"""The instruments as published: how many indicators, how strong, each with its question."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from clew.rules.indicators.instruments import (
    Indicator,
    OverallRow,
    Scoring,
    instrument,
    instrument_ids,
    questions,
)
from clew.rules.sources.states import State
from tests.rules.indicators.answering import ADULTS, CHILDREN, DIMENSIONS

COUNTS = {
    "ilo-delphi-adults-labour": 67,
    "ilo-delphi-children-labour": 65,
    "ilo-delphi-adults-sexual": 1,
    "ilo-delphi-children-sexual": 2,
    "ilo-forced-labour-11": 11,
    "unodc-general": 35,
    "unodc-sexual": 16,
    "htcds-means-of-control": 17,
}
PER_DIMENSION = {ADULTS: [10, 10, 16, 9, 15, 7], CHILDREN: [10, 10, 15, 8, 15, 7]}
SECONDHAND = (State.SECONDARY, State.UNVERIFIED)


def published_strengths() -> list[dict[str, str]]:
    """Return the strengths as a reader copied them, apart from the program's data."""
    with (Path(__file__).parent / "published_strengths.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_there_is_a_count_for_every_instrument() -> None:
    assert set(instrument_ids()) == set(COUNTS)


@pytest.mark.parametrize(("chosen", "count"), COUNTS.items())
def test_an_instrument_has_as_many_indicators_as_were_published_or_read(
    chosen: str, count: int
) -> None:
    indicators = instrument(chosen).indicators
    assert len(indicators) == count
    assert len({item.id for item in indicators}) == count
    assert len({item.label for item in indicators}) == count


@pytest.mark.parametrize("chosen", [ADULTS, CHILDREN])
def test_each_dimension_has_its_published_number(chosen: str) -> None:
    counts = Counter(item.dimension for item in instrument(chosen).indicators)
    assert [counts[dimension] for dimension in DIMENSIONS] == PER_DIMENSION[chosen]


@pytest.mark.parametrize(("column", "chosen"), [("adults", ADULTS), ("children", CHILDREN)])
def test_every_strength_is_the_published_one(column: str, chosen: str) -> None:
    published = {
        row["indicator"]: row[column] for row in published_strengths() if row[column] != "absent"
    }
    assert {item.id: str(item.strength) for item in instrument(chosen).indicators} == published


def test_the_copy_of_the_strengths_is_whole() -> None:
    rows = published_strengths()
    assert len(rows) == 67
    assert Counter(row["children"] for row in rows)["absent"] == 2
    assert "weak" not in {row["children"] for row in rows}


def test_three_signs_weigh_more_at_the_destination_than_at_recruitment() -> None:
    adults = instrument(ADULTS)
    for before, after in (("D2.03", "D5.01"), ("D2.04", "D5.02"), ("D2.05", "D5.03")):
        first, second = adults.indicator(f"ILO.{before}"), adults.indicator(f"ILO.{after}")
        assert first is not None
        assert second is not None
        assert (first.strength, second.strength) == ("medium", "strong")


def test_strengths_read_second_hand_say_so() -> None:
    for chosen in (ADULTS, CHILDREN):
        assert instrument(chosen).state in SECONDHAND
        assert instrument(chosen).strengths is not None


def test_items_that_were_read_nowhere_are_marked() -> None:
    marked = [
        item.id for item in instrument("unodc-general").indicators if item.state is State.UNVERIFIED
    ]
    assert marked == [f"UNODC.G.{number}" for number in range(29, 36)]


@pytest.mark.parametrize("chosen", sorted(COUNTS))
def test_every_indicator_can_be_asked_in_words(chosen: str) -> None:
    for item in instrument(chosen).indicators:
        asked = questions()[item.id]
        assert asked.question.endswith("?"), item.id
        assert all(part.strip() for part in (asked.why, asked.how, asked.avoid)), item.id


def test_no_question_is_for_an_indicator_that_does_not_exist() -> None:
    known = {item.id for each in instrument_ids() for item in instrument(each).indicators}
    assert set(questions()) <= known


def test_an_indicator_is_found_by_its_id() -> None:
    found = instrument("ilo-forced-labour-11").indicator("ILO11.09")
    assert found is not None
    assert found.label == "Debt bondage"
    assert instrument("ilo-forced-labour-11").indicator("ILO11.12") is None
    with pytest.raises(KeyError):
        instrument("ilo-forced-labour-12")


@pytest.mark.parametrize("part", ["strengths", "dimension_rule", "overall_rule"])
def test_an_instrument_that_cannot_be_computed_does_not_load(part: str) -> None:
    with pytest.raises(ValueError, match="strengths, dimension_rule and overall_rule"):
        replace(instrument(ADULTS), **{part: None})  # type: ignore[arg-type]


def test_an_indicator_without_a_strength_or_twice_does_not_load() -> None:
    adults = instrument(ADULTS)
    bare = Indicator("ILO.D1.11", "Bare", dimension="D1")
    with pytest.raises(ValueError, match=r"a strength and a known dimension for ILO\.D1\.11"):
        replace(adults, indicators=(*adults.indicators, bare))
    with pytest.raises(ValueError, match="every indicator id once"):
        replace(adults, indicators=(*adults.indicators, adults.indicators[0]))


def test_a_row_over_an_unknown_dimension_and_a_list_without_a_reason_do_not_load() -> None:
    adults = instrument(ADULTS)
    assert adults.overall_rule is not None
    row = OverallRow("x", "x", "x", {"D7": next(iter(adults.overall_rule.rows[0].when.values()))})
    with pytest.raises(ValueError, match="known dimensions in the row x"):
        replace(adults, overall_rule=replace(adults.overall_rule, rows=(row,)))
    with pytest.raises(ValueError, match="not_scored_because"):
        replace(adults, scoring=Scoring.NOT_SCORED)
