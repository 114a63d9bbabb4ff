"""Telling signs from look-alikes: a bias is no skill, and small groups get no figure."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.recognise.training.detection import FEWEST, Told, band

SCENES = st.integers(min_value=1, max_value=40)


@st.composite
def told(draw: st.DrawFn) -> Told:
    cases, others = draw(SCENES), draw(SCENES)
    return Told(draw(st.integers(0, cases)), cases, draw(st.integers(0, others)), others)


def test_half_a_scene_is_added_on_each_side() -> None:
    # 20 of 25 hits and 10 of 25 false alarms: rates 20.5/26 and 10.5/26; scores from a table.
    one = Told(20, 25, 10, 25)
    assert one.sensitivity == pytest.approx(0.800 - (-0.2434), abs=0.003)
    assert one.criterion == pytest.approx(-(0.800 - 0.2434) / 2, abs=0.003)


def test_seeing_signs_everywhere_or_nowhere_is_no_skill() -> None:
    for hits, alarms in ((12, 9), (0, 0)):
        assert abs(Told(hits, 12, alarms, 9).sensitivity) < 0.25
    assert Told(12, 12, 9, 9).criterion < -1 < 1 < Told(0, 12, 0, 9).criterion


@given(told())
def test_everything_that_can_be_answered_has_a_figure(one: Told) -> None:
    assert math.isfinite(one.sensitivity)
    assert math.isfinite(one.criterion)


@given(told())
def test_one_more_hit_never_lowers_and_one_more_false_alarm_never_raises(one: Told) -> None:
    if one.hits < one.of_cases:
        more = Told(one.hits + 1, one.of_cases, one.false_alarms, one.of_others)
        assert more.sensitivity > one.sensitivity
        assert more.criterion < one.criterion
    if one.false_alarms < one.of_others:
        more = Told(one.hits, one.of_cases, one.false_alarms + 1, one.of_others)
        assert more.sensitivity < one.sensitivity


def test_fewer_than_ten_people_have_no_mean() -> None:
    assert band([1.0] * (FEWEST - 1)) is None
    assert band([1.0] * FEWEST) is not None


def test_the_band_is_students() -> None:
    found = band([float(value) for value in range(1, 11)])
    assert found is not None
    # t(9) at .975 is 2.262; the spread of 1…10 is 3.028, by the root of ten.
    assert found.mean == 5.5
    assert found.high - found.mean == pytest.approx(2.262 * 3.028 / math.sqrt(10), abs=0.002)
    assert found.mean - found.low == pytest.approx(found.high - found.mean)


@given(st.lists(st.floats(-4, 4), min_size=FEWEST, max_size=40))
def test_the_mean_lies_within_its_band(values: list[float]) -> None:
    found = band(values)
    assert found is not None
    assert found.low <= found.mean <= found.high
    assert found.people == len(values)
