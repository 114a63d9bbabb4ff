"""A backup is a witness of the chain: a house that was set back to an earlier state is found."""

import shutil
from pathlib import Path

import pytest

from tests.site.backups import filled
from tests.site.backups.filled import Filled
from tests.site.calls import Answer, assert_refused


def verify(house: Filled, *more: str | Path) -> Answer:
    return house.call("audit", "verify", "--data", house.folder, *more)


def assert_witnessed(earlier: Filled, there: Filled) -> None:
    """Let more be written and backed up; the state before it is whole in itself, and is found."""
    there.fill("Later")
    assert there.back_up().code == 0
    for backup in (there.backups, there.archive("data"), there.archive("keyring")):
        assert verify(there, "--from-backup", backup).code == 0
        answer = verify(earlier, "--from-backup", backup)
        assert answer.code == 1, answer.err
        assert "the newest events were cut off" in answer.err
    assert verify(earlier).code == 0, "red control: without the backup nothing is seen"
    assert list(there.folder.glob(".witness-*")) == []


def test_a_house_that_was_set_back_is_found_by_its_backup(made: Filled, tmp_path: Path) -> None:
    for name in ("earlier", "there"):
        (tmp_path / name).mkdir()
    assert_witnessed(made.copied_to(tmp_path / "earlier"), made.copied_to(tmp_path / "there"))


def test_an_old_archive_of_data_is_opened_itself_when_its_keyring_is_gone(there: Filled) -> None:
    there.archive("keyring").unlink()
    assert verify(there, "--from-backup", there.archive("data")).code == 0


def test_what_is_no_backup_of_this_house_is_refused(there: Filled, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "none.age"):
        assert_refused(verify(there, "--from-backup", path), "--from-backup")
    other = filled.new(tmp_path / "other")
    assert other.back_up().code == 0
    assert_refused(verify(there, "--from-backup", other.backups), "--from-backup", "does not open")


@pytest.mark.parametrize("kind", ["keyring", "data"])
def test_a_damaged_archive_says_nothing(there: Filled, kind: str) -> None:
    if kind == "data":
        shutil.move(there.archive("keyring"), there.backups / "elsewhere")
    filled.flip(there.archive(kind), 400)
    answer = verify(there, "--from-backup", there.archive("data"))
    assert answer.code == 1
    assert "is not as it was written" in answer.err
