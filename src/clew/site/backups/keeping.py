"""How long backups are kept, and taking away those whose time is over. Values: keeping.yaml."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_FILE: Final = files("clew.site.backups") / "keeping.yaml"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"(data|keyring)-(\d{8}T\d{6}Z)\.age")


@dataclass(frozen=True, slots=True)
class Keys:
    """How many archives of the keyring stay, and for how many days."""

    most_copies: int
    days: int


@dataclass(frozen=True, slots=True)
class Data:
    """How many archives of the data stay whatever the clock says, and for how many days."""

    least_copies: int
    days: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long each kind of archive is kept, with its sources."""

    keyring: Keys
    data: Data
    citations: tuple[Citation, ...]


@functools.cache
def keeping() -> Keeping:
    """Return how long backups are kept."""
    return load_record(Keeping, _FILE)


def name_of(kind: str, made_at: datetime) -> str:
    """Return the name of an archive."""
    return f"{kind}-{made_at.astimezone(UTC).strftime(_STAMP)}.age"


def made_at(path: Path) -> datetime:
    """Return when an archive was made, by its name."""
    found = _NAME.fullmatch(path.name)
    stamp = found[2] if found else "00010101T000000Z"
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def archives(folder: Path, kind: str) -> list[Path]:
    """Return the archives of one kind in a backup folder, newest first."""
    found = [path for path in folder.glob(f"{kind}-*.age") if _NAME.fullmatch(path.name)]
    return sorted(found, key=made_at, reverse=True)


def sums_of(archive: Path) -> Path:
    """Return where the sum of an archive stands, in the form that `sha256sum -c` reads."""
    return archive.with_name(f"{archive.name}.sha256")


def over(keyrings: Sequence[Path], data: Sequence[Path], *, now: datetime) -> list[Path]:
    """Return the archives whose time is over. Both lists newest first.

    The newest of each kind always stays. A clock that ran ahead for a day must not take the
    backups of three months away, so a few archives of the data stay whatever it says.
    """
    rule = keeping()
    youngest = now - timedelta(days=rule.keyring.days)
    gone = [
        path
        for place, path in enumerate(keyrings)
        if place and (place >= rule.keyring.most_copies or made_at(path) < youngest)
    ]
    oldest = now - timedelta(days=rule.data.days)
    return gone + [path for path in data[rule.data.least_copies :] if made_at(path) < oldest]
