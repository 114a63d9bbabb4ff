"""Few people who share something are held to compare as any two do, until more are met."""

from typing import Final

import numpy as np
import pytest

from clew.engines.linkage import mixing
from clew.engines.linkage.levels import COMPARISONS, MISSING, NAMES
from clew.engines.linkage.mixing import Floats, tell_apart

BIRTH, ADDRESS = NAMES.index("birth"), NAMES.index("address")
USED: Final = [(at, COMPARISONS[at]) for at in (BIRTH, ADDRESS)]
SAME_DOOR: Final = len(COMPARISONS[ADDRESS].words) - 1
SAME_DAY: Final = len(COMPARISONS[BIRTH].words) - 1
# Patterns of pairs of one name (birth, address): one person mostly, some of whom gave another date.
MET: Final = {(SAME_DAY, SAME_DOOR): 600, (0, SAME_DOOR): 40, (SAME_DAY, 0): 200, (0, 0): 120}


def _levels() -> mixing.Levels:
    rows = np.full((sum(MET.values()), len(COMPARISONS)), MISSING, np.int8)
    pairs = [pattern for pattern, many in MET.items() for _ in range(many)]
    rows[:, [BIRTH, ADDRESS]] = pairs
    return rows


def _mostly(level: int, of: int) -> Floats:
    found = np.full(of, 1e-4)
    found[level] = 1
    return found / found.sum()


def _door_in_two(*, independent: frozenset[str]) -> float:
    sizes = {kind.name: len(kind.words) for _, kind in USED}
    u = {name: _mostly(0, many) for name, many in sizes.items()}
    m = {
        "birth": _mostly(SAME_DAY, sizes["birth"]) * 0.95 + 0.05 / 7,
        "address": _mostly(SAME_DOOR, sizes["address"]) * 0.6 + 0.4 / 6,
    }
    _, _, two = tell_apart(_levels(), USED, m, u, 0.5, independent)
    return float(two["address"][SAME_DOOR])


def test_a_date_that_was_given_otherwise_does_not_teach_that_namesakes_share_a_door() -> None:
    assert _door_in_two(independent=frozenset({"birth"})) < 0.05


def test_control_where_nothing_is_held_before_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixing, "_AS_MANY", 1.0)
    assert _door_in_two(independent=frozenset()) > 0.05
