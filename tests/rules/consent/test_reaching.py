"""No agreement, no contact; and never in an hour, on a day or by a way that was not agreed on."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent.reaching import ON_A_DEVICE, Channel, Plan, Reach, Silent, first_open, reach

MONDAY = datetime(2026, 3, 16, 10, tzinfo=UTC)
PLAN = Plan(frozenset({Channel.EMAIL, Channel.LETTER}), time(9), time(12), frozenset({0, 3}))
HOURS = st.times(timezones=st.none()).map(lambda t: t.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 -- hypothesis wants the bounds without, and adds the zone
    datetime(2030, 1, 1),  # noqa: DTZ001 -- as above
    timezones=st.just(UTC),
)
PLANS = st.builds(
    Plan,
    channels=st.frozensets(st.sampled_from(Channel)),
    from_=HOURS,
    until=HOURS,
    days=st.frozensets(st.integers(0, 6)),
    watched=st.booleans(),
)


def test_without_an_agreement_nothing_goes_out_by_any_way() -> None:
    assert all(isinstance(reach(None, channel=way, at=MONDAY), Silent) for way in Channel)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (MONDAY, MONDAY),
        (MONDAY.replace(hour=9), MONDAY.replace(hour=9)),
        (MONDAY.replace(hour=7), MONDAY.replace(hour=9)),
        (MONDAY.replace(hour=12), MONDAY.replace(day=19, hour=9)),
        (MONDAY.replace(day=17), MONDAY.replace(day=19, hour=9)),
        (MONDAY.replace(day=20), MONDAY.replace(day=23, hour=9)),
    ],
)
def test_it_waits_for_the_hour_and_the_day(at: datetime, opens: datetime) -> None:
    found = reach(PLAN, channel=Channel.EMAIL, at=at)
    assert isinstance(found, Reach)
    assert found.not_before == opens


def test_a_night_belongs_to_the_day_on_which_it_began() -> None:
    night = replace(PLAN, from_=time(22), until=time(2))
    for day, hour, opens in ((16, 23, True), (17, 1, True), (16, 1, False), (17, 23, False)):
        at = MONDAY.replace(day=day, hour=hour)
        found = reach(night, channel=Channel.EMAIL, at=at)
        assert isinstance(found, Reach)
        assert (found.not_before == at) is opens


def test_a_way_that_was_not_agreed_on_stays_shut() -> None:
    assert reach(PLAN, channel=Channel.PHONE, at=MONDAY) == Silent(
        "They did not agree to be reached by phone."
    )


def test_a_device_that_is_watched_is_silent_and_a_letter_still_goes() -> None:
    watched = replace(PLAN, watched=True)
    assert isinstance(reach(watched, channel=Channel.EMAIL, at=MONDAY), Silent)
    found = first_open(watched, [Channel.EMAIL, Channel.LETTER], MONDAY)
    assert isinstance(found, Reach)
    assert found.channel is Channel.LETTER


@given(PLANS, MOMENTS, st.sampled_from(Channel))
def test_whatever_is_agreed_nothing_goes_before_now_or_outside_of_it(
    plan: Plan, at: datetime, channel: Channel
) -> None:
    found = reach(plan, channel=channel, at=at)
    if isinstance(found, Silent):
        return
    assert channel in plan.channels
    assert not (plan.watched and channel in ON_A_DEVICE)
    assert at <= found.not_before <= at + timedelta(days=8)
    again = reach(plan, channel=channel, at=found.not_before)
    assert isinstance(again, Reach)
    assert again.not_before == found.not_before


def test_days_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="days from 0"):
        Plan(frozenset(), days=frozenset({7}))
