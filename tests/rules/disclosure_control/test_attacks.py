"""Attacks on protected tables: every table tried, linear programs, and the same without guards."""

import time
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog  # type: ignore[import-untyped]

from clew.rules.disclosure_control import complements, tables
from clew.rules.disclosure_control.auditing import Shown, bounded, worked_out
from clew.rules.disclosure_control.lattice import TOTAL, Lattice
from clew.rules.disclosure_control.tables import Hidden, ProtectedTable, protect
from tests.rules.disclosure_control.attacker import (
    leaves,
    level_withheld,
    margins_of,
    true_counts,
    what_it_can_be,
)
from tests.rules.disclosure_control.made_up import Key, axes_of, random_rows, rows_of

UNBOUNDED = 3  # the solver's own number for it
SMALL_COUNTS = st.integers(0, 6) | st.sampled_from([0, 1, 2, 8])


def protect_at(
    limit: int, sizes: tuple[int, ...], counts: list[int], zeros: str = "published"
) -> ProtectedTable:
    """Protect with a threshold so low that every table can be tried."""
    axes = axes_of(*sizes)
    with patch.object(tables, "threshold_of", return_value=limit):
        return protect(axes=axes, rows=rows_of(axes, counts), zeros=zeros)


def told(
    limit: int, sizes: tuple[int, ...], counts: list[int], zeros: str = "published"
) -> list[Key]:
    """Return the small counts for which some small number can be excluded."""
    table = protect_at(limit, sizes, counts, zeros)
    can_be = what_it_can_be(table, max(counts) + limit, zeros)
    true = true_counts(rows_of(axes_of(*sizes), counts))
    span = range(1 if zeros == "published" else 0, limit)
    return [key for key in table.cells if true[key] in span and not set(span) <= can_be[key]]


@settings(deadline=None, max_examples=60)
@given(st.lists(SMALL_COUNTS, min_size=4, max_size=4))
def test_nobody_excludes_a_number_in_a_table_of_two_by_two(counts: list[int]) -> None:
    assert told(5, (2, 2), counts) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(SMALL_COUNTS, min_size=4, max_size=4))
def test_nobody_excludes_a_number_or_zero_where_zeros_are_hidden(counts: list[int]) -> None:
    assert told(4, (2, 2), counts, "hidden") == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_nobody_excludes_a_number_in_a_table_of_two_by_three(counts: list[int]) -> None:
    assert told(3, (2, 3), counts) == []


@settings(deadline=None, max_examples=12)
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_nobody_excludes_a_number_in_a_table_of_three_axes(counts: list[int]) -> None:
    assert told(3, (2, 2, 2), counts) == []


def test_without_complements_and_audit_the_same_attack_succeeds() -> None:
    counts = [3, 8, 8, 8]
    assert told(5, (2, 2), counts) == []
    with (
        patch.object(complements, "beside", return_value=frozenset()),
        patch.object(tables, "possibilities", return_value=None),
    ):
        assert told(5, (2, 2), counts) == [("form-0", "sex-0")]
        table = protect_at(5, (2, 2), counts)
        assert what_it_can_be(table, 20)["form-0", "sex-0"] == {3}


def test_without_complements_the_audit_alone_hides_the_whole_table() -> None:
    with patch.object(complements, "beside", return_value=frozenset()):
        table = protect_at(5, (2, 2), [3, 8, 8, 8])
    shown = {key for key, cell in table.cells.items() if cell.hidden is None}
    assert not shown & set(leaves(table))
    assert told(5, (2, 2), [3, 8, 8, 8]) == []


def shown_to(table: ProtectedTable) -> Shown:
    lattice = Lattice([names for _, names in table.axes])
    bounds: dict[int, tuple[int, int | None]] = {}
    for key, cell in table.cells.items():
        if cell.hidden is Hidden.BESIDE:
            bounds[lattice.number[key]] = (
                0 if level_withheld(table, key) else table.threshold,
                None,
            )
        elif cell.hidden is Hidden.SMALL:
            small = [table.cells[each].hidden is Hidden.SMALL for each in margins_of(key) - {key}]
            whole = key == (TOTAL,) * len(key)
            bounds[lattice.number[key]] = (0 if any(small) or whole else 1, table.threshold - 1)
    numbers = {
        lattice.number[key]: cell.count
        for key, cell in table.cells.items()
        if cell.count is not None
    }
    return Shown(lattice, numbers, bounds)


