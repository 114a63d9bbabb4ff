"""What follows for the person, whichever it is: each consequence with its reason and its article.

The consequences are data (data/consequences.yaml): a sentence, when it applies, and the citation
for each jurisdiction. The time to recover is read from the dated periods.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files

from clew.rules.law import periods
from clew.rules.law.elements import LawInForce
from clew.rules.law.facts import Facts
from clew.rules.law.findings import Finding
from clew.rules.law.known import Known, Met
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.states import State, weakest

_FILE = files("clew.rules.law") / "data" / "consequences.yaml"
ANYWHERE = "ANY"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows: what, why, and where it is written."""

    what: str
    because: str
    citations: tuple[Citation, ...]

    @property
    def state(self) -> State:
        """How far the weakest of its citations was checked."""
        return weakest(citation.state for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Signals:
    """The few values that decide what follows, all as words. See data/consequences.yaml."""

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
    def of(  # noqa: PLR0913 -- the answer's own parts, each needed once
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


@dataclass(frozen=True, slots=True)
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

    def __post_init__(self) -> None:
        unknown = set(self.when) - {spec.name for spec in fields(Signals)}
        if unknown:
            msg = f"signals that exist; {min(unknown)} does not"
            raise ValueError(msg)

    def holds(self, signals: Signals) -> bool:
        return all(getattr(signals, name) in values for name, values in self.when.items())


@functools.cache
def _rules() -> dict[str, _Rule]:
    return load_mapping(_Rule, _FILE)


@functools.lru_cache(maxsize=65_536)
def following(law: LawInForce, on: date | None, signals: Signals) -> tuple[Consequence, ...]:
    """Return what follows, most urgent first, for signals under a law on a day."""
    found = []
    for rule in _rules().values():
        citations = rule.citations.get(law.jurisdiction, rule.citations.get(ANYWHERE))
        if not citations or not rule.holds(signals):
            continue
        if rule.period:
            found.append(_time_to_recover(rule, law, on, citations))
        else:
            found.append(Consequence(rule.what, rule.because, citations))
    return tuple(found)


def _time_to_recover(
    rule: _Rule, law: LawInForce, on: date | None, citations: tuple[Citation, ...]
) -> Consequence:
    """Name the length of the recovery period where it is in our data, else the rule alone."""
    period = periods.period_in_force(law.jurisdiction, on)
    if period is None:
        return Consequence(rule.what, rule.because, citations)
    what = f"{rule.what}: {period.length_in_words}"
    return Consequence(what, rule.because, (period.citation, *citations))
