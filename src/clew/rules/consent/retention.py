"""How long each kind of record is kept, and from when. Values: data/retention.yaml."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from clew.rules.consent.requests import months_after
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.consent") / "data" / "retention.yaml"


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of record: what it is, from which day it is counted, and for how many months."""

    label: str
    starts: str
    months: int
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse to keep nothing, or for ever."""
        if not 1 <= self.months <= 12 * 100:
            msg = "months from 1 to 1200"
            raise ValueError(msg)


@functools.cache
def keepings() -> Mapping[str, Keeping]:
    """Return every kind of record with how long it is kept."""
    return load_mapping(Keeping, _FILE)


def kept_until(kind: str, since: date) -> date:
    """Return the day on which a record has been kept for its time. Raises KeyError."""
    return months_after(since, keepings()[kind].months)
