"""A text as sentences of words, each with its place in the text as given.

Sentences end at a full stop, a question or an exclamation mark before a capital, and at an empty
line; a heading without a full stop is a sentence. No pattern here can run back over what it has
read, and neither a word nor a sentence is longer than people write them: what goes on without an
end is cut. So a hostile text costs no more than its length.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clew.rules.framing.words import groups, lemmas

_WORD = re.compile(r"[^\W\d_]{1,60}(?:['’][^\W\d_]{1,60})?|\d[\d,.]{0,40}[^\W\d_]{0,3}|[£$€/%&=]")
_LONGEST_SENTENCE = 400  # words: of a law with all its exceptions; more is no sentence
_OPEN = {"“": "”", "‘": "’", "«": "»", "„": "“"}
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\f")
_STOPS = frozenset(".!?…")
_AFTER_A_STOP = frozenset("\"'”’)]»")
_BREAKS = frozenset(",;:()[]—–…")
_SAME_SHAPE = 65_536
_LONGEST_HEADING = 16
_ENDS_A_SENTENCE = frozenset(".!?…\"'”’):;")


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it stands: its place, the plain forms it may be of, and what is around it."""

    text: str
    start: int
    end: int
    forms: frozenset[str]
    breaks: bool
    """A comma, a bracket or a dash stands before it."""
    quoted: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the text, its words, and which paragraph it is of."""

    start: int
    end: int
    text: str
    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it stands as a heading does: short, and without a full stop."""
        return len(self.tokens) <= _LONGEST_HEADING and self.text[-1] not in _ENDS_A_SENTENCE


def sentences(text: str) -> tuple[Sentence, ...]:
    """Read a text into sentences, in its order. One without a word or a figure is left out."""
    quoted = _Quotations(text)
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        for first, last in _ends(text, start, end):
            tokens = tuple(_tokens(text, first, last, quoted))
            found += _cut(text, first, last, number, tokens)
    return tuple(found)


def _cut(
    text: str, start: int, end: int, paragraph: int, tokens: tuple[Token, ...]
) -> Iterator[Sentence]:
    """Yield a sentence; one that does not end in pieces, each up to where the next begins."""
    for at in range(0, len(tokens), _LONGEST_SENTENCE):
        piece = tokens[at : at + _LONGEST_SENTENCE]
        first = piece[0].start if at else start
        last = piece[-1].end if at + _LONGEST_SENTENCE < len(tokens) else end
        yield Sentence(first, last, text[first:last], paragraph, piece)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph begins and ends, without the blanks around it."""
    begin = at = start
    while at < end:
        if text[at] in _STOPS and _is_an_end(text, at, end):
            at += 1
            while at < end and (text[at] in _STOPS or text[at] in _AFTER_A_STOP):
                at += 1
            yield from _stripped(text, begin, at)
            begin = at
        elif text[at] == "\n" and _is_a_heading(text, begin, at):
            yield from _stripped(text, begin, at)
            begin = at + 1
            at += 1
        else:
            at += 1
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _is_an_end(text: str, at: int, end: int) -> bool:
    after = at + 1
    while after < end and (text[after] in _AFTER_A_STOP or text[after] in _STOPS):
        after += 1
    if after >= end:
        return True
    if not text[after].isspace():
        return False
    closed = text[after - 1] in _AFTER_A_STOP
    while after < end and (text[after].isspace() or text[after] in "\"'“‘([«"):
        after += 1
    if text[at] != ".":
        return not (closed and after < end and text[after].islower())
    if after < end and text[after].islower():
        return False
    before = at
    while before > 0 and at - before < 8 and text[before - 1].isalpha():  # noqa: PLR2004 -- longest
        before -= 1
    word = text[before:at].casefold()
    return word not in groups()["shortened"] and not (len(word) == 1 and word != "i")


_SHORTEST_HEADING = 12


def _is_a_heading(text: str, begin: int, at: int) -> bool:
    """Say whether a line ends a sentence by itself: the next begins with a capital, this is whole.

    A line that was only wrapped goes on with a small letter, or was long.
    """
    after = at + 1
    if after >= len(text) or not text[after].isupper():
        return False
    width = at - begin
    return _SHORTEST_HEADING <= width <= 90 and text[at - 1] not in ",;-–—"  # noqa: PLR2004 -- a line


class _Quotations:
    """Which places of a text stand inside quotation marks, asked in the order of the text."""

    def __init__(self, text: str) -> None:
        self._spans = list(_quoted(text))
        self._at = 0

    def hold(self, place: int) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][1] <= place:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] <= place


_LONGEST_QUOTATION = 1_500


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the inside of each quotation. A mark that is not closed soon opens none.

    Only where the first mark of the text closes at its very end all of it is quoted, however long.
    """
    whole = _all_of(text)
    if whole is not None:
        yield whole
        return
    at, end = 0, len(text)
    marks = re.compile(r"[\"'“‘«„]")
    never: set[str] = set()  # closing marks that do not come again: not looked for twice
    while (mark := marks.search(text, at)) is not None:
        at = mark.end()
        opening = mark.group()
        closing = _OPEN.get(opening, opening)
        before = text[mark.start() - 1] if mark.start() else " "
        if closing in never or at >= end or text[at].isspace() or before.isalnum():
            continue
        closed = _closed(text, at, closing)
        if closed is None:
            if len(text) - at <= _LONGEST_QUOTATION:
                never.add(closing)
            continue
        yield at, closed
        at = closed + 1


def _all_of(text: str) -> tuple[int, int] | None:
    """Return the inside of a text that is one quotation throughout."""
    start = len(text) - len(text.lstrip())
    last = len(text.rstrip()) - 1
    opening = text[start : start + 1]
    closing = _OPEN.get(opening, '"' if opening == '"' else "")
    if closing and start < last and text.find(closing, start + 1) == last:
        return start + 1, last
    return None


def _closed(text: str, start: int, closing: str) -> int | None:
    """Return where a quotation closes; an apostrophe inside a word closes none."""
    stop = min(len(text), start + _LONGEST_QUOTATION)
    at = text.find(closing, start, stop)
    while at != -1:
        after = text[at + 1] if at + 1 < len(text) else " "
        if closing not in "'’" or not after.isalnum():
            return at
        at = text.find(closing, at + 1, stop)
    return None


def _tokens(text: str, start: int, end: int, quoted: _Quotations) -> Iterator[Token]:
    last = start
    for found in _WORD.finditer(text, start, end):
        between = text[last : found.start()]
        breaks = any(sign in _BREAKS for sign in between) or " - " in between
        last = found.end()
        word = found.group()
        yield Token(word, found.start(), last, _forms(word), breaks, quoted.hold(found.start()))


@functools.lru_cache(maxsize=_SAME_SHAPE)
def _forms(word: str) -> frozenset[str]:
    if word[0].isdigit():
        return frozenset({word.casefold().rstrip(".,"), "#"})
    return lemmas(word)
