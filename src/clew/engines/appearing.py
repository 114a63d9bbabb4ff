"""Files that appear whole: they are written beside their place and take it by rename."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Yield a new folder, closed to others, whose files take their places in `folder` at the end.

    A folder that is not there yet appears at once, by one rename. In one that is there each file
    takes its place by rename, once all of them are written; files of other names stay. Whatever
    ends the block by an error leaves `folder` as it was.

    Raises `OSError` where nothing can be written there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".clew-", dir=folder.parent))
    try:
        yield beside
        if folder.exists():
            _replace(beside, folder)
        else:
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(beside: Path, folder: Path) -> None:
    for made in sorted(beside.rglob("*")):
        place = folder / made.relative_to(beside)
        if made.is_dir():
            place.mkdir(exist_ok=True, mode=0o700)
        else:
            made.replace(place)
