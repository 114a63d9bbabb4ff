"""What to look for in a bill or a strategy, as questions. Values: data/checklist.yaml."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.inform.framing") / "data" / "checklist.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, put so that a yes protects: why it matters, and what to ask for otherwise."""

    about: str
    question: str
    why: str
    ask: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse a question that names no source."""
        if not self.citations:
            msg = "at least one citation"
            raise ValueError(msg)


@functools.cache
def questions() -> dict[str, Question]:
    """Return every question by its id, in the order in which a bill is read."""
    return load_mapping(Question, _FILE)
