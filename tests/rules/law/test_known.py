"""Three values: the tables of Kleene in full, and unknown that never acquits."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law.known import Known, Met, all_of, any_of, as_known, as_met

YES, NO, OPEN = Known.YES, Known.NO, Known.UNKNOWN

EITHER = {
    (YES, YES): YES, (YES, OPEN): YES, (YES, NO): YES,
    (OPEN, YES): YES, (OPEN, OPEN): OPEN, (OPEN, NO): OPEN,
    (NO, YES): YES, (NO, OPEN): OPEN, (NO, NO): NO,
}  # fmt: skip
BOTH = {
    (YES, YES): YES, (YES, OPEN): OPEN, (YES, NO): NO,
    (OPEN, YES): OPEN, (OPEN, OPEN): OPEN, (OPEN, NO): NO,
    (NO, YES): NO, (NO, OPEN): NO, (NO, NO): NO,
}  # fmt: skip
ANSWERS = st.lists(st.sampled_from(Known), max_size=12)
SLOW = settings(derandomize=True, deadline=None, max_examples=200)


@pytest.mark.parametrize("pair", list(product(Known, repeat=2)))
def test_one_yes_is_enough_and_every_no_is_needed(pair: tuple[Known, Known]) -> None:
    assert any_of(pair) is EITHER[pair]


@pytest.mark.parametrize("pair", list(product(Known, repeat=2)))
def test_one_no_is_enough_and_every_yes_is_needed(pair: tuple[Known, Known]) -> None:
    assert all_of(pair) is BOTH[pair]


def test_nothing_asked_is_no_for_any_and_yes_for_all() -> None:
    assert any_of([]) is NO
    assert all_of([]) is YES


@SLOW
@given(ANSWERS)
def test_the_order_of_the_answers_changes_nothing(answers: list[Known]) -> None:
    assert any_of(answers) is any_of(reversed(answers))
    assert all_of(answers) is all_of(reversed(answers))


@SLOW
@given(ANSWERS)
def test_many_answers_are_two_by_two(answers: list[Known]) -> None:
    either, both = NO, YES
    for answer in answers:
        either, both = EITHER[either, answer], BOTH[both, answer]
    assert any_of(answers) is either
    assert all_of(answers) is both


@SLOW
@given(ANSWERS)
def test_an_answer_is_sure_only_if_no_completion_changes_it(answers: list[Known]) -> None:
    open_at = [at for at, answer in enumerate(answers) if answer is OPEN][:6]
    either, both = set(), set()
    for values in product((YES, NO), repeat=len(open_at)):
        completed = [YES if answer is OPEN else answer for answer in answers]
        for at, value in zip(open_at, values, strict=True):
            completed[at] = value
        either.add(any(answer is YES for answer in completed))
        both.add(all(answer is YES for answer in completed))
    if answers.count(OPEN) <= len(open_at):
        assert any_of(answers) is (OPEN if len(either) > 1 else YES if either == {True} else NO)
        assert all_of(answers) is (OPEN if len(both) > 1 else YES if both == {True} else NO)


def test_facts_and_elements_say_the_same_in_their_own_words() -> None:
    assert [as_met(known) for known in (YES, NO, OPEN)] == [Met.MET, Met.NOT_MET, Met.UNKNOWN]
    assert all(as_known(as_met(known)) is known for known in Known)


def test_unknown_is_never_false() -> None:
    assert bool(OPEN)
    assert OPEN != NO
    assert as_met(OPEN) is not Met.NOT_MET


def test_each_finding_has_words_of_its_own() -> None:
    assert {met.in_words for met in Met} == {"met", "not met", "not known"}
