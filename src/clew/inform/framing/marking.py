"""A text with what was found in it: paragraphs of pieces, the notes beside each, and the counts."""

import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.rules.framing.checking import check
from clew.rules.framing.findings import Code, Finding, Voice, codes

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n\s*|\f")
SEVERITIES: Final[dict[int, tuple[str, str | Promise]]] = {
    1: ("n", _("A note")),
    2: ("c", _("Should change")),
    3: ("h", _("Does harm")),
}
"""Each severity: the letter that stands in the text, and its words."""
VOICES: Final[dict[Voice, str | Promise]] = {
    Voice.AUTHOR: _("the author’s own words"),
    Voice.QUOTED: _("words of somebody who is quoted"),
    Voice.LEGAL_TITLE: _("the title of a law"),
}
UNSUPPORTED: Final = "UNS"
MOST_NOTES: Final = 300  # more than anybody reads; a page of ten thousand would keep others waiting


@dataclass(frozen=True, slots=True)
class Note:
    """One finding as it stands in the margin, numbered through the text."""

    number: int
    finding: Finding
    code: Code

    @property
    def mark(self) -> str:
        """What stands behind the words in the text: the number, and a letter for the severity."""
        return f"{self.number}{SEVERITIES[self.finding.severity][0]}"

    @property
    def severity(self) -> str:
        """How much it matters, in words."""
        return str(SEVERITIES[self.finding.severity][1])

    @property
    def voice(self) -> str:
        """Whose words they are, in words."""
        return str(VOICES[self.finding.voice])

    @property
    def facts(self) -> str:
        """What of the reason is told in this text alone."""
        return self.finding.because.removeprefix(self.code.why).strip()

    @property
    def asks(self) -> bool:
        """Whether the text says too little, so that a question is put instead of other words."""
        return self.finding.code == UNSUPPORTED


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one marking: the highest severity over them, and the notes that end with them."""

    text: str
    severity: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the notes that begin in it."""

    start: int
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How often one problem was found, and the notes that say so."""

    id: str
    code: Code
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A whole text, marked."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    left: int = 0
    """How many more were found that are not shown."""

    @property
    def counts(self) -> tuple[Count, ...]:
        """The problems found, in the order of the scheme."""
        found = Counter(note.finding.code for note in self.notes)
        return tuple(
            Count(name, code, tuple(each for each in self.notes if each.finding.code == name))
            for name, code in codes().items()
            if found[name]
        )


def marked(text: str) -> Marked:
    """Read a text and return it with its marks and notes."""
    found = check(text)
    notes = tuple(
        Note(number, each, codes()[each.code])
        for number, each in enumerate(found[:MOST_NOTES], start=1)
    )
    spans = [(start, end) for start, end in _spans(text) if text[start:end].strip()]
    starts = [start for start, _end in spans]
    inside: dict[int, list[Note]] = {}
    for note in notes:
        inside.setdefault(bisect_right(starts, note.finding.start) - 1, []).append(note)
    paragraphs = tuple(
        Paragraph(start, tuple(_pieces(text, start, end, here)), tuple(here))
        for at, (start, end) in enumerate(spans)
        for here in [inside.get(at, [])]
    )
    return Marked(paragraphs, notes, len(found) - len(notes))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends."""
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _pieces(text: str, start: int, end: int, notes: Sequence[Note]) -> Iterator[Piece]:
    """Cut a paragraph where a wording begins or ends. `notes` stand in the order of their begin."""
    ends = {note.number: min(note.finding.end, end) for note in notes}
    places = sorted({start, end, *ends.values(), *(note.finding.start for note in notes)})
    waiting, over = deque(notes), list[Note]()
    for begins, stops in pairwise(places):
        while waiting and waiting[0].finding.start <= begins:
            over.append(waiting.popleft())
        over = [each for each in over if ends[each.number] > begins]
        yield Piece(
            text[begins:stops],
            max((each.finding.severity for each in over), default=0),
            tuple(each for each in over if ends[each.number] == stops),
        )
