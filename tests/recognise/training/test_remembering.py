"""What was learnt comes back: later when right, sooner when wrong, never twice on one day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clew.recognise.training.remembering import due_on, next_card

FIRST = date(2026, 1, 2)


def days_between(answers: list[bool]) -> list[int]:
    """Return after how many days a concept comes back when each is answered on its day."""
    card, on, found = None, FIRST, []
    for right in answers:
        card = next_card(card, right=right, on=on)
        found.append((due_on(card) - on).days)
        on = due_on(card)
    return found


def test_right_answers_move_it_further_and_further_away() -> None:
    gaps = days_between([True] * 6)
    assert gaps == sorted(gaps)
    assert gaps[0] < 7
    assert 60 < gaps[-1] <= 180


def test_a_wrong_answer_brings_it_near() -> None:
    gaps = days_between([True, True, True, False, True])
    assert gaps[3] < gaps[2] / 4


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_it_comes_back_on_a_later_day_and_within_half_a_year(answers: list[bool]) -> None:
    assert all(1 <= gap <= 180 for gap in days_between(answers))
    assert days_between(answers) == days_between(answers)  # no dice


def test_who_is_late_is_taken_as_they_are() -> None:
    card = next_card(None, right=True, on=FIRST)
    late = next_card(card, right=True, on=FIRST + timedelta(days=200))
    assert due_on(late) > FIRST + timedelta(days=201)
