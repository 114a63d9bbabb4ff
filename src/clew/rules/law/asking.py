"""What to ask next: one open question for each element whose answer could change the outcome.

Nobody is asked twice about what is settled, and nobody is asked eight questions where one opens
the door. The sentences are data (data/questions.yaml).
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.law import findings
from clew.rules.law.elements import LawInForce, MeansNeeded
from clew.rules.law.facts import Facts, parts_of
from clew.rules.law.findings import Finding
from clew.rules.law.known import Known, Met
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.law") / "data" / "questions.yaml"
_SMUGGLING = ("illegal_entry_or_stay", "not_national_or_resident", "benefit")
_GROUP_OF = {
    "illegal_entry_or_stay": "crossing",
    "not_national_or_resident": "crossing",
    "travel": "movement",
    "domestic_offence": "hold",
}
# Facts that stand in the same group and belong to another element.
_NOT_OF = {
    "illegal_entry_or_stay": ("not_national_or_resident",),
    "not_national_or_resident": (
        "illegal_entry",
        "illegal_stay_enabled",
        "fraudulent_documents",
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask for one element, why, and how to ask it without harm."""

    question: str
    why: str
    safely: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, the element it settles, why it matters, and the facts it would fill in.

    `safely`: how to ask it without harm.
    """

    question: str
    settles: str
    why: str
    facts: tuple[str, ...]
    safely: str


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
    by_name = {item.element: item.finding for item in found}
    wanted = [
        *(_about_trafficking(law, facts, by_name) if trafficking is Met.UNKNOWN else ()),
        *(["domestic_offence"] if trafficking is not Met.MET else ()),
        *(_SMUGGLING if smuggling is Met.UNKNOWN else ()),
        *(["aggravation"] if smuggling is Met.MET else ()),
    ]
    wanted = [name for name in wanted if by_name.get(name) is Met.UNKNOWN]
    if by_name["illegal_entry_or_stay"] is Met.MET and _protection_unknown(facts):
        wanted.append("protection")
    if trafficking is not Met.NOT_MET and _link_unknown(facts):
        wanted.append("charged")
    asks = (_ask(name, facts) for name in wanted)
    # What is open although every fact is answered, a lawyer settles, not the person.
    return tuple(ask for ask in asks if ask.facts)


def _about_trafficking(law: LawInForce, facts: Facts, by_name: dict[str, Met]) -> Iterator[str]:
    """Yield the elements of trafficking whose answer could still change it."""
    possible = [
        branch.means
        for branch in law.table.branches
        if findings.purpose_in(law, branch, facts.purpose) is not Known.NO
    ]
    child = facts.child is Known.YES
    if MeansNeeded.UNLESS_CHILD in possible and by_name["means"] is not Met.MET:
        yield "child"
    yield from ("act", "travel")
    if MeansNeeded.ALWAYS in possible or (MeansNeeded.UNLESS_CHILD in possible and not child):
        yield "means"
    yield "purpose"


def _protection_unknown(facts: Facts) -> bool:
    return facts.protection.seeks_or_has_refugee_protection is Known.UNKNOWN


def _link_unknown(facts: Facts) -> bool:
    """Say whether a charge is named and the link that decides is open.

    For an adult that is compulsion; for a child the direct consequence is enough.
    """
    charge = facts.charged
    if charge.offence is None or charge.offence.casefold() in {"no", "none", "unknown"}:
        return False
    if facts.child is Known.YES:
        links = {charge.compelled, charge.direct_consequence}
        return Known.YES not in links and Known.UNKNOWN in links
    return charge.compelled is Known.UNKNOWN


def _ask(name: str, facts: Facts) -> Ask:
    if name == "child":
        return _ask_for(name, facts.child)
    return _ask_for(name, getattr(facts, _GROUP_OF.get(name, name)))


@functools.lru_cache(maxsize=16_384)
def _ask_for(name: str, group: object) -> Ask:
    """Word the question on one element, with the facts of its group that are still open."""
    entry = all_questions()[name]
    if name == "child":
        return Ask(entry.question, name, entry.why, ("child",), entry.safely)
    group_name = _GROUP_OF.get(name, name)
    left_out = _NOT_OF.get(name, ())
    return Ask(
        entry.question,
        name,
        entry.why,
        tuple(
            f"{group_name}.{part}"
            for part, value in parts_of(group)
            if value is Known.UNKNOWN and part not in left_out
        ),
        entry.safely,
    )
