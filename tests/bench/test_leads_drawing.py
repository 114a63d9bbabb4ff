"""The plot of the bench of leads: a point for each method, the ceiling among them."""

from pathlib import Path

from bench.leads import Row
from bench.leads_drawing import draw, points
from bench.leads_measures import Measured


def _row(method: str, told: int, recall: float, *, small: bool = False) -> Row:
    result = Measured(recall, recall, recall, 1.0)
    ceiling = None if small else 0.9
    return Row("first", "second", method, small, told, result, 1.0, ceiling)


def test_methods_and_the_ceiling_are_drawn_and_small_rings_are_not() -> None:
    rows = [_row("re-ranked", 1, 0.2), _row("re-ranked", 3, 0.4)]
    rows += [_row("counting shared things", 1, 0.1), _row("re-ranked", 1, 0.7, small=True)]
    found = {(each["method"], each["told"]): each["recall"] for each in points(rows)}
    assert found == {
        ("ceiling", 1): 0.9,
        ("ceiling", 3): 0.9,
        ("re-ranked", 1): 0.2,
        ("re-ranked", 3): 0.4,
    }


def test_the_drawing_names_the_methods(tmp_path: Path) -> None:
    draw(tmp_path / "leads.svg", [_row("re-ranked", 1, 0.2)], people=1500)
    text = (tmp_path / "leads.svg").read_text(encoding="utf-8")
    assert "re-ranked" in text
    assert "1,500 people" in text
