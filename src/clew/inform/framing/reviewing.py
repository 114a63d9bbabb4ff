"""A bill as somebody reads it: their answers, the words they rest on, and what to ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.inform.framing.checklist import Question, questions
from clew.inform.framing.taking import plain

MOST_WORDS: Final = 2000
MOST_TITLE: Final = 200
TITLE: Final = "f-title"


class Answer(StrEnum):
    """What a reader says of one question; it can stay open."""

    NO = "no"
    SILENT = "unknown"
    YES = "yes"
    OPEN = ""


ANSWERS: Final[tuple[tuple[Answer, str | Promise], ...]] = (
    (Answer.YES, gettext_lazy("Yes")),
    (Answer.NO, gettext_lazy("No")),
    (Answer.SILENT, gettext_lazy("Not in the text")),
)
GROUPS: Final[dict[Answer, str | Promise]] = {
    Answer.NO: gettext_lazy("It does not protect here"),
    Answer.SILENT: gettext_lazy("It says nothing of this"),
    Answer.YES: gettext_lazy("It protects here"),
    Answer.OPEN: gettext_lazy("Not looked at yet"),
}
"""The answers in the order in which a result tells them: what to act on first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer and the words of the bill it rests on."""

    id: str
    question: Question
    answer: Answer
    words: str
    error: str = ""

    @property
    def asks(self) -> bool:
        """Whether there is something to ask for."""
        return self.answer in (Answer.NO, Answer.SILENT)


@dataclass(frozen=True, slots=True)
class Review:
    """All questions about one bill."""

    title: str
    rows: tuple[Row, ...]
    title_error: str = ""

    @property
    def errors(self) -> dict[str, str]:
        """What needs another look, by the id of its field."""
        found = {TITLE: self.title_error} if self.title_error else {}
        return found | {f"q-{row.id}": row.error for row in self.rows if row.error}

    @property
    def answered(self) -> bool:
        """Whether anything was answered."""
        return any(row.answer is not Answer.OPEN for row in self.rows)

    @property
    def groups(self) -> list[tuple[str, str, tuple[Row, ...]]]:
        """The answers by what they come to: the id of a group, its words, its rows."""
        found = []
        for answer, words in GROUPS.items():
            rows = tuple(row for row in self.rows if row.answer is answer)
            if rows:
                found.append((answer.name.lower(), str(words), rows))
        return found


def review_of(sent: Mapping[str, str]) -> Review:
    """Read a review off the page. What is no answer of the page is taken as none."""
    title = " ".join(plain(sent.get("title", "")).split())
    too_long = _("Give it a shorter name: up to %(most)s characters.") % {"most": MOST_TITLE}
    return Review(
        title,
        tuple(_row(name, each, sent) for name, each in questions().items()),
        too_long if len(title) > MOST_TITLE else "",
    )


def _row(name: str, question: Question, sent: Mapping[str, str]) -> Row:
    try:
        answer = Answer(sent.get(f"a-{name}", ""))
    except ValueError:
        answer = Answer.OPEN
    words = plain(sent.get(f"q-{name}", "")).strip()
    said = _("Quote less: up to %(most)s characters, this has %(has)s.") % {
        "most": f"{MOST_WORDS:,}",
        "has": f"{len(words):,}",
    }
    return Row(name, question, answer, words, said if len(words) > MOST_WORDS else "")
