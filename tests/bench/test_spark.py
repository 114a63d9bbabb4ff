"""How the bench of Spark compares two answers, and that its page holds what was measured."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench import spark, spark_page
from bench.spark import Row, Run, measured, same_part
from bench.tree_memory import TreePeak
from clew.engines.linkage.spark.session import check
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.made_up import people


def test_what_only_one_of_two_answers_holds_is_not_the_same() -> None:
    one = {("a", "a", "b"), ("c", "c"), ("d", "d")}
    assert same_part(one, one) == 1
    assert same_part(one, one - {("d", "d")}) == 2 / 3
    assert same_part(one, one - {("d", "d")} | {("d", "d", "e")}) == 2 / 4
    assert same_part(set(), set()) == 1


def test_a_single_difference_is_never_rounded_away() -> None:
    assert spark_page.part(1.0) == "100 %"
    assert spark_page.part(1 - 1e-9) == "99.999 %"


def test_the_page_holds_what_was_measured_and_how_busy_the_machine_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_page, "FOLDER", tmp_path)
    row = Row("first", 2_000, 1_500, 900, Run(9, 1 << 30), Run(90, 3 << 30), 1.0, 0.5)
    spark_page.write(date(2026, 11, 28), [row], seed=1, load=99)
    page = (tmp_path / "spark.md").read_text(encoding="utf-8")
    line = "| first | 2,000 | 1,500 | 900 | 100 % | 50.000 % | 9 | 90 | 1.00 GiB | 3.00 GiB |"
    assert line in page
    assert "it was busy with other work" in page


@pytest.mark.spark
def test_a_small_table_is_answered_alike_and_measured(tmp_path: Path) -> None:
    try:
        check()
    except WrongInput as wrong:
        pytest.skip(str(wrong))
    rows, _ = people(200)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "records.parquet")
    row = measured("made up", tmp_path)
    assert row.records == len(rows)
    assert row.same_entities == 1
    assert row.same_pairs == 1
    assert row.spark.seconds > 0
    assert row.spark.peak_bytes > row.here.peak_bytes > 0


def test_an_engine_that_gives_up_ends_the_bench_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "ENGINES", ("duckdb",))
    with pytest.raises(SystemExit, match=r"records\.parquet: found no such file"):
        measured("made up", tmp_path)


def test_memory_of_a_process_that_is_no_more_is_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    with TreePeak(ended.pid) as tree:
        ended.wait()
    assert tree.peak_bytes >= 0
