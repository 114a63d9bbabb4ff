"""What a case holds, in the values of one form. Files: data/<mechanism>-values.yaml."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.loader import load_record


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The values of one form for what a case holds, and what has none: its `gaps`."""

    mechanism: str
    sex: dict[str, str]
    locations: dict[str, str]
    home_languages: tuple[str, ...]
    facts: dict[str, tuple[str, ...]]
    gaps: tuple[str, ...]
    nationalities: dict[str, str]


@functools.cache
def crosswalk(mechanism_id: str) -> Crosswalk:
    """Return the values of one mechanism's form. Raises `WrongInput` for a file that is wrong."""
    folder = files("clew.recognise.mechanisms") / "data"
    return load_record(Crosswalk, folder / f"{mechanism_id}-values.yaml")
