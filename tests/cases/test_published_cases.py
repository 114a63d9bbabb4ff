"""Published cases: the facts as coded, the answer worked out here, and the one the source gives."""

from dataclasses import replace

import pytest

from clew.rules.law.classification import Conclusion, classify
from clew.rules.law.facts import Facts, names_of
from clew.rules.law.known import Known
from clew.rules.law.published_cases import PublishedCase, facts_of, published_cases
from tests.cases.answers import answers, documents, published_labels

DOCUMENTS = [pytest.param(case, facts, id=facts.id) for case, facts in documents()]
CASES = sorted(published_cases())


@pytest.mark.parametrize(("case", "facts"), DOCUMENTS)
def test_a_published_case_is_classified_as_was_worked_out_by_hand(case: str, facts: Facts) -> None:
    assert facts.id.startswith(f"{case}-")
    assert classify(facts).conclusion == answers()[facts.id]


@pytest.mark.parametrize(("case", "facts"), DOCUMENTS)
def test_a_published_case_is_classified_as_its_label_says(case: str, facts: Facts) -> None:
    assert classify(facts).conclusion == published_cases()[case].labels[facts.id]


def unexplained(case: str, entry: PublishedCase, published: set[str]) -> list[str]:
    """Return the documents whose answer is not the published one, if nothing explains them."""
    if entry.differs and entry.differs.strip():
        return []
    return [facts.id for facts in facts_of(case) if classify(facts).conclusion not in published]


@pytest.mark.parametrize("case", CASES)
def test_an_answer_that_differs_from_the_published_one_explains_itself(case: str) -> None:
    assert unexplained(case, published_cases()[case], published_labels()[case]) == []


def test_an_answer_that_differs_without_a_word_is_noticed() -> None:
    # Red control: with its explanation taken away, a case that differs must be named.
    silent = replace(published_cases()["V13"], differs=None)
    assert unexplained("V13", silent, published_labels()["V13"]) == ["V13-1"]


def test_the_cases_between_them_reach_every_conclusion() -> None:
    assert {classify(facts).conclusion for _, facts in documents()} == set(Conclusion)


def test_the_ten_who_were_smuggled_are_told_apart_from_the_one_who_was_sold() -> None:
    nine, tenth = (classify(facts) for facts in facts_of("V01"))
    assert nine.conclusion == "smuggling"
    assert tenth.conclusion == "trafficking_and_smuggling"
    assert "Give the protection for trafficking first" in {item.what for item in tenth.consequences}


def test_a_fee_that_is_part_of_the_fraud_does_not_make_it_smuggling() -> None:
    (facts,) = facts_of("V03")
    assert facts.benefit.financial_or_material is Known.YES
    assert classify(facts).conclusion == "trafficking"


def test_the_house_in_houston_turns_on_the_stated_purpose() -> None:
    (facts,) = facts_of("V34")
    assert classify(facts).conclusion == "aggravated_smuggling"
    silent = replace(facts, purpose=type(facts.purpose)())
    assert classify(silent).conclusion == "insufficient_information"


def test_the_helmsman_without_a_reported_fare_is_aggravated_smuggling_once_there_is_one() -> None:
    (facts,) = facts_of("V13")
    assert classify(facts).conclusion == "insufficient_information"
    paid = replace(facts, benefit=replace(facts.benefit, financial_or_material=Known.YES))
    assert classify(paid).conclusion == "aggravated_smuggling"


def test_the_boys_among_the_plants_need_no_means_and_are_not_to_be_punished() -> None:
    _, plants = facts_of("V44")
    assert {getattr(plants.means, name) for name in names_of(type(plants.means))} == {Known.UNKNOWN}
    found = classify(plants)
    assert found.conclusion == "trafficking"
    follows = {item.what for item in found.consequences}
    assert "Raise non-punishment with the defence solicitor now" in follows
    assert "Care, guardian and schooling as a child" in follows


def test_an_acquittal_is_no_statement_that_nobody_was_a_victim() -> None:
    for facts in facts_of("V64"):
        found = classify(facts)
        assert found.trafficking == "unknown"
        assert found.ask_next
