"""Krippendorff's alpha: as in published examples, by its definition, and not where none is."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engines.reliability import alpha

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


def test_alpha_of_two_observers_and_two_values() -> None:
    assert alpha(units(MEG, OWEN)) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_observers_and_five_values() -> None:
    assert alpha(units(BEN, GERRY)) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(("coders", "published"), [(FOUR, 0.743), (THREE, 0.691)])
def test_alpha_where_some_coded_not_all(coders: tuple[str, ...], published: float) -> None:
    coded = [tuple(v for v in unit if v != ".") for unit in zip(*coders, strict=True)]
    assert alpha(coded) == pytest.approx(published, abs=5e-4)


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


def test_sets_that_share_a_code_count_as_nearer_than_sets_that_share_none() -> None:
    one, two, other = frozenset("a"), frozenset("ab"), frozenset("c")
    near = alpha([(one, two), (other, other), (one, one)], sets=True)
    far = alpha([(one, other), (other, other), (one, one)], sets=True)
    plain = alpha([(one, two), (other, other), (one, one)])
    assert near is not None
    assert far is not None
    assert plain is not None
    assert plain < near
    assert far < near
