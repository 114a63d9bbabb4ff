"""What may be answered to a recall, and when to ask again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent.recall import Answer, Rules, Said, recall, remind_on

DAYS = st.dates(max_value=date(9999, 1, 1))


def test_every_answer_has_its_words_and_what_is_kept_wants_a_reason() -> None:
    assert {answer for answer in Answer if answer.wants} == {Answer.KEPT_BY_LAW, Answer.PARTLY}
    assert all(answer.label and answer.said for answer in Answer)
    assert recall().citations


@given(DAYS, st.none() | DAYS)
def test_a_reminder_comes_its_days_after_the_last_word(told: date, reminded: date | None) -> None:
    asked = remind_on(told, reminded)
    assert asked - (reminded or told) == timedelta(days=7)


@pytest.mark.parametrize(("after", "every"), [(0, 7), (7, 0), (-1, 7)])
def test_days_of_nothing_are_refused(after: int, every: int) -> None:
    words = {answer: Said("a", "a", "") for answer in Answer}
    with pytest.raises(ValueError, match="at least one day"):
        Rules(after, every, words, ())


def test_an_answer_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="words for every answer"):
        Rules(7, 7, {Answer.DELETED: Said("a", "a", "")}, ())
