"""The decision table: trafficking beside smuggling, for one person, phase and perpetrator.

`classify` combines the findings by three-valued logic and returns what the facts point to, with
reasons, consequences and the next questions. A named person concludes; the software does not.
"""

import functools
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from clew.rules.law import asking, consequences, findings
from clew.rules.law.asking import Ask
from clew.rules.law.consequences import Consequence, Signals
from clew.rules.law.elements import Branch, LawInForce, MeansNeeded, law_for
from clew.rules.law.facts import Facts, parts_of
from clew.rules.law.findings import Finding
from clew.rules.law.known import Known, Met, all_of, any_of, as_known, as_met


class Conclusion(StrEnum):
    """What the facts point to. `INSUFFICIENT_INFORMATION` is never 'not a victim'."""

    TRAFFICKING = "trafficking"
    SMUGGLING = "smuggling"
    AGGRAVATED_SMUGGLING = "aggravated_smuggling"
    TRAFFICKING_AND_SMUGGLING = "trafficking_and_smuggling"
    NEITHER = "neither"
    INSUFFICIENT_INFORMATION = "insufficient_information"


@dataclass(frozen=True, slots=True)
class Classification:
    """The answer for one document, and the law by which it was reached."""

    id: str
    law: LawInForce
    conclusion: Conclusion
    trafficking: Met
    smuggling: Met
    aggravated: Known
    elements: tuple[Finding, ...]
    consequences: tuple[Consequence, ...]
    ask_next: tuple[Ask, ...]

    def element(self, name: str) -> Finding | None:
        """Return the finding on one element, if this law asks for it."""
        return next((item for item in self.elements if item.element == name), None)


class _Found(NamedTuple):
    """The findings of one document, before they are combined."""

    act: Finding
    travel: Finding | None
    means: Finding
    purpose: Finding
    child: Finding
    entry: Finding
    foreign: Finding
    benefit: Finding
    aggravation: Finding
    holding: Finding | None
    facilitation: Finding | None

    def in_order(self) -> tuple[Finding, ...]:
        """Return those the law asks for; the fields stand in the order of the answer."""
        return tuple(item for item in self if item is not None)


def classify(facts: Facts) -> Classification:
    """Set trafficking beside smuggling for one facts document.

    Returns the conclusion that the facts point to, with every element, its reason and articles.
    Raises `WrongInput` for a jurisdiction without data or a day before its first known law.
    Source: Trafficking Protocol art. 3, Smuggling Protocol art. 3 and 6, and the national tables.
    """
    law = law_for(facts)
    found = _findings(law, facts)
    ways = _ways(law, facts, found)
    trafficking = as_met(any_of(all_of((way.act, way.means, way.purpose)) for way in ways))
    smuggling = as_met(
        all_of(as_known(item.finding) for item in (found.entry, found.foreign, found.benefit))
    )
    aggravated = all_of((as_known(smuggling), as_known(found.aggravation.finding)))
    conclusion = _conclusion(
        trafficking,
        smuggling,
        aggravated,
        anything_stated=_anything_yes(facts),
        # An unknown age makes nobody an adult, but the open purpose must not cost her the help.
        one_short_of_trafficking=any(
            way.one_short(adult=facts.child is not Known.YES) for way in ways
        ),
    )
    elements = found.in_order()
    signals = Signals.of(
        facts,
        elements,
        conclusion,
        trafficking,
        smuggling,
        aggravated,
        near=any(way.one_short(adult=True) for way in ways),
    )
    return Classification(
        id=facts.id,
        law=law,
        conclusion=conclusion,
        trafficking=trafficking,
        smuggling=smuggling,
        aggravated=aggravated,
        elements=elements,
        consequences=consequences.following(law, facts.on, signals),
        ask_next=asking.what_to_ask(law, facts, elements, trafficking, smuggling),
    )


