"""What may be answered when something is taken back, and when to ask again. data/recall.yaml."""

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_FILE = files("clew.rules.consent") / "data" / "recall.yaml"


class Answer(StrEnum):
    """What a recipient says became of what they were given."""

    DELETED = "deleted"
    KEPT_BY_LAW = "kept_by_law"
    PARTLY = "partly"
    NOT_FOUND = "not_found"

    @property
    def label(self) -> str:
        """The answer as a title."""
        return recall().answers[self].title

    @property
    def said(self) -> str:
        """The answer inside a sentence."""
        return recall().answers[self].said

    @property
    def wants(self) -> str:
        """What has to be written with it; empty where it stands alone."""
        return recall().answers[self].reason


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one answer, and what has to be written with it."""

    title: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The answers and the days. An answer without words is refused."""

    remind_after_days: int
    remind_every_days: int
    answers: dict[Answer, Said]
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        """Refuse days of nothing, and an answer nobody wrote words for."""
        if min(self.remind_after_days, self.remind_every_days) < 1:
            msg = "at least one day until a reminder"
            raise ValueError(msg)
        if set(self.answers) != set(Answer):
            msg = "words for every answer"
            raise ValueError(msg)


@functools.cache
def recall() -> Rules:
    """Return the answers and the days, with their sources."""
    return load_record(Rules, _FILE)


def remind_on(told_on: date, reminded_on: date | None = None) -> date:
    """Return the first day on which who has not answered may be reminded."""
    if reminded_on is not None:
        return reminded_on + timedelta(days=recall().remind_every_days)
    return told_on + timedelta(days=recall().remind_after_days)
