"""Which question tells most, how it is asked safely, and answers that contradict each other."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law.asking import all_questions
from clew.rules.law.classification import Conclusion, classify
from clew.rules.law.contradictions import Contradiction, ages, all_contradictions, contradictions
from clew.rules.law.facts import GROUPS, Facts, names_of
from clew.rules.law.known import Known, Met
from clew.rules.law.telling import Telling, most_telling
from clew.rules.sources.documents import Plain
from tests.rules.law.random_facts import facts, places, value_at, with_value, without_contradiction
from tests.rules.law.stated import ALL_NO, SMUGGLED, TRAFFICKED, stated

SLOW = settings(derandomize=True, deadline=None, max_examples=80)


def telling(value: dict[str, Plain] | None = None, /, **more: Plain) -> list[Telling]:
    given_facts = stated(value or {}, **more)
    return list(most_telling(given_facts, classify(given_facts)))


def test_the_answer_that_would_settle_it_is_asked_first() -> None:
    found = telling(TRAFFICKED, purpose={})
    assert found[0].ask.settles == "purpose"
    assert found[0].after_yes is Conclusion.TRAFFICKING
    assert found[0].changes_conclusion


def test_smuggling_one_answer_short_is_asked_before_what_changes_little() -> None:
    known = SMUGGLED | {"act": ALL_NO, "means": ALL_NO, "purpose": ALL_NO, "benefit": {}}
    assert telling(known)[0].ask.settles == "benefit"


def test_where_no_single_answer_changes_it_trafficking_stays_before_smuggling() -> None:
    settles = [each.ask.settles for each in telling()]
    assert settles.index("act") < settles.index("illegal_entry_or_stay")


@SLOW
@given(facts())
def test_every_open_question_is_asked_once_and_none_is_added(given_facts: Facts) -> None:
    answer = classify(given_facts)
    found = most_telling(given_facts, answer)
    assert sorted(each.ask.settles for each in found) == sorted(
        each.settles for each in answer.ask_next
    )
    weights = [each.weight for each in found]
    assert weights == sorted(weights, reverse=True)


def test_every_question_says_how_to_ask_it_safely() -> None:
    for name, question in all_questions().items():
        assert question.safely.endswith("."), name


@SLOW
@given(facts(), st.data())
def test_an_unknown_more_never_makes_a_no(given_facts: Facts, data: st.DataObject) -> None:
    before = classify(given_facts)
    answered = [p for p in places(given_facts) if value_at(given_facts, p) is not Known.UNKNOWN]
    if not answered:
        return
    less = with_value(given_facts, data.draw(st.sampled_from(answered)), Known.UNKNOWN)
    after = classify(without_contradiction(less))
    if before.trafficking is not Met.NOT_MET and without_contradiction(less) == less:
        assert after.trafficking is not Met.NOT_MET


@SLOW
@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(given_facts: Facts, random: Random) -> None:
    document: dict[str, Plain] = {
        "jurisdiction": given_facts.jurisdiction, "child": given_facts.child.value,
    }  # fmt: skip
    for group in GROUPS:
        parts = [name for name in names_of(GROUPS[group]) if name != "offence"]
        random.shuffle(parts)
        document[group] = {name: getattr(getattr(given_facts, group), name).value for name in parts}
    keys = list(document)
    random.shuffle(keys)
    shuffled = stated({key: document[key] for key in keys})
    plain = stated(document)
    assert classify(shuffled).conclusion is classify(plain).conclusion
    assert [item.finding for item in classify(shuffled).elements] == [
        item.finding for item in classify(plain).elements
    ]


@pytest.mark.parametrize("name", sorted(all_contradictions()))
def test_a_contradiction_is_shown_and_neither_answer_is_dropped(name: str) -> None:
    each = all_contradictions()[name]
    document: dict[str, Plain] = {}
    for fact, value in each.when.items():
        group, _, part = fact.partition(".")
        document.setdefault(group, {})[part] = value.value  # type: ignore[index, call-overload]
    found = contradictions(stated(document))
    assert each in found
    assert classify(stated(document))  # it is answered, never refused


@SLOW
@given(facts())
def test_an_unknown_contradicts_nothing(given_facts: Facts) -> None:
    for each in contradictions(given_facts):
        assert Known.UNKNOWN not in each.when.values()
    assert contradictions(stated()) == ()


def test_a_contradiction_of_one_fact_or_of_an_unknown_is_refused() -> None:
    for when in ({"act.transfer": Known.YES}, {"act.transfer": Known.YES, "x.y": Known.NO},
                 {"act.transfer": Known.YES, "act.receipt": Known.UNKNOWN}):  # fmt: skip
        with pytest.raises(ValueError, match="when"):
            Contradiction(when, "says")


def test_nobody_grows_younger() -> None:
    early, late = date(2024, 1, 1), date(2025, 1, 1)
    assert ages([(early, Known.NO), (late, Known.YES)])
    assert ages([(late, Known.YES), (early, Known.NO)])
    assert not ages([(early, Known.YES), (late, Known.NO)])
    assert not ages([(early, Known.NO), (late, Known.UNKNOWN), (None, Known.YES)])
    assert not ages([])
