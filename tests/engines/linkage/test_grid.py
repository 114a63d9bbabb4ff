"""A pair weighs the same beside whichever others it is weighed, and odds can be counted."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.linkage import naming
from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.comparing import compare
from clew.engines.linkage.fitting import fit
from clew.engines.linkage.grid import STEPS, stepped, tallied
from clew.engines.linkage.model import Weights, log_odds
from clew.engines.linkage.rarity import counted, restored
from clew.engines.linkage.records import features_of, read_records
from clew.engines.linkage.thresholds import PRECISION, merge_at
from clew.engines.linkage.weighing import Odds
from tests.engines.linkage.made_up import people, write
from tests.engines.linkage.test_resolving import quietly


class World:
    """Records with what they teach, and pairs of them with their odds, all weighed at once."""

    def __init__(self, table: Path) -> None:
        self.records = read_records(table)
        self.features = self.records.features
        self.rarity = counted(self.features)
        self.weights: Weights = fit(self.features, self.rarity, quietly)
        dice = np.random.default_rng(5)
        drawn = np.sort(dice.integers(0, len(self.features), (20_000, 2)), axis=1)
        self.pairs = drawn[drawn[:, 0] != drawn[:, 1]]
        self.bits = compare(self.features, self.pairs, self.rarity).bits
        self.odds = self.weighed(self.pairs)

    def weighed(self, pairs: Pairs) -> Odds:
        return log_odds(compare(self.features, pairs, self.rarity), self.weights)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    # As many as teach several languages of names.
    folder = tmp_path_factory.mktemp("grid")
    return World(write(folder / "records.csv", people(700)[0]))


def differing(world: World, size: int) -> int:
    """Count the pairs whose names weigh otherwise among `size` others than among all."""
    pieces = [
        compare(world.features, world.pairs[at : at + size], world.rarity).bits
        for at in range(0, len(world.pairs), size)
    ]
    return int((np.concatenate(pieces) != world.bits).any(axis=1).sum())


@pytest.mark.parametrize("size", [7, 100, 5_000])
def test_a_pair_weighs_the_same_however_many_are_weighed_at_once(world: World, size: int) -> None:
    assert differing(world, size) == 0


def test_a_product_of_matrices_would_make_a_pair_hang_on_its_neighbours(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The control of the one above: what it guards against does happen.
    monkeypatch.setattr(naming, "_mixed", lambda usual, tongues: usual @ tongues)
    assert differing(world, 7) > 0


@given(st.data())
@settings(max_examples=25)
def test_odds_do_not_hang_on_the_batch_or_on_how_words_are_numbered(
    world: World, data: st.DataObject
) -> None:
    some = data.draw(
        st.lists(st.integers(0, len(world.pairs) - 1), min_size=1, max_size=40, unique=True)
    )
    pairs = world.pairs[some]
    assert (world.weighed(pairs) == world.odds[some]).all()
    assert (_alone(world, pairs) == world.odds[some]).all()


def _alone(world: World, pairs: Pairs) -> Odds:
    """Weigh pairs as another machine would: it knows these records and the counts, no others."""
    rows, places = np.unique(pairs, return_inverse=True)
    at = pa.array(rows[::-1])  # their words are met in another order, and numbered by it
    columns = {name: cells.take(at) for name, cells in world.records.columns.items()}
    features = features_of(pa.array(world.features.record_ids).take(at).to_pylist(), columns)
    counts = {kind: dict(found) for kind, found in world.rarity.counts.items()}
    rarity = restored(world.rarity.records, counts, features)
    places = len(rows) - 1 - places.reshape(-1, 2)
    return log_odds(compare(features, places, rarity), world.weights)


@given(st.lists(st.floats(-60, 60, width=32), max_size=200))
def test_odds_are_counted_and_none_is_lost(raw: list[float]) -> None:
    odds = stepped(np.array(raw, np.float64))
    values, many = tallied(odds)
    assert many.sum() == len(odds)
    assert (np.diff(values) < 0).all()
    assert sorted(np.repeat(values, many).tolist()) == sorted(odds.tolist())
    assert (np.abs(odds - np.array(raw)) <= 0.5 / STEPS).all()


@given(st.lists(st.floats(-20, 40, width=32), min_size=1, max_size=300))
def test_the_threshold_is_the_lowest_at_which_enough_is_right(raw: list[float]) -> None:
    odds = stepped(np.array(raw, np.float64))
    found = merge_at(*tallied(odds))
    ranked = np.sort(1 / (1 + 2.0 ** -odds.astype(np.float64)))[::-1]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    enough = ranked[precision >= PRECISION - 1e-6]
    lowest = 1 / (1 + 2.0**-found)
    assert lowest >= 0.6 - 1e-9
    assert not len(enough) or lowest >= enough.min() - 1e-6
