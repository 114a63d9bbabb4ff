"""A small language for phrases, and finding all of them in a sentence at once.

`keep|withhold .. <pay>` is one of two verbs and, up to three words on, a word of the group *pay*.
A word stands for all its forms, `=word` for itself alone, `traffick*` for what begins so; `#` is a
figure; `..` lets up to three words stand between, `...` up to seven; `word?` may be absent;
`!word` must not come next; `^` is the beginning of a sentence, `$` its end.

Each word is looked up once, and what a phrase may skip is bounded, so that the time grows with the
length of the text and no phrase can be made to run back over it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clew.rules.framing.reading import Token

_GAPS: Final = {"..": 3, "...": 7}
_BEGINS, _ENDS = "^", "$"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase found: of which class, and the first and the last of its words."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Slot:
    key: int
    gap: int
    optional: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    name: str
    slots: tuple[_Slot, ...]
    begins: bool
    ends: bool
    not_before: int | None


class Matcher:
    """All phrases of a lexicon, found together."""

    def __init__(
        self, lexicon: Mapping[str, Iterable[str]], groups: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Put the phrases of each class together.

        Raises:
            ValueError: a phrase that cannot be read; the message holds it.
        """
        self._groups = groups
        self._keys: dict[str, int] = {}
        self._by_form: dict[str, set[int]] = {}
        self._by_text: dict[str, set[int]] = {}
        self._by_start: dict[str, set[int]] = {}
        self._first: dict[int, list[_Phrase]] = {}
        self._known: dict[str, frozenset[int]] = {}
        for name, phrases in lexicon.items():
            for phrase in phrases:
                self._add(name, phrase)

    def mentions(self, tokens: Sequence[Token]) -> list[Mention]:
        """Return every phrase that stands in a sentence, in the order of their first words."""
        keys = [self._keys_of(token) for token in tokens]
        found = []
        for at, here in enumerate(keys):
            for key in here:
                for phrase in self._first.get(key, ()):
                    last = _last(phrase, keys, at)
                    if last is not None:
                        found.append(Mention(phrase.name, at, last))
        return found

    def _keys_of(self, token: Token) -> frozenset[int]:
        known = self._known.get(token.text)
        if known is not None:
            return known
        small = token.text.casefold()
        found = set(self._by_text.get(small, ()))
        for form in token.forms:
            found |= self._by_form.get(form, set())
        for length in range(2, len(small) + 1):
            found |= self._by_start.get(small[:length], set())
        if len(self._known) < _MOST_KNOWN:
            self._known[token.text] = frozenset(found)
        return frozenset(found)

    def _add(self, name: str, written: str) -> None:
        slots: list[_Slot] = []
        begins = ends = False
        not_before, gap = None, 0
        for part in written.split():
            if part in _GAPS:
                gap = _GAPS[part]
            elif part == _BEGINS:
                begins = True
            elif part == _ENDS:
                ends = True
            elif part.startswith("!") and not slots:
                not_before = self._key(part[1:])
            else:
                optional, absent = part.endswith("?"), part.startswith("!")
                key = self._key(part.removesuffix("?").removeprefix("!"))
                slots.append(_Slot(key, gap, optional, absent))
                gap = 0
        if not slots or slots[0].optional or slots[0].absent or slots[0].gap or gap:
            msg = f"{name}: the phrase {written!r} begins or ends with what may be absent"
            raise ValueError(msg)
        phrase = _Phrase(name, tuple(slots), begins, ends, not_before)
        self._first.setdefault(slots[0].key, []).append(phrase)

    def _key(self, part: str) -> int:
        """Return the number of a slot, and put its words where they are looked up."""
        if part in self._keys:
            return self._keys[part]
        key = self._keys[part] = len(self._keys)
        for word in self._words(part):
            if word.startswith("="):
                self._by_text.setdefault(word[1:], set()).add(key)
            elif word.endswith("*"):
                self._by_start.setdefault(word[:-1], set()).add(key)
            else:
                self._by_form.setdefault(word, set()).add(key)
        return key

    def _words(self, part: str) -> Iterable[str]:
        for word in part.split("|"):
            if word.startswith("<") and word.endswith(">"):
                if word[1:-1] not in self._groups:
                    msg = f"there is no group {word}"
                    raise ValueError(msg)
                for each in self._groups[word[1:-1]]:
                    yield from self._words(each)
            elif word:
                yield word


_MOST_KNOWN: Final = 100_000


def _last(phrase: _Phrase, keys: Sequence[frozenset[int]], at: int) -> int | None:
    """Return the nearest last word of a phrase that begins at a word; None where it does not."""
    if phrase.begins and at:
        return None
    if phrase.not_before is not None and at and phrase.not_before in keys[at - 1]:
        return None
    ways = {at}
    for slot in phrase.slots[1:]:
        if slot.absent:
            ways = {way for way in ways if way + 1 >= len(keys) or slot.key not in keys[way + 1]}
        else:
            reached = {
                place
                for way in ways
                for place in range(way + 1, min(way + 2 + slot.gap, len(keys)))
                if slot.key in keys[place]
            }
            ways = ways | reached if slot.optional else reached
        if not ways:
            return None
    if phrase.ends:
        return len(keys) - 1 if len(keys) - 1 in ways else None
    return min(ways)
