"""Tries: counted before they are looked at, in one statement, and never a lock that stays."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest
from django.db import connections
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.ground.accounts import actions, tries
from clew.ground.accounts.models import Member, TryCount
from clew.ground.accounts.tries import MOST, MOST_OF_A_SOURCE, TooManyTries, Tried
from clew.ground.audit.models import Event
from clew.ground.audit.writing import changes
from tests.cast import CANARY, Cast
from tests.ground.accounts.signing import (
    a_wrong_code,
    browser,
    code_now,
    is_in,
    page,
    send_code,
    send_passphrase,
    with_factor,
    with_passphrase,
)

pytestmark = pytest.mark.django_db

WHO = f"{CANARY}@clew.invalid"
WRONG = "not the passphrase at all"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.ms = 1_800_000_000_000

    def on(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let tries be counted by a clock of the test's."""
    found = Clock()
    monkeypatch.setattr(tries, "_now", lambda: found.ms)
    return found


@pytest.fixture
def ada(cast: Cast) -> Iterator[Member]:
    """Return an advocate with a passphrase and an authenticator app."""
    return with_factor(cast.advocate_a)


def take(of: str = WHO, purpose: Tried = Tried.SIGN_IN, source: str = "") -> bool:
    """Say whether a try may be looked at."""
    try:
        tries.take(purpose, of=of, source=source)
    except TooManyTries:
        return False
    return True


def waiting(of: str = WHO) -> int:
    with pytest.raises(TooManyTries) as refused:
        tries.take(Tried.SIGN_IN, of=of)
    return refused.value.wait_seconds


@pytest.mark.both
def test_five_tries_are_looked_at_and_then_there_is_a_wait_that_grows_to_a_minute(
    clock: Clock,
) -> None:
    assert [take() for _ in range(7)] == [True] * MOST + [False] * 2
    for wait in (5, 10, 20, 40, 60, 60, 60):
        assert waiting() == wait
        clock.on(wait - 1)
        assert waiting() == 1
        clock.on(1)
        assert take(), "never longer than a minute: nobody is locked out"
    clock.on(tries.QUIET_SECONDS)
    assert [take() for _ in range(6)] == [True] * MOST + [False]


@pytest.mark.both
def test_a_try_that_is_refused_does_not_lengthen_the_wait(clock: Clock) -> None:
    for _ in range(MOST):
        take()
    for _ in range(4):
        clock.on(1)
        assert not take()
    clock.on(1)
    assert take()


def by_the_rule(moments: list[int]) -> list[bool]:
    """Say in plain steps which tries may be looked at."""
    count, last, answers = 0, 0, []
    for at in moments:
        wait = 0 if count < MOST else tries.WAITS[min(count - MOST, len(tries.WAITS) - 1)] * 1000
        is_looked_at = count == 0 or at - last >= wait
        if is_looked_at:
            count = 1 if at - last >= tries.QUIET_SECONDS * 1000 else count + 1
            last = at
        answers.append(is_looked_at)
    return answers


@pytest.mark.both
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])  # each has its rows
@given(gaps=st.lists(st.one_of(st.integers(0, 70_000), st.integers(0, 1_000_000)), max_size=25))
def test_one_statement_does_what_the_rule_says_step_by_step(gaps: list[int]) -> None:
    TryCount.objects.all().delete()
    moments = [1_800_000_000_000 + sum(gaps[: n + 1]) for n in range(len(gaps))]
    with pytest.MonkeyPatch.context() as patch:
        answers = []
        for at in moments:
            patch.setattr(tries, "_now", lambda at=at: at)
            answers.append(take())
    assert answers == by_the_rule(moments)


@pytest.mark.both
def test_what_was_right_begins_the_count_anew_for_that_account_only(clock: Clock) -> None:
    for _ in range(MOST):
        take("other@clew.invalid")
    for _ in range(MOST - 1):
        take()
    tries.take(Tried.SIGN_IN, of=WHO).was_right()
    assert [take() for _ in range(6)] == [True] * MOST + [False]
    assert not take("other@clew.invalid")
    assert clock.ms


@pytest.mark.both
@pytest.mark.parametrize("purpose", [one for one in Tried if one is not Tried.SIGN_IN])
def test_each_purpose_has_a_count_of_its_own(clock: Clock, purpose: Tried) -> None:
    for _ in range(MOST):
        take()
    assert not take()
    assert take(purpose=purpose)
    assert clock.ms


