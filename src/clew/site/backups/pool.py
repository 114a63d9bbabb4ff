"""The sealed files beside the archives: each once, under its sum, while an archive names it."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from clew.site.backups import archives
from clew.site.backups.archives import Damaged
from clew.site.backups.manifest import File


def copy_files(source: Path, pool: Path, *, now: datetime) -> tuple[list[File], int]:
    """Copy the sealed files that are not in the pool yet, each under its sum, and read them back.

    A file is written once and never changed, so one that the pool holds whole stays as it is. Its
    time there says when a backup last named it.
    """
    found, new = [], 0
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue  # one that begins with a dot is still being received
        there, added = _copy_file(path, pool)
        new += added
        os.utime(there, (now.timestamp(), now.timestamp()))
        name = path.relative_to(source).as_posix()
        found.append(File(name, there.stat().st_size, there.name))
    return found, new


def _copy_file(path: Path, pool: Path) -> tuple[Path, bool]:
    digest = archives.sum_of(path)
    there = pool / digest[:2] / digest
    if there.is_file() and archives.sum_of(there) == digest:
        return there, False
    there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = there.with_name(f".{digest}.partial")
    try:
        beside.unlink(missing_ok=True)
        with path.open("rb") as source, beside.open("xb") as target:
            shutil.copyfileobj(source, target, archives.PIECE)
            target.flush()
            os.fsync(target.fileno())
            archives.forget_cached(target)
        if archives.sum_of(beside) != digest:
            msg = "A file was not read back as it was written; nothing was kept of it."
            raise Damaged(msg)
        beside.replace(there)
    finally:
        beside.unlink(missing_ok=True)
    return there, True
