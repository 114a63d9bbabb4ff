"""Which open question tells most: each is answered yes and no for a try, and the answers compared.

`asking` finds what is open; this puts first what would change most. It is for a page about one
person: a batch of a hundred thousand has no use for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clew.rules.law.asking import Ask
from clew.rules.law.classification import Classification, Conclusion, classify
from clew.rules.law.facts import Facts
from clew.rules.law.known import Known, Met

# What counts most; then each thing that follows counts one. *Neither* while trafficking is open is
# no answer, and a question about the border never comes before those about the person for it.
_CONCLUSION, _TRAFFICKING, _SMUGGLING = 100, 40, 10


@dataclass(frozen=True, slots=True)
class Telling:
    """One question, and what the facts would point to after each answer."""

    ask: Ask
    after_yes: Conclusion
    after_no: Conclusion
    weight: int

    @property
    def changes_conclusion(self) -> bool:
        """Whether one answer alone would make the facts point elsewhere than the other."""
        return self.after_yes is not self.after_no


def most_telling(facts: Facts, answer: Classification) -> tuple[Telling, ...]:
    """Return the open questions of an answer, the most telling first.

    Among equals the order of `asking` stays: trafficking before smuggling.
    """
    found = [_tried(facts, answer, ask) for ask in answer.ask_next]
    return tuple(sorted(found, key=lambda each: -each.weight))


def _tried(facts: Facts, now: Classification, ask: Ask) -> Telling:
    # Any one part meets an element; only all of them together are its absence.
    yes = classify(_with(facts, ask.facts[:1], Known.YES))
    no = classify(_with(facts, ask.facts, Known.NO))
    return Telling(ask, yes.conclusion, no.conclusion, _moved(now, yes) + _moved(now, no))


def _moved(now: Classification, then: Classification) -> int:
    answered = then.conclusion is not Conclusion.NEITHER or then.trafficking is not Met.UNKNOWN
    followed = {item.what for item in now.consequences}
    follows = {item.what for item in then.consequences}
    return (
        _CONCLUSION * (answered and now.conclusion is not then.conclusion)
        + _TRAFFICKING * (now.trafficking is not then.trafficking)
        + _SMUGGLING * (now.smuggling is not then.smuggling)
        + len(followed ^ follows)
    )


def _with(facts: Facts, names: Iterable[str], value: Known) -> Facts:
    for name in names:
        group, dot, part = name.partition(".")
        if dot:
            changed = replace(getattr(facts, group), **{part: value})
            facts = replace(facts, **{group: changed})
        else:
            facts = replace(facts, child=value, born=None)
    return facts