@pytest.mark.both
def test_one_source_cannot_go_through_all_accounts(clock: Clock) -> None:
    def asked(number: int) -> bool:
        return take(f"member{number}@clew.invalid", source="192.0.2.7")

    assert [asked(n) for n in range(MOST_OF_A_SOURCE + 1)] == [True] * MOST_OF_A_SOURCE + [False]
    assert take("another@clew.invalid", source="192.0.2.8")
    clock.on(5)
    assert asked(99)


def test_signing_in_well_does_not_wipe_out_what_the_same_computer_tried_at_others(
    clock: Clock,
) -> None:
    for number in range(MOST_OF_A_SOURCE - 1):
        take(f"member{number}@clew.invalid", source="192.0.2.7")
    for _ in range(3):
        tries.take(Tried.SIGN_IN, of="own@clew.invalid", source="192.0.2.7").was_right()
    assert take("one@clew.invalid", source="192.0.2.7")
    assert not take("two@clew.invalid", source="192.0.2.7")
    assert clock.ms


@pytest.mark.both
def test_a_clock_that_is_set_back_locks_nobody_out(clock: Clock) -> None:
    for _ in range(MOST + 4):
        take()
        clock.on(60)
    clock.on(-365 * 86_400)
    assert take()
    assert not take()


@pytest.mark.both
@pytest.mark.parametrize(
    "of", ["", CANARY, "ключ@clew.invalid", "\x00", "\ud800", "x" * 100_000, "%s'--"]
)
def test_whatever_is_tried_can_be_counted_and_does_not_stand_in_the_table(of: str) -> None:
    assert take(of)
    [row] = TryCount.objects.all()
    assert len(row.digest) == 64
    assert not of.strip() or of.lower() not in f"{row.digest} {row}"


def test_an_address_is_the_same_however_it_is_written(clock: Clock) -> None:
    for of in (WHO, WHO.upper(), f" {WHO} ", WHO.lower(), WHO):
        take(of)
    assert not take()
    assert clock.ms


@pytest.mark.both
def test_what_was_quiet_for_long_is_swept_away(clock: Clock) -> None:
    for number in range(4):
        take(str(number))
    clock.on(tries.QUIET_SECONDS + 1)
    take("new")
    assert TryCount.objects.count() == 1


@pytest.mark.both
def test_a_count_cannot_be_undone_with_a_change(cast: Cast) -> None:
    with (
        pytest.raises(tries.TryInsideChange),
        changes(actor=cast.administrator, purpose="membership"),
    ):
        take()


@pytest.mark.both
def test_the_trace_says_that_tries_were_used_up_and_not_whose(clock: Clock) -> None:
    for _ in range(MOST + 3):
        take()
    [event] = Event.objects.filter(name="tries.used_up")
    assert b"sign_in" in bytes(event.body)
    assert CANARY.lower().encode() not in bytes(event.body).lower()
    assert clock.ms


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("/run/clew.sock", "/run/clew.sock"),
    ],
)
def test_a_line_with_a_whole_network_is_one_source(address: str, source: str) -> None:
    assert tries.source_of(RequestFactory().get("/", REMOTE_ADDR=address)) == source


# --- at once ---------------------------------------------------------------------------------


