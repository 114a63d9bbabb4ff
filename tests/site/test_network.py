"""`clew network`: what it writes, what it refuses in one sentence, and what it leaves out."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.graphs.small_town import HOUSE, RING, families, people_of, ring, write
from tests.site.calls import Command, assert_refused


@pytest.fixture
def town(tmp_path: Path) -> Path:
    rows = [*ring(), *families()]
    write(tmp_path, people_of(rows), rows)
    (tmp_path / "ids.txt").write_text("R-1\nR-2\n", encoding="utf-8")
    return tmp_path


def words(town: Path, *more: str | Path) -> tuple[str | Path, ...]:
    files = (town / "records.parquet", town / "mentions.parquet")
    return ("network", *files, "--confirmed", town / "ids.txt", "-o", town / "out", *more)


def test_it_writes_leads_groups_and_a_report(town: Path, clew: Command) -> None:
    answer = clew(*words(town))
    assert answer.code == 0
    assert "not sealed" in answer.out
    leads = pq.read_table(town / "out" / "leads.parquet").to_pylist()
    assert [lead["rank"] for lead in leads] == sorted(lead["rank"] for lead in leads)
    assert {lead["entity_id"] for lead in leads[:6]} == set(RING[2:])
    assert leads[0]["because"].startswith("shares ")
    groups = pq.read_table(town / "out" / "groups.parquet").to_pylist()
    assert {row["entity_id"] for row in groups if row["role_hint"] == "confirmed"} == {"R-1", "R-2"}
    report = json.loads((town / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["confirmed"] == 2
    assert report["calibration"] is None
    assert report["people_told_apart_by"] == "`clew resolve`"
    assert (town / "out" / "degrees.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "| account |" in (town / "out" / "report.md").read_text(encoding="utf-8")


def test_with_truth_the_scores_are_calibrated(town: Path, clew: Command) -> None:
    (town / "truth.txt").write_text("\n".join(RING), encoding="utf-8")
    assert clew(*words(town, "--truth", town / "truth.txt")).code == 0
    report = json.loads((town / "out" / "report.json").read_text(encoding="utf-8"))
    assert sum(row["leads"] for row in report["calibration"]) == report["counts"]["reached"]
    assert (town / "out" / "calibration.svg").is_file()


def test_clusters_join_records_that_name_and_date_do_not(town: Path, clew: Command) -> None:
    table = pa.table({"record_id": ["R-3", "R-4"], "entity_id": ["joined", "joined"]})
    pq.write_table(table, town / "clusters.parquet")
    assert clew(*words(town, "--entities", town / "clusters.parquet")).code == 0
    leads = pq.read_table(town / "out" / "leads.parquet").to_pylist()
    joined = next(lead for lead in leads if lead["entity_id"] == "joined")
    assert joined["record_ids"] == "R-3;R-4"


def test_the_help_says_that_nothing_here_is_sealed(clew: Command) -> None:
    assert "not sealed" in " ".join(clew("network", "--help").out.split())


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("records.csv", b"id,name\n1,Nobody Madeup\n", "no column record_id"),
        ("records.csv", b"", "an empty file"),
        ("records.csv", "record_id,name\n".encode("utf-16"), "text in UTF-16"),
        ("records.csv", b"record_id,name\n", "no records"),
        ("records.csv", b"PK\x03\x04 a spreadsheet", "a spreadsheet or archive"),
        ("records.parquet", b"PAR1 and no more", "a broken Parquet file"),
        ("records.csv", b"record_id,name,name\n1,a,b\n", "two columns of that name"),
        ("mentions.csv", b"record_id,kind,value\nR-1,shoe,red\n", "no kind that anybody described"),
        ("mentions.csv", b"record_id,value\nR-1,red\n", "no column kind"),
        ("ids.txt", b"\n\n", "no ids"),
        ("ids.txt", b"nobody-9\n", "no id that stands in the records"),
        ("ids.txt", b"\xff\xff\xfe", "bytes that are not UTF-8"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_writes_nothing(
    town: Path, clew: Command, file: str, content: bytes, said: str
) -> None:
    (town / file).write_bytes(content)
    records = town / (file if file.startswith("records") else "records.parquet")
    mentions = town / (file if file.startswith("mentions") else "mentions.parquet")
    answer = clew("network", records, mentions, "--confirmed", town / "ids.txt", "-o", town / "out")
    assert_refused(answer, said)
    assert not (town / "out").exists()


def test_what_can_be_left_out_is_left_out_and_told(town: Path, clew: Command) -> None:
    many = ";".join(f"07700 9{number:05d}" for number in range(200))
    records = (
        b"record_id,name,birth_date,phones,shoe\n"
        b"R-1,Ana Madeup,0208-01-01,,a\nR-2,Ben Madeup,1980-01-01,,b\n"
        b"R-3,Ewa \xb3odzka,1981-02-02,,c\nR-4,Too,Many,Cells,Here,Now,d\n"
        b"R-5,Twice Madeup,1982-01-01,,e\nR-5,Other Person,1990-01-01,,f\n"
        b"R-7,Gus Madeup,1980-03-03," + many.encode() + b",g\n,No Id,,,h\n"
    )
    (town / "records.csv").write_bytes(records)
    rows = [
        *(f"{each},address,{HOUSE.replace(',', ' ')},0208" for each in ("R-1", "R-2", "R-3")),
        "R-9,phone,07700 900418,",
        "R-1,visa,some paper,",
        "R-1,shoe,red,",
        "R-1,person,?,",
    ]
    text = "\n".join(["record_id,kind,value,date", *rows]) + "\n"
    (town / "mentions.csv").write_text(text, encoding="utf-8")
    answer = clew(
        *("network", town / "records.csv", town / "mentions.csv"),
        *("--confirmed", town / "ids.txt", "-o", town / "out"),
    )
    assert answer.code == 0
    for said in (
        "one cell is not UTF-8 and was read as Windows-1252",
        "one row has more or fewer cells",
        "one record id stands on rows that differ",
        "one record has no id",
        "one cell holds more than 64 values",
        "one mention is of a record that is not in the table",
        "one mention is of a kind that is never a link to a person",
        "one mention is of a kind that nobody described",
        "names nothing that can be told from others",
        "names no day between 1900 and 2100",
        "one column that nobody reads",
    ):
        assert said in answer.err, said
    leads = pq.read_table(town / "out" / "leads.parquet").to_pylist()
    assert [lead["entity_id"] for lead in leads] == ["R-3"]


def test_no_name_or_value_is_repeated_in_a_note(town: Path, clew: Command) -> None:
    (town / "records.csv").write_text("record_id,name\nR-1,Zofia Canary\n,Zofia Canary\n")
    (town / "mentions.csv").write_text(
        "record_id,kind,value\nR-1,canary,Zofia Canary\nR-1,phone,1\n"
    )
    answer = clew(
        *("network", town / "records.csv", town / "mentions.csv"),
        *("--confirmed", town / "ids.txt", "-o", town / "out"),
    )
    assert "Canary" not in answer.err + answer.out
    assert "canary" not in answer.err + answer.out


def test_a_world_that_is_none_is_refused_file_by_file(town: Path, clew: Command) -> None:
    answer = clew("network-train", town, "-o", town / "weights.json")
    assert_refused(answer, "no truth.parquet", "no rings.parquet", faults=3)
