"""One element at a time: is it met, why, and which article says so.

Every function takes the law in force and one small group of facts, so each answer depends on
little and is remembered: a hundred thousand documents share a few thousand of them.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from clew.rules.law.elements import (
    Branch,
    Counts,
    ElementRule,
    LawInForce,
    MeansNeeded,
    smuggling_elements,
)
from clew.rules.law.facts import (
    Act,
    Aggravation,
    Benefit,
    Crossing,
    Means,
    Movement,
    Purpose,
    parts_of,
)
from clew.rules.law.known import Known, Met, all_of, any_of, as_met
from clew.rules.sources.citations import Citation
from clew.rules.sources.records import one_of

_REMEMBERED = 65_536


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one element, the reason in a sentence, and the articles."""

    element: str
    finding: Met
    because: str
    citations: tuple[Citation, ...]


def words(name: str) -> str:
    """Turn a fact name into words: `forced_labour` into 'forced labour'."""
    return name.replace("_", " ")


def _listed(names: Sequence[str]) -> str:
    shown = [words(name) for name in names]
    *front, last = shown
    return f"{', '.join(front)} and {last}" if front else last


# --- trafficking ------------------------------------------------------------------------------


@functools.lru_cache(maxsize=_REMEMBERED)
def act(law: LawInForce, facts: Act) -> Finding:
    """Find the act: recruitment, transportation, transfer, harbouring or receipt."""
    return _of_parts("act", law.table.act, facts)


@functools.lru_cache(maxsize=_REMEMBERED)
def means(law: LawInForce, facts: Means, child: Known) -> Finding:
    """Find the means, and say where they are not needed (a child; a law that does not ask)."""
    found = _means_alone(law, facts)
    needed = law.table.means_needed
    because = found.because
    citations = list(found.citations)
    if needed is MeansNeeded.NEVER:
        because = f"{law.law} does not ask for the means. {because}"
    elif child is Known.YES:
        because = f"{law.table.child.because} {because}"
        citations.append(law.table.child.citation)
    if found.finding is Met.MET and needed is not MeansNeeded.NEVER:
        # "the consent of a victim … shall be irrelevant where any of the means … have been used"
        because = f"{because} {law.table.consent.because}"
        citations.append(law.table.consent.citation)
    return Finding("means", found.finding, because, tuple(citations))


@functools.lru_cache(maxsize=_REMEMBERED)
def _means_alone(law: LawInForce, facts: Means) -> Finding:
    return _of_parts("means", law.table.means, facts)


@functools.lru_cache(maxsize=_REMEMBERED)
def purpose(law: LawInForce, facts: Purpose) -> Finding:
    """Find the purpose of exploitation, intended or carried out."""
    return _of_parts("purpose", law.table.purpose, facts)


@functools.lru_cache(maxsize=256)
def child(law: LawInForce, age: Known) -> Finding:
    """Say what the age changes. An unknown age protects as a child and leaves the label open."""
    rule = law.table.child
    because = {
        Known.YES: f"Under 18 at the time. {rule.because}",
        Known.NO: "An adult at the time.",
        Known.UNKNOWN: f"The age is not known: protect as a child until it is. {rule.because}",
    }[age]
    return Finding("child", as_met(age), because, (rule.citation,))


@functools.lru_cache(maxsize=4096)
def travel(law: LawInForce, movement: Movement, carried: Known, entered: Known) -> Finding | None:
    """Find travel where the law asks for it.

    What is stated of the travel itself decides. Only where nothing is, carrying the person or
    bringing her over a border shows that there was some.
    """
    rule = law.table.travel
    if rule is None:
        return None
    shown = Known.YES in {carried, entered}
    value = movement.travel_arranged
    if value is Known.UNKNOWN and shown:
        value = Known.YES
    said = {
        Known.YES: "Travel was arranged or made easier.",
        Known.NO: "No travel was arranged.",
        Known.UNKNOWN: "Whether any travel was arranged is not known; a move inside a town counts.",
    }[value]
    if shown and value is Known.NO:
        said += " Yet a transport or an illegal entry is answered yes: look at these again."
    return Finding("travel", as_met(value), f"{said} {rule.because}", (rule.citation,))


def purpose_in(law: LawInForce, branch: Branch, facts: Purpose) -> Known:
    """Return the purpose as far as the forms of one branch of the offence show it."""
    counts = law.table.purpose.parts
    answer = Known.NO
    for name in branch.purposes:
        value: Known = getattr(facts, name)
        if value is Known.NO or counts[name] is Counts.NOT_NAMED:
            continue
        if value is Known.YES and counts[name] is Counts.NAMED:
            return Known.YES
        answer = Known.UNKNOWN
    return answer


