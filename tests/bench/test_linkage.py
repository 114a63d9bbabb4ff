"""How the bench of `clew resolve` counts: by hand on a world of seven records."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bench import linkage_history, linkage_page
from bench.__main__ import WRONG, main
from bench.linkage import Row, Score
from bench.linked import best_components, cluster_f1, recall_at, truth_of

TRUTH = truth_of(list("abcdefg"), ["p", "p", "p", "q", "q", "r", "s"])
PAIRS = np.array([[0, 1], [3, 4], [5, 6], [0, 2]], np.int64)
WEIGHTS = np.array([9.0, 8.0, 3.0, 1.0])


def test_a_world_counts_its_true_pairs() -> None:
    assert TRUTH.pairs == 4


def test_recall_stops_before_the_first_pair_that_is_wrong() -> None:
    assert recall_at(TRUTH, PAIRS, WEIGHTS) == 0.5
    assert recall_at(TRUTH, PAIRS, WEIGHTS, precision=0.75) == 0.75


def test_pairs_of_one_weight_are_taken_together_or_not() -> None:
    assert recall_at(TRUTH, PAIRS, np.array([9.0, 3.0, 3.0, 1.0])) == 0.25


def test_clusters_are_counted_by_their_pairs() -> None:
    assert cluster_f1(TRUTH, TRUTH.person) == (1.0, 1.0, 1.0)
    precision, recall, _ = cluster_f1(TRUTH, np.array([0, 0, 2, 3, 3, 5, 5]))
    assert (precision, recall) == (2 / 3, 0.5)


def test_the_peer_is_given_its_best_weight() -> None:
    precision, recall, _ = best_components(TRUTH, PAIRS, WEIGHTS)
    assert (precision, recall) == (0.8, 1.0)


def test_the_page_holds_what_was_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkage_page, "FOLDER", tmp_path)
    score = Score(0.98, 0.7, 0.817, 0.6, 52.0, 1 << 30)
    rows = [Row("first", size, 2 * size, score, score, 0.9) for size in (10, 20)]
    linkage_page.write(date(2026, 11, 28), rows, seed=1)
    page = (tmp_path / "linkage.md").read_text(encoding="utf-8")
    assert (
        "| first, 10 | 20 | Clew | 0.980 | 0.700 | 0.817 | 91% | 0.600 | 52.0 | 1.00 GiB |" in page
    )
    assert (tmp_path / "linkage.svg").exists()


def test_historical_figures_are_measured_beside_the_peer_and_have_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linkage_history, "FOLDER", tmp_path)
    scores = Score(0.99, 0.8, 0.885, 0.6, 9.0, 1 << 30), Score(0.9, 0.7, 0.788, 0.5, 6.0, 1 << 30)
    monkeypatch.setattr(linkage_history, "measured_history", lambda *_: scores)
    linkage_history.run(date(2026, 11, 28), False, tmp_path)
    page = (tmp_path / "linkage-history.md").read_text(encoding="utf-8")
    assert "| Clew | 0.990 | 0.800 | 0.885 | 0.600 | 9.0 | 1.00 GiB |" in page
    assert "| Splink 5 | 0.900 | 0.700 | 0.788 | 0.500 | 6.0 | 1.00 GiB |" in page


def test_historical_figures_that_are_not_there_are_named_as_a_wrong_call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["linkage", "--history", str(tmp_path / "none")]) == WRONG
    assert "--history" in capsys.readouterr().err
