"""The facts as they come off the page: the same document that `clew classify` reads.

Field names are the dotted names of the facts (`act.recruitment`), so that a sentence about a fact
finds its field, and the page refuses exactly what the command refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clew.rules.law.classification import Classification, classify
from clew.rules.law.facts import GROUPS, Facts, facts_in, names_of, parts_of
from clew.rules.law.known import Known
from clew.rules.sources.documents import Document, Plain
from clew.rules.sources.faults import WrongInput

PLAIN_FIELDS = ("jurisdiction", "on", "born", "child")
_ID = "this sheet"


@dataclass(frozen=True, slots=True)
class FactsForm:
    """What stands on the page, the facts it makes, and what is wrong, by field name.

    `typed` keeps every value as it was typed, also when it cannot be used. `result` is None while
    something is wrong: half an answer would be a wrong one.
    """

    typed: dict[str, str]
    errors: dict[str, str]
    result: Classification | None
    on: date | None = None
    facts: Facts | None = None

    def value(self, name: str) -> str:
        """Return what stands in a field; a fact without an answer is unknown."""
        return self.typed.get(name, "" if name in {"on", "born"} else Known.UNKNOWN.value)


def form_of(sent: Mapping[str, str]) -> FactsForm:
    """Read the facts that a page sent."""
    names = [f"{group}.{part}" for group, kind in GROUPS.items() for part in names_of(kind)]
    typed = {name: sent[name].strip() for name in (*PLAIN_FIELDS, *names) if name in sent}
    typed.setdefault("jurisdiction", "INT")
    return _answered(typed)


def form_of_facts(facts: Facts) -> FactsForm:
    """Fill the page from facts that stand elsewhere: a published case."""
    typed = {
        f"{group}.{part}": value.value
        for group in GROUPS
        for part, value in parts_of(getattr(facts, group))
        if isinstance(value, Known)
    }
    typed["child"] = facts.child.value
    typed["jurisdiction"] = facts.jurisdiction
    if facts.on:
        typed["on"] = facts.on.isoformat()
    return _answered(typed)


def _answered(typed: dict[str, str]) -> FactsForm:
    try:
        facts = facts_in(document_of(typed), name=_ID, number=1)
        result = classify(facts)
    except WrongInput as wrong:
        # A fault of the law itself (no data, too early) names its field in place of a file.
        errors = {
            (fault.key or fault.where): f"Wanted: {fault.wanted}. Found: {fault.found}."
            for fault in wrong.faults
        }
        return FactsForm(typed, errors, None)
    return FactsForm(typed, {}, result, facts.on, facts)


def document_of(typed: Mapping[str, str]) -> Document:
    """Return what stands on a page as the document that `rules.law.facts` reads."""
    value: dict[str, Plain] = {"id": _ID}
    for name, text in typed.items():
        if not text:
            continue
        group, dot, part = name.partition(".")
        if not dot:
            value[name] = text
            continue
        inner = value.setdefault(group, {})
        if isinstance(inner, dict):
            inner[part] = text
    return Document(value, 1)
