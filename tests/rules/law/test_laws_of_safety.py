"""Laws of safety over random facts: unknown asks and never acquits, nobody is left with nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law import classification, known
from clew.rules.law.classification import Classification, Conclusion, classify
from clew.rules.law.facts import Facts
from clew.rules.law.known import Known, Met
from tests.rules.law import random_facts
from tests.rules.law.following import AS_CHILD, CONTINUED_PRESENCE, REMOVAL_WAITS, TIME
from tests.rules.law.random_facts import facts, places, value_at, with_value, without_contradiction
from tests.rules.law.stated import ALL_NO, stated

SLOW = settings(derandomize=True, deadline=None, max_examples=150)
NOT_TRAFFICKING = {Conclusion.SMUGGLING, Conclusion.AGGRAVATED_SMUGGLING, Conclusion.NEITHER}


def consistent(given_facts: Facts) -> bool:
    return without_contradiction(given_facts) == given_facts


def forgotten(given_facts: Facts) -> list[Facts]:
    """Return the facts with each yes or no turned into unknown, one at a time."""
    known_places = [
        place for place in places(given_facts) if value_at(given_facts, place) is not Known.UNKNOWN
    ]
    less = [with_value(given_facts, place, Known.UNKNOWN) for place in known_places]
    return [each for each in less if consistent(each)]


def acquittals(given_facts: Facts) -> list[Facts]:
    """Return the facts with one thing less known that would be called no trafficking for it."""
    if classify(given_facts).trafficking is Met.NOT_MET:
        return []
    return [less for less in forgotten(given_facts) if classify(less).trafficking is Met.NOT_MET]


@SLOW
@given(facts(), st.data())
def test_learning_anything_never_raises(given_facts: Facts, data: st.DataObject) -> None:
    before = classify(given_facts)
    unknown = [
        place for place in places(given_facts) if value_at(given_facts, place) is Known.UNKNOWN
    ]
    for place in unknown[:6]:
        more = with_value(given_facts, place, data.draw(st.sampled_from([Known.YES, Known.NO])))
        after = classify(without_contradiction(more))
        if before.trafficking is not Met.UNKNOWN and consistent(more):
            assert after.trafficking is before.trafficking, "what is settled stays settled"


@SLOW
@given(facts())
def test_knowing_less_never_turns_trafficking_into_no_trafficking(given_facts: Facts) -> None:
    assert acquittals(given_facts) == []


@SLOW
@given(facts())
def test_knowing_less_never_turns_one_answer_into_another(given_facts: Facts) -> None:
    before = classify(given_facts)
    for less in forgotten(given_facts):
        after = classify(less)
        assert after.trafficking in {before.trafficking, Met.UNKNOWN}
        assert after.smuggling in {before.smuggling, Met.UNKNOWN}
        assert after.aggravated in {before.aggravated, Known.UNKNOWN}


def test_an_unknown_that_acquits_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: with unknown read as no, forgetting the means must look like an acquittal.
    suspect = stated(
        child="no", act={"receipt": "yes"}, means={"fraud": "yes"}, purpose={"servitude": "yes"}
    )
    assert acquittals(suspect) == []

    def as_no(values: object) -> Known:
        return known.all_of(Known.NO if each is Known.UNKNOWN else each for each in values)  # type: ignore[attr-defined]

    monkeypatch.setattr(classification, "all_of", as_no)
    assert acquittals(suspect)


@SLOW
@given(facts())
def test_a_trafficked_person_is_never_called_smuggled_or_neither(given_facts: Facts) -> None:
    found = classify(given_facts)
    if found.trafficking is Met.MET:
        assert found.conclusion in {Conclusion.TRAFFICKING, Conclusion.TRAFFICKING_AND_SMUGGLING}
    if found.conclusion in NOT_TRAFFICKING:
        assert found.trafficking is not Met.MET


@SLOW
@given(facts())
def test_every_element_has_a_reason_and_an_article(given_facts: Facts) -> None:
    for item in classify(given_facts).elements:
        assert item.because.strip()
        assert item.citations
    for consequence in classify(given_facts).consequences:
        assert consequence.what.strip()
        assert consequence.because.strip()
        assert consequence.citations


@SLOW
@given(facts())
def test_an_unknown_age_protects_as_a_child_unless_it_is_neither(given_facts: Facts) -> None:
    found = classify(replace(given_facts, child=Known.UNKNOWN))
    follows = AS_CHILD in {item.what for item in found.consequences}
    assert follows == (found.conclusion is not Conclusion.NEITHER)


@SLOW
@given(facts())
def test_a_known_age_is_never_put_aside(given_facts: Facts) -> None:
    for age in (Known.YES, Known.NO):
        follows = {item.what for item in classify(replace(given_facts, child=age)).consequences}
        assert AS_CHILD not in follows


def reasons_left(found: Classification) -> list[str]:
    """Return what a person who is told 'not enough is known' can go on with."""
    open_in_law = [item.because for item in found.elements if item.because.startswith("Open:")]
    return [ask.question for ask in found.ask_next] + open_in_law


@SLOW
@given(facts())
def test_not_enough_information_always_leaves_something_to_ask_or_a_reason(
    given_facts: Facts,
) -> None:
    found = classify(given_facts)
    if found.conclusion is Conclusion.INSUFFICIENT_INFORMATION:
        assert reasons_left(found)
        assert any(item.finding is Met.UNKNOWN for item in found.elements)


@SLOW
@given(facts())
def test_who_is_or_may_be_trafficked_is_not_removed_and_gets_time(given_facts: Facts) -> None:
    found = classify(given_facts)
    protected = found.trafficking is not Met.NOT_MET and found.conclusion not in NOT_TRAFFICKING
    follows = {item.what.split(": ")[0] for item in found.consequences}
    gets_time = CONTINUED_PRESENCE in follows or {REMOVAL_WAITS, TIME} <= follows
    assert gets_time or not protected
    nothing_to_find = found.trafficking is Met.NOT_MET and not is_held(found)
    assert not (gets_time and nothing_to_find)


def is_held(found: Classification) -> bool:
    held = found.element("domestic_offence")
    return held is not None and held.finding is Met.MET


@SLOW
@given(facts())
def test_nobody_leaves_without_anything(given_facts: Facts) -> None:
    assert classify(given_facts).consequences


@SLOW
@given(facts(st.sampled_from(["INT", "EU", "IE", "NL"])))
def test_being_a_child_never_takes_the_label_away(given_facts: Facts) -> None:
    adult = classify(replace(given_facts, child=Known.NO))
    child = classify(replace(given_facts, child=Known.YES))
    if adult.trafficking is Met.MET:
        assert child.trafficking is Met.MET
    if child.trafficking is Met.NOT_MET:
        assert adult.trafficking is Met.NOT_MET


def test_a_child_with_the_same_facts_is_protected_as_far_as_an_adult() -> None:
    # Deceived and carried for gain, the purpose not known: removal waits for an adult.
    given_facts = {
        "act": {"transportation": "yes"},
        "means": {"deception": "yes"},
        "crossing": {"illegal_entry": "yes", "not_national_or_resident": "yes"},
        "benefit": {"financial_or_material": "yes"},
    }
    for child in ("no", "yes"):
        found = classify(stated(given_facts, child=child))  # type: ignore[arg-type]
        assert REMOVAL_WAITS in {item.what for item in found.consequences}, f"child: {child}"


def test_a_statement_that_nothing_was_arranged_is_believed_and_the_contradiction_is_shown() -> None:
    # The one place where two facts speak of the same thing: what is said of the travel decides.
    said_no = stated(
        jurisdiction="GB",
        act={"transportation": "yes"},
        purpose={"servitude": "yes"},
        crossing=ALL_NO,
    )
    said_no = replace(said_no, movement=type(said_no.movement)(travel_arranged=Known.NO))
    found = classify(said_no)
    assert found.trafficking is Met.NOT_MET
    travel = found.element("travel")
    assert travel is not None
    assert "look at these again" in travel.because
    assert random_facts.without_contradiction(said_no).movement.travel_arranged is Known.YES