def _of_parts(element: str, rule: ElementRule, facts: Act | Means | Purpose) -> Finding:
    met: list[str] = []
    missing: list[str] = []
    open_: list[str] = []
    outside: list[str] = []
    for name, value in parts_of(facts):
        counts = rule.parts[name]
        if counts is Counts.NOT_NAMED:
            if value is Known.YES:
                outside.append(name)
        elif value is Known.UNKNOWN:
            missing.append(name)
        elif value is Known.YES:
            (open_ if counts is Counts.OPEN else met).append(name)
    if met:
        finding, because = Met.MET, f"Met by {_listed(met)}."
    elif open_:
        finding = Met.UNKNOWN
        because = (
            f"Open: {_listed(open_)} is not named in this law as it stood; "
            "whether it falls under a form that is, a lawyer must say."
        )
    elif missing:
        finding = Met.UNKNOWN
        nothing_said = len(missing) == len(rule.parts)
        because = "Nothing is known yet." if nothing_said else f"Not known: {_listed(missing)}."
    else:
        finding, because = Met.NOT_MET, f"No {element} that this law names was found."
    if outside:
        because = f"{because} Not named in this law: {_listed(outside)}."
    return Finding(element, finding, because, (rule.citation,))


# --- smuggling --------------------------------------------------------------------------------


@functools.lru_cache(maxsize=_REMEMBERED)
def illegal_entry_or_stay(facts: Crossing) -> Finding:
    """Find illegal entry procured, illegal stay enabled, or a false document made for either."""
    ways = {
        "illegal_entry": facts.illegal_entry,
        "illegal_stay_enabled": facts.illegal_stay_enabled,
        "fraudulent_documents": facts.fraudulent_documents,
    }
    value = any_of(ways.values())
    because = _ways_in_words(
        ways, value, "No illegal entry, no illegal stay and no false document."
    )
    return _smuggling("illegal_entry_or_stay", value, because)


@functools.lru_cache(maxsize=8)
def not_national_or_resident(value: Known) -> Finding:
    """Find whether the person had no nationality or permanent residence of the State entered."""
    because = {
        Known.YES: "The person is neither a national nor a permanent resident of that State.",
        Known.NO: "The person is a national or a permanent resident: entering is no smuggling.",
        Known.UNKNOWN: "Nationality and residence are not known.",
    }[value]
    return _smuggling("not_national_or_resident", value, because)


@functools.lru_cache(maxsize=16)
def benefit(facts: Benefit) -> Finding:
    """Find gain. A family or humanitarian motive beside a gain is reported, and changes nothing."""
    motive = facts.humanitarian_or_family_motive is Known.YES
    because = {
        Known.YES: "Somebody gained, or was to gain, money or another material benefit.",
        Known.NO: "There was no financial or other material benefit.",
        Known.UNKNOWN: "Whether anybody gained from it is not known.",
    }[facts.financial_or_material]
    if motive and facts.financial_or_material is Known.YES:
        because += " A family or humanitarian motive was stated too; it does not undo the gain."
    elif motive:
        because += " A family or humanitarian motive alone is no benefit."
    elif facts.financial_or_material is Known.NO and not motive:
        because += " No family or humanitarian reason is stated either: ask what it was for."
    return _smuggling("benefit", facts.financial_or_material, because)


@functools.lru_cache(maxsize=16)
def aggravation(facts: Aggravation) -> Finding:
    """Find danger to life or safety, or inhuman or degrading treatment."""
    ways = dict(parts_of(facts))
    value = any_of(ways.values())
    because = _ways_in_words(
        ways, value, "No danger and no inhuman or degrading treatment is stated."
    )
    return _smuggling("aggravation", value, because)


def _smuggling(element: str, value: Known, because: str) -> Finding:
    return Finding(element, as_met(value), because, smuggling_elements()[element].citations)


def _ways_in_words(ways: dict[str, Known], value: Known, none_of_them: str) -> str:
    if value is Known.YES:
        return f"Met by {_listed([name for name, known in ways.items() if known is Known.YES])}."
    if value is Known.NO:
        return none_of_them
    return f"Not known: {_listed([n for n, known in ways.items() if known is Known.UNKNOWN])}."


# --- offences beside the Protocols ------------------------------------------------------------


_SAID = {Known.YES: "Met.", Known.NO: "Not met.", Known.UNKNOWN: "Not known."}


@functools.lru_cache(maxsize=256)
def holding(law: LawInForce, value: Known) -> Finding | None:
    """Find holding in slavery or forced labour, where the law makes it an offence of its own."""
    rule = law.table.holding
    if rule is None:
        return None
    because = f"{_SAID[value]} {rule.because}"
    return Finding("domestic_offence", as_met(value), because, (rule.citation,))


@functools.lru_cache(maxsize=4096)
def facilitation(law: LawInForce, crossing: Crossing) -> Finding | None:
    """Find help to enter or stay that the law makes an offence even without gain."""
    rule = law.table.facilitation
    if rule is None:
        return None
    helped = any_of(value for name, value in parts_of(crossing) if name in rule.covers)
    value = all_of((helped, crossing.not_national_or_resident))
    because = f"{_SAID[value]} {rule.because}"
    return Finding("domestic_facilitation", as_met(value), because, (rule.citation,))


def unknown_elements(findings: Sequence[Finding]) -> str:
    """Name the open elements in words, for a closing line."""
    return one_of(words(item.element) for item in findings if item.finding is Met.UNKNOWN)
