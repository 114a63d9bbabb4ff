"""A database of any earlier state comes up to this one with all that was in it, and goes down."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.site.calls import ROOT, environment


@pytest.fixture(scope="module")
def taken_through(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Take both databases of a house through every state they ever had."""
    call = [sys.executable, "-m", "tests.site.upgrading", str(tmp_path_factory.mktemp("house"))]
    env = environment()
    env["PYTHONPATH"] += f":{ROOT}"
    done = subprocess.run(call, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def lost(database: dict[str, Any]) -> list[str]:
    """Return what was written in an earlier state and is not there, or not the same, in this."""
    found = []
    for table, rows in database["written"].items():
        for row in rows:
            alike = [
                each for each in database["kept"].get(table, []) if row.items() <= each.items()
            ]
            if len(alike) != 1:
                found.append(table)
    return found


@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_rows_of_every_earlier_state_are_there_and_the_same(
    taken_through: dict[str, Any], alias: str
) -> None:
    assert lost(taken_through[alias]) == []


def test_every_table_had_rows_and_every_step_was_taken(taken_through: dict[str, Any]) -> None:
    assert taken_through["default"]["without"] == []
    assert taken_through["keyring"]["without"] == []
    assert taken_through["default"]["steps"] == taken_through["keyring"]["steps"] > 50
    assert len(taken_through["default"]["written"]) > 60
    assert all(taken_through["default"]["written"].values())


def test_with_rows_in_every_table_all_steps_are_taken_back(taken_through: dict[str, Any]) -> None:
    assert taken_through["keyring"]["left"] == []
    ours = [name for name in taken_through["default"]["left"] if name.startswith("people_")]
    assert "people_person" in taken_through["default"]["written"]  # control: it was there
    assert ours == []
    assert len(taken_through["default"]["left"]) < 6  # of Django's own rooms, which stay


def test_a_row_that_is_gone_or_changed_would_be_seen() -> None:
    # Red control.
    written = {"people_person": [{"id": "1", "code": "AAAAAA"}]}
    assert lost({"written": written, "kept": {}}) == ["people_person"]
    changed = {"people_person": [{"id": "1", "code": "BBBBBB", "new": None}]}
    assert lost({"written": written, "kept": changed}) == ["people_person"]
    same = {"people_person": [{"id": "1", "code": "AAAAAA", "new": None}]}
    assert lost({"written": written, "kept": same}) == []
