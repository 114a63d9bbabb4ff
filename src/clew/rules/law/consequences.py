"""What follows for the person, whichever it is: each consequence with its reason and its article.

The consequences are data (data/consequences.yaml): a sentence, when it applies, and the citation
for each jurisdiction. The time to recover is read from the dated periods.
"""

import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple

from clew.rules.law import periods
from clew.rules.law.elements import LawInForce
from clew.rules.law.facts import Facts
from clew.rules.law.findings import Finding
from clew.rules.law.known import Known, Met
from clew.rules.law.periods import Period
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import State, weakest

_FILE = files("clew.rules.law") / "data" / "consequences.yaml"
ANYWHERE = "ANY"


class Action(StrEnum):
    """What somebody can do at once about a thing that follows. The pages know where."""

    ALERT_DEFENCE = "alert_defence"  # write to the defence solicitor
    REFER = "refer"  # refer for protection
    RECOVERY = "recovery"  # count the days
    ASYLUM = "asylum"  # explain asylum and safe routes


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows: what, why, where it is written, and what to do about it at once."""

    what: str
    because: str
    citations: tuple[Citation, ...]
    action: Action | None = None

    @property
    def state(self) -> State:
        """How far the weakest of its citations was checked."""
        return weakest(citation.state for citation in self.citations)


class Signals(NamedTuple):
    """The few values that decide what follows, all as words. See data/consequences.yaml.

    A named tuple, because one is made for every document of a batch.
    """

    conclusion: str
    trafficking: str
    smuggling: str
    aggravated: str
    child: str
    identification: str
    act: str
    means: str
    purpose: str
    entry_or_stay: str
    ill_treatment: str
    gain: str
    motive: str
    seeks_protection: str
    came_directly: str
    presented: str
    charged: str
    compelled: str
    direct_consequence: str
    holding: str
    facilitation: str

    @classmethod
    def of(
        cls,
        facts: Facts,
        found: Sequence[Finding],
        conclusion: str,
        trafficking: Met,
        smuggling: Met,
        aggravated: Known,
        *,
        near: bool,
    ) -> "Signals":
        """Gather the signals of one classified document.

        `near`: one element short of trafficking, the child's case included. Identification is
        *open* while trafficking is not settled and there is something to look for.
        """
        by_name = {item.element: item.finding for item in found}
        return cls(
            conclusion=conclusion,
            trafficking=trafficking,
            smuggling=smuggling,
            aggravated=aggravated,
            child=facts.child,
            identification=_identification(by_name, conclusion, trafficking, near=near),
            act=by_name["act"],
            means=by_name["means"],
            purpose=by_name["purpose"],
            entry_or_stay=by_name["illegal_entry_or_stay"],
            ill_treatment=facts.aggravation.inhuman_or_degrading_treatment,
            gain=facts.benefit.financial_or_material,
            motive=facts.benefit.humanitarian_or_family_motive,
            seeks_protection=facts.protection.seeks_or_has_refugee_protection,
            came_directly=facts.protection.came_directly,
            presented=facts.protection.presented_without_delay,
            charged=_charged(facts),
            compelled=facts.charged.compelled,
            direct_consequence=facts.charged.direct_consequence,
            holding=by_name.get("domestic_offence", "not_in_this_law"),
            facilitation=by_name.get("domestic_facilitation", "not_in_this_law"),
        )


def _identification(
    by_name: dict[str, Met], conclusion: str, trafficking: Met, *, near: bool
) -> str:
    """Say whether there is something to identify: also a person held, with no act or travel."""
    if trafficking is Met.MET:
        return trafficking
    if by_name.get("domestic_offence") is Met.MET:
        return "open"
    if trafficking is Met.UNKNOWN:
        return "open" if near or conclusion == "insufficient_information" else "nothing_to_look_for"
    return trafficking


def _charged(facts: Facts) -> str:
    """Say whether a charge is stated; any offence named is one, 'no' and 'none' are not."""
    match (facts.charged.offence or "unknown").casefold():
        case "unknown":
            stated = Known.YES in {facts.charged.compelled, facts.charged.direct_consequence}
            return "yes" if stated else "unknown"
        case "no" | "none":
            return "no"
        case _:
            return "yes"


@dataclass(frozen=True, eq=False)
class _Rule:
    """One consequence as data. `when`: every signal named has one of the values listed.

    `citations` by jurisdiction; `ANY` serves those without their own. Without `ANY` the
    consequence exists only in the jurisdictions named; an empty list takes one out.
    """

    what: str
    because: str
    when: dict[str, tuple[str, ...]]
    citations: dict[str, tuple[Citation, ...]]
    period: bool = False
    action: Action | None = None

    def __post_init__(self) -> None:
        unknown = set(self.when) - set(Signals._fields)
        if unknown:
            msg = f"signals that exist; {min(unknown)} does not"
            raise ValueError(msg)


@functools.cache
def _conditions(
    trafficking: str,
) -> tuple[tuple[_Rule, Callable[[Signals], object], frozenset[object]], ...]:
    """Return each rule with the signals it reads and the values under which it holds.

    Only those that can hold for what was found of trafficking: most rules ask for it.

    All conditions of a rule are looked up in one step: there are thirty rules, and a hundred
    thousand documents in a batch.
    """
    made = []
    for rule in _rules().values():
        if trafficking not in rule.when.get("trafficking", (trafficking,)):
            continue
        allowed = frozenset(itertools.product(*rule.when.values()))
        one = len(rule.when) == 1  # attrgetter of one name gives no tuple
        flat = frozenset(values[0] for values in allowed) if one else allowed
        made.append((rule, attrgetter(*rule.when), flat))
    return tuple(made)


@functools.cache
def _rules() -> dict[str, _Rule]:
    return load_mapping(_Rule, _FILE)


def following(law: LawInForce, on: date | None, signals: Signals) -> tuple[Consequence, ...]:
    """Return what follows, most urgent first, for signals under a law on a day."""
    found = []
    for rule, read, allowed in _conditions(signals.trafficking):
        if read(signals) not in allowed:
            continue
        period = periods.period_in_force(law.jurisdiction, on) if rule.period else None
        consequence = _consequence(rule, law.jurisdiction, period)
        if consequence is not None:
            found.append(consequence)
    return tuple(found)


def citations_of(name: str, jurisdiction: str) -> tuple[Citation, ...]:
    """Return where one consequence is written in a law, whether or not it follows just now.

    Empty where the law does not know it. Raises KeyError for a consequence nobody wrote.
    """
    rule = _rules()[name]
    return rule.citations.get(jurisdiction, rule.citations.get(ANYWHERE, ()))


@functools.lru_cache(maxsize=4096)
def _consequence(rule: _Rule, jurisdiction: str, period: Period | None) -> Consequence | None:
    """Word one consequence for a jurisdiction, with the length of the recovery period if known."""
    citations = rule.citations.get(jurisdiction, rule.citations.get(ANYWHERE))
    if not citations:
        return None
    if period is None:
        return Consequence(rule.what, rule.because, citations, rule.action)
    what = f"{rule.what}: {period.length_in_words}"
    return Consequence(what, rule.because, (period.citation, *citations), rule.action)
