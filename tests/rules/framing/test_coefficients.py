"""Kappa, its interval, and alpha: as in published examples, and by what must always hold."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.framing.coefficients import (
    alpha,
    distance_of_sets,
    interval,
    kappa,
    kappa_by_parts,
    standard_error,
)

COUNTS = st.integers(0, 30)
TABLES = st.tuples(COUNTS, COUNTS, COUNTS, COUNTS).map(lambda t: [[t[0], t[1]], [t[2], t[3]]])
# Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, University of Pennsylvania,
# repository.upenn.edu/asc_papers/43: the data of its sections A, B and C.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
BEN = list("aabbdcccedda")
GERRY = list("babbbccceddd")
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
# Wikipedia, "Krippendorff's alpha", its computational example: three coders, fifteen units.
THREE = (".....34121133.3", "1.213343.......", "..21344.21133.4")


def units(*coders: list[object]) -> list[tuple[object, ...]]:
    return list(zip(*coders, strict=True))


def reference(values: list[tuple[object, ...]]) -> float:
    """Alpha by its definition: pairs that differ within units, against pairs that differ at all."""
    pairable = [unit for unit in values if len(unit) > 1]
    everything = [value for unit in pairable for value in unit]
    n = len(everything)
    observed = sum(
        sum(a != b for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1)
        for unit in pairable
    )
    expected = sum(a != b for a, b in itertools.permutations(everything, 2)) / (n - 1)
    return 1 - observed / expected


def test_kappa_of_the_textbook_grants() -> None:
    # The worked example of Wikipedia, "Cohen's kappa": fifty proposals, 20, 5, 10 and 15.
    assert kappa([[20, 5], [10, 15]]) == pytest.approx(0.4)


def test_kappa_its_error_and_its_interval_are_those_of_a_published_example() -> None:
    # Bonett, statpsych 1.7.0, example of ci.kappa (Fleiss, Levin and Paik 2003): f00 31, f01 12,
    # f10 4, f11 58 give 0.6756757, error 0.07344761, interval 0.5317210 to 0.8196303.
    table = [[58, 4], [12, 31]]
    value, error = kappa(table), standard_error(table)
    found = interval(value, error)
    assert value == pytest.approx(0.6756757, abs=5e-8)
    assert error == pytest.approx(0.07344761, abs=5e-9)
    assert found is not None
    assert found.low == pytest.approx(0.5317210, abs=5e-8)
    assert found.high == pytest.approx(0.8196303, abs=5e-8)


def test_alpha_of_two_observers_and_two_values() -> None:
    assert alpha(units(MEG, OWEN)) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_observers_and_five_values() -> None:
    assert alpha(units(BEN, GERRY)) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(("coders", "published"), [(FOUR, 0.743), (THREE, 0.691)])
def test_alpha_where_some_coded_not_all(coders: tuple[str, ...], published: float) -> None:
    coded = [tuple(v for v in unit if v != ".") for unit in zip(*coders, strict=True)]
    assert alpha(coded) == pytest.approx(published, abs=5e-4)


@given(TABLES)
def test_kappa_lies_between_minus_one_and_one_and_is_the_same_either_way_round(
    table: list[list[int]],
) -> None:
    value = kappa(table)
    turned = [list(row) for row in zip(*table, strict=True)]
    assert kappa(turned) == value
    if value is not None:
        assert -1 <= value <= 1
        assert kappa([row[::-1] for row in table[::-1]]) == pytest.approx(value)


@given(COUNTS, COUNTS)
def test_perfect_agreement_is_one_where_both_things_were_said(yes: int, no: int) -> None:
    value = kappa([[yes, 0], [0, no]])
    assert value == (1 if yes and no else None)


@given(TABLES)
def test_the_error_is_a_number_from_nothing_up_wherever_kappa_is_one(
    table: list[list[int]],
) -> None:
    value, error = kappa(table), standard_error(table)
    assert (value is None) == (error is None)
    found = interval(value, error)
    if error is not None and value is not None:
        assert error >= 0
        assert math.isfinite(error)
        if found is not None:
            assert -1 <= found.low <= value <= found.high <= 1


def test_without_any_disagreement_there_is_no_interval() -> None:
    # An interval from 1 to 1 would promise what ten sentences cannot.
    table = [[5, 0], [0, 5]]
    assert kappa(table) == 1
    assert interval(kappa(table), standard_error(table)) is None


@given(st.lists(TABLES, min_size=1, max_size=8))
def test_kappa_over_parts_is_kappa_of_their_sum(parts: list[list[list[int]]]) -> None:
    summed = [[sum(part[i][j] for part in parts) for j in (0, 1)] for i in (0, 1)]
    value, error = kappa_by_parts(parts)
    assert value == kappa(summed)
    assert error is None or error >= 0


def test_decisions_that_hang_together_count_as_one() -> None:
    # Each sentence ten times over: kappa stays, and so does what is known of it.
    once = [[[1, 0], [0, 3]], [[0, 1], [0, 3]], [[1, 0], [0, 3]], [[0, 0], [1, 3]]]
    tenfold = [[[10 * cell for cell in row] for row in part] for part in once]
    assert kappa_by_parts(tenfold) == pytest.approx(kappa_by_parts(once))
    # Red control: the formula that takes every decision for itself knows "more".
    one, many = (
        [[sum(p[i][j] for p in parts) for j in (0, 1)] for i in (0, 1)] for parts in (once, tenfold)
    )
    assert (standard_error(many) or 0) < (standard_error(one) or 0) / 3


VALUES = st.lists(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple), min_size=1, max_size=12
)


@given(VALUES)
def test_alpha_is_that_of_its_definition_also_where_some_did_not_code(
    values: list[tuple[object, ...]],
) -> None:
    found = alpha(values)
    said = {value for unit in values if len(unit) > 1 for value in unit}
    if len(said) <= 1:
        assert found is None
    else:
        assert found == pytest.approx(reference(values))
        assert found <= 1


@given(VALUES)
def test_alpha_does_not_ask_who_is_who(values: list[tuple[object, ...]]) -> None:
    turned = [unit[::-1] for unit in values]
    assert alpha(turned) == pytest.approx(alpha(values))


def test_the_library_would_call_one_value_throughout_perfect_and_here_it_is_nothing() -> None:
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 -- seconds to load

    data = [(coder, item, "a") for coder in "12" for item in "xyz"]
    assert AnnotationTask(data).alpha() == 1  # red control of the guard
    assert alpha([("a", "a")] * 3) is None


def test_sets_that_share_a_code_are_nearer_than_sets_that_share_none() -> None:
    # Passonneau 2006: 1 less Jaccard's index, weighed by whether one holds the other.
    one, two, other = frozenset("a"), frozenset("ab"), frozenset("c")
    assert distance_of_sets(one, one) == 0
    assert distance_of_sets(one, two) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert distance_of_sets(one, other) == 1
