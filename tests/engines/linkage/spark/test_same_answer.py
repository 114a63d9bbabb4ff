"""What Spark answers is what this machine answers alone, and can be asked and added to after."""

import filecmp
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from clew.engines.linkage.adding import add
from clew.engines.linkage.index import read_weights
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.searching import Engine, engine_named
from clew.engines.linkage.spark import grouping
from clew.engines.linkage.spark.frames import Session
from clew.engines.linkage.standing import StandingIndex
from tests.engines.linkage.made_up import Row, people, write
from tests.engines.linkage.test_resolving import entities_of, quietly

pytestmark = pytest.mark.spark
KNOWN = 1_900
_BATCHES = "spark.sql.execution.arrow.maxRecordsPerBatch"


@pytest.fixture(scope="module")
def spark(running: Session) -> Engine:
    """Give the engine, which takes the Spark that runs."""
    # Small, so that keys, records and pairs are spread over many batches.
    running.conf.set(_BATCHES, "100")
    return engine_named("spark")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Make up people, one of whom is written down as often as makes a component of many."""
    made, _ = people(1_000, times=4)
    one = next(row for row in made if row["phones"])
    return made + [
        {**one, "record_id": f"again{at:02}", "city": f"Town{at % 9}", "addresses": ""}
        for at in range(12)
    ]


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], spark: Engine
) -> tuple[Path, Path]:
    """Resolve most of the records here, and on Spark."""
    folder = tmp_path_factory.mktemp("both")
    table = write(folder / "records.csv", rows[:KNOWN])
    resolve(table, folder / "here", quietly)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "_AT_ONCE", 50)  # many pieces, on several workers
        resolve(table, folder / "spark", quietly, engine=spark)
    return folder / "here", folder / "spark"


def test_every_record_is_in_the_same_entity(both: tuple[Path, Path]) -> None:
    here, spark = (entities_of(out) for out in both)
    assert len(set(here.values())) < len(here) / 1.5, "something was joined"
    assert spark == here


def test_the_same_pairs_are_shown_with_the_same_odds_for_the_same_reasons(
    both: tuple[Path, Path],
) -> None:
    here, spark = (pq.read_table(out / "pairs.parquet") for out in both)
    assert here.num_rows > 500
    assert spark.equals(here)


def test_every_file_but_the_seconds_in_the_report_is_the_same(both: tuple[Path, Path]) -> None:
    here, spark = both
    names = sorted(str(file.relative_to(here)) for file in here.rglob("*") if file.is_file())
    assert sorted(str(file.relative_to(spark)) for file in spark.rglob("*") if file.is_file()) == (
        names
    )
    different = [name for name in names if not filecmp.cmp(here / name, spark / name, False)]
    # Learnt weights may differ in their last digit from run to run: DuckDB adds by several threads.
    assert set(different) <= {"report.json", "index/model.json"}
    models = [read_weights(out / "index") for out in both]
    assert models[0].merge_at == pytest.approx(models[1].merge_at)
    reports = [json.loads((out / "report.json").read_text(encoding="utf-8")) for out in both]
    for report in reports:
        del report["seconds"], report["peak_memory_bytes"]
    assert reports[0] == reports[1]


def test_what_is_left_out_of_one_component_changes_the_comparison(
    both: tuple[Path, Path], tmp_path: Path, rows: list[Row]
) -> None:
    # The control of those above: they would see a single record that goes elsewhere.
    resolve(write(tmp_path / "less.csv", rows[: KNOWN - 1]), tmp_path / "less", quietly)
    assert entities_of(tmp_path / "less") != entities_of(both[0])


def test_nothing_is_left_beside_the_answer(both: tuple[Path, Path]) -> None:
    assert {path.name for path in both[1].parent.iterdir()} == {"records.csv", "here", "spark"}


def test_records_are_added_and_asked_about_as_after_resolving_here(
    both: tuple[Path, Path], tmp_path: Path, rows: list[Row]
) -> None:
    more = write(tmp_path / "more.csv", rows[KNOWN:])
    for out in both:
        add(more, out, quietly)
    assert entities_of(both[1]) == entities_of(both[0])
    asked = [StandingIndex(out).ask(rows[0]) for out in both]
    assert asked[0] == asked[1]
    assert asked[0]


def test_a_frozen_model_is_used_there_too(
    both: tuple[Path, Path], tmp_path: Path, rows: list[Row], spark: Engine
) -> None:
    table = write(tmp_path / "records.csv", rows[:600])
    for name, engine in (("here", engine_named("duckdb")), ("spark", spark)):
        frozen = both[0] / "index"
        resolve(table, tmp_path / name, quietly, frozen=frozen, engine=engine)
    for name in ("pairs.parquet", "clusters.parquet", "index/model.json", "index/standing.bin"):
        assert filecmp.cmp(tmp_path / "here" / name, tmp_path / "spark" / name, shallow=False)


def test_what_is_wrong_with_a_table_is_named_alike(tmp_path: Path, spark: Engine) -> None:
    rows = [
        {"record_id": "a", "name": "Ion Popa", "birth_date": "0208-01-01", "phones": "07700900123"},
        {"record_id": "a", "name": "Ion Popa"},
        {"record_id": "", "name": "nobody"},
        {"record_id": "b", "name": "Ana Made-up", "phones": ";".join(["07700900123"] * 5_000)},
        {"record_id": "c", "name": "Ion Popa", "birth_date": "1990-01-01", "phones": "07700900123"},
    ]
    table = write(tmp_path / "t.csv", rows)
    here = resolve(table, tmp_path / "here", quietly)
    there = resolve(table, tmp_path / "spark", quietly, engine=spark)
    assert here["faults"]
    assert there["faults"] == here["faults"]
    assert entities_of(tmp_path / "spark") == entities_of(tmp_path / "here")


@pytest.mark.parametrize("rows", [[], [{"record_id": "a", "name": "Ion Popa"}]])
def test_a_table_of_nobody_or_of_one_is_no_fault(
    rows: list[Row], tmp_path: Path, spark: Engine
) -> None:
    table = write(tmp_path / "t.csv", rows)
    report = resolve(table, tmp_path / "out", quietly, engine=spark)
    assert report["entities"] == len(rows)