def _findings(law: LawInForce, facts: Facts) -> _Found:
    entry = findings.illegal_entry_or_stay(facts.crossing)
    foreign = findings.not_national_or_resident(facts.crossing.not_national_or_resident)
    return _Found(
        act=findings.act(law, facts.act),
        means=findings.means(law, facts.means, facts.child),
        purpose=findings.purpose(law, facts.purpose),
        child=findings.child(law, facts.child),
        travel=findings.travel(
            law, facts.movement, facts.act.transportation, facts.crossing.illegal_entry
        ),
        entry=entry,
        foreign=foreign,
        benefit=findings.benefit(facts.benefit),
        aggravation=findings.aggravation(facts.aggravation),
        holding=findings.holding(law, facts.hold.slavery_servitude_or_forced_labour),
        facilitation=findings.facilitation(law, facts.crossing),
    )


# --- trafficking ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Way:
    """Act, means and purpose as one branch of the offence combines them."""

    act: Known
    means: Known
    purpose: Known

    def one_short(self, *, adult: bool) -> bool:
        """Act and purpose with the means open, or, for an adult, act and means with the purpose."""
        if self.act is not Known.YES:
            return False
        if self.purpose is Known.YES:
            return self.means is Known.UNKNOWN
        return adult and self.means is Known.YES and self.purpose is Known.UNKNOWN


def _ways(law: LawInForce, facts: Facts, found: _Found) -> tuple[_Way, ...]:
    """Combine the findings branch by branch; travel belongs to the act where it is asked for."""
    asked = [found.act] if found.travel is None else [found.act, found.travel]
    act = all_of(as_known(item.finding) for item in asked)
    means = as_known(found.means.finding)
    return tuple(
        _Way(
            act,
            _means_for(branch, means, facts.child),
            findings.purpose_in(law, branch, facts.purpose),
        )
        for branch in law.table.branches
    )


def _means_for(branch: Branch, means: Known, child: Known) -> Known:
    if branch.means is MeansNeeded.NEVER:
        return Known.YES
    if branch.means is MeansNeeded.ALWAYS:
        return means
    return any_of((means, child))


# --- the table --------------------------------------------------------------------------------

_MET, _NOT, _OPEN = Met.MET, Met.NOT_MET, Met.UNKNOWN
_SETTLED: Final = {
    (_MET, _MET): Conclusion.TRAFFICKING_AND_SMUGGLING,
    (_MET, _OPEN): Conclusion.TRAFFICKING,
    (_MET, _NOT): Conclusion.TRAFFICKING,
    (_OPEN, _OPEN): Conclusion.INSUFFICIENT_INFORMATION,
    (_NOT, _OPEN): Conclusion.INSUFFICIENT_INFORMATION,
    (_NOT, _NOT): Conclusion.NEITHER,
}


def _conclusion(
    trafficking: Met,
    smuggling: Met,
    aggravated: Known,
    *,
    anything_stated: bool,
    one_short_of_trafficking: bool,
) -> Conclusion:
    """Read the decision table (docs/reference/classify.md, 'How the conclusion is reached')."""
    settled = _SETTLED.get((trafficking, smuggling))
    if settled is not None:
        return settled
    if smuggling is _NOT:
        # Nothing of trafficking was stated at all: the label says neither, and the page still asks.
        if anything_stated:
            return Conclusion.INSUFFICIENT_INFORMATION
        return Conclusion.NEITHER
    if trafficking is _OPEN and one_short_of_trafficking:
        # One element short of trafficking: naming it smuggling now would send a victim away.
        return Conclusion.INSUFFICIENT_INFORMATION
    if aggravated is Known.YES:
        return Conclusion.AGGRAVATED_SMUGGLING
    return Conclusion.SMUGGLING


def _anything_yes(facts: Facts) -> bool:
    return any(_any_yes(group) for group in (facts.act, facts.means, facts.purpose))


@functools.lru_cache(maxsize=65_536)
def _any_yes(group: object) -> bool:
    return any(value is Known.YES for _, value in parts_of(group))
