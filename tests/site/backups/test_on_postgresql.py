"""A house on PostgreSQL is backed up beside whoever writes, and comes back row by row."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from clew.site.backups import archives, identities
from tests.site.backups import filled, servers
from tests.site.backups.filled import SURNAME, Filled
from tests.site.backups.servers import SETTINGS
from tests.site.backups.test_witness import assert_witnessed
from tests.site.calls import assert_refused
from tests.site.houses import contents

pytestmark = [
    pytest.mark.both,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="of houses on PostgreSQL"),
]
# What proving a restored house writes: it opens a sample, and each opening leaves its trace.
OF_THE_TRACE = {"audit_event", "audit_mention", "audit_counter"}
assert connection is not None  # read by the mark above


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Make a house with two people and three files, and back it up."""
    with servers.two() as settings:
        house = filled.new(tmp_path_factory.mktemp("made"), **settings)
        house.fill("Marek", "Ilinca")
        for _ in range(3):
            house.add_file()
        answer = house.back_up()
        assert (answer.code, answer.err) == (0, "")
        yield house


@pytest.fixture
def there(made: Filled, tmp_path: Path) -> Iterator[Filled]:
    """Copy it, to change it."""
    with servers.copied(made, tmp_path) as copy:
        yield copy


@pytest.fixture
def empty() -> Iterator[dict[str, str]]:
    """Make two databases with nothing in them."""
    with servers.two() as settings:
        yield settings


def opened(house: Filled, kind: str, folder: Path) -> Path:
    """Open the newest archive of a kind."""
    folder.mkdir()
    given = identities.identities_in(house.identities[0])
    archives.open_into(house.archive(kind), folder, given)
    return folder


