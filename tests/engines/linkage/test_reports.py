"""The report of `resolve`: figures with a table beside each, and nothing about anybody."""

import csv
import json
import re
from pathlib import Path

import pytest

from clew.engines.linkage.resolving import resolve
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.made_up import Row, people, write
from tests.engines.linkage.test_resolving import quietly


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    folder = tmp_path_factory.mktemp("reported")
    rows, whose = people(400)
    truth = folder / "truth.csv"
    with truth.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("record_id", "person_id"))
        writer.writerows(whose.items())
    table = write(folder / "records.csv", rows)
    resolve(table, folder / "out", quietly, truth=truth)
    resolve(table, folder / "untold", quietly)
    return folder, rows


def report_of(folder: Path) -> dict[str, list[dict[str, float]]]:
    found: dict[str, list[dict[str, float]]] = json.loads((folder / "report.json").read_text())
    return found


def test_the_figures_add_up(reported: tuple[Path, list[Row]]) -> None:
    folder, _ = reported
    report = report_of(folder / "out")
    assert sum(row["entities"] for row in report["entities_by_size"]) == report["entities"]
    pairs = sum(row["pairs"] for row in report["pairs_by_probability"])
    assert pairs == report["pairs_sure"] + report["pairs_possible"]  # type: ignore[operator]
    assert {row["kind"] for row in report["identifiers_by_records"]} >= {"phone", "door"}


def test_truth_stands_beside_what_was_expected_and_changes_no_answer(
    reported: tuple[Path, list[Row]],
) -> None:
    folder, _ = reported
    told = report_of(folder / "out")["pairs_by_probability"]
    assert told[-1]["found_right"] > 0.9
    assert "found_right" not in report_of(folder / "untold")["pairs_by_probability"][0]
    one, two = ((folder / name / "clusters.parquet").read_bytes() for name in ("out", "untold"))
    assert one == two


def test_the_page_has_a_table_for_each_picture_no_script_and_no_person(
    reported: tuple[Path, list[Row]],
) -> None:
    folder, rows = reported
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<svg [^>]*role="img" aria-label="([^"]+)"', page)
    assert len(pictures) == 3
    assert page.count("<table>") == 4
    assert "script" not in page
    assert "http" not in page
    for row in rows:
        assert row["record_id"] not in page
        assert row["name"] not in page
        assert not row["phones"] or row["phones"] not in page


def test_a_report_of_nothing_is_drawn_too(tmp_path: Path) -> None:
    resolve(write(tmp_path / "none.csv", []), tmp_path / "out", quietly)
    assert "nothing to draw" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_truth_that_is_none_is_refused(tmp_path: Path) -> None:
    table = write(tmp_path / "t.csv", people(5)[0])
    with pytest.raises(WrongInput, match="person_id"):
        resolve(table, tmp_path / "out", quietly, truth=table)
