"""Who stays silent after a recall is asked again by the house itself, as often as the rule says."""

from datetime import datetime, timedelta

import pytest

from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from clew.ground.timetable.turns import run_due
from clew.rules.consent.kinds import Kind
from clew.rules.consent.recall import Answer
from clew.site import schedule
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release import recalling
from clew.survivor.release.models import Recall
from clew.survivor.release.recalling import answer_recall, remind, remind_due
from tests.cast import Cast
from tests.survivor.made import sent, yes

DAY = timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def told(cast: Cast, person: Person) -> datetime:
    """Take something back that the police have; return when they were told."""
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    sent(cast, person, cast.police, Kind.IDENTITY)
    release.withdraw(actor=cast.advocate_a, consent=consent)
    Notice.objects.all().delete()
    return Recall.rows.get().told_at


def asked(member: Member) -> int:
    """Return how often somebody was asked again."""
    return Notice.objects.filter(member=member, code="release.recalled").count()


def test_the_silent_are_asked_after_seven_days_and_every_seven(cast: Cast, told: datetime) -> None:
    went = [remind_due(at=told + day * DAY) for day in (0, 6, 7, 7, 8, 13, 14, 30)]
    assert went == [0, 0, 1, 0, 0, 0, 1, 1]
    assert asked(cast.police_liaison) == 3
    assert Recall.rows.get().reminders == 3
    events = Event.objects.filter(name="recall.reminded")
    assert {event.actor for event in events} == {"house"}
    assert events.count() == 3


def test_who_has_answered_is_not_asked(cast: Cast, told: datetime) -> None:
    recall = Recall.rows.get()
    answer_recall(actor=cast.police_liaison, recall=recall, answer=Answer.DELETED, at=told + DAY)
    assert remind_due(at=told + 70 * DAY) == 0
    assert asked(cast.police_liaison) == 0


def test_without_looking_at_the_rule_they_would_be_asked_each_time(
    told: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    monkeypatch.setattr(recalling, "may_remind", lambda *_, **__: True)
    assert [remind_due(at=told + DAY) for _ in range(3)] == [1, 1, 1]


def test_who_was_asked_by_hand_is_not_asked_the_same_week(cast: Cast, told: datetime) -> None:
    at = told + 7 * DAY
    on = at.date()
    remind(actor=cast.advocate_a, recall=Recall.rows.get(), at=at, on=on)
    assert remind_due(at=at) == 0
    assert remind_due(at=at + 8 * DAY) == 1
    assert asked(cast.police_liaison) == 2


def test_who_answers_at_that_very_moment_is_not_asked(
    told: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = recalling.may_remind

    def answered_meanwhile(recall: Recall, **on: object) -> bool:
        found = looked_at(recall, **on)
        Recall.rows.update(answer=Answer.DELETED.value)
        return found

    monkeypatch.setattr(recalling, "may_remind", answered_meanwhile)
    assert remind_due(at=told + 7 * DAY) == 0
    assert Recall.rows.get().reminders == 0


def test_where_nobody_can_be_told_nothing_is_said_to_be_asked(cast: Cast, told: datetime) -> None:
    Member.objects.filter(organisation=cast.police).update(is_active=False)
    assert remind_due(at=told + 7 * DAY) == 0
    assert Recall.rows.get().reminded_at is None
    Member.objects.filter(organisation=cast.police).update(is_active=True)
    assert remind_due(at=told + 7 * DAY) == 1  # red control


def test_it_is_a_job_of_the_house_that_bears_being_run_again(cast: Cast, told: datetime) -> None:
    jobs = [job for job in schedule.JOBS if job.name == "release.remind_due"]
    for hours in (0, 1, 2):
        now = told + 7 * DAY + timedelta(hours=hours)
        assert run_due(jobs, now=now) == ["release.remind_due"]
    assert asked(cast.police_liaison) == 1
