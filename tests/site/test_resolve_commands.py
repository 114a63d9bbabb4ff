"""`clew resolve` and `clew match` from the command line."""

import json
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
    assert "weighing" in said.err
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


def test_a_record_that_is_no_json_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record.json"
    record.write_text("[1, 2", encoding="utf-8")
    assert main(["match", str(tmp_path), "--record", str(record)]) == 2
    assert "one record as a JSON object" in capsys.readouterr().err
