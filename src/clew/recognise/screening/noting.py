"""What stands beside one answer: where it comes from, of which day, and what the worker thinks.

It travels in the page beside the answer: `s-<id>` for the source, `d-<id>` for the day, `o-<id>`
for the opinion. The opinion is the worker's and is never shown as the person's words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.recognise.screening.about import Tampered

SOURCE_FIELD: Final = "s-"
DAY_FIELD: Final = "d-"
OPINION_FIELD: Final = "o-"


class Source(StrEnum):
    """Where an answer comes from."""

    TOLD = "told"
    SEEN = "seen"
    OTHERS = "others"
    PAPER = "paper"

    @property
    def label(self) -> Promise:
        """The source in words."""
        return _WORDS[self]


_WORDS: dict[Source, Promise] = {
    Source.TOLD: _("The person told me"),
    Source.SEEN: _("I saw or heard it myself"),
    Source.OTHERS: _("Somebody else told me"),
    Source.PAPER: _("A paper or a message that I was shown"),
}
SOURCES: Final[list[tuple[str, Promise]]] = [(source.value, source.label) for source in Source]


@dataclass(frozen=True, slots=True)
class Note:
    """Beside one answer. Without a source the question says it; without a day it is the talk's."""

    source: Source | None = None
    on: date | None = None
    opinion: str = ""

    def __bool__(self) -> bool:
        """Whether anything was noted."""
        return bool(self.source or self.on or self.opinion.strip())

    @property
    def kept(self) -> dict[str, str]:
        """What is kept of it, sealed with the answers."""
        values = {
            "source": self.source.value if self.source else "",
            "on": self.on.isoformat() if self.on else "",
            "opinion": self.opinion if self.opinion.strip() else "",
        }
        return {name: value for name, value in values.items() if value}

    @classmethod
    def kept_as(cls, kept: Mapping[str, str]) -> "Note":
        """Read it again from what was kept. Raises ValueError for what was never offered."""
        source, on = kept.get("source"), kept.get("on")
        return cls(
            Source(source) if source else None,
            date.fromisoformat(on) if on else None,
            kept.get("opinion", ""),
        )


def notes_in(sent: Mapping[str, str], known: Iterable[str]) -> dict[str, Note]:
    """Read the notes that a page sent back, by indicator. Raises `Tampered`."""
    fields = {SOURCE_FIELD: "source", DAY_FIELD: "on", OPINION_FIELD: "opinion"}
    found: dict[str, dict[str, str]] = {}
    for name, value in sent.items():
        if name[:2] in fields and value:
            found.setdefault(name[2:], {})[fields[name[:2]]] = value
    if set(found) - set(known):
        raise Tampered
    try:
        notes = {indicator: Note.kept_as(values) for indicator, values in found.items()}
    except ValueError as error:
        raise Tampered from error
    return {indicator: note for indicator, note in notes.items() if note}


def carried(notes: Mapping[str, Note]) -> list[tuple[str, str]]:
    """Return what the next page must carry back of notes, by field name."""
    fields = {"source": SOURCE_FIELD, "on": DAY_FIELD, "opinion": OPINION_FIELD}
    return [
        (f"{fields[name]}{indicator}", value)
        for indicator, note in notes.items()
        for name, value in note.kept.items()
    ]
