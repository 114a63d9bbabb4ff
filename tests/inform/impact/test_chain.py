"""The chain as numbers: what is added up says nothing that is hidden, and the break has words."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.inform.impact.chain import chain_of
from clew.inform.impact.drawing import drawing_of
from clew.inform.statistics.tables import WHERE_CHAINS_STAND
from clew.recognise.referrals.reasons import Reason
from clew.rules.disclosure_control.tables import ProtectedTable, protect

SESSIONS = ("T-1", "T-2")


def table_of(counts: Mapping[str, int], *, profile: str = "team") -> ProtectedTable:
    rows = [("T-1", place) for place, number in counts.items() for _ in range(number)]
    axes = [("session", SESSIONS), ("stands", WHERE_CHAINS_STAND)]
    return protect(axes=axes, rows=rows, profile=profile)


def reasons(counts: Mapping[str, int]) -> ProtectedTable:
    rows = [(reason,) for reason, number in counts.items() for _ in range(number)]
    return protect(axes=[("why", [each.value for each in Reason])], rows=rows, profile="team")


def test_each_stage_counts_those_who_came_at_least_so_far() -> None:
    chain = chain_of(table_of({"referred": 10, "accepted": 5, "case_opened": 6, "charged": 7}))
    assert [(step.stage, step.count) for step in chain.steps] == [
        ("recognised", 28), ("referred", 28), ("accepted", 18), ("case_opened", 13),
        ("released", 7), ("reported", 7), ("charged", 7),
    ]  # fmt: skip


def test_the_break_is_where_most_chains_end_and_says_why() -> None:
    table = table_of({"declined": 12, "recognised": 5, "charged": 11})
    assert chain_of(table).sentence == "12 of 23 referrals were declined."
    chain = chain_of(table, because=reasons({"no_room": 12}))
    assert chain.sentence == "12 of 23 referrals were declined: no room now."
    two = reasons({"no_room": 7, "no_language": 5})
    assert chain_of(table, because=two).sentence == (
        "12 of 23 referrals were declined, 7 of them: no room now."
    )
    small = reasons({"no_room": 9, "no_language": 3})
    assert chain_of(table, because=small).sentence == "12 of 23 referrals were declined."
    assert chain.break_ is not None
    assert chain.break_.after == "referred"


def test_what_a_person_took_back_is_no_fault_of_a_receiver() -> None:
    chain = chain_of(table_of({"taken_back": 8}))
    assert chain.sentence == "8 of 8 referrals were taken back by the person."


def test_a_chain_of_small_numbers_shows_none_and_says_so() -> None:
    chain = chain_of(table_of({"declined": 3, "charged": 2, "recognised": 4}))
    assert [step.count for step in chain.steps][1:] == [None] * 6
    assert chain.sentence == "Where it breaks cannot be told: the numbers are too small."
    told = " ".join([chain.sentence, *(step.words for step in chain.steps)])
    assert not {"2", "3", "4"} & set(told.split())


def test_nothing_has_followed_and_no_break_are_said() -> None:
    assert chain_of(table_of({"charged": 6}), "T-2").sentence != ""
    assert chain_of(table_of({"charged": 6})).sentence == "No break so far."


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(WHERE_CHAINS_STAND), st.integers(0, 14)))
def test_every_number_told_follows_from_the_cells_shown(counts: dict[str, int]) -> None:
    table = table_of(counts)
    chain = chain_of(table)
    places = [*WHERE_CHAINS_STAND]
    for step in chain.steps:
        if step.count is None:
            continue
        at = places.index(step.stage)
        after = [table.cells["*", place].count for place in places[at:]]
        before = [table.cells["*", place].count for place in places[:at]]
        everybody = table.cells["*", "*"].count
        assert None not in after or (None not in before and everybody is not None)
        assert step.count == sum(counts.get(place, 0) for place in places[at:])


def test_the_drawing_has_a_loop_for_each_stage_and_a_gap_at_the_break() -> None:
    chain = chain_of(table_of({"declined": 12, "recognised": 5, "charged": 11}))
    drawing = drawing_of(chain, trained=24, heading="Trained")
    assert [loop.state for loop in drawing.loops] == ["done"] * 8
    assert drawing.gap == (12 + 2 * 112 + 9 + 22, 12 + 3 * 112 + 9 - 22)
    assert drawing.on == ((0, 245), (357, 805))
    assert drawing.ahead is None


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(WHERE_CHAINS_STAND), st.integers(0, 14)))
def test_no_line_runs_backwards_or_into_the_gap(counts: dict[str, int]) -> None:
    drawing = drawing_of(chain_of(table_of(counts)), trained=3, heading="Trained")
    lines = [*drawing.on, *(line for line in (drawing.gap, drawing.ahead) if line)]
    assert all(start <= end for start, end in lines)
    ordered = sorted(lines)
    assert all(a[1] <= b[0] for a, b in pairwise(ordered))


@pytest.mark.parametrize("place", [place for place in WHERE_CHAINS_STAND if place != "charged"])
def test_every_place_where_a_chain_can_end_has_its_sentence(place: str) -> None:
    chain = chain_of(table_of({place: 9, "charged": 6}))
    assert "9 of 15" in chain.sentence
