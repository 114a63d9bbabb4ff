"""A world is settled by its seed and day, quick to make, and its chain holds but for one link."""

import time
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.site.demonstration.making import made_world
from clew.site.demonstration.story_days import story_days, working_day
from tests.site.demonstration.worlds import TODAY, world


def test_the_same_seed_and_day_give_equal_worlds() -> None:
    assert made_world(seed=7, today=TODAY) == world(7)


def test_another_seed_gives_another_world() -> None:
    assert made_world(seed=8, today=TODAY).people != world(7).people


def test_another_day_moves_the_files_along() -> None:
    later = made_world(seed=7, today=TODAY + timedelta(days=7))
    assert later.person("r7").tasks[0].due_on == TODAY + timedelta(days=7)
    assert world(7).person("r7").tasks[0].due_on == TODAY


def test_a_world_is_made_in_seconds() -> None:
    begun = time.process_time()
    made_world(seed=11, today=TODAY)
    assert time.process_time() - begun < 30


def test_a_world_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        world().person("r7").called = "Somebody"  # type: ignore[misc]


def test_nobody_by_an_unknown_key() -> None:
    with pytest.raises(KeyError):
        world().person("r99")
    with pytest.raises(KeyError):
        world().member("nobody")


def test_every_role_is_played() -> None:
    roles = {role for item in world().staff for role in item.roles}
    assert roles == {
        "survivor",
        "first_responder",
        "trainer",
        "advocate",
        "case_lead",
        "lawyer",
        "investigator",
        "partner_officer",
        "policy_lead",
        "output_checker",
        "data_steward",
        "administrator",
        "auditor",
    }


def test_the_charity_elsewhere_is_in_no_circle_and_has_no_file() -> None:
    made = world()
    assert [c.key for c in made.circles if "tideway" in c.members] == []
    assert [p.key for p in made.people if p.organisation == "tideway"] == []


def test_the_police_are_in_the_circle_that_investigates_only() -> None:
    circles = {item.purpose: "northmoor_police" in item.members for item in world().circles}
    assert circles == {"find_others": False, "investigate": True}


def test_the_chain_runs_from_a_session_to_convictions_and_breaks_once() -> None:
    made = world()
    first = [link.stage for link in made.chain if link.session == "session_1"]
    assert first == [
        "training",
        "recognised",
        "referral",
        "investigation",
        "charge",
        "trial",
        "conviction",
    ]
    assert [(link.session, link.stage) for link in made.chain if not link.holds] == [
        ("session_2", "investigation")
    ]
    days = [link.on for link in made.chain if link.session == "session_1"]
    assert days == sorted(days)


def test_the_first_was_recognised_days_after_the_first_session() -> None:
    made = world()
    first = min(
        item.recognised_on
        for item in made.people
        if item.training_session == "session_1" and item.recognised_on
    )
    assert first == made.person("r1").recognised_on
    assert 9 <= (first - made.sessions[0].on).days <= 14


def test_later_links_hold_only_people_of_earlier_ones() -> None:
    chain = [link for link in world().chain if link.session == "session_1" and link.people]
    for earlier, later in pairwise(chain):
        assert set(later.people) <= set(earlier.people)


def test_those_held_again_are_there_today_in_houses_of_the_group() -> None:
    group = world().group
    houses = {house.key for house in group.houses if house.closed_on == group.period[1]}
    assert len(group.held_since) == 12
    assert {stay.house for item in group.held_since for stay in item.stays} <= houses
    assert [item.person for item in group.held_since if item.person] != []


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=date(2022, 1, 1), max_value=date(2090, 12, 31)))
def test_the_story_keeps_its_order_and_length_on_any_day(today: date) -> None:
    days = story_days(today)
    start, end = days.group_from, days.arrests
    assert (end.year - start.year) * 12 + end.month - start.month == 64
    told = [
        start,
        days.first_session,
        days.first_recognised,
        days.investigation,
        days.second_session,
        end,
        days.charge,
        *days.verdicts,
        today,
        days.sentence,
    ]
    assert told == sorted(told)


@given(st.dates(min_value=date(2022, 1, 1), max_value=date(2090, 12, 31)), st.integers(-400, 400))
def test_a_working_day_is_no_weekend_and_late_stays_late(today: date, days: int) -> None:
    day = working_day(today, days)
    assert day.weekday() < 5
    assert (day < today) == (days < 0)
