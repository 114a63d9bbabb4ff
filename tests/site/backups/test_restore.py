"""A restored house is the house that was saved, and whoever was erased since stays erased."""

import secrets
import stat
import uuid
from pathlib import Path

import pytest

from clew.ground.vault import tombstones
from clew.site.backups import proving, restoring
from tests.site.backups import filled
from tests.site.backups.filled import Filled
from tests.site.calls import assert_refused, call_process
from tests.site.houses import contents


def test_what_was_saved_comes_back_for_its_owner_only_and_can_be_saved_again(
    made: Filled, tmp_path: Path
) -> None:
    target = tmp_path / "restored"
    answer = made.restore(target)
    assert (answer.code, answer.err) == (0, "")
    assert set(filled.names_in(target).values()) == {"Marek Kanarienvogel", "Ilinca Kanarienvogel"}
    files = {path.name for path in (target / "files").rglob("*") if path.is_file()}
    assert files == {path.name for path in (made.folder / "files").rglob("*") if path.is_file()}
    for path in [target, *target.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert not (target / "keyring" / "root.key").is_symlink()
    again = Filled(target, tmp_path / "again", made.identities)
    assert again.back_up().code == 0
    assert list(tmp_path.glob(".*.restoring")) == []


@pytest.mark.parametrize("inside", ["a file", "the house"])
def test_nothing_is_restored_over_what_lies_there(
    there: Filled, tmp_path: Path, inside: str
) -> None:
    target = there.folder
    if inside == "a file":
        target = tmp_path / "taken"
        target.mkdir()
        (target / "note").write_text("made up")
    before = contents(target)
    assert_refused(there.restore(target), "a folder that is not empty", "never live data")
    assert contents(target) == before


def test_who_was_erased_after_the_backup_stays_erased_when_it_is_restored(
    there: Filled, tmp_path: Path
) -> None:
    names = filled.names_in(there.folder)
    [marek] = [person for person, name in names.items() if name.startswith("Marek")]
    old = there.archive("keyring")  # from before: it holds the key
    there.erase(marek)
    assert there.back_up().code == 0
    for path in there.backups.glob("keyring-*"):
        if not path.name.startswith(old.name):
            path.unlink()
    told = there.backups / "tombstones.txt"
    assert there.restore(tmp_path / "restored").code == 0
    found = filled.names_in(tmp_path / "restored")
    assert found[marek] == "gone"
    assert set(found.values()) == {"Ilinca Kanarienvogel", "gone"}
    held = (tmp_path / "restored" / "keyring" / "keyring.sqlite3").read_bytes()
    assert uuid.UUID(marek).hex.encode() in held, "a tombstone stands where the keys were"
    # Red control: a backup folder and a moment that know nothing of it open it again.
    tombstones.write(told, [])
    for path in there.backups.glob("data-*"):
        if path.stat().st_mtime > old.stat().st_mtime:
            path.unlink()
    assert there.restore(tmp_path / "unaware").code == 0
    assert "Marek Kanarienvogel" in filled.names_in(tmp_path / "unaware").values()


def test_a_newer_file_of_erasures_is_added_to_those_of_the_backup(
    there: Filled, tmp_path: Path
) -> None:
    chosen, one, two = restoring.choose(there.backups), uuid.uuid4(), uuid.uuid4()
    tombstones.write(there.backups / "tombstones.txt", [one])
    tombstones.write(tmp_path / "newer.txt", [two])
    assert proving.erasures(chosen, None) == {one}
    assert proving.erasures(chosen, str(tmp_path / "newer.txt")) == {one, two}


def test_without_the_root_key_what_can_be_proved_is_and_the_rest_is_said(
    made: Filled, tmp_path: Path
) -> None:
    answer = call_process(
        "restore", made.backups, tmp_path / "restored", "--identity", "-",
        given=made.identities[0].encode(),
    )  # fmt: skip
    assert (answer.code, answer.err) == (0, "")
    assert "Without the root key neither the chain nor what is sealed could be tried." in answer.out
    assert not (tmp_path / "restored" / "keyring" / "root.key").exists()


def test_a_root_key_of_another_house_restores_nothing(made: Filled, tmp_path: Path) -> None:
    key = tmp_path / "another.key"
    key.write_bytes(secrets.token_bytes(32))
    answer = made.restore(tmp_path / "restored", "--root-key", key)
    assert (answer.code, len(answer.sentences)) == (2, 1), answer.err
    assert "root key" in answer.err
    assert list(tmp_path.iterdir()) == [key]


def test_what_is_damaged_leaves_nothing_where_the_house_was_to_stand(
    there: Filled, tmp_path: Path
) -> None:
    filled.flip(there.archive("data"), 5000)
    answer = there.restore(tmp_path / "restored")
    assert (answer.code, len(answer.sentences)) == (1, 1)
    assert not (tmp_path / "restored").exists()
    assert list(tmp_path.glob(".*.restoring")) == []


def test_an_event_changed_in_the_database_before_the_backup_is_found_when_it_is_proved(
    there: Filled,
) -> None:
    database = there.folder / "db" / "clew.sqlite3"
    filled.run_on(database, "UPDATE audit_event SET actor = 'another' WHERE seq = 2")
    for path in there.backups.glob("*.age*"):
        path.unlink()
    assert there.back_up().code == 0
    answer = there.drill()
    assert (answer.code, len(answer.sentences)) == (1, 1), answer.err
    assert answer.err.startswith("The chain of events is not whole. Event 2:")