def differing(one: dict[str, list[str]], other: dict[str, list[str]]) -> set[str]:
    """Return the tables whose rows are not the same."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def test_a_filled_house_comes_back_row_by_row_with_its_walls_and_guards(
    there: Filled, empty: dict[str, str], tmp_path: Path
) -> None:
    there.script(servers.EVERYTHING)
    servers.run_on(there.settings[SETTINGS[0]], servers.MANY_WAIT)
    before = [servers.rows_of(url) for url in there.settings.values()]
    filled_tables = {name for one in before for name, rows in one.items() if rows}
    assert len(filled_tables) > 50
    assert there.back_up().code == 0
    inside = opened(there, "data", tmp_path / "data")
    assert len(list(inside.glob("audit_waiting-*.copy"))) > 1, "it was cut into pieces"
    target = tmp_path / "restored"
    answer = there.restore(target, settings=empty)
    assert (answer.code, answer.err) == (0, "")
    assert "every sum as it was written" in answer.out
    assert "The chain of events is whole to its head" in answer.out
    after = [servers.rows_of(url) for url in empty.values()]
    assert len(before[0]["accounts_session"]) == 1
    assert after[0].pop("accounts_session") == [], "everybody signs in anew"
    assert differing(before[0], after[0]) <= OF_THE_TRACE | {"accounts_session"}
    assert differing(before[1], after[1]) == set()
    assert set(before[0]["audit_event"]) <= set(after[0]["audit_event"])
    for was, now in zip(there.settings.values(), empty.values(), strict=True):
        assert servers.guards_of(was) == servers.guards_of(now)
        numbers = servers.numbers_of(now)
        assert all(numbers[name] >= last for name, last in servers.numbers_of(was).items())
    files = {path.name for path in (target / "files").rglob("*") if path.is_file()}
    assert files == {path.name for path in (there.folder / "files").rglob("*") if path.is_file()}
    assert list((target / "db").iterdir()) == [], "nothing is left of the archives"
    servers.run_on(empty[SETTINGS[0]], "UPDATE accounts_organisation SET name = name || '.'")
    changed = servers.rows_of(empty[SETTINGS[0]])
    assert "accounts_organisation" in differing(before[0], changed), "red control"


def test_a_backup_taken_while_people_write_is_one_moment_with_a_whole_chain(
    there: Filled, empty: dict[str, str], tmp_path: Path
) -> None:
    answer, written = there.back_up_while_people_write()
    assert (answer.code, answer.err) == (0, "")
    assert written > 1, "people wrote while it was copied"
    restored = tmp_path / "restored"
    assert there.restore(restored, settings=empty).code == 0
    saved = len(servers.rows_of(empty[SETTINGS[0]])["people_person"])
    now = len(servers.rows_of(there.settings[SETTINGS[0]])["people_person"])
    assert 3 <= saved <= now
    names = filled.names_in(restored, **empty)
    assert len(names) == saved
    assert all(SURNAME in name for name in names.values()), "every row has its key"


def test_nothing_stands_in_clear_in_the_archives(made: Filled, tmp_path: Path) -> None:
    held = b"".join(path.read_bytes() for path in made.backups.rglob("*") if path.is_file())
    root_key = (made.folder / "keyring" / "root.key").read_bytes()
    for canary in (SURNAME.encode(), b"first@clew.invalid", b"people_person", root_key):
        assert canary not in held
    inside = opened(made, "data", tmp_path / "data"), opened(made, "keyring", tmp_path / "keys")
    within = b"".join(path.read_bytes() for one in inside for path in one.iterdir())
    assert b"first@clew.invalid" in within  # red control: it was there to leak
    assert SURNAME.encode() not in within, "nor what is sealed, for whoever has an identity"
    for secret in (root_key, root_key.hex().encode(), *map(str.encode, made.identities)):
        assert secret not in within


@pytest.mark.parametrize("place", SETTINGS)
def test_nothing_is_restored_over_what_stands_there(
    made: Filled, empty: dict[str, str], tmp_path: Path, place: str
) -> None:
    servers.run_on(empty[place], "CREATE TABLE note (words text)")
    servers.run_on(empty[place], "INSERT INTO note VALUES ('made up')")
    answer = made.restore(tmp_path / "restored", settings=empty)
    assert_refused(answer, f"The database that {place} names is not empty")
    assert servers.rows_of(empty[place]) == {"note": ['("made up")']}
    assert not (tmp_path / "restored").exists()


def test_one_database_is_not_taken_for_both(
    made: Filled, empty: dict[str, str], tmp_path: Path
) -> None:
    both = dict.fromkeys(SETTINGS, empty[SETTINGS[0]])
    assert_refused(made.restore(tmp_path / "restored", settings=both), SETTINGS[1], "not empty")
    assert servers.rows_of(empty[SETTINGS[0]]) == {}, "what was begun is removed"


def test_a_backup_of_postgresql_asks_for_databases_on_it(made: Filled, tmp_path: Path) -> None:
    assert_refused(made.restore(tmp_path / "restored"), "of a house on PostgreSQL")
    assert not (tmp_path / "restored").exists()


def test_a_damaged_archive_is_refused_and_leaves_nothing_in_the_databases(
    there: Filled, empty: dict[str, str], tmp_path: Path
) -> None:
    path = there.archive("data")
    filled.flip(path, 5000)
    answer = there.restore(tmp_path / "restored", settings=empty)
    assert (answer.code, len(answer.sentences)) == (1, 1)
    assert path.name in answer.err
    filled.flip(path, 5000)
    # Sealed anew by somebody who knows the recipients, with a row more than was saved.
    inside = opened(there, "data", tmp_path / "data")
    piece = inside / "people_person-000001.copy"
    first = piece.read_bytes().splitlines(keepends=True)[0]
    other = first.replace(first[:36], str(uuid.uuid4()).encode(), 1)
    piece.write_bytes(piece.read_bytes() + other)
    members = {one.name: one for one in inside.iterdir()}
    path.unlink()
    given = identities.identities_in(there.identities[0])
    archives.write(path, members, [one.to_public() for one in given], identity=given[0])
    answer = there.restore(tmp_path / "restored", settings=empty)
    assert (answer.code, len(answer.sentences)) == (1, 1), answer.err
    assert "people_person" in answer.err
    assert [servers.rows_of(url) for url in empty.values()] == [{}, {}]
    assert not (tmp_path / "restored").exists()


def test_who_was_erased_after_the_backup_stays_erased_when_it_is_restored(
    there: Filled, empty: dict[str, str], tmp_path: Path
) -> None:
    names = filled.names_in(there.folder, **there.settings)
    [marek] = [person for person, name in names.items() if name.startswith("Marek")]
    old = there.archive("keyring")  # from before: it holds the key
    before = set(there.backups.glob("*.age*"))
    there.erase(marek)
    assert there.back_up().code == 0
    for path in set(there.backups.glob("*.age*")) - before:
        path.unlink()
    assert there.archive("keyring") == old
    assert there.restore(tmp_path / "restored", settings=empty).code == 0
    found = filled.names_in(tmp_path / "restored", **empty)
    assert found[marek] == "gone"
    assert set(found.values()) == {"Ilinca Kanarienvogel", "gone"}
    keys = servers.rows_of(empty[SETTINGS[1]])
    person = str(uuid.UUID(marek))
    assert any(person in row for row in keys["vault_tombstone"])
    assert not any(person in row for row in keys["vault_datakey"])
    saved = (opened(there, "keyring", tmp_path / "old") / "vault_datakey-000001.copy").read_text()
    assert person in saved  # red control: the keys were there to come back


def test_a_backup_from_an_older_clew_is_restored_as_it_was_and_brought_up_to_date(
    there: Filled, empty: dict[str, str], tmp_path: Path
) -> None:
    there.script(
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', 'portal', '0002', verbosity=0)\n"
    )
    assert "portal_card" not in servers.rows_of(there.settings[SETTINGS[0]])
    shutil.rmtree(there.backups)
    assert there.back_up().code == 0
    answer = there.restore(tmp_path / "restored", settings=empty)
    assert (answer.code, answer.err) == (0, "")
    assert "portal_card" in servers.rows_of(empty[SETTINGS[0]])


def test_a_drill_proves_everything_changes_nothing_and_leaves_nothing(made: Filled) -> None:
    before = [servers.rows_of(url) for url in made.settings.values()]
    folders, standing = (contents(made.folder), contents(made.backups)), servers.databases()
    answer = made.drill()
    assert (answer.code, answer.err) == (0, "")
    assert "3 files" in answer.out
    assert f"is whole to its head {len(before[0]['audit_event'])}:" in answer.out
    assert "Of 1 kinds of sealed rows 4 values were opened" in answer.out
    assert servers.databases() == standing
    assert [servers.rows_of(url) for url in made.settings.values()] == before
    assert (contents(made.folder), contents(made.backups)) == folders


def test_a_role_that_may_make_no_databases_checks_sums_and_says_so(there: Filled) -> None:
    there.settings = {
        name: url.replace("//clew_app@", "//clew_narrow@") for name, url in there.settings.items()
    }
    answer = there.drill()
    assert (answer.code, answer.err) == (0, "")
    assert "may not make databases for a drill (CREATEDB): sums and headers were" in answer.out
    filled.flip(there.archive("keyring"), 200)
    answer = there.drill()
    assert (answer.code, len(answer.sentences)) == (1, 1)
    assert "its sum is another" in answer.err


def test_a_house_that_was_set_back_is_found_by_its_backup(
    made: Filled, there: Filled, tmp_path: Path
) -> None:
    (tmp_path / "earlier").mkdir()
    with servers.copied(made, tmp_path / "earlier") as earlier:
        assert_witnessed(earlier, there)
