"""`clew network` as somebody meets it who never used it: tables in, leads out, or a sentence."""

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from clew.site.cli import DONE, WRONG, main
from tests.engines.linkage.made_up import people
from tests.engines.linkage.made_up import write as write_records

ACCOUNT = "20-00-00 55774471"
# One person stands in the table twice, under a name turned round; a stranger shares their account.
TOLD, AGAIN, STRANGER = (
    {"record_id": "T-1", "name": "Marek Olszynka", "birth_date": "1980-03-11", "sex": "m"},
    {"record_id": "T-2", "name": "OLSZYNKA Marek", "birth_date": "1980-03-11", "sex": "m"},
    {"record_id": "Q-1", "name": "Hanh Dolven", "birth_date": "1991-07-02", "sex": "f"},
)
MENTIONS = (
    ("T-2", "account", ACCOUNT),
    ("Q-1", "account", ACCOUNT),
    ("GONE", "account", ACCOUNT),
)


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the three files; what is written in between goes into it too."""
    write_records(tmp_path / "records.csv", [*people(150)[0], TOLD, AGAIN, STRANGER])
    _write(tmp_path / "mentions.csv", ("record_id", "kind", "value"), MENTIONS)
    (tmp_path / "ids").write_text("T-1\nNOBODY\n", encoding="utf-8")
    (tmp_path / "between").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "between"))
    return tmp_path


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])


def _network(folder: Path, *more: str) -> int:
    files = (str(folder / "records.csv"), str(folder / "mentions.csv"))
    confirmed = ("--confirmed", str(folder / "ids"))
    return main(["network", *files, *confirmed, "-o", str(folder / "out"), *more])


def _leads(folder: Path) -> dict[str, str]:
    rows = pq.read_table(folder / "out" / "leads.parquet").to_pylist()
    return {row["entity_id"]: row["because"] for row in rows}


def test_records_are_resolved_and_what_another_record_of_theirs_shares_is_a_lead(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _network(tables) == DONE
    assert _leads(tables)["Q-1"].startswith("shares account ending 4471 with one ")
    names = pq.read_table(tables / "out" / "leads.parquet").column_names
    assert names[:5] == ["rank", "entity_id", "record_ids", "score", "because"]
    groups = pq.read_table(tables / "out" / "groups.parquet")
    assert groups.column_names == ["group_id", "entity_id", "role_hint", "weight"]
    said = capsys.readouterr()
    assert "ids: one id stands in no record that was read" in said.err
    assert "one mention is of a record that is not in the table" in said.err
    assert "not sealed" in said.out


def test_told_apart_by_clusters_that_keep_them_apart_nobody_shares_it_with_who_told(
    tables: Path,
) -> None:
    """The red control of the test before: it is the joining that leads to Q-1."""
    alone = [(each["record_id"], each["record_id"]) for each in (TOLD, AGAIN, STRANGER)]
    _write(tables / "clusters.csv", ("record_id", "entity_id"), alone)
    assert _network(tables, "--entities", str(tables / "clusters.csv")) == DONE
    assert "Q-1" not in _leads(tables)


def test_nothing_but_the_answer_stays_behind(tables: Path) -> None:
    assert _network(tables) == DONE
    assert list((tables / "between").iterdir()) == []
    wanted = {"leads.parquet", "groups.parquet", "report.json", "report.md", "degrees.svg"}
    assert {each.name for each in (tables / "out").iterdir()} == wanted


@pytest.mark.parametrize(
    ("ids", "sentence"),
    [
        ("NOBODY\n", "ids: found no id that stands in the records"),
        ("\n\n", "ids: found no ids"),
    ],
)
def test_ids_that_name_nobody_are_refused_before_anything_is_resolved(
    tables: Path, capsys: pytest.CaptureFixture[str], ids: str, sentence: str
) -> None:
    (tables / "ids").write_text(ids, encoding="utf-8")
    assert _network(tables) == WRONG
    assert sentence in capsys.readouterr().err
    assert not (tables / "out").exists()
