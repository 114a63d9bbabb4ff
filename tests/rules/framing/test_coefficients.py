"""Kappa and its interval: as in published examples, and by what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.framing.coefficients import (
    interval,
    kappa,
    kappa_by_parts,
    standard_error,
)

COUNTS = st.integers(0, 30)
TABLES = st.tuples(COUNTS, COUNTS, COUNTS, COUNTS).map(lambda t: [[t[0], t[1]], [t[2], t[3]]])


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


@given(st.integers(1, 30), st.integers(1, 30))
def test_what_one_coder_never_said_has_no_interval_either(once: int, neither: int) -> None:
    table = [[0, once], [0, neither]]
    assert kappa(table) == 0
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
