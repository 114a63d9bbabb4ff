"""What the checker says of a wording: a place, a code, a reason, better words, and whose words."""

import functools
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.framing") / "data" / "codes.yaml"


class Voice(StrEnum):
    """Whose words a wording is."""

    AUTHOR = "author"
    QUOTED = "quoted"
    LEGAL_TITLE = "legal title"


@dataclass(frozen=True, slots=True)
class Code:
    """One problem of wording: its name, how much it matters (1 note, 2 change, 3 harm), and why."""

    name: str
    severity: int
    why: str
    suggestion: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse a severity that is none."""
        if self.severity not in (1, 2, 3):
            msg = "a severity of 1, 2 or 3"
            raise ValueError(msg)


@functools.cache
def codes() -> dict[str, Code]:
    """Return every code, in the order of the scheme."""
    return load_mapping(Code, _FILE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One wording that a reader may want to change.

    `start` and `end` are places in the text as given, `sentence` the sentence it stands in. A
    person decides: nothing is changed in a text.
    """

    sentence: str
    start: int
    end: int
    code: str
    severity: int
    because: str
    suggestion: str
    voice: Voice
