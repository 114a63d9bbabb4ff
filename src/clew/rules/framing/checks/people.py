"""How people are spoken of: illegal, as things, as offenders for what was done to them."""

from collections.abc import Iterator
from typing import Final

from clew.rules.framing.checks.marking import Mark, is_denied, is_formal
from clew.rules.framing.lexicon import EXPLOITATION
from clew.rules.framing.passage import Passage
from clew.rules.framing.phrases import Mention

_TOLD_TOGETHER: Final = 20
_BEFORE_IT: Final = 4
_AFTER_IT: Final = 3


def illegal_people(passage: Passage) -> Iterator[Mark]:
    """Mark a person called illegal or bogus (ILL)."""
    for each in passage.here("illegal_person"):
        tokens = passage.sentence.tokens
        quoted = tokens[each.first].quoted
        if quoted and passage.near("said_of_itself", "criticised", "denied"):
            continue
        if is_formal(passage, each) or is_denied(passage, each):
            continue
        if passage.beside("said_of_itself", each, before=3) and passage.has("criticised"):
            continue
        yield Mark("ILL", each.first, each.last)
        return


def dehumanised(passage: Passage) -> Iterator[Mark]:
    """Mark people spoken of as freight, water, insects or wares (DEH)."""
    for each in passage.here("dehumanised"):
        tokens = passage.sentence.tokens
        if tokens[each.first].quoted and passage.has("criticised", "said_of_itself"):
            continue
        yield Mark("DEH", each.first, each.last)
        return


def victim_as_offender(passage: Passage) -> Iterator[Mark]:
    """Mark somebody exploited who is told of as an offender or to be removed (VAO)."""
    if not passage.exploitation or passage.has("protected"):
        return
    for each in passage.here("punished_person"):
        tokens = passage.sentence.tokens[each.first + 1 : each.last + 1]
        if not any(token.breaks for token in tokens) and not _is_of_an_exploiter(passage, each):
            yield Mark("VAO", each.first, each.last, EXPLOITATION)
            return


def punished_migrants(passage: Passage) -> Iterator[Mark]:
    """Mark the punishing of smuggled people told as action against smuggling (MIG)."""
    if not passage.near("against_smuggling") or passage.has("criticised"):
        return
    people, others = passage.here("passengers"), passage.here("exploiter")
    for each in passage.here("punished"):
        near = min(people, key=lambda one: _apart(each, one), default=None)
        if near is None or _apart(each, near) > _TOLD_TOGETHER:
            continue
        if all(_apart(each, near) < _apart(each, other) for other in others):
            yield Mark("MIG", min(each.first, near.first), max(each.last, near.last))
            return


def _is_of_an_exploiter(passage: Passage, mention: Mention) -> bool:
    return any(
        other.first - mention.first >= -_BEFORE_IT and other.first - mention.last <= _AFTER_IT
        for other in passage.here("exploiter")
    )


def _apart(one: Mention, other: Mention) -> int:
    """Return how many words stand between two mentions; 0 where they meet."""
    return max(one.first - other.last, other.first - one.last, 0)
