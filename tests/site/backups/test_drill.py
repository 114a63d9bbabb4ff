"""A drill finds a backup whole, or says in one sentence what is not, and leaves nothing behind."""

import shutil
from pathlib import Path

import pytest

from tests.site.backups import filled
from tests.site.backups.filled import SURNAME, Filled
from tests.site.calls import Answer
from tests.site.houses import contents


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Make a house with people and files, and back it up."""
    house = filled.new(tmp_path_factory.mktemp("drilled"))
    house.fill("Marek", "Ilinca")
    for _ in range(3):
        house.add_file()
    answer = house.back_up()
    assert (answer.code, answer.err) == (0, ""), answer.err
    return house


@pytest.fixture
def there(made: Filled, tmp_path: Path) -> Filled:
    """Copy it, to break it."""
    return made.copied_to(tmp_path)


def assert_not_so(answer: Answer, *parts: str, code: int = 1) -> None:
    """Assert one whole sentence that names nobody."""
    assert (answer.code, len(answer.sentences)) == (code, 1), answer.err
    assert answer.err.strip().endswith(".")
    assert "Traceback" not in answer.err
    assert SURNAME not in answer.err
    for part in parts:
        assert part in answer.err


def test_a_drill_proves_everything_changes_nothing_and_leaves_nothing(made: Filled) -> None:
    before, backups = contents(made.folder), contents(made.backups)
    answer = made.drill()
    assert (answer.code, answer.err) == (0, "")
    assert "3 files" in answer.out
    assert "The chain of events is whole to its head 3:" in answer.out
    assert "kinds of sealed rows" in answer.out
    assert " seconds." in answer.out
    assert (contents(made.folder), contents(made.backups)) == (before, backups)
    assert list(made.folder.glob("drill-*")) == []


def test_an_old_backup_is_drilled_as_a_fresh_one_is(there: Filled) -> None:
    there.made_earlier(days=89)
    assert there.drill().code == 0


@pytest.mark.parametrize("kind", ["data", "keyring"])
@pytest.mark.parametrize("at", [3, 150, 5000, -1])
def test_one_turned_bit_is_found(there: Filled, kind: str, at: int) -> None:
    path = there.archive(kind)
    filled.flip(path, at)
    assert_not_so(there.drill(), path.name)


@pytest.mark.parametrize("at", [150, 5000, -1])
def test_one_turned_bit_is_found_when_the_sum_was_written_anew(there: Filled, at: int) -> None:
    # Red control of the sums: somebody who turns a bit can sum it again; the seal still breaks.
    path = there.archive("data")
    filled.flip(path, at)
    from clew.site.backups.archives import sum_of  # noqa: PLC0415 -- beside its use
    from clew.site.backups.keeping import sums_of  # noqa: PLC0415 -- beside its use

    sums_of(path).write_text(f"{sum_of(path)}  {path.name}\n")
    assert_not_so(there.drill(), path.name, "not as it was written")


@pytest.mark.parametrize("left", [0, 10, 300, 70_000, -1])
def test_a_cut_archive_is_found(there: Filled, left: int) -> None:
    path = there.archive("data")
    path.write_bytes(path.read_bytes()[:left])
    assert_not_so(there.drill(), path.name)


def test_a_missing_file_is_found(there: Filled) -> None:
    [path, *_] = sorted((there.backups / "files").glob("*/*"))
    path.unlink()
    assert_not_so(there.drill(), path.name[:12], "missing")


def test_a_changed_file_is_found(there: Filled) -> None:
    [path, *_] = sorted((there.backups / "files").glob("*/*"))
    filled.flip(path, 100)
    assert_not_so(there.drill(), path.name[:12], "its sum is another")


@pytest.mark.parametrize("kind", ["data", "keyring"])
def test_a_missing_archive_is_said(there: Filled, kind: str) -> None:
    there.archive(kind).unlink()
    assert_not_so(there.drill(), f"archive of {'the ' * (kind == 'keyring')}{kind}", code=2)


def test_a_torn_file_of_erasures_stops_it(there: Filled) -> None:
    filled.flip(there.backups / "tombstones.txt", 40)
    assert_not_so(there.drill(), "tombstones.txt", code=2)


def test_a_keyring_of_another_house_is_found(there: Filled, tmp_path: Path) -> None:
    other = filled.new(tmp_path / "other")
    assert other.back_up().code == 0
    for path in [*there.backups.glob("keyring-*")]:
        path.unlink()
    for path in other.backups.glob("keyring-*"):
        shutil.copy(path, there.backups)
    both = tmp_path / "both"
    both.write_text("\n".join(there.identities + other.identities))
    assert_not_so(there.drill("--identity", both), "two different houses")


def test_the_house_of_another_root_key_cannot_open_it(there: Filled, tmp_path: Path) -> None:
    other = filled.new(tmp_path / "other")
    answer = Filled(other.folder, there.backups, []).drill()
    assert_not_so(answer, "identity that was given does not open", code=2)


def test_a_house_whose_root_key_is_away_checks_sums_and_says_so(there: Filled) -> None:
    identity = there.folder / "keyring" / "drill-identity.sealed"
    identity.unlink()  # as a locked house: nothing opens it
    answer = there.drill()
    assert answer.code == 0
    assert "sums and headers were checked, and nothing was opened" in answer.out
    filled.flip(there.archive("keyring"), 200)
    assert_not_so(there.drill(), "its sum is another")
    shutil.rmtree(there.backups / "files")
    assert there.drill().code == 1


def test_a_drill_can_use_an_identity_from_the_safe(there: Filled, tmp_path: Path) -> None:
    safe = tmp_path / "safe"
    safe.write_text(f"# from the safe\n{there.identities[1]}\n")
    assert there.drill("--identity", safe).code == 0
    safe.write_text("nothing\n")
    assert_not_so(there.drill("--identity", safe), "holds no identity", code=2)
