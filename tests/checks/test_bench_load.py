"""`./clew bench load`: people at work on a served house; the bench stops at the first error."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench import __main__ as benches
from bench import filling, load, load_page
from bench.load import Measured


def sample(at: float, kind: str, ms: float, wrong: str = "") -> dict[str, Any]:
    page = "a note" if kind == "write" else "the list of cases"
    return {"at": at, "kind": kind, "page": page, "ms": ms, "wrong": wrong}


MEASURED = Measured(
    [sample(n / 10, "read", n) for n in range(1, 601)]
    + [sample(n / 10, "write", 900) for n in range(1, 301)],
    people=200, seconds=60.0, coming=15, processor=0.42, memory=150 << 20,
    chain="900 events, all as they were written. Head 900:ab",
)  # fmt: skip


def test_a_quick_run_lets_people_work_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(load_page, "FOLDER", tmp_path / "benchmarks")
    monkeypatch.setattr(load, "QUICK_PEOPLE", 4)
    monkeypatch.setattr(load, "QUICK_SECONDS", 6)
    monkeypatch.setattr(load, "COMING", 2)
    monkeypatch.setattr(load, "THINKS", (0.05, 0.2))
    monkeypatch.setattr(filling, "CASELOAD", 2)
    assert benches.main(["load", "--quick"]) == 0
    said = capsys.readouterr().out
    for kind in ("read", "write"):
        assert re.search(rf"\| \*\*every {kind}\*\* \| {kind} \| [\d,]+ \| .* \| 0 \|", said)
    assert "4 people, " in said
    assert "all as they were written" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"samples": [sample(1, "read", 1, "answered with 503")]},
        {"samples": []},
        {"chain": "Event 3: it is not as it was written"},
    ],
)
def test_an_error_or_a_broken_chain_stops_the_bench(wrong: dict[str, Any]) -> None:
    # Red control.
    load.check(MEASURED)
    with pytest.raises(AssertionError, match="not every page was answered"):
        load.check(replace(MEASURED, **wrong))


def test_the_table_says_what_was_wanted_and_what_was_reached() -> None:
    lines = list(load_page.table(MEASURED))
    assert "| **every read** | read | 600 | 300 ms | 570 ms | 594 ms | 0 |" in lines
    assert "Wanted of a read: 95 of 100 within 400 ms; **not reached** (570 ms)." in lines
    slower = replace(MEASURED, samples=[sample(1, "read", 400), sample(1, "write", 801)])
    assert "Wanted of a read: 95 of 100 within 400 ms; reached (400 ms)." in load_page.table(slower)
    assert any("15.0 a second. The house took 42% of one processor" in line for line in lines)


def test_the_plot_goes_by_windows_of_time() -> None:
    assert load_page.over_time(MEASURED, "read") == [(20, 190), (40, 389), (60, 589)]


def test_a_whole_run_writes_a_page_and_a_plot(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(load_page, "FOLDER", tmp_path)
    load_page.write(date(2026, 5, 1), list(load_page.table(MEASURED)), MEASURED)
    page = (tmp_path / "load.md").read_text()
    assert "200 members, each with a caseload of 20" in page
    assert "first 15 seconds, in which people sit down" in page
    assert "**Measured on** 2026-05-01." in page
    assert (tmp_path / "load.svg").read_text().startswith("<svg")