def looked_at(count: Callable[[], bool], *, times: int, threads: int) -> int:
    """Return how many of so many tries at once were looked at."""
    start, seen = threading.Barrier(threads), []

    def work() -> None:
        start.wait()
        seen.extend(1 for _ in range(times // threads) if count())
        connections.close_all()

    running = [threading.Thread(target=work) for _ in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return len(seen)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_of_five_hundred_tries_at_once_not_one_more_than_five_is_looked_at(clock: Clock) -> None:
    assert looked_at(take, times=500, threads=50) == MOST
    assert clock.ms


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_the_database_alone_holds_the_bound_between_processes(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "one_at_a_time", nullcontext)  # two processes share no lock
    assert looked_at(take, times=200, threads=20) == MOST
    assert clock.ms


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_a_count_that_is_read_and_then_written_would_let_more_through() -> None:
    # Red control: what the library's own limits do.
    between = threading.Barrier(20)

    def read_then_write() -> bool:
        row, _ = TryCount.objects.get_or_create(digest="x", defaults={"count": 0, "last_ms": 0})
        between.wait()
        if row.count >= MOST:
            return False
        TryCount.objects.filter(digest="x").update(count=row.count + 1)
        return True

    TryCount.objects.create(digest="x", count=0, last_ms=0)
    assert looked_at(read_then_write, times=20, threads=20) > MOST


# --- on the pages ----------------------------------------------------------------------------


def test_a_passphrase_can_be_guessed_five_times_and_then_not_even_the_right_one_helps(
    ada: Member, clock: Clock
) -> None:
    for _ in range(MOST):
        assert send_passphrase(browser(), ada.email, WRONG).status_code == 200
    answer = send_passphrase(browser(), ada.email)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert "In 5 seconds" in answer.content.decode()
    clock.on(5)
    client = browser()
    assert send_passphrase(client, ada.email).headers["Location"] == "/sign-in/code/"
    send_code(client, code_now())
    assert is_in(client)


def test_guessing_goes_on_when_nothing_is_counted(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    monkeypatch.setattr(tries, "_count", lambda *_: 1)
    for _ in range(MOST + 1):
        assert send_passphrase(browser(), ada.email, WRONG).status_code == 200
    assert send_passphrase(browser(), ada.email).headers["Location"] == "/sign-in/code/"


def test_the_right_passphrase_gives_no_new_tries_at_the_code(ada: Member, clock: Clock) -> None:
    for _ in range(MOST):
        client = browser()
        send_passphrase(client, ada.email)
        assert send_code(client, a_wrong_code()).status_code == 200
    client = browser()
    send_passphrase(client, ada.email)
    assert send_code(client, code_now()).status_code == 429
    assert not is_in(client)
    clock.on(5)
    send_code(client, code_now())
    assert is_in(client)


def test_a_session_left_open_is_no_place_to_guess(cast: Cast, ada: Member, clock: Clock) -> None:
    enrolled, new = browser(), browser()
    enrolled.force_login(ada)
    new.force_login(with_passphrase(cast.advocate_b))
    for client, path, form in (
        (enrolled, "/sign-in/again/code/", {"code": a_wrong_code()}),
        (new, "/sign-in/again/", {"password": WRONG}),
    ):
        for _ in range(MOST):
            assert client.post(path, form).status_code == 200
        assert client.post(path, form).status_code == 429
    assert clock.ms


def test_an_account_that_waits_and_one_that_never_was_look_the_same(
    cast: Cast, ada: Member, clock: Clock
) -> None:
    frozen = with_factor(cast.advocate_b)
    actions.freeze(actor=cast.administrator, member=frozen)
    seen = set()
    for email in (ada.email, "nobody@clew.invalid", frozen.email):
        for _ in range(MOST):
            first = send_passphrase(browser(), email, WRONG)
        last = send_passphrase(browser(), email, WRONG)
        seen.add(
            tuple(
                (one.status_code, page(one).replace(email, ""), tuple(sorted(one.headers.items())))
                for one in (first, last)
            )
        )
    assert len({tuple((s, text) for s, text, _ in one) for one in seen}) == 1
    assert clock.ms


def seconds(work: Callable[[], object]) -> float:
    began = time.thread_time()  # what else the machine does is no part of it
    work()
    return time.thread_time() - began


def quickest(known: str, unknown: str, monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """Return how long a wrong passphrase takes for each at its quickest, taken in turns."""
    monkeypatch.setattr(tries, "_count", lambda *_: 1)
    client, taken = browser(), {known: [], unknown: []}
    for _ in range(9):
        for email, found in taken.items():
            found.append(seconds(lambda email=email: send_passphrase(client, email, WRONG)))
    return min(taken[known]), min(taken[unknown])


def test_an_address_there_is_takes_as_long_as_one_there_is_not(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, unknown = quickest(ada.email, "nobody@clew.invalid", monkeypatch)
    assert abs(known - unknown) < 0.3 * max(known, unknown)


def test_without_the_same_work_an_unknown_address_would_answer_sooner(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    monkeypatch.setattr(
        "allauth.account.auth_backends.AuthenticationBackend._mitigate_timing_attack",
        lambda *_: None,
    )
    known, unknown = quickest(ada.email, "nobody@clew.invalid", monkeypatch)
    assert known - unknown > 0.3 * known
