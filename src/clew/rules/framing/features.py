"""What the weighing looks at in a passage: what was found, which rules fired, and the words.

Named so that a reader of `data/weights.csv` knows what each stands for: `here:` and `near:` a class
of the lexicon in the sentence or its paragraph, `told:` what is told together, `rule:` a check that
marked something, `word:`, `start:`, `pair:` and `skip:` words of the sentence, `beside:` words of
the paragraph.
"""

import functools
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from clew.rules.framing.checks.marking import SMUGGLING, TRAFFICKING, terms
from clew.rules.framing.lexicon import EXPLOITATION, JOURNEY
from clew.rules.framing.passage import Passage
from clew.rules.framing.reading import Token

_LONG: Final = 5  # letters by which the forms of a longer word are known
_SHORTEST_STEMMED: Final = 3
_UNTOLD: Final = frozenset({"denied", "person"})
_TOGETHER: Final = (
    ("agreed", "not_a_victim"),
    ("agreed", "decided_by_agreement"),
    ("condition", "cooperation"),
    ("border_remedy", "bound_work"),
    ("punished", "passengers"),
    ("counted_victims", "counted_arrivals"),
    ("abuse_claimed", "protection_system"),
    ("border_needed", "trafficking_defined"),
)
_GUARDS: Final = (
    "criticised",
    "denied",
    "trick",
    "unconditional",
    "numbers_defined",
    "remedy_doubted",
    "figures_given",
    "charge",
    "protected",
)


def features(passage: Passage, marked: Collection[str]) -> set[str]:
    """Return what is there of a passage, by name. `marked` are the codes that rules marked."""
    found = {"always", *(f"rule:{code}" for code in marked)}
    found.update(f"here:{name}" for name in passage.found if name not in _UNTOLD)
    for each in passage.around:
        found.update([f"near:{name}" for name in each.found if name not in _UNTOLD])
        found.update([f"beside:{stem(token)}" for token in each.sentence.tokens])
    found.update(_told_together(passage))
    found.update(name for name, _, _ in words(passage.sentence.tokens))
    if passage.has("denied"):
        found.add("told:denial")
    if any(token.quoted for token in passage.sentence.tokens):
        found.add("told:quotation")
    return found


def words(tokens: tuple[Token, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a sentence by name, alone and two by two, each with its places."""
    stems = [stem(token) for token in tokens]
    for at, one in enumerate(stems):
        yield f"word:{one}", at, at
        if len(one) > _LONG:
            yield f"start:{one[:_LONG]}", at, at
        if at + 1 < len(stems):
            yield f"pair:{one} {stems[at + 1]}", at, at + 1
        if at + 2 < len(stems):
            yield f"skip:{one} {stems[at + 2]}", at, at + 2


def stem(token: Token) -> str:
    """Return the shortest form that a word may be of, and one sign for every figure."""
    return _stem(token.text, token.forms)


@functools.lru_cache(maxsize=65_536)
def _stem(text: str, forms: frozenset[str]) -> str:
    if "#" in forms:
        return "#"
    if len(text) <= _SHORTEST_STEMMED:
        return text.casefold()
    return min(forms, key=lambda form: (len(form), form))


def _told_together(passage: Passage) -> Iterator[str]:
    here, near = _facts([passage]), _facts(passage.around)
    trafficking = any(True for _ in terms(passage, TRAFFICKING))
    smuggling = any(True for _ in terms(passage, SMUGGLING))
    exploited, travelled = here[0] or near[0], here[1] or near[1]
    yield f"told:exploitation {here[0]:d} {near[0]:d}"
    yield f"told:journey {here[1]:d} {near[1]:d}"
    yield f"told:terms {trafficking:d} {smuggling:d}"
    yield f"told:trafficking {trafficking:d} {exploited:d} {travelled:d}"
    yield f"told:smuggling {smuggling:d} {exploited:d} {travelled:d}"
    if trafficking and smuggling:
        apart = passage.has("contrast", "transition")
        yield f"told:both {apart:d} {passage.has('equated'):d}"
    for one, other in _TOGETHER:
        if passage.has(one) and passage.has(other):
            yield f"told:{one} {other}"
            for guard in _GUARDS:
                if passage.has(guard):
                    yield f"told:{one} {other} {guard}"


def _facts(passages: Iterable[Passage]) -> tuple[bool, bool]:
    told = [(each.has(*EXPLOITATION), each.has(*JOURNEY)) for each in passages]
    return any(one for one, _ in told), any(other for _, other in told)
