"""What to ask next: one open question for each element whose answer could change the outcome.

Nobody is asked twice about what is settled, and nobody is asked eight questions where one opens
the door. The sentences are data (data/questions.yaml).
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.law.elements import LawInForce, MeansNeeded
from clew.rules.law.facts import Facts, parts_of
from clew.rules.law.findings import Finding
from clew.rules.law.known import Known, Met
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.law") / "data" / "questions.yaml"
_TRAFFICKING = ("child", "act", "travel", "means", "purpose")
_SMUGGLING = ("illegal_entry_or_stay", "not_national_or_resident", "benefit")
_GROUP_OF = {
    "illegal_entry_or_stay": "crossing",
    "not_national_or_resident": "crossing",
    "travel": "movement",
    "domestic_offence": "hold",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask for one element, and why."""

    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, the element it settles, why it matters, and the facts it would fill in."""

    question: str
    settles: str
    why: str
    facts: tuple[str, ...]


@functools.cache
def all_questions() -> dict[str, Question]:
    """Return every question by the element it settles."""
    return load_mapping(Question, _FILE)


def what_to_ask(
    law: LawInForce,
    facts: Facts,
    found: Sequence[Finding],
    trafficking: Met,
    smuggling: Met,
) -> tuple[Ask, ...]:
    """Return the questions that could change the answer, trafficking before smuggling."""
    open_elements = {item.element for item in found if item.finding is Met.UNKNOWN}
    by_name = {item.element: item.finding for item in found}
    wanted: list[str] = []
    if trafficking is Met.UNKNOWN:
        wanted += [name for name in _TRAFFICKING if name in open_elements]
        if not _age_matters(law, by_name):
            wanted = [name for name in wanted if name != "child"]
        if not _means_matter(law, facts):
            wanted = [name for name in wanted if name != "means"]
    if trafficking is not Met.MET and "domestic_offence" in open_elements:
        wanted.append("domestic_offence")
    if smuggling is Met.UNKNOWN:
        wanted += [name for name in _SMUGGLING if name in open_elements]
    if smuggling is Met.MET and "aggravation" in open_elements:
        wanted.append("aggravation")
    if (
        by_name["illegal_entry_or_stay"] is Met.MET
        and facts.protection.seeks_or_has_refugee_protection is Known.UNKNOWN
    ):
        wanted.append("protection")
    if trafficking is not Met.NOT_MET and _charge_unexplained(facts):
        wanted.append("charged")
    return tuple(_ask(name, facts) for name in wanted)


def _age_matters(law: LawInForce, by_name: dict[str, Met]) -> bool:
    """The age changes the label only while the means are not shown, and where they are needed."""
    return law.table.means_needed is not MeansNeeded.NEVER and by_name["means"] is not Met.MET


def _means_matter(law: LawInForce, facts: Facts) -> bool:
    if law.table.means_needed is MeansNeeded.NEVER:
        return False
    return not (law.table.means_needed is MeansNeeded.UNLESS_CHILD and facts.child is Known.YES)


def _charge_unexplained(facts: Facts) -> bool:
    charge = facts.charged
    named = charge.offence is not None and charge.offence.casefold() not in {"no", "none"}
    return named and Known.YES not in {charge.compelled, charge.direct_consequence}


def _ask(name: str, facts: Facts) -> Ask:
    entry = all_questions()[name]
    return Ask(entry.question, name, entry.why, _open_facts(name, facts))


@functools.lru_cache(maxsize=65_536)
def _open_parts(group_name: str, group: object) -> tuple[str, ...]:
    return tuple(
        f"{group_name}.{part}" for part, value in parts_of(group) if value is Known.UNKNOWN
    )


def _open_facts(name: str, facts: Facts) -> tuple[str, ...]:
    if name == "child":
        return ("child",)
    group_name = _GROUP_OF.get(name, name)
    parts = _open_parts(group_name, getattr(facts, group_name))
    if group_name != "crossing":
        return tuple(part for part in parts if part != "charged.offence")
    foreign = "crossing.not_national_or_resident"
    if name == "not_national_or_resident":
        return (foreign,)
    return tuple(part for part in parts if part != foreign)
