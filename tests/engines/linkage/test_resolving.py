"""What `clew resolve` writes: who was joined, who was not, and that each pair says why."""

import json
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from clew.engines.linkage.database import locked_down
from clew.engines.linkage.resolving import resolve
from tests.engines.linkage.made_up import Row, people, together, write


def quietly(_what: str) -> None:
    pass


def entities_of(out: Path) -> dict[str, str]:
    table = pq.read_table(out / "clusters.parquet").to_pydict()
    return dict(zip(table["record_id"], table["entity_id"], strict=True))


def pairs_in(groups: set[frozenset[str]]) -> set[tuple[str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row], dict[str, int]]:
    folder = tmp_path_factory.mktemp("resolved")
    rows, whose = people(500)
    rows += [
        {"record_id": f"driver{at}", "name": "the driver", "phones": "0121 555 0199"}
        for at in range(40)
    ]
    resolve(write(folder / "records.csv", rows), folder / "out", quietly)
    return folder / "out", rows, whose


def test_people_written_down_differently_are_found_and_few_are_joined_wrongly(
    resolved: tuple[Path, list[Row], dict[str, int]],
) -> None:
    out, _, whose = resolved
    found = pairs_in(together(entities_of(out)))
    groups: dict[int, set[str]] = {}
    for record, person in whose.items():
        groups.setdefault(person, set()).add(record)
    true = pairs_in({frozenset(group) for group in groups.values()})
    assert len(found & true) / len(found) > 0.98
    assert len(found & true) / len(true) > 0.7


def test_every_record_is_in_exactly_one_entity(
    resolved: tuple[Path, list[Row], dict[str, int]],
) -> None:
    out, rows, _ = resolved
    table = pq.read_table(out / "clusters.parquet")
    assert sorted(table["record_id"].to_pylist()) == sorted(row["record_id"] for row in rows)


def test_a_description_in_place_of_a_name_joins_nobody(
    resolved: tuple[Path, list[Row], dict[str, int]],
) -> None:
    out, _, _ = resolved
    entities = entities_of(out)
    drivers = [entity for record, entity in entities.items() if record.startswith("driver")]
    assert len(set(drivers)) == 40


def test_what_is_possible_says_why_and_is_not_joined(
    resolved: tuple[Path, list[Row], dict[str, int]],
) -> None:
    out, _, _ = resolved
    table = pq.read_table(out / "pairs.parquet").to_pylist()
    model = json.loads((out / "index" / "model.json").read_text(encoding="utf-8"))
    sure = 1 / (1 + 2 ** -model["merge_at"])
    possible = [pair for pair in table if pair["probability"] < sure]
    assert possible
    assert all(pair["because"] for pair in table)
    assert all(pair["record_id_l"] < pair["record_id_r"] for pair in table)


def test_the_report_counts_and_the_index_is_there(
    resolved: tuple[Path, list[Row], dict[str, int]],
) -> None:
    out, rows, _ = resolved
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["records"] == len(rows)
    assert report["peak_memory_bytes"] > 0
    names = {path.name for path in (out / "index").iterdir()}
    assert {"model.json", "keys.parquet", "records.parquet"} <= names


def test_a_table_with_a_single_record_is_one_entity(tmp_path: Path) -> None:
    table = write(tmp_path / "one.csv", [{"record_id": "a", "name": "Ion Popa"}])
    report = resolve(table, tmp_path / "out", quietly)
    assert report["entities"] == 1


def test_a_table_without_records_is_no_entity(tmp_path: Path) -> None:
    report = resolve(write(tmp_path / "none.csv", []), tmp_path / "out", quietly)
    assert report["entities"] == 0


def test_the_order_of_the_rows_changes_nothing(tmp_path: Path) -> None:
    rows, _ = people(120)
    one, two = tmp_path / "one", tmp_path / "two"
    resolve(write(tmp_path / "one.csv", rows), one, quietly)
    resolve(write(tmp_path / "two.csv", list(reversed(rows))), two, quietly)
    assert entities_of(one) == entities_of(two)


def test_the_database_reads_no_file_and_writes_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    connection = locked_down()
    with pytest.raises(Exception, match="disabled"):
        connection.execute(f"SELECT * FROM read_csv('{secret}')")
    assert connection.execute("SELECT current_setting('temp_directory')").fetchall() == [("",)]
