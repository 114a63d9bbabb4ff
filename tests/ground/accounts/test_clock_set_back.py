"""A clock that was set back while the house was down: time goes on from what the house knew."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from clew.ground.accounts import again, clock, invitations, latest
from clew.ground.accounts.actors import today_of
from clew.ground.accounts.models import Moment
from clew.ground.audit import reads
from clew.ground.audit.models import Event
from clew.ground.notices import watching
from clew.ground.notices.models import Notice
from clew.ground.timetable.models import Turn
from clew.ground.timetable.turns import Job, due_at_once, run_due
from clew.site import schedule
from tests.cast import Cast

DAY = timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a process that has just begun, and put back the one before it."""
    monkeypatch.setattr(clock.began, "at", time.time() - clock.counter())


@pytest.fixture
def set_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """Keep the moment; then stop the house, set the clock back by ten days, and start anew."""
    latest.keep()
    kept = Moment.objects.get().latest_at
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 10 * DAY.total_seconds())
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromtimestamp(time.time(), UTC))
    monkeypatch.setattr(clock.began, "at", time.time() - clock.counter())
    assert datetime.fromtimestamp(clock.now(), UTC) < kept - 9 * DAY  # control: it began so
    return kept


def today() -> object:
    """Return the day that a page takes for today."""
    request = HttpRequest()
    request.user = AnonymousUser()
    return today_of(request)


def test_a_house_goes_on_from_the_latest_moment_it_kept(
    set_back: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="clew"):
        said = latest.go_on()
    assert "10 days behind" in said
    assert said in caplog.text
    assert datetime.fromtimestamp(clock.now(), UTC) >= set_back
    assert clock.moment() >= set_back


def test_without_that_it_would_be_an_earlier_day(set_back: datetime) -> None:
    # Red control: a process that only begins, as before.
    assert clock.moment() < set_back - 9 * DAY
    before = today()
    latest.go_on()
    assert str(today()) > str(before)


def test_before_a_moment_was_kept_the_last_event_tells(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert latest.go_on() == ""
    reads.refused(actor=cast.advocate_a, name="object.refused")
    at = Event.objects.order_by("-seq").values_list("at", flat=True)[0]
    monkeypatch.setattr(clock.began, "at", clock.began.at - 3600)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    assert "minutes behind" in latest.go_on()
    assert datetime.fromtimestamp(clock.now(), UTC) >= at


def test_a_clock_that_runs_well_is_not_spoken_of(caplog: pytest.LogCaptureFixture) -> None:
    latest.keep()
    with caplog.at_level(logging.WARNING, logger="clew"):
        assert latest.go_on() == ""
    assert caplog.text == ""


@pytest.mark.parametrize(("seconds", "said"), [(200, False), (400, True)])
def test_a_few_minutes_are_set_right_in_silence(seconds: int, *, said: bool) -> None:
    Moment.objects.create(pk=1, latest_at=timezone.now() + timedelta(seconds=seconds))
    assert bool(latest.go_on()) is said
    assert clock.behind() > seconds - 10


def test_what_is_kept_goes_up_and_never_down(set_back: datetime) -> None:
    latest.keep()  # a process that was not told to go on
    assert Moment.objects.get().latest_at == set_back
    latest.go_on()
    latest.keep()
    assert Moment.objects.get().latest_at > set_back


def test_a_second_start_with_the_clock_still_wrong_goes_on_too(
    set_back: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest.go_on()
    latest.keep()
    again_kept = Moment.objects.get().latest_at
    monkeypatch.setattr(clock.began, "at", time.time() - clock.counter())
    assert latest.go_on()
    assert datetime.fromtimestamp(clock.now(), UTC) >= again_kept > set_back


def test_no_one_time_code_opens_again(cast: Cast, set_back: datetime) -> None:
    code = invitations.issue(cast.advocate_a)
    invitations.Invitation.objects.update(ends_at=set_back - DAY)
    words = {"address": cast.advocate_a.email, "code": code, "passphrase": "lantern over the quay"}
    latest.go_on()
    with pytest.raises(invitations.NoSuchCode):
        invitations.come_in(**words, at=clock.moment())
    assert invitations.come_in(**words, at=timezone.now())  # red control: by the machine's clock


def test_who_was_shown_before_the_set_back_is_asked_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = HttpRequest()
    request.user = cast.advocate_a
    ahead = {"method": "password", "reauthenticated": True, "at": time.time() + 3600}
    monkeypatch.setattr(again, "ways", lambda _: ["account_reauthenticate"])
    monkeypatch.setattr(again, "get_authentication_records", lambda *_: [ahead])
    assert not again.is_fresh(request)
    ahead["at"] = time.time()
    assert again.is_fresh(request)


@pytest.mark.usefixtures("set_back")
def test_administrators_and_auditors_are_told_once_and_nobody_else(cast: Cast) -> None:
    latest.go_on()
    for _ in range(3):
        watching.clock_set_back()
    found = Notice.objects.filter(code="clock.set_back").values_list("member", flat=True)
    assert sorted(found) == sorted([cast.administrator.id, cast.auditor.id])
    Notice.objects.update(read_at=timezone.now())
    watching.clock_set_back()
    assert len(found.all()) == 2, "reading it does not bring it back within the day"
    assert Event.objects.filter(name="clock.set_back").count() == 2


def test_nobody_is_told_of_a_clock_that_runs_well(cast: Cast) -> None:
    watching.clock_set_back()
    assert cast.auditor.is_active
    assert not Notice.objects.exists()


def test_it_is_a_job_of_the_house(cast: Cast, set_back: datetime) -> None:
    latest.go_on()
    jobs = [job for job in schedule.JOBS if job.name == "clock.keep"]
    assert run_due(jobs, now=clock.moment()) == ["clock.keep"]
    assert Turn.objects.get(job="clock.keep").failed_with == ""
    assert Notice.objects.filter(member=cast.administrator, code="clock.set_back").exists()
    assert Moment.objects.get().latest_at > set_back


def test_a_clock_that_was_ahead_once_can_be_believed_again() -> None:
    now = timezone.now()
    Moment.objects.create(pk=1, latest_at=now + 3650 * DAY)
    job = Job("made.up", DAY, lambda _: None)
    run_due([job], now=now + 3650 * DAY)
    assert run_due([job], now=now + DAY) == []  # control: it waits for ten years to pass
    latest.believe(now)
    due_at_once(now)
    assert latest.go_on() == ""
    assert run_due([job], now=now) == ["made.up"]
    assert Event.objects.filter(name="clock.believed").count() == 1