def by_linear_program(shown: Shown, cell: int) -> tuple[float, float]:
    """Return the lowest and highest a cell can be, by an independent solver."""
    size = len(shown.lattice.keys)
    sums = list(shown.lattice.sums())
    matrix = np.zeros((len(sums), size))
    for at, (parts, total) in enumerate(sums):
        matrix[at, parts] = 1
        matrix[at, total] = -1
    bounds = [
        (shown.numbers[at],) * 2 if at in shown.numbers else shown.bounds[at] for at in range(size)
    ]
    aim = np.zeros(size)
    aim[cell] = 1
    low, high = (
        linprog(sign * aim, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=bounds)
        for sign in (1, -1)
    )
    assert low.status == 0
    assert high.status in {0, UNBOUNDED}
    return low.fun, float("inf") if high.status == UNBOUNDED else -high.fun


@settings(deadline=None, max_examples=8)
@given(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4)),
    st.sampled_from([15, 60, 300, 1500]),
    st.integers(0, 10_000),
)
def test_a_linear_program_narrows_no_small_count(
    sizes: tuple[int, int, int], people: int, seed: int
) -> None:
    axes = axes_of(*sizes)
    rows = random_rows(axes, people, seed)
    table = protect(axes=axes, rows=rows)
    shown = shown_to(table)
    small = [key for key, count in true_counts(rows).items() if 0 < count < 10]
    for key in small[:: max(1, len(small) // 6)]:
        low, high = by_linear_program(shown, shown.lattice.number[key])
        assert low <= 1 + 1e-6, key
        assert high >= 9 - 1e-6, key


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4)),
    st.integers(0, 900),
    st.integers(0, 10_000),
    st.sampled_from(["published", "hidden"]),
)
def test_what_is_shown_is_true_and_no_small_count_is(
    sizes: tuple[int, int, int], people: int, seed: int, zeros: str
) -> None:
    axes = axes_of(*sizes)
    rows = random_rows(axes, people, seed)
    table = protect(axes=axes, rows=rows, zeros=zeros)
    counts = true_counts(rows)
    for key, cell in table.cells.items():
        if cell.count is not None:
            assert cell.count == counts.get(key, 0)
            assert cell.count >= 10 or (cell.count == 0 and zeros == "published")
        if cell.hidden is Hidden.SMALL:
            assert counts.get(key, 0) < 10
    hides = any(cell.hidden for cell in table.cells.values())
    assert table.audit.narrowest == ((9 if zeros == "published" else 10) if hides else None)


@settings(deadline=None, max_examples=40)
@given(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4)),
    st.integers(10, 900),
    st.integers(0, 10_000),
)
def test_elimination_and_bounds_settle_no_small_count(
    sizes: tuple[int, int, int], people: int, seed: int
) -> None:
    axes = axes_of(*sizes)
    rows = random_rows(axes, people, seed)
    shown = shown_to(protect(axes=axes, rows=rows))
    small = {
        shown.lattice.number[key] for key, count in true_counts(rows).items() if 0 < count < 10
    }
    assert not worked_out(shown) & small
    bounds = bounded(shown)
    assert all(bounds[cell][0] <= 1 for cell in small)
    assert all(top is None or top >= 9 for top in (bounds[cell][1] for cell in small))


def test_the_audit_works_out_a_lone_hidden_cell() -> None:
    lattice = Lattice([["a", "b"]])
    shown = Shown(lattice, {1: 50, 2: 53}, {0: (1, 9)})
    assert worked_out(shown) == {0}
    assert bounded(shown) == {0: (3, 3)}


def test_the_audit_sees_two_nines_that_elimination_does_not() -> None:
    shown = Shown(Lattice([["a", "b"]]), {2: 18}, {0: (1, 9), 1: (1, 9)})
    assert worked_out(shown) == set()
    assert bounded(shown) == {0: (9, 9), 1: (9, 9)}


def test_the_audit_sees_a_cell_settled_by_several_sums_together() -> None:
    # Both rows, one column and the other column's cells: two hidden pairs share one unknown.
    lattice = Lattice([["a", "b"], ["c", "d"]])
    hidden = {lattice.number[key]: (0, None) for key in [("a", "c"), ("a", "d"), ("b", "c")]}
    numbers = {at: 20 for at in range(len(lattice.keys)) if at not in hidden}
    assert worked_out(Shown(lattice, numbers, hidden)) == set(hidden)


@pytest.mark.parametrize("people", [60, 600, 6000])
def test_six_by_three_by_eight_takes_seconds_and_not_hours(people: int) -> None:
    axes = axes_of(6, 3, 8)
    rows = random_rows(axes, people, seed=people)
    start = time.process_time()
    protect(axes=axes, rows=rows)
    assert time.process_time() - start < 30
