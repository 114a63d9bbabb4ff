"""From which count on a cell may be shown. Values: data/thresholds.yaml."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.disclosure_control") / "data" / "thresholds.yaml"


@dataclass(frozen=True, slots=True)
class Profile:
    """One threshold: counts from 1 to one below it are hidden."""

    threshold: int
    used_for: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse a threshold that hides nothing or one value, which is the same as telling it."""
        if self.threshold <= 2:  # noqa: PLR2004 -- 2 would hide only the value 1
            msg = "a threshold of at least 3"
            raise ValueError(msg)


@functools.cache
def profiles() -> dict[str, Profile]:
    """Return every profile by its name. Raises `WrongInput` when the file cannot be read."""
    return load_mapping(Profile, _FILE)


def threshold(profile: str = "default") -> int:
    """Return the smallest count of persons that a profile shows. Raises `KeyError` for no such."""
    return profiles()[profile].threshold
