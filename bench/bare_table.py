"""The peer: the bare decision table, without reasons, articles, consequences or questions.

It reads the same law as data and reaches the same conclusions (the bench compares every one of
them), so what Clew takes more is the price of saying why. Written from docs/reference/classify.md
and not from the code it is set beside.
"""

from collections.abc import Iterable, Mapping

from clew.rules.law.classification import Conclusion
from clew.rules.law.elements import Counts, ElementTable, MeansNeeded, law_for
from clew.rules.law.facts import Facts, names_of
from clew.rules.law.known import Known

YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN


def conclude(facts: Facts) -> Conclusion:
    """Return the conclusion for one document of facts, and nothing else."""
    table = law_for(facts).table
    act = _part(table.act.parts, facts.act)
    if table.travel is not None:
        act = _and(act, _travel(facts))
    means = _part(table.means.parts, facts.means)
    trafficking, short = NO, False
    for branch in table.branches:
        needed = _needed(branch.means, means, facts.child)
        purpose = _purpose(table, branch.purposes, facts)
        trafficking = _or(trafficking, _and(_and(act, needed), purpose))
        short = short or _one_step_short(act, needed, purpose, facts.child)
    crossing = facts.crossing
    ways = (crossing.illegal_entry, crossing.illegal_stay_enabled, crossing.fraudulent_documents)
    smuggling = _and(
        _and(_any(ways), crossing.not_national_or_resident), facts.benefit.financial_or_material
    )
    return _table(trafficking, smuggling, facts, short=short)


def _table(trafficking: Known, smuggling: Known, facts: Facts, *, short: bool) -> Conclusion:
    if trafficking is YES:
        both = smuggling is YES
        return Conclusion.TRAFFICKING_AND_SMUGGLING if both else Conclusion.TRAFFICKING
    if smuggling is UNKNOWN or (smuggling is YES and trafficking is UNKNOWN and short):
        return Conclusion.INSUFFICIENT_INFORMATION
    if smuggling is NO:
        if trafficking is UNKNOWN and _anything_stated(facts):
            return Conclusion.INSUFFICIENT_INFORMATION
        return Conclusion.NEITHER
    worse = facts.aggravation
    if YES in {worse.danger_to_life_or_safety, worse.inhuman_or_degrading_treatment}:
        return Conclusion.AGGRAVATED_SMUGGLING
    return Conclusion.SMUGGLING


def _needed(rule: MeansNeeded, means: Known, child: Known) -> Known:
    if rule is MeansNeeded.NEVER:
        return YES
    return means if rule is MeansNeeded.ALWAYS else _or(means, child)


def _one_step_short(act: Known, means: Known, purpose: Known, child: Known) -> bool:
    if act is not YES:
        return False
    if purpose is YES:
        return means is UNKNOWN
    return child is not YES and means is YES and purpose is UNKNOWN


def _travel(facts: Facts) -> Known:
    stated = facts.movement.travel_arranged
    shown = YES in {facts.act.transportation, facts.crossing.illegal_entry}
    return YES if stated is UNKNOWN and shown else stated


def _part(parts: Mapping[str, Counts], group: object) -> Known:
    return _any(_counted(parts[name], getattr(group, name)) for name in names_of(type(group)))


def _purpose(table: ElementTable, names: Iterable[str], facts: Facts) -> Known:
    parts = table.purpose.parts
    return _any(_counted(parts[name], getattr(facts.purpose, name)) for name in names)


def _counted(counts: Counts, value: Known) -> Known:
    """Return what a fact is worth in a law: nothing where it is not named, open where unread."""
    if counts is Counts.NOT_NAMED:
        return NO
    return UNKNOWN if counts is Counts.OPEN and value is YES else value


def _anything_stated(facts: Facts) -> bool:
    groups = (facts.act, facts.means, facts.purpose)
    return any(getattr(group, name) is YES for group in groups for name in names_of(type(group)))


def _any(values: Iterable[Known]) -> Known:
    answer = NO
    for value in values:
        if value is YES:
            return YES
        if value is UNKNOWN:
            answer = UNKNOWN
    return answer


def _or(one: Known, other: Known) -> Known:
    return _any((one, other))


def _and(one: Known, other: Known) -> Known:
    if NO in {one, other}:
        return NO
    return YES if one is other is YES else UNKNOWN
