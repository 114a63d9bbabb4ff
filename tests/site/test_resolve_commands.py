"""`clew resolve` and `clew match` from the command line."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from clew.site.cli import main
from tests.engines.linkage.made_up import people, write


def test_resolve_add_and_match_answer_one_after_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, _ = people(60)
    out = str(tmp_path / "out")
    assert main(["resolve", str(write(tmp_path / "a.csv", rows[:80])), "-o", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == 80
    assert main(["resolve", "--add", str(write(tmp_path / "b.csv", rows[80:])), "--to", out]) == 0
    said = capsys.readouterr()
    assert "NOT sealed" in said.out
    assert not said.err  # no terminal, no progress
    record = tmp_path / "record.json"
    record.write_text(json.dumps(rows[0]), encoding="utf-8")
    assert main(["match", out, "--record", str(record)]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert set(first) == {"entity_id", "record_ids", "probability", "because"}


@pytest.mark.parametrize(
    "call",
    [
        ["resolve"],
        ["resolve", "a.csv"],
        ["resolve", "--add", "a.csv"],
        ["resolve", "--add", "a.csv", "--to", "nowhere"],
        ["resolve", "nowhere.csv", "-o", "out"],
        ["resolve", "--decide", "a.csv"],
        ["resolve", "--decide", "a.csv", "--to", "nowhere"],
        ["resolve", "--decide", "a.csv", "--add", "b.csv", "--to", "nowhere"],
        ["resolve", "--remove", "a.txt", "--to", "nowhere"],
        ["resolve", "--take-back", "last", "--to", "nowhere", "--by", "A. Steward"],
        ["resolve", "--add", "a.csv", "--to", "nowhere", "--by", "A. Steward"],
        ["resolve", "a.csv", "-o", "out", "--by", "A. Steward"],
        ["match", "nowhere", "--record", "nowhere.json"],
    ],
)
def test_a_wrong_call_is_refused_in_one_sentence(
    call: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(call) == 2
    assert len([line for line in capsys.readouterr().err.splitlines() if "wanted" in line]) == 1


def test_people_decide_take_back_and_take_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, _ = people(40)
    out, decisions = str(tmp_path / "out"), tmp_path / "decisions.csv"
    assert main(["resolve", str(write(tmp_path / "a.csv", rows)), "-o", out]) == 0
    before = (tmp_path / "out" / "clusters.parquet").read_bytes()
    ids = sorted(row["record_id"] for row in rows)
    decisions.write_text(
        "record_id_l,record_id_r,decision,by,on,because\n"
        f"{ids[0]},{ids[1]},together,A. Steward,2026-01-02,met both\n",
        encoding="utf-8",
    )
    assert main(["resolve", "--decide", str(decisions), "--to", out]) == 0
    said = capsys.readouterr().out
    assert "Pairs together: 1, apart: 0, because named people concluded it" in said
    assert "This was run 1 over this answer." in said
    assert (tmp_path / "out" / "clusters.parquet").read_bytes() != before
    told_by = ["--by", "A. Steward", "--because", "mistaken"]
    assert main(["resolve", "--take-back", "last", "--to", out, *told_by]) == 0
    assert (tmp_path / "out" / "clusters.parquet").read_bytes() == before
    gone = tmp_path / "gone.txt"
    gone.write_text(f"{ids[0]}\n", encoding="utf-8")
    assert main(["resolve", "--remove", str(gone), "--to", out, *told_by, "--json"]) == 0
    said = capsys.readouterr()
    report = json.loads(said.out[said.out.index("{") :])
    assert report["records"] == len(rows) - 1
    assert report["run"] == 3


def test_decisions_that_are_wrong_are_refused_by_their_row_and_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, _ = people(20)
    out, decisions = tmp_path / "out", tmp_path / "decisions.csv"
    assert main(["resolve", str(write(tmp_path / "a.csv", rows)), "-o", str(out)]) == 0
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    one = rows[0]["record_id"]
    decisions.write_text(
        "record_id_l,record_id_r,decision,by,on,because\n"
        f"{one},{one},together,A. Steward,0208-01-02,met both\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main(["resolve", "--decide", str(decisions), "--to", str(out)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": found ")[0] for line in lines] == ["decisions.csv: row 1"] * 2
    assert before == {path: path.read_bytes() for path in out.rglob("*.*")}


def test_a_table_may_come_by_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, _ = people(30)
    table = write(tmp_path / "a.csv", rows).read_bytes()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(table)))
    assert main(["resolve", "-", "-o", str(tmp_path / "out"), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["records"] == len(rows)
    assert "NOT sealed" in said.err


def test_weights_that_were_damaged_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "model.json").write_text("{", encoding="utf-8")
    record = tmp_path / "record.json"
    record.write_text('{"name": "Ada Made-up"}', encoding="utf-8")
    assert main(["match", str(tmp_path), "--record", str(record)]) == 2
    assert "model.json: found no JSON" in capsys.readouterr().err


def test_an_answer_is_not_written_where_a_file_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, _ = people(5)
    table = write(tmp_path / "a.csv", rows)
    assert main(["resolve", str(table), "-o", str(table)]) == 2
    assert "a folder, or none yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"birthdate": "1990-01-02"}, "name, birth_date, phones"),
        ({"name": {"given": "Ada"}}, "text, or a list of texts"),
    ],
)
def test_a_record_of_wrong_keys_or_cells_is_refused_without_repeating_it(
    record: dict[str, object], wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    assert main(["match", str(tmp_path), "--record", str(file)]) == 2
    said = capsys.readouterr().err
    assert wanted in said
    assert "1990" not in said
    assert "Ada" not in said


def test_a_record_that_is_no_json_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record.json"
    record.write_text("[1, 2", encoding="utf-8")
    assert main(["match", str(tmp_path), "--record", str(record)]) == 2
    assert "one record as a JSON object" in capsys.readouterr().err
