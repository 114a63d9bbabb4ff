"""`clew audit verify` on a copy of a house: exit 1 with the first number that is not right."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final

import pytest

from tests.append_only import lift_in
from tests.site.calls import Answer, assert_refused, call_process

FORGED: Final = {
    "an altered body": ("UPDATE audit_event SET body = x'7b7d' WHERE seq = 3", 3, "not as it was"),
    "an altered digest": (
        "UPDATE audit_event SET digest = zeroblob(32) WHERE seq = 4", 4, "not as it was",
    ),
    "another number": ("UPDATE audit_event SET seq = 99 WHERE seq = 5", 5, "missing"),
    "one taken out": ("DELETE FROM audit_event WHERE seq = 2", 2, "missing"),
    "one put in": (
        "INSERT INTO audit_event SELECT 8, at, kind, name, actor, purpose, body, digest, entry"
        " FROM audit_event WHERE seq = 7", 8, "not as it was",
    ),
    "two exchanged": (
        "UPDATE audit_event SET body = (SELECT body FROM audit_event b"
        " WHERE b.seq = 13 - audit_event.seq) WHERE seq IN (6, 7)", 6, "not as it was",
    ),
}  # fmt: skip
_EVENTS: Final = 7


@pytest.fixture(scope="module")
def written(new_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a house in which some events were written."""
    folder = tmp_path_factory.mktemp("houses") / "house"
    shutil.copytree(new_house, folder)
    code = (
        "from clew.ground.audit import reads\n"
        "from clew.ground.audit.chain import House\n"
        f"for _ in range({_EVENTS} - 1): reads.record(actor=House(), name='case.opened')"
    )
    settings = {"CLEW_DATA": str(folder), "CLEW_MODE": "real"}
    done = call_process("manage", "shell", "-v0", "-c", code, settings=settings)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def copied(written: Path, tmp_path: Path) -> Path:
    """Copy the house, so that one test's forgery is not another's."""
    folder = tmp_path / "copy"
    shutil.copytree(written, folder)
    return folder


def change(folder: Path, statement: str) -> None:
    """Change the table of events by hand."""
    with sqlite3.connect(folder / "db" / "clew.sqlite3") as database:
        database.execute("PRAGMA foreign_keys=OFF")
        lift_in(database)
        database.execute(statement)


def verify(folder: Path, *more: str | Path) -> Answer:
    return call_process("audit", "verify", "--data", folder, *more)


def head(folder: Path) -> str:
    return verify(folder).out.strip().rpartition("Head ")[2]


def test_a_house_as_it_was_written_is_whole(copied: Path) -> None:
    # Red control of all below.
    answer = verify(copied)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{_EVENTS} events, all as they were written. Head {_EVENTS}:")


@pytest.mark.parametrize("forgery", FORGED)
def test_every_forgery_is_found_with_its_number(copied: Path, forgery: str) -> None:
    statement, number, because = FORGED[forgery]
    change(copied, statement)
    answer = verify(copied)
    assert (answer.code, answer.out) == (1, "")
    assert answer.sentences[0].startswith(f"Event {number}: ")
    assert because in answer.err
    assert "Traceback" not in answer.err


def test_a_cut_tail_is_found_by_a_head_printed_before(copied: Path) -> None:
    before = head(copied)
    assert verify(copied, "--head", before).code == 0  # red control
    change(copied, f"DELETE FROM audit_event WHERE seq = {_EVENTS}")
    assert verify(copied).code == 0, "the cut alone cannot be seen: it named nobody"
    answer = verify(copied, "--head", before)
    assert answer.code == 1
    assert answer.err == (
        f"Event {_EVENTS}: the newest events were cut off: a head that was kept reaches to "
        f"{_EVENTS}. {_EVENTS - 1} before it are whole.\n"
    )


def test_a_cut_tail_is_found_by_heads_kept_in_a_file_and_by_a_backup(
    copied: Path, tmp_path: Path
) -> None:
    code = "from clew.ground.audit.heads import latest_signed\nlatest_signed()"
    settings = {"CLEW_DATA": str(copied), "CLEW_MODE": "real"}
    call_process("manage", "shell", "-v0", "-c", code, settings=settings)
    listed = call_process("audit", "heads", "--data", copied)
    assert (listed.code, len(listed.out.splitlines())) == (0, 1)
    assert listed.err.startswith("The public key of this house is ")
    kept, backup = tmp_path / "heads", tmp_path / "backup.sqlite3"
    kept.write_text(listed.out)
    with sqlite3.connect(copied / "db" / "clew.sqlite3") as database:
        database.execute("VACUUM INTO ?", [str(backup)])
    for more in (["--heads", kept], ["--from-backup", backup]):
        assert verify(copied, *more).code == 0  # red control
    change(copied, "DELETE FROM audit_head")
    change(copied, f"DELETE FROM audit_event WHERE seq = {_EVENTS}")
    for more in (["--heads", kept], ["--from-backup", backup]):
        answer = verify(copied, *more)
        assert answer.code == 1
        assert answer.err.startswith(f"Event {_EVENTS}: the newest events were cut off")
    kept.write_text(listed.out.replace('"seq": 7', '"seq": 6'))
    answer = verify(copied, "--heads", kept)
    assert (answer.code, answer.err) == (1, "A signed head is not as it was signed.\n")
    kept.write_text("no head")
    assert_refused(verify(copied, "--heads", kept), "--heads", "line 1")
    assert_refused(verify(copied, "--heads", tmp_path / "none"), "--heads")
    assert_refused(verify(copied, "--from-backup", kept), "--from-backup")
    assert_refused(verify(copied, "--head", "x"), "--head")


def test_a_chain_written_anew_has_not_the_old_head(copied: Path) -> None:
    before = head(copied)
    number, _, digest = before.partition(":")
    forged = f"{number}:{'0' * len(digest)}"
    assert verify(copied, "--head", forged).code == 1


def test_under_another_root_key_nothing_is_verified(copied: Path) -> None:
    key = copied / "keyring" / "root.key"
    key.write_bytes(bytes(32))
    assert_refused(verify(copied), "root key")


def test_what_the_pages_show_of_an_event_is_checked_too(copied: Path) -> None:
    # The chain covers the bytes; the columns beside them are what the auditor reads.
    change(copied, "UPDATE audit_event SET actor = 'house', name = 'nothing' WHERE seq = 1")
    answer = verify(copied, "--deep")
    assert answer.code == 1
    assert answer.err == "Event 1: its columns do not say what it says. 0 before it are whole.\n"


def test_verifying_changes_nothing(copied: Path) -> None:
    database = copied / "db" / "clew.sqlite3"
    before = database.read_bytes()
    assert verify(copied, "--deep").code == 0
    assert database.read_bytes() == before


def test_a_folder_without_a_house_is_refused_and_stays_empty(tmp_path: Path) -> None:
    assert_refused(verify(tmp_path), "a folder without a house")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o644, 0o666])
def test_a_root_key_that_others_may_read_is_refused_in_one_sentence(
    copied: Path, mode: int
) -> None:
    (copied / "keyring" / "root.key").chmod(mode)
    assert_refused(verify(copied), "root key", "only its owner may read")
