"""A house: made once, in an empty folder, for its owner; opened only as what it is, and whole."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.site.calls import assert_refused, call_process
from tests.site.houses import ADDRESS, contents, make, serving


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one real house."""
    folder = tmp_path_factory.mktemp("houses") / "house"
    answer = make(folder)
    assert (answer.code, answer.err) == (0, "")
    [line] = [line for line in answer.out.splitlines() if "one-time code" in line]
    (folder.parent / "code").write_text(line.rpartition(": ")[2])
    return folder


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    """Copy the house."""
    folder = tmp_path / "house"
    shutil.copytree(made, folder)
    return folder


def on(folder: Path, statement: str, database: str = "db/clew.sqlite3") -> list[tuple[object, ...]]:
    """Run a statement on a database of a house, as somebody with the file could."""
    with closing(sqlite3.connect(folder / database)) as opened, opened:
        return opened.execute(statement).fetchall()


def test_a_new_house_is_its_owners_alone(made: Path) -> None:
    for path in [made, *made.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    assert on(made, "SELECT kind FROM accounts_house") == [("real",)]


def test_a_new_house_has_its_first_administrator_whose_code_is_stored_nowhere(
    made: Path,
) -> None:
    code = (made.parent / "code").read_text()
    assert len(code) == 14
    assert on(made, "SELECT email FROM accounts_member") == [(ADDRESS,)]
    assert on(made, "SELECT role FROM accounts_grant") == [("administrator",)]
    files = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())
    assert ADDRESS.encode() in files  # red control
    assert code.encode() not in files
    assert on(made, "SELECT name FROM audit_event") == [("house.founded",)]


@pytest.mark.parametrize("inside", ["a file", ".hidden", "folder/"])
def test_no_house_is_made_where_something_lies(tmp_path: Path, inside: str) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    if inside.endswith("/"):
        (folder / inside).mkdir()
    else:
        (folder / inside).write_text("made up")
    before = sorted(folder.rglob("*"))
    assert_refused(make(folder), "a folder that is not empty", "an empty or new folder")
    assert sorted(folder.rglob("*")) == before


def test_no_house_is_made_over_a_house(copied: Path) -> None:
    before = contents(copied)
    assert_refused(make(copied), "a folder that is not empty")
    assert contents(copied) == before


def test_a_house_is_made_in_an_empty_folder_too(tmp_path: Path) -> None:
    # Red control.
    assert make(tmp_path).code == 0


def test_an_address_that_is_none_makes_no_house(tmp_path: Path) -> None:
    answer = call_process("init", tmp_path / "new", "--administrator", "nobody")
    assert_refused(answer, "--administrator", "an e-mail address")
    assert not (tmp_path / "new").exists()


def test_a_real_house_is_served_and_a_second_process_is_refused(copied: Path) -> None:
    with serving("serve", "--data", copied) as (process, port):
        assert process.poll() is None, "it serves"  # red control of every refusal below
        second = call_process("serve", "--data", copied, settings={"CLEW_PORT": str(port + 1)})
    assert_refused(second, "Another Clew serves this folder already.")


def test_serve_refuses_the_demonstration(copied: Path) -> None:
    on(copied, "UPDATE accounts_house SET kind = 'demonstration'")
    answer = call_process("serve", "--data", copied)
    assert_refused(answer, "This folder holds the demonstration")


def test_serve_refuses_a_folder_without_a_mark(copied: Path) -> None:
    on(copied, "DELETE FROM accounts_house")
    assert_refused(call_process("serve", "--data", copied), "holds no house yet", "clew init DIR")


def test_serve_refuses_an_empty_folder_and_makes_nothing_in_it(tmp_path: Path) -> None:
    assert_refused(call_process("serve", "--data", tmp_path), "a folder without a house")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fresh", [[], ["--fresh"]])
def test_up_refuses_a_real_house_and_never_wipes_one(
    made: Path, tmp_path: Path, fresh: list[str]
) -> None:
    shutil.copytree(made, tmp_path / "demo")
    before = contents(tmp_path / "demo")
    answer = call_process("up", *fresh, settings={"CLEW_DATA": str(tmp_path)})
    assert_refused(answer, "This folder holds a real house")
    assert contents(tmp_path / "demo") == before
    assert on(tmp_path / "demo", "SELECT kind FROM accounts_house") == [("real",)]


@pytest.mark.parametrize("database", ["db/clew.sqlite3", "keyring/keyring.sqlite3"])
def test_what_a_newer_clew_has_written_is_not_opened_and_not_changed(
    copied: Path, database: str
) -> None:
    app = "accounts" if database.startswith("db") else "vault"
    on(
        copied,
        "INSERT INTO django_migrations (app, name, applied)"
        f" VALUES ('{app}', '9999_newer', '2030-01-01')",
        database,
    )
    # The other database is behind: it may not be touched either.
    on(copied, "DELETE FROM django_migrations WHERE app = 'contenttypes' AND name LIKE '0002%'")
    before = contents(copied)
    answer = call_process("serve", "--data", copied)
    assert_refused(answer, "A newer Clew has written this data.")
    assert contents(copied) == before


def test_a_database_that_cannot_be_read_is_refused_in_one_sentence(copied: Path) -> None:
    (copied / "db" / "clew.sqlite3").write_bytes(b"not a database at all" * 500)
    answer = call_process("serve", "--data", copied)
    assert answer.code == 2
    assert len(answer.sentences) == 1
    assert answer.sentences[0].startswith("The default database could not be read")


def test_a_lost_root_key_is_never_replaced_by_a_new_one(copied: Path, tmp_path: Path) -> None:
    (copied / "keyring" / "root.key").unlink()
    assert call_process("serve", "--data", copied).code == 2
    shutil.copytree(copied, tmp_path / "data" / "demo")
    answer = call_process("up", settings={"CLEW_DATA": str(tmp_path / "data")})
    assert_refused(answer, "The root key of this house is missing; put it back")
    for folder in (copied, tmp_path / "data" / "demo"):
        assert not (folder / "keyring" / "root.key").exists()


def test_a_root_key_of_another_house_is_not_served_with(copied: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert make(other).code == 0
    shutil.copy(other / "keyring" / "root.key", copied / "keyring" / "root.key")
    before = contents(copied)
    answer = call_process("serve", "--data", copied)
    assert_refused(answer, "The root key in this folder is not the one of this house")
    assert contents(copied) == before


@pytest.mark.parametrize("mode", [0o644, 0o640])
def test_a_root_key_that_others_may_read_is_refused_in_one_sentence(
    copied: Path, mode: int
) -> None:
    (copied / "keyring" / "root.key").chmod(mode)
    assert_refused(call_process("serve", "--data", copied), "only its owner may read")
