"""The house that serves is killed in mid-write, ten times: whatever it acknowledged is there.

tests/ground/audit/test_killed.py kills the actions alone; this kills the whole house, under forms
that four people send at the same time.
"""

import itertools
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

import psycopg
import pytest

from tests.journeys.caller import Caller
from tests.journeys.houses import ServedHouse, databases, start, stop
from tests.site.calls import call_process

pytestmark = pytest.mark.both
KILLS: Final = 10
_LONGEST_WRITE: Final = 120  # seconds, on a busy machine
_PATH: Final = "/people/new/"
_SURNAME: Final = "Kanarienvogel"


@dataclass
class Written:
    """What was acknowledged: each person's code, and the token of the form that made them."""

    codes: dict[str, uuid.UUID] = field(default_factory=dict)

    def send_until_gone(self, caller: Caller, numbers: Iterator[int]) -> None:
        """Write one person down after the other, until the house answers no more."""
        while True:
            once = uuid.uuid4()
            try:
                said = caller.send(
                    _PATH, once=once, full_name=f"Number {next(numbers)} {_SURNAME}", sex="female"
                )
            except OSError:
                return
            assert said.status == 302, said.body
            self.codes[said.to.split("/")[2]] = once  # one step, so that threads do not cross

    def wait_for_more(self) -> None:
        """Wait until something was acknowledged that was not there before."""
        before, deadline = len(self.codes), time.monotonic() + _LONGEST_WRITE
        while len(self.codes) == before:
            assert time.monotonic() < deadline, "nothing was written"
            time.sleep(0.005)


@dataclass
class Killed:
    """What ten kills left: the house, open again, and what it had acknowledged."""

    house: ServedHouse
    caller: Caller
    written: Written


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    """Serve a house, and kill it ten times while people write."""
    folder = tmp_path_factory.mktemp("killed") / "data"
    with databases() as urls:
        stop(start(folder, urls))  # sessions of the start that makes the root key end with it
        house = start(folder, urls)
        caller, written, numbers = Caller(house.port), Written(), itertools.count(1)
        try:
            caller.sign_in("advocate.a@clew.invalid")
            caller.get(_PATH)
            for kill in range(KILLS):
                hands = [
                    threading.Thread(target=written.send_until_gone, args=(caller, numbers))
                    for _ in range(4)
                ]
                for hand in hands:
                    hand.start()
                written.wait_for_more()
                time.sleep(0.02 + 0.037 * kill)  # in the middle of other writes, each time later
                house.process.kill()
                house.process.wait()
                for hand in hands:
                    hand.join(60)
                assert not any(hand.is_alive() for hand in hands)
                house = start(folder, urls, port=house.port)
            yield Killed(house, caller, written)
        finally:
            stop(house)


def test_the_kills_came_while_people_wrote(killed: Killed) -> None:
    assert len(killed.written.codes) >= KILLS


def test_every_write_that_was_acknowledged_is_there(killed: Killed) -> None:
    rows = _asked(killed.house, "SELECT code FROM people_person")
    assert set(killed.written.codes) - {str(code) for (code,) in rows} == set()


def test_every_person_has_a_key_and_a_trace(killed: Killed) -> None:
    deadline = time.monotonic() + _LONGEST_WRITE  # on PostgreSQL events are numbered a little later
    while _asked(killed.house, "SELECT 1 FROM audit_waiting"):
        assert time.monotonic() < deadline, "what waited was not numbered"
        time.sleep(0.1)
    people = {_hex(row) for (row,) in _asked(killed.house, "SELECT id FROM people_person")}
    mentioned = {
        _hex(row) for (row,) in _asked(killed.house, "SELECT DISTINCT subject FROM audit_mention")
    }
    keys = {
        _hex(row) for (row,) in _asked(killed.house, "SELECT subject FROM vault_datakey", "keyring")
    }
    assert people - keys == set(), "a sealed row without its key"
    assert people - mentioned == set(), "a row without its trace"


def test_the_chain_of_events_is_whole(killed: Killed) -> None:
    answer = call_process("audit", "verify", "--deep", settings=killed.house.settings)
    assert (answer.code, answer.err) == (0, "")
    assert "all as they were written" in answer.out


def test_a_form_that_was_acknowledged_before_a_kill_is_done_once_after_it(killed: Killed) -> None:
    code, once = next(iter(killed.written.codes.items()))
    before = _asked(killed.house, "SELECT code FROM people_person")
    killed.caller.get(_PATH)
    again = killed.caller.send(_PATH, once=once, full_name=f"Again {_SURNAME}")
    assert again.status == 409
    assert sorted(_asked(killed.house, "SELECT code FROM people_person")) == sorted(before)
    assert (code,) in before


def test_two_presses_at_the_same_moment_act_once(killed: Killed) -> None:
    killed.caller.get(_PATH)
    before = len(_asked(killed.house, "SELECT code FROM people_person"))
    once, answers = uuid.uuid4(), list[int]()
    together = threading.Barrier(4)

    def press() -> None:
        together.wait(60)
        answers.append(killed.caller.send(_PATH, once=once, called=_SURNAME).status)

    hands = [threading.Thread(target=press) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    assert sorted(answers) == [302, 409, 409, 409]
    assert len(_asked(killed.house, "SELECT code FROM people_person")) == before + 1


def _asked(house: ServedHouse, question: str, which: str = "clew") -> list[tuple[object, ...]]:
    """Ask a database of the house, past the house."""
    if house.urls:
        name = "CLEW_DATABASE_URL" if which == "clew" else "CLEW_KEYRING_URL"
        with psycopg.connect(house.urls[name]) as connection:
            # As the house: to whoever does not say who looks, PostgreSQL shows no row.
            connection.execute("SELECT set_config('clew.member_id', 'house', false)")
            return list(connection.execute(question))
    folder = house.folder / "demo" / ("db" if which == "clew" else "keyring")
    with closing(
        sqlite3.connect(f"{(folder / which).as_uri()}.sqlite3?mode=ro", uri=True)
    ) as asked:
        return list(asked.execute(question))


def _hex(value: object) -> str:
    """Return an id as 32 hexadecimal digits, as SQLite keeps it."""
    return str(value).replace("-", "")
