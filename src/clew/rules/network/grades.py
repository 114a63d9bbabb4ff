"""Grades: how reliable the source is (A to E), and how likely what it says (1 to 5).

The two are judged apart: a good source may pass on a rumour. Words: data/grades.yaml.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import State

_FILE = files("clew.rules.network") / "data" / "grades.yaml"
_GRADE = re.compile(r"([A-E])([1-5])")


class NoSuchGrade(ValueError):
    """What was written is not a letter A to E with a number 1 to 5."""


@dataclass(frozen=True, slots=True)
class GradeWords:
    """One letter or one number in words."""

    label: str
    state: State


@dataclass(frozen=True, slots=True, order=True)
class Grade:
    """One grade. Sorts best first: by source, then by content."""

    source: str
    content: int

    @classmethod
    def parse(cls, text: str) -> "Grade":
        """Read 'B2' (case and outer spaces do not matter). Raises `NoSuchGrade`."""
        match = _GRADE.fullmatch(text.strip().upper())
        if match is None:
            msg = "not a grade: wanted a letter A to E and a number 1 to 5, such as B2"
            raise NoSuchGrade(msg)
        return cls(match.group(1), int(match.group(2)))

    def __str__(self) -> str:
        return f"{self.source}{self.content}"

    @property
    def in_words(self) -> str:
        """The grade as a reader meets it: 'Person usually right. Probably true.'."""
        words = grade_words()
        return f"{words[self.source].label}. {words[str(self.content)].label}."


@functools.cache
def grade_words() -> Mapping[str, GradeWords]:
    """Return the words for each letter and each number."""
    return MappingProxyType(load_mapping(GradeWords, _FILE))
