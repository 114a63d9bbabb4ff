"""Files that appear whole: they are written beside their place and take it by rename."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_LOG: Final = ".jsonl"


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Yield a new folder, closed to others, whose files take their places in `folder` at the end.

    A folder that is not there yet appears at once, by one rename. In one that is there each file
    takes its place by rename, once all of them are written; files of other names stay. Whatever
    ends the block by an error leaves `folder` as it was.

    All lies on the disk before this ends: what was told as done is there after the power fails.
    Logs (`.jsonl`) take their places first: where a machine dies between two renames, no file shows
    what the log does not know.

    Raises `OSError` where nothing can be written there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".clew-", dir=folder.parent))
    try:
        yield beside
        for made in beside.rglob("*"):
            on_disk(made)
        on_disk(beside)
        if folder.exists():
            _replace(beside, folder)
        else:
            beside.rename(folder)
            on_disk(folder.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def on_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Raises `OSError`."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folder, and keeps names with their files
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(beside: Path, folder: Path) -> None:
    found = sorted(beside.rglob("*"))
    inside = [folder / made.relative_to(beside) for made in found if made.is_dir()]
    for place in inside:
        place.mkdir(exist_ok=True, mode=0o700)
    files = [made for made in found if not made.is_dir()]
    for made in sorted(files, key=lambda made: made.suffix != _LOG):
        made.replace(folder / made.relative_to(beside))
    for place in (folder, *inside):
        on_disk(place)
