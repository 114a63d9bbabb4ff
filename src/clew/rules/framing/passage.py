"""A sentence with what was found in it, and its paragraph: two sentences before and two after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from clew.rules.framing.lexicon import EXPLOITATION, JOURNEY, lexicon, matcher
from clew.rules.framing.phrases import Mention
from clew.rules.framing.reading import Sentence

_AROUND: Final = 2  # sentences before and after, of the same paragraph
_DENIES: Final = 4  # words between a negation and what it denies
_FACTS: Final = frozenset((*EXPLOITATION, *JOURNEY))


@dataclass(slots=True)
class Passage:
    """One sentence as the checks read it."""

    sentence: Sentence
    found: dict[str, list[Mention]]
    around: list["Passage"] = field(default_factory=list)

    @property
    def is_aside(self) -> bool:
        """Whether neither it nor its paragraph speaks of anything that is checked."""
        return not any(each.found for each in (self, *self.around))

    def here(self, *names: str) -> list[Mention]:
        """Return what of these classes stands in the sentence, in its order."""
        found = [each for name in names for each in self.found.get(name, ())]
        return found if len(names) == 1 else sorted(found, key=_place)

    def has(self, *names: str) -> bool:
        """Say whether one of these classes stands in the sentence."""
        return any(self.found.get(name) for name in names)

    def near(self, *names: str) -> bool:
        """Say whether one of these classes stands in the sentence or its paragraph."""
        return self.has(*names) or any(each.has(*names) for each in self.around)

    def beside(self, name: str, mention: Mention, *, before: int = 0, after: int = 0) -> bool:
        """Say whether a class stands within so many words before or after a mention."""
        return any(
            0 <= mention.first - each.last - 1 < before
            or 0 <= each.first - mention.last - 1 < after
            for each in self.found.get(name, ())
        )

    def text_of(self, first: int, last: int) -> str:
        """Return the words of the text from one word to another, as they stand."""
        start, end = self.place_of(first, last)
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def place_of(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from one to another stand in the whole text."""
        tokens = self.sentence.tokens
        return tokens[first].start, tokens[last].end

    def told(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the facts of these classes in the words of the text, the sentence's own first."""
        words: dict[str, str] = {}
        for passage in (self, *self.around):
            for name in names:
                found = [passage.text_of(each.first, each.last) for each in passage.here(name)]
                if found and name not in words:
                    words[name] = max(found, key=len)  # the one that tells most
        return tuple(f"“{text}” ({lexicon()[name].says})" for name, text in words.items())

    @property
    def exploitation(self) -> bool:
        """Whether exploitation is told here or in the paragraph."""
        return self.near(*EXPLOITATION)

    @property
    def journeys(self) -> bool:
        """Whether a journey or its price is told here or in the paragraph."""
        return self.near(*JOURNEY)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.first, mention.last


def passages(sentences: Sequence[Sentence], *, context: bool) -> list[Passage]:
    """Find every phrase in every sentence; with `context`, put each beside its paragraph."""
    found = [Passage(each, dict(_found(each))) for each in sentences]
    if context:
        for at, passage in enumerate(found):
            passage.around = [
                other
                for other in found[max(at - _AROUND, 0) : at + _AROUND + 1]
                if other is not passage and other.sentence.paragraph == passage.sentence.paragraph
            ]
    return found


def _found(sentence: Sentence) -> Iterator[tuple[str, list[Mention]]]:
    """Yield what stands in a sentence by class; a fact that is denied is none."""
    tokens = sentence.tokens
    by_name: dict[str, list[Mention]] = {}
    for each in matcher().mentions(tokens):
        by_name.setdefault(each.name, []).append(each)
    denials = [each.first for each in by_name.get("denied", ())]
    for name, mentions in by_name.items():
        kept = mentions
        if name in _FACTS:
            kept = [each for each in mentions if not _is_denied(sentence, each, denials)]
        if kept:
            yield name, kept


def _is_denied(sentence: Sentence, mention: Mention, denials: Iterable[int]) -> bool:
    for place in denials:
        if 0 < mention.first - place <= _DENIES and not any(
            token.breaks for token in sentence.tokens[place + 1 : mention.first + 1]
        ):
            return True
    return False
