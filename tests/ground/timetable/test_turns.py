"""What is due is done once, by one, and again after whoever did it was killed."""

import logging
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from clew.ground.timetable.models import Turn
from clew.ground.timetable.turns import LEASE, Job, run_due
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from tests.cast import CANARY

NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


def test_a_job_has_its_turn_once_an_hour_whatever_the_clock_does() -> None:
    ran: list[datetime] = []
    job = Job("made.up", HOUR, ran.append)
    for later in (timedelta(), timedelta(minutes=59), HOUR, -HOUR, HOUR, 2 * HOUR):
        run_due([job], now=NOW + later)
    assert ran == [NOW, NOW + HOUR, NOW + 2 * HOUR]


def test_one_that_fails_stops_no_other_and_says_nothing_of_anybody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(_now: datetime) -> None:
        raise ValueError(CANARY)

    ran: list[datetime] = []
    jobs = [Job("fails", HOUR, fails), Job("works", HOUR, ran.append)]
    with caplog.at_level(logging.INFO, logger="clew"):
        assert run_due(jobs, now=NOW) == ["fails", "works"]
    assert ran == [NOW]
    assert Turn.objects.get(job="fails").failed_with == "ValueError"
    assert CANARY not in caplog.text
    run_due(jobs, now=NOW + HOUR)
    assert ran == [NOW, NOW + HOUR]


def test_a_turn_whose_process_was_killed_is_taken_up_by_the_next() -> None:
    def killed(_now: datetime) -> None:
        raise Killed

    ran: list[datetime] = []
    with pytest.raises(Killed):
        run_due([Job("made.up", HOUR, killed)], now=NOW)
    job = Job("made.up", HOUR, ran.append)
    assert run_due([job], now=NOW + LEASE / 2) == []
    assert run_due([job], now=NOW + LEASE) == ["made.up"]
    assert ran == [NOW + LEASE]


def test_each_job_works_at_an_empty_desk() -> None:
    def grants(_now: datetime) -> None:
        permits.grant([uuid.uuid4()], [Compartment.IDENTITY])

    seen: list[int] = []
    jobs = [
        Job("grants", HOUR, grants),
        Job("looks", HOUR, lambda _now: seen.append(len(permits.desk().permits))),
    ]
    run_due(jobs, now=NOW)
    assert seen == [0]
    assert not permits.desk().permits


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_of_many_who_tick_at_once_one_does_it() -> None:
    gate, ran = threading.Barrier(4), []
    job = Job("made.up", HOUR, ran.append)

    def tick() -> None:
        gate.wait()
        try:
            run_due([job], now=NOW)
        finally:
            connection.close()

    ticking = [threading.Thread(target=tick) for _ in range(4)]
    for one in ticking:
        one.start()
    for one in ticking:
        one.join()
    assert ran == [NOW]


def test_without_the_lease_it_would_be_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: nobody's turn is ever taken.
    ran: list[datetime] = []
    job = Job("made.up", HOUR, ran.append)
    monkeypatch.setattr("clew.ground.timetable.turns._taken", lambda _job, _now: True)
    run_due([job], now=NOW)
    run_due([job], now=NOW)
    assert ran == [NOW, NOW]
