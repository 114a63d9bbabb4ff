"""Where a referral may go from where it stands."""

import itertools

import pytest

from clew.recognise.referrals.reasons import Reason
from clew.recognise.referrals.states import NEXT, UNDECIDED, NotNext, State, check_next, may_follow

ALLOWED = {
    ("made", "received"),
    ("made", "withdrawn"),
    ("received", "accepted"),
    ("received", "declined"),
    ("received", "withdrawn"),
}


def test_the_table_is_total() -> None:
    assert set(NEXT) == set(State)
    assert {state for state in State if NEXT[state]} == UNDECIDED


@pytest.mark.parametrize(("now", "wanted"), itertools.product(State, State))
def test_a_step_is_allowed_only_where_the_table_says_so(now: State, wanted: State) -> None:
    expected = (now.value, wanted.value) in ALLOWED
    assert may_follow(now, wanted) is expected
    if expected:
        check_next(now, wanted)
    else:
        with pytest.raises(NotNext):
            check_next(now, wanted)


def test_every_state_and_reason_has_words() -> None:
    assert len({str(state.label) for state in State}) == len(State)
    assert len({str(reason.label) for reason in Reason}) == len(Reason)
