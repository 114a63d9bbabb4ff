"""What is not as it was written is found, in whatever part of a backup, before anything opens."""

import json
import shutil
from pathlib import Path

import pytest
from pyrage import x25519

from clew.site.backups import archives, identities, manifest, restoring
from clew.site.backups.archives import Damaged, sum_of
from clew.site.backups.identities import WrongIdentity
from clew.site.backups.keeping import sums_of
from clew.site.backups.restoring import NoBackup, NoTarget
from tests.site.backups import filled
from tests.site.backups.filled import Filled


def unpack(house: Filled, target: Path, *given: str) -> int:
    """Unpack a backup as a restore does first. Returns how many rows and files."""
    chosen = restoring.choose(house.backups)
    opening = identities.identities_in("\n".join(given or house.identities[:1]))
    found = restoring.unpack(chosen, target / "restored", opening)
    return restoring.check_databases(target / "restored", found) + len(found.files)


def summed_again(path: Path) -> None:
    """Write the sum of a changed archive anew, as whoever changed it could."""
    sums_of(path).write_text(f"{sum_of(path)}  {path.name}\n")


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_whole_is_unpacked_with_each_identity_from_the_safe(
    there: Filled, tmp_path: Path, which: int
) -> None:
    # Red control of every refusal below.
    assert unpack(there, tmp_path, there.identities[which]) > 100
    assert restoring.check_sums(restoring.choose(there.backups)) == 3


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("kind", ["data", "keyring"])
@pytest.mark.parametrize("at", [3, 30, 150, 5000, -1])
def test_one_turned_bit_is_found(
    there: Filled, tmp_path: Path, kind: str, at: int, again: bool
) -> None:
    path = there.archive(kind)
    filled.flip(path, at)
    if again:
        summed_again(path)
    else:
        with pytest.raises(Damaged):
            restoring.check_sums(restoring.choose(there.backups))
    # One of the first lines is for whom it is sealed: then it is the key that no longer fits.
    with pytest.raises((Damaged, WrongIdentity), match=path.name):
        unpack(there, tmp_path)


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("left", [0, 10, 300, 66_000, -16, -1])
def test_a_cut_archive_is_found(there: Filled, tmp_path: Path, left: int, again: bool) -> None:
    path = there.archive("data")
    path.write_bytes(path.read_bytes()[:left])
    if again:
        summed_again(path)
    with pytest.raises(Damaged, match=path.name):
        unpack(there, tmp_path)


def test_an_archive_with_something_behind_it_is_found(there: Filled, tmp_path: Path) -> None:
    path = there.archive("data")
    path.write_bytes(path.read_bytes() + b"more")
    summed_again(path)
    with pytest.raises(Damaged, match=path.name):
        unpack(there, tmp_path)


def test_a_lost_sum_is_said(there: Filled, tmp_path: Path) -> None:
    sums_of(there.archive("data")).unlink()
    with pytest.raises(Damaged, match=r"\.sha256 is missing"):
        unpack(there, tmp_path)


def test_a_missing_and_a_changed_file_are_found(there: Filled, tmp_path: Path) -> None:
    [first, second, _] = sorted((there.backups / "files").glob("*/*"))
    filled.flip(second, 100)
    with pytest.raises(Damaged, match=second.name[:12]):
        restoring.check_sums(restoring.choose(there.backups))
    with pytest.raises(Damaged, match="another"):
        unpack(there, tmp_path / "one")
    filled.flip(second, 100)
    first.unlink()
    with pytest.raises(Damaged, match="missing"):
        unpack(there, tmp_path / "two")


@pytest.mark.parametrize("kind", ["data", "keyring"])
def test_a_missing_archive_is_said(there: Filled, kind: str) -> None:
    there.archive(kind).unlink()
    with pytest.raises(NoBackup, match=kind):
        restoring.choose(there.backups)


def test_archives_of_two_houses_are_not_put_together(there: Filled, tmp_path: Path) -> None:
    path, opened = there.archive("keyring"), tmp_path / "opened"
    opened.mkdir()
    [safe, _] = identities.identities_in("\n".join(there.identities))
    archives.open_into(path, opened, [safe])
    said = json.loads((opened / manifest.NAME).read_bytes())
    held: dict[str, bytes | Path] = {one.name: one for one in opened.iterdir()}
    held[manifest.NAME] = json.dumps(said | {"house": "another"}).encode()
    archives.write(path, held, [safe.to_public()], identity=safe)
    with pytest.raises(Damaged, match="two different houses"):
        unpack(there, tmp_path)


def test_an_archive_under_the_name_of_the_other_kind_is_found(
    there: Filled, tmp_path: Path
) -> None:
    shutil.copy(there.archive("data"), there.archive("keyring"))
    summed_again(there.archive("keyring"))
    with pytest.raises(Damaged, match="named keyring"):
        unpack(there, tmp_path)


def test_an_identity_that_is_not_of_this_house_opens_nothing(there: Filled, tmp_path: Path) -> None:
    with pytest.raises(WrongIdentity, match="does not open"):
        unpack(there, tmp_path, str(x25519.Identity.generate()))
    assert [path for path in (tmp_path / "restored").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("text", ["", "age1qqqq", "AGE-SECRET-KEY-1QQQ", "# AGE-SECRET-KEY-1QQQ"])
def test_what_is_no_identity_is_said(text: str) -> None:
    with pytest.raises(WrongIdentity, match="AGE-SECRET-KEY-1"):
        identities.identities_in(text)


def test_a_backup_of_sqlite_is_not_put_onto_postgresql(there: Filled, tmp_path: Path) -> None:
    [safe, _] = identities.identities_in("\n".join(there.identities))
    with pytest.raises(NoTarget, match="of a house on SQLite"):
        restoring.unpack(
            restoring.choose(there.backups), tmp_path / "restored", [safe],
            engine=manifest.POSTGRESQL,
        )  # fmt: skip


def test_old_data_are_restored_beside_the_newest_keyring(there: Filled) -> None:
    # Keys that were destroyed since the data were saved are not in it.
    old = there.archive("data")
    newer = there.backups / "keyring-20990101T000000Z.age"
    shutil.copy(there.archive("keyring"), newer)
    assert restoring.choose(old) == restoring.Chosen(there.backups, old, newer)
