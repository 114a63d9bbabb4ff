"""Two answers beside each other: another law, or the law as its data was and as it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from clew.rules.law import elements
from clew.rules.law.classification import classify
from clew.rules.law.comparing import differences, outline
from clew.rules.law.editions import edition
from clew.rules.law.facts import Facts
from clew.rules.sources.faults import WrongInput
from tests.rules.law.changed_law import with_changed_law
from tests.rules.law.random_facts import facts
from tests.rules.law.stated import PURPOSE, stated

SLOW = settings(derandomize=True, deadline=None, max_examples=80)
HELD_BY_NEED = {
    "child": "no",
    "act": {"recruitment": "yes", "transportation": "yes"},
    "means": {"abuse_of_vulnerability": "yes"},
    "purpose": PURPOSE,
}


def test_the_same_facts_under_another_law_say_what_differs() -> None:
    un = outline(classify(stated(HELD_BY_NEED, jurisdiction="INT")))
    us = outline(classify(stated(HELD_BY_NEED, jurisdiction="US")))
    found = differences(un, us)
    assert found.conclusion_differs
    assert (found.before, found.after) == ("trafficking", "insufficient_information")
    changed = {each.name: each for each in found.elements}
    means = changed["means"]
    assert means.before is not None
    assert means.after is not None
    assert (means.before.finding, means.after.finding) == ("met", "unknown")
    assert changed["domestic_offence"].before is None  # the Protocols do not ask for it
    assert any(item.name.startswith("Time to recover") for item in found.gone)


@SLOW
@given(facts())
def test_an_answer_does_not_differ_from_itself(given_facts: Facts) -> None:
    answer = outline(classify(given_facts))
    assert not differences(answer, answer)


@SLOW
@given(facts())
def test_what_is_gone_one_way_is_new_the_other_way(given_facts: Facts) -> None:
    one = outline(classify(given_facts))
    other = outline(classify(stated()))
    there, back = differences(one, other), differences(other, one)
    assert (there.gone, there.new) == (back.new, back.gone)
    assert [each.name for each in there.elements if each.before is None] == [
        each.name for each in back.elements if each.after is None
    ]


def test_an_unverified_article_stays_unverified_in_what_is_stored() -> None:
    found = outline(classify(stated(HELD_BY_NEED, jurisdiction="EU")))
    cited = [text for said in (*found.elements, *found.consequences) for text in said.citations]
    assert any("[" in text for text in cited)


def test_an_edition_changes_with_the_data_and_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = edition("GB")
    assert edition("GB-ENG") == before
    assert edition("NL") != before
    with with_changed_law(
        monkeypatch, tmp_path, "GB", "forced_criminality: named", "forced_criminality: open"
    ):
        assert edition("GB") != before
    assert edition("GB") == before


def test_a_law_without_data_has_no_edition() -> None:
    with pytest.raises(WrongInput):
        edition("ZZ")


def test_changed_data_changes_the_answer_and_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    criminal = stated(
        jurisdiction="GB", act={"transportation": "yes"}, purpose={"forced_criminality": "yes"}
    )
    before = outline(classify(criminal))
    with with_changed_law(
        monkeypatch, tmp_path, "GB", "forced_criminality: named", "forced_criminality: open"
    ):
        assert differences(before, outline(classify(criminal))).after == "insufficient_information"
    assert not differences(before, outline(classify(criminal)))
    assert elements.jurisdiction("GB").name == "England and Wales"
