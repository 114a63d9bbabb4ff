"""The two words: one for the other, both for one thing, or said with nothing told.

Trafficking is an act, by a means, for exploitation (Trafficking Protocol, art. 3); smuggling is the
procuring of illegal entry for gain (Smuggling Protocol, art. 3). A word is marked only where the
text itself tells facts that speak for the other.
"""

from collections.abc import Iterator
from typing import Final

from clew.rules.framing.checks.marking import (
    SLAVERY,
    SMUGGLING,
    TRAFFICKING,
    Mark,
    is_formal,
    terms,
)
from clew.rules.framing.lexicon import EXPLOITATION, JOURNEY
from clew.rules.framing.passage import Passage
from clew.rules.framing.phrases import Mention

_JOINING: Final = frozenset({"and", "or", "/", "&", "people", "human", "then"})
_PASSIVE: Final = frozenset(
    {"be", "himself", "herself", "themselves", "who", "those", "get", "having"}
)


def interchangeable(passage: Passage) -> Iterator[Mark]:
    """Mark both terms where they stand for the same people or the same thing (INT)."""
    ours, theirs = list(terms(passage, TRAFFICKING)), list(terms(passage, SMUGGLING))
    if ours and theirs:
        first, last = _nearest(ours, theirs)
        joined = _are_joined(passage, first, last)
        if joined or passage.has("equated") or not passage.has("contrast", "transition"):
            yield Mark("INT", first.first, last.last)
        return
    for each in passage.here("defined_by_entry"):
        yield Mark("INT", each.first, each.last)
        return


def trafficking_for_smuggling(passage: Passage) -> Iterator[Mark]:
    """Mark trafficking where a crossing is told and no exploitation (TFS)."""
    found = list(terms(passage, TRAFFICKING))
    if not found or not passage.journeys or passage.exploitation or _settled_by_both(passage):
        return
    for each in found:
        if not passage.beside("charge", each, before=4):
            yield Mark("TFS", each.first, each.last, JOURNEY)
            return


def smuggling_for_trafficking(passage: Passage) -> Iterator[Mark]:
    """Mark smuggling where exploitation is told as what the same people do (SFT)."""
    if not passage.exploitation or _settled_by_both(passage):
        return
    if passage.has("journey", "journey_price") and not passage.has("equated"):
        return
    if passage.has("transition") and passage.near("journey", "journey_price", "border_place"):
        return
    for each in terms(passage, SMUGGLING):
        if _is_of_the_journey(passage, each):
            continue
        yield Mark("SFT", each.first, each.last, EXPLOITATION)
        return


def unsupported(passage: Passage) -> Iterator[Mark]:
    """Mark trafficking or slavery asserted of somebody with no fact and nobody's finding (UNS)."""
    if passage.exploitation or passage.near("charge") or passage.has("criticised"):
        return
    if not passage.has("asserted"):
        return
    words = [*passage.here(SLAVERY)]
    if not passage.journeys:
        words += terms(passage, TRAFFICKING)
    for each in words:
        if not is_formal(passage, each) and not passage.beside("as_wares", each, before=1, after=1):
            yield Mark("UNS", each.first, each.last)
            return


def _told_apart(passage: Passage) -> bool:
    return passage.has("contrast", "transition") and not passage.has("equated")


def _settled_by_both(passage: Passage) -> bool:
    """Say whether both terms stand here and are told apart, or are joined as one by *and*."""
    ours, theirs = list(terms(passage, TRAFFICKING)), list(terms(passage, SMUGGLING))
    if not ours or not theirs:
        return False
    if passage.has("equated"):
        return False
    return _told_apart(passage) or _are_joined(passage, *_nearest(ours, theirs))


def _are_joined(passage: Passage, first: Mention, last: Mention) -> bool:
    """Say whether two terms are joined as one: *smugglers and traffickers*, or by a stroke."""
    between = passage.sentence.tokens[first.last + 1 : last.first]
    return all(token.text.casefold() in _JOINING for token in between)


def _is_of_the_journey(passage: Passage, mention: Mention) -> bool:
    """Say whether people were smuggled first: told in the passive, and to no place of work."""
    tokens = passage.sentence.tokens
    if tokens[mention.last].text.casefold() != "smuggled":
        return passage.beside("charge", mention, before=4) and (
            tokens[mention.last].text.casefold() == "smuggling"
        )
    before = {
        form for token in tokens[max(mention.first - 3, 0) : mention.first] for form in token.forms
    }
    return bool(before & _PASSIVE) and not passage.beside("workplace", mention, after=4)


def _nearest(ours: list[Mention], theirs: list[Mention]) -> tuple[Mention, Mention]:
    pairs = [(abs(a.first - b.first), a.first, a, b) for a in ours for b in theirs]
    _, _, one, other = min(pairs, key=lambda pair: pair[:2])
    return (one, other) if one.first < other.first else (other, one)
