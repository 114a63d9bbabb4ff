"""Loads every data file of the rules: a value without a citation, or an unknown key, fails here."""

from pathlib import Path

from clew.recognise.classification.comparison import differences
from clew.recognise.mechanisms.crosswalks import crosswalk
from clew.recognise.mechanisms.form import mechanism, mechanism_ids
from clew.recognise.mechanisms.outcomes import outcomes
from clew.recognise.mechanisms.responders import responders
from clew.rules.consent.duties import duties
from clew.rules.indicators.instruments import instrument, instrument_ids, questions
from clew.rules.law import asking, classification, elements, periods, published_cases, wording
from clew.rules.law.facts import GROUPS, names_of
from clew.rules.sources.bibliography import bibliography
from clew.rules.sources.faults import WrongInput


def check(root: Path) -> list[str]:  # noqa: ARG001 -- every check is called with the root
    """Return one sentence for each thing that does not load or does not fit together."""
    try:
        _load_everything()
    except WrongInput as wrong:
        return list(wrong.sentences)
    return [*_facts_without_words(), *_signs_without_questions()]


def _load_everything() -> None:
    bibliography()
    for code in elements.codes():
        elements.jurisdiction(code)
    for code in periods.jurisdictions():
        periods.recovery_periods(code)
    for case_id in published_cases.published_cases():
        for facts in published_cases.facts_of(case_id):
            classification.classify(facts)
    for name in mechanism_ids():
        for load in (mechanism, outcomes, crosswalk, responders):
            load(name)
    duties()
    asking.all_questions()
    differences()


def _facts_without_words() -> list[str]:
    asked = {f"{group}.{part}" for group, kind in GROUPS.items() for part in names_of(kind)}
    asked -= {"charged.offence"}  # a text, not a fact to tick
    missing = sorted(asked ^ set(wording.wordings()))
    return [f"wording.yaml: {name} stands in only one of facts and wording." for name in missing]


def _signs_without_questions() -> list[str]:
    signs = {sign.id for name in instrument_ids() for sign in instrument(name).indicators}
    return [f"interviews: {name} has no question." for name in sorted(signs - set(questions()))]
