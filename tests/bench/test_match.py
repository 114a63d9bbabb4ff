"""How the bench of one record counts and what its page holds."""

from datetime import date
from pathlib import Path

import pytest

from bench import match_page
from bench.match_orders import _pairs, _share


def test_pairs_of_one_entity_are_counted_once() -> None:
    assert _pairs({"a": "a", "b": "a", "c": "a", "d": "d"}) == {("a", "b"), ("a", "c"), ("b", "c")}


def test_what_only_one_of_two_answers_has_counts_against_both() -> None:
    one, two = {("a", "b"), ("a", "c")}, {("a", "b"), ("d", "e")}
    assert _share(one, two) == 1 / 3
    assert _share(one, one) == 1


def test_the_page_holds_what_was_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_page, "FOLDER", tmp_path)
    ours = {
        "open": 10.0,
        "first": 100.0,
        "ask": [4.0, 9.0, 12.0],
        "add": [5.0, 10.0, 80.0],
        "recall": 0.9,
        "recall_shown": 0.87,
        "peak_memory_bytes": 1 << 30,
    }
    peer = {
        "call": [400.0, 500.0, 600.0],
        "recall": 0.88,
        "calls": 25,
        "peak_memory_bytes": 2 << 30,
    }
    orders = {"records": 20, "late": 2, "orders": 3, "pieces": 1.0, "singly": 0.995}
    cold = {"median": 700.0, "most": 900.0}
    rows = [
        {"records": many, "ours": ours, "peer": peer, "cold": cold, "orders": orders}
        for many in (20, 40)
    ]
    match_page.write(date(2026, 11, 28), rows)
    page = (tmp_path / "match.md").read_text(encoding="utf-8")
    assert "| 20 | matched | 4.0 ms | 9.0 ms | 12.0 ms | 110 ms | 0.900 | 1.00 GiB |" in page
    assert "| 20 | Splink 5, matched | 400.0 ms | 500.0 ms | 600.0 ms |  | 0.880 (25) |" in page
    assert "| 20 | 2 | 3 | 1.0000 | 0.9950 |" in page
    assert (tmp_path / "match.svg").exists()
