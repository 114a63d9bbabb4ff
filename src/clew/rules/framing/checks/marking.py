"""A mark on a wording, and the terms about people that a check looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clew.rules.framing.passage import Passage
from clew.rules.framing.phrases import Mention

TRAFFICKING, SMUGGLING, SLAVERY = "trafficking_word", "smuggling_word", "slavery_word"
_BEFORE: Final = frozenset({"people", "human", "person", "migrant", "migrants", "sex", "child"})
_LINKS: Final = frozenset(
    {"of", "the", "against", "in", "and", "for", "on", "to", "by", "persons", "people", "human"}
)
_FORMAL_WITHIN: Final = 6
_GOODS_AFTER: Final = 4
_GOODS_BEFORE: Final = 2
_DENIED_WITHIN: Final = 3
_NOUNS: Final = frozenset({"smuggler", "trafficker"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A wording marked by a check: its first and last word, and the classes that speak for it."""

    code: str
    first: int
    last: int
    facts: tuple[str, ...] = ()


def terms(passage: Passage, name: str) -> Iterator[Mention]:
    """Yield each use of a term about people: not of goods, not in a formal name, no metaphor."""
    for each in passage.found.get(name, ()):
        if not (
            _of_goods(passage, each)
            or is_formal(passage, each)
            or is_denied(passage, each)
            or _is_a_word(passage, each)
            or passage.beside("to_safety", each, after=4)
        ):
            yield _whole(passage, each)


def is_formal(passage: Passage, mention: Mention) -> bool:
    """Say whether a term stands in the name of a law, a unit or an office, in capitals."""
    tokens = passage.sentence.tokens
    if not tokens[mention.first].capital:
        return False
    for each in passage.found.get("formal_name", ()):
        if not tokens[each.first].capital:
            continue
        low, high = sorted((each.first, mention.first))
        if high - low <= _FORMAL_WITHIN and all(
            token.capital or token.text.casefold() in _LINKS or token.text[0].isdigit()
            for token in tokens[low + 1 : high]
        ):
            return True
    return False


def is_denied(passage: Passage, mention: Mention) -> bool:
    """Say whether a term is denied: *not trafficking*, *no trafficker*."""
    tokens = passage.sentence.tokens
    for each in passage.found.get("denied", ()):
        if 0 < mention.first - each.first <= _DENIED_WITHIN and not any(
            token.breaks for token in tokens[each.first + 1 : mention.first + 1]
        ):
            return True
    return False


def _is_a_word(passage: Passage, mention: Mention) -> bool:
    """Say whether a term is spoken of as a word, in quotation marks or by *calling it*."""
    if passage.has("equated"):
        return False
    tokens = passage.sentence.tokens
    if tokens[mention.first].quoted and not tokens[max(mention.first - 6, 0)].quoted:
        return passage.has("said_of_itself")
    return passage.beside("calling", mention, before=4)


def _of_goods(passage: Passage, mention: Mention) -> bool:
    noun = passage.sentence.tokens[mention.last].text.casefold().rstrip("s") in _NOUNS
    noun = noun or passage.beside("group_of_offenders", mention, after=1)
    within = 1 if noun else _GOODS_AFTER
    people = [each.first for each in passage.found.get("person", ())]
    for each in passage.found.get("goods", ()):
        after = each.first - mention.last
        if 0 < after <= within and not any(mention.last < at <= each.first for at in people):
            return True
        before = mention.first - each.last
        if 0 < before <= _GOODS_BEFORE and not any(at == mention.last + 1 for at in people):
            return True
    return False


def _whole(passage: Passage, mention: Mention) -> Mention:
    """Take in the words that belong to a term: *people smuggling ring*, *human traffickers*."""
    tokens = passage.sentence.tokens
    first, last = mention.first, mention.last
    while first and tokens[first - 1].text.casefold() in _BEFORE:
        first -= 1
    groups = {each.first for each in passage.found.get("group_of_offenders", ())}
    if last + 1 in groups and not tokens[last + 1].breaks:
        last += 1
    return Mention(mention.name, first, last)
