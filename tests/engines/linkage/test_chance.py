"""What chance does, learnt from pairs at random, among which some are one person."""

import numpy as np
import pytest

from clew.engines.linkage import chance
from clew.engines.linkage.levels import COMPARISONS
from clew.engines.linkage.model import NAME, Weights
from tests.engines.linkage.weighing import (
    OTHER_DATE,
    OTHER_NAME,
    OTHER_PHONE,
    SAME_DATE,
    SAME_NAME,
    SAME_PHONE,
    pairs,
    weights,
)

_DIFFERENT = {"name": OTHER_NAME, "birth": OTHER_DATE, "phone": OTHER_PHONE}
_ONE_PERSON = {"name": SAME_NAME, "birth": SAME_DATE, "phone": SAME_PHONE}
AT_RANDOM = pairs(
    *[_DIFFERENT] * 20_000, *[_ONE_PERSON] * 20, {**_DIFFERENT, "name": SAME_NAME}, bits=12
)


def learnt() -> Weights:
    u = {
        kind.name: chance.shares(AT_RANDOM.levels[:, at], len(kind.words))
        for at, kind in enumerate(COMPARISONS)
    }
    return chance.purified(weights(u), AT_RANDOM, 0.0)


def test_the_few_pairs_that_are_one_person_do_not_teach_what_chance_does() -> None:
    by_chance = learnt().u["name"][SAME_NAME]
    assert by_chance == pytest.approx(1.5 / 20_001, rel=0.3)


def test_the_control_without_turns_takes_them_for_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "_TURNS", 0)
    assert learnt().u["name"][SAME_NAME] > 20 / 20_021


def test_where_nothing_was_learnt_of_namesakes_they_compare_as_any_two_do() -> None:
    u = {
        kind.name: chance.shares(AT_RANDOM.levels[:, at], len(kind.words))
        for at, kind in enumerate(COMPARISONS)
    }
    of_homes = np.array([0.5, 0.25, 0.25])
    given = weights(u)
    given = Weights(
        given.m, u, dict(u), {**u, "phone": of_homes}, given.scale, given.prior, -1.0, -60.0
    )
    found = chance.purified(given, AT_RANDOM, 0.0)
    assert found.namesakes["phone"] is found.u["phone"]
    assert found.housemates["phone"] is of_homes


def test_one_very_rare_name_shared_by_chance_does_not_make_all_names_common() -> None:
    compared = pairs(*[_DIFFERENT] * 2_000, *[{"name": 2}] * 20)
    compared.bits[:, NAME] = np.where(compared.levels[:, NAME] == 2, 6.0, 0.0)
    usual = chance.scale(compared, 9, 0.0)[2]
    compared.bits[-1, NAME] = 40.0
    assert chance.scale(compared, 9, 0.0)[2] - usual < 2
