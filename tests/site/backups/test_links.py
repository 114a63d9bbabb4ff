"""A backup folder that others may write into does not lead a backup into the house."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from pyrage import x25519

from clew.ground.vault import tombstones
from clew.site.backups import archives, keeping, making
from tests.site.backups.filled import Filled
from tests.site.houses import contents

NAMES: Final = ["tombstones.txt.new", "tombstones.txt", "data-20260316T120000Z.age", "anything"]


@pytest.mark.parametrize("name", NAMES)
def test_a_link_in_the_backup_folder_is_refused_and_the_house_is_as_it_was(
    there: Filled, name: str
) -> None:
    before = contents(there.folder)
    (there.backups / name).unlink(missing_ok=True)
    (there.backups / name).symlink_to(there.folder / "keyring" / "root.key")
    answer = there.back_up()
    assert answer.code != 0
    assert f"{name} in the backup folder is a link" in answer.err
    assert contents(there.folder) == before


@pytest.mark.parametrize("inside", [False, True])
def test_files_that_lead_into_the_house_are_refused(there: Filled, inside: bool) -> None:
    there.made_earlier(days=100)
    pool = there.backups / "files"
    if inside:
        part = next(path for path in sorted(pool.iterdir()) if path.is_dir())
        part.rename(there.backups / "elsewhere")
        part.symlink_to(there.folder / "files")
    else:
        pool.rename(there.backups / "elsewhere")
        pool.symlink_to(there.folder / "files")
    before = contents(there.folder)
    assert there.back_up().code != 0
    assert contents(there.folder) == before


def test_without_the_guard_a_backup_would_take_the_houses_own_files_away(there: Filled) -> None:
    # Red control.
    past = (datetime.now(UTC) - timedelta(days=400)).timestamp()
    kept = [path for path in (there.folder / "files").glob("*/*") if path.is_file()]
    for path in kept:
        os.utime(path, (past, past))
    pool = there.backups / "files"
    pool.rename(there.backups / "elsewhere")
    pool.symlink_to(there.folder / "files")
    making._take_away(there.backups, now=datetime.now(UTC))  # noqa: SLF001 -- what the guard holds back
    assert kept
    assert not any(path.exists() for path in kept)


def test_what_is_written_goes_through_no_link_that_was_laid_meanwhile(tmp_path: Path) -> None:
    victim = tmp_path / "root.key"
    victim.write_text("the house's own")
    path = tmp_path / "data-20260316T120000Z.age"
    for laid in (path.with_name(f".{path.name}.partial"), keeping.sums_of(path)):
        laid.symlink_to(victim)
    laid = tmp_path / "tombstones.txt.new"
    laid.symlink_to(victim)
    somebody = x25519.Identity.generate()
    archives.write(path, {"manifest.json": b"{}"}, [somebody.to_public()], identity=somebody)
    tombstones.write(tmp_path / "tombstones.txt", [])
    assert victim.read_text() == "the house's own"
    archives.check_sum(path)
    laid.symlink_to(victim)
    laid.write_text("red control")
    assert victim.read_text() == "red control"
