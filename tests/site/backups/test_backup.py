"""A backup is made beside a house in use, is read back, and opens for few."""

import io
import os
import shutil
import stat
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

from clew.site.backups import archives, identities, keeping, restoring, snapshots
from clew.site.backups.archives import Damaged
from tests.site.backups import filled
from tests.site.backups.filled import SURNAME, Filled
from tests.site.calls import assert_refused, call_process
from tests.site.houses import contents


def test_a_backup_taken_while_people_write_is_one_moment_with_a_whole_chain(
    there: Filled, tmp_path: Path
) -> None:
    answer, written = there.back_up_while_people_write()
    assert (answer.code, answer.err) == (0, "")
    assert written > 3, "people wrote while it was copied"
    restored = tmp_path / "restored"
    assert there.restore(restored).code == 0
    saved, now = (filled.count(one, "people_person") for one in (restored, there.folder))
    assert 3 <= saved <= now
    assert len(filled.names_in(restored)) == saved, "every row of that moment has its key"


def test_a_backup_changes_nothing_in_the_house_and_leaves_nothing_there(there: Filled) -> None:
    before = contents(there.folder)
    assert there.back_up().code == 0
    assert contents(there.folder) == before
    assert not (there.folder / "backup-under-way").exists()


def test_a_backup_is_its_owners_alone_and_says_nothing_in_clear(made: Filled) -> None:
    for path in [made.backups, *made.backups.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    held = b"".join(path.read_bytes() for path in made.backups.rglob("*") if path.is_file())
    root_key = (made.folder / "keyring" / "root.key").read_bytes()
    for canary in (SURNAME.encode(), b"first@clew.invalid", b"SQLite format 3", root_key):
        assert canary not in held
    database = (made.folder / "db" / "clew.sqlite3").read_bytes()
    assert b"first@clew.invalid" in database  # red control: it was there to leak


def test_the_root_key_and_the_identities_are_in_no_backup(made: Filled, tmp_path: Path) -> None:
    opened = restoring.unpack(
        restoring.choose(made.backups), tmp_path / "all",
        identities.identities_in(made.identities[0]),
    )  # fmt: skip
    assert opened.kind == "data"
    held = b"".join(p.read_bytes() for p in (tmp_path / "all").rglob("*") if p.is_file())
    assert (made.folder / "keyring" / "root.key").read_bytes() not in held
    assert not any(secret.encode() in held for secret in made.identities)
    assert b"first@clew.invalid" in held  # red control


def test_files_are_copied_once_and_go_when_no_backup_names_them(there: Filled) -> None:
    again = there.back_up()
    assert "3 files belong to them, 0 of them new here" in again.out
    removed = next(path for path in (there.folder / "files").rglob("*") if path.is_file())
    there.add_file()
    removed.unlink()
    pool = there.backups / "files"
    assert "3 files belong to them, 1 of them new here" in there.back_up().out
    assert len(list(pool.glob("*/*"))) == 4, "an older backup names it still"
    there.made_earlier(days=100)
    past = (datetime.now(UTC) - timedelta(days=100)).timestamp()

    for path in pool.glob("*/*"):
        os.utime(path, (past, past))
    for days in (1, 2, 3):  # so that those from a hundred days ago are not the last of their kind
        shutil.copy(there.archive("data"), there.backups / f"data-2026110{days}T000000Z.age")
    assert there.back_up().code == 0
    assert removed.name not in {path.name for path in pool.glob("*/*")}
    assert len(list(pool.glob("*/*"))) == 3
    assert len(keeping.archives(there.backups, "keyring")) <= 2


def test_what_a_killed_backup_left_is_swept(there: Filled) -> None:
    (there.folder / "backup-under-way").mkdir()
    (there.folder / "backup-under-way" / "clew.sqlite3").write_bytes(b"half")
    (there.backups / ".data-20260101T000000Z.age.partial").write_bytes(b"half")
    assert there.back_up().code == 0
    assert not (there.folder / "backup-under-way").exists()
    assert list(there.backups.glob(".*")) == []


def test_a_house_without_recipients_is_told_how_to_get_them(there: Filled) -> None:
    for name in ("backup-recipients.txt", "drill-identity.sealed"):
        (there.folder / "keyring" / name).unlink()
    answer = there.back_up()
    assert (answer.code, len(answer.sentences)) == (2, 1)
    assert "clew backup --make-recipients" in answer.err
    made = call_process("backup", "--make-recipients", "--data", there.folder)
    assert made.out.count("AGE-SECRET-KEY-1") == 2
    assert there.back_up().code == 0


def test_recipients_that_somebody_exchanged_are_not_sealed_for(there: Filled) -> None:
    path = there.folder / "keyring" / "backup-recipients.txt"
    lines = path.read_text().splitlines()
    thief = str(x25519.Identity.generate().to_public())
    path.write_text("\n".join([lines[0], thief, *lines[2:]]) + "\n")
    answer = there.back_up()
    assert (answer.code, len(answer.sentences)) == (2, 1)
    assert "does not name the recipients that this house was given" in answer.err


def test_public_keys_made_elsewhere_are_used_and_nothing_secret_is_printed(
    there: Filled, tmp_path: Path
) -> None:
    offline = [x25519.Identity.generate() for _ in range(2)]
    words = [w for one in offline for w in ("--recipient", str(one.to_public()))]
    answer = call_process("backup", "--make-recipients", "--data", there.folder, *words)
    assert (answer.code, answer.err) == (0, "")
    assert "AGE-SECRET-KEY" not in answer.out
    shutil.rmtree(there.backups)
    assert there.back_up().code == 0
    for one in offline:
        (tmp_path / str(one)[-8:]).mkdir()
        archives.open_into(there.archive("data"), tmp_path / str(one)[-8:], [one])


@pytest.mark.parametrize("given", [["age1nothing", "age1nobody"], ["same", "same"], ["one"]])
def test_recipients_that_are_none_make_no_house(tmp_path: Path, given: list[str]) -> None:
    key = str(x25519.Identity.generate().to_public())
    words = [
        word for text in given for word in ("--recipient", key if text in {"same", "one"} else text)
    ]
    answer = call_process(
        "init", tmp_path / "house", "--administrator", "first@clew.invalid", *words
    )
    assert (answer.code, len(answer.sentences)) == (2, 1), answer.err
    assert not (tmp_path / "house").exists()


def test_what_was_not_read_back_as_it_was_written_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = x25519.Identity.generate()
    path = tmp_path / "data-20260316T120000Z.age"
    monkeypatch.setattr(archives, "sum_of", lambda _path: "another")
    with pytest.raises(Damaged, match="read back"):
        archives.write(path, {"a": b"made up"}, [identity.to_public()], identity=None)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    monkeypatch.setattr(archives, "_opened_sum", lambda _path, _identity: "another")
    with pytest.raises(Damaged, match="does not open"):
        archives.write(path, {"a": b"made up"}, [identity.to_public()], identity=identity)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()  # red control
    archives.write(path, {"a": b"made up"}, [identity.to_public()], identity=identity)
    assert len(list(tmp_path.iterdir())) == 2


def test_an_archive_opens_with_age_and_tar_alone(tmp_path: Path) -> None:

    identity = x25519.Identity.generate()
    big = tmp_path / "big"
    big.write_bytes(b"x" * 3_000_001)
    path = tmp_path / "data-20260316T120000Z.age"
    members: dict[str, bytes | Path] = {"a.json": b"{}", "b": big}
    archives.write(path, members, [identity.to_public()], identity=identity)
    plain = pyrage.decrypt(path.read_bytes(), [identity])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        assert [(one.name, one.size) for one in tar] == [("a.json", 2), ("b", 3_000_001)]


def test_an_archive_that_would_write_elsewhere_is_refused(tmp_path: Path) -> None:
    identity = x25519.Identity.generate()
    for name in ("../outside", "/outside", "a/b", ".hidden"):
        path = tmp_path / f"{len(name)}-data.age"
        archives.write(path, {name: b"made up"}, [identity.to_public()], identity=None)
        target = tmp_path / f"{len(name)}"
        target.mkdir()
        with pytest.raises(Damaged, match="no backup puts in"):
            archives.open_into(path, target, [identity])
        assert list(target.iterdir()) == []


def test_a_full_disk_makes_no_half_backup(there: Filled, small_disk: Path) -> None:
    there.add_file(1_500_000)
    target = small_disk / "backups"
    answer = call_process("backup", target, "--data", there.folder)
    assert (answer.code, len(answer.sentences)) == (2, 1), answer.err
    assert "no space left" in answer.err
    assert [path for path in target.rglob("*.age*") if path.is_file()] == []
    assert not (there.folder / "backup-under-way").exists()


def test_no_house_is_backed_up_where_there_is_none(tmp_path: Path) -> None:
    answer = call_process("backup", tmp_path / "b", "--data", tmp_path)
    assert (answer.code, len(answer.sentences)) == (2, 1)
    assert "a folder without a house" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_backup_wants_to_know_where_to(made: Filled) -> None:
    assert_refused(call_process("backup", "--data", made.folder), "the folder of the backups")


def test_what_breaks_off_while_it_is_read_leaves_no_archive(tmp_path: Path) -> None:
    def members() -> Iterator[tuple[str, bytes]]:
        yield "a", b"made up"
        msg = "The database went away."
        raise snapshots.NoSnapshot(msg)

    identity = x25519.Identity.generate()
    path = tmp_path / "data-20260316T120000Z.age"
    with pytest.raises(snapshots.NoSnapshot, match="went away"):
        archives.write(path, members(), [identity.to_public()], identity=identity)
    assert list(tmp_path.iterdir()) == []


def test_a_house_with_one_database_here_and_one_there_is_not_backed_up(made: Filled) -> None:
    settings = {"CLEW_KEYRING_URL": "postgres://nobody@localhost/keyring"}
    answer = call_process("backup", made.backups, "--data", made.folder, settings=settings)
    assert_refused(answer, "two kinds of database", "both as postgres://")
