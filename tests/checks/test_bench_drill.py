"""`./clew bench drill`: backs a made house up, drills, and stops where less was proved."""

import re
from datetime import date
from pathlib import Path

import pytest

from bench import __main__ as benches
from bench import drill, drill_page
from bench.drill import Row

STEPS = {"unpacked": 20.0, "databases": 2.0, "erasures": 1.0, "chain": 40.0, "sample": 2.0}
ROWS = [
    Row(
        cases, cases * 200_000, cases * 20_000, cases * 45, cases * 13, 30.0, 20.0, took, STEPS,
        10.0, 8.0, 80 << 20, 120 << 20,
    )
    for cases, took in ((1_000, 70.0), (10_000, 301.0))
]  # fmt: skip


def test_a_quick_run_backs_up_drills_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drill_page, "FOLDER", tmp_path / "benchmarks")
    monkeypatch.setattr(drill, "QUICK", (3,))
    monkeypatch.setattr(drill, "BYTES_A_CASE", 1_000_000)
    assert benches.main(["drill", "--quick"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^\| 3 \| 3 MB \| \d+ MB \| \d+ \| \d+\.\d s \|", said, re.MULTILINE)
    events = 1 + 3 * 13  # the founding, and what a made-up case is written with
    assert re.search(rf"^\| 3 \| {events} \| \d+\.\d s \|", said, re.MULTILINE)
    assert "Wanted: a drill of 3 cases and 3 MB of files within 5 minutes" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("less", [{"files": 2}, {"chain": False}, {"opened": 0}])
def test_a_drill_that_proves_less_stops_the_bench(less: dict[str, object]) -> None:
    # Red control.
    whole: dict[str, object] = {"files": 3, "chain": True, "opened": 9}
    drill.check(whole, 3)
    with pytest.raises(AssertionError, match="the drill proved only"):
        drill.check({**whole, **less}, 3)


def test_the_files_are_as_many_as_the_cases_and_each_lies_under_its_sum(tmp_path: Path) -> None:
    drill.add_files(tmp_path, 4)
    found = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(found) == 4
    assert all(drill.sum_of(path) == path.name for path in found)
    assert {path.stat().st_size for path in found} == {drill.BYTES_A_CASE}


def test_a_whole_run_writes_a_page_and_a_plot(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drill_page, "FOLDER", tmp_path)
    drill_page.write(date(2026, 5, 1), list(drill_page.tables(ROWS)), ROWS)
    page = (tmp_path / "drill.md").read_text()
    assert "| 10,000 | 2,000 MB | 200 MB | 450,000 | 30.0 s | 20.0 s | **301.0 s** |" in page
    assert "| 10,000 | 130,000 | 20.0 s | 2.0 s | 1.0 s | 40.0 s | 2.0 s | 236.0 s |" in page
    assert "**not reached**, 301.0 s" in page
    assert "**Measured on** 2026-05-01." in page
    assert (tmp_path / "drill.svg").read_text().startswith("<svg")
