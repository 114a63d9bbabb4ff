"""Two hundred times a house is killed while eight people write; nothing acknowledged may be gone.

SIGKILL ends the house wherever it is: in a form, in a commit, in its start's first write. What it
acknowledged (an answer that sends on, with the number of the new row) is written down outside. Then
it is started again and looked into, and every form that got no answer is sent again.
"""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from bench import houses, kills_page, postgresql
from bench.forms_sent import Form, Gone, send
from bench.houses import House, Served
from bench.kills_page import Found

KILLS: Final = 200
QUICK: Final = 4
WRITERS: Final = 8
_CONTROL: Final = 10  # one kill of the control for so many of ours
_LONGEST_WAIT: Final = 0.4  # seconds of writing before a kill
_EARLY: Final = (sys.executable, "-m", "bench.early_answers")
Databases = Callable[[], AbstractContextManager[dict[str, str]]]
HOUSES: Final[dict[str, Databases]] = {
    "SQLite": lambda: nullcontext({}),
    "PostgreSQL": postgresql.served,
}


@dataclass
class Written:
    """What was acknowledged since the house was last looked into, and how forms ended."""

    forms: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    acknowledged: int = 0
    done_now: int = 0  # sent again, and only then done
    done_before: int = 0  # sent again, and the house said that it had been done
    errors: list[str] = field(default_factory=list)

    def take(self) -> dict[str, list[str]]:
        """Return what is to be looked for, and begin anew."""
        taken = {"forms": self.forms, "rows": self.rows}
        self.forms, self.rows = [], []
        return taken


@dataclass
class Hand:
    """One person who writes, and the form that they hold without an answer."""

    session: str
    code: str
    held: Form | None = None
    count: int = 0
    again: bool = False  # whether the form in hand was sent before

    def write(self, port: int, written: Written, stop: threading.Event) -> None:
        """Send one form after the other, until the house answers no more or all is over.

        What is in hand is sent even then.
        """
        while self.held is not None or not stop.is_set():
            if self.held is None:
                self.held, self.again = self._next(), False
            try:
                said = send(port, self.session, self.held)
            except Gone:
                self.again = True
                return
            self._note(said.status, said.to, written)
            self.held = None

    def _next(self) -> Form:
        self.count += 1
        text = f"Number {self.count}, made up"
        if self.count % 4:  # three notes, then a new person, who needs new keys
            fields = {"text": text, "happened_on": "2026-03-16"}
            return Form(f"/cases/{self.code}/notes/new/", fields)
        return Form("/people/new/", {"full_name": text, "sex": "female"})

    def _note(self, status: int, to: str, written: Written) -> None:
        assert self.held is not None  # noqa: S101 -- for the checker
        if status == HTTPStatus.FOUND:
            written.forms.append(self.held.token)
            if to != "/":  # the control knows no row yet
                written.rows.append(to.split("/")[4 if "/notes/" in to else 2])
            written.acknowledged += 1
            written.done_now += self.again
        elif status == HTTPStatus.CONFLICT and self.again:
            written.forms.append(self.held.token)
            written.done_before += 1
        else:
            written.errors.append(f"{self.held.path} was answered with {status}")


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Kill, print the table and, unless `quick`, write the page. Fails where anything was lost."""
    kills = QUICK if quick else KILLS
    found, ours = [], []
    for name, databases in HOUSES.items():
        with databases() as where:
            ours.append(killed(where, kills, say=name))
        with databases() as where:  # others: each house has its own
            control = killed(where, max(kills // _CONTROL, 2), program=_EARLY)
        found += [(name, ours[-1]), (f"{name}, answers first", control)]
    lines = list(kills_page.table(found))
    print("\n".join(lines))
    if not quick:
        kills_page.write(day, lines, writers=WRITERS)
    check(ours)


def check(found: Sequence[Found]) -> None:
    """Stop the bench where something acknowledged was lost, doubled or torn."""
    for one in found:
        if one.lost or one.doubled or one.torn or one.errors or not one.whole:
            msg = f"not whole after {one.kills} kills: {one.faults}"
            raise AssertionError(msg)


def killed(
    urls: dict[str, str],
    kills: int,
    *,
    program: Sequence[str] = houses.CLEW,
    say: str = "",
) -> Found:
    """Make a house, kill it so often while people write, and return what was found.

    Args:
        urls: its databases on PostgreSQL; empty on SQLite.
        kills: how often.
        program: what serves it: `clew`, or the control.
        say: which house this is; with it, it tells now and then how far it is.
    """
    with tempfile.TemporaryDirectory(prefix="clew-kills-") as folder:
        house = houses.make(Path(folder) / "house", urls)
        people = houses.filled(house, WRITERS, 1)
        hands = [Hand(one["session"], one["codes"][0]) for one in people]
        with _judge(house) as judge:
            return _killed(house, hands, judge, kills, program, say)


def _killed(
    house: House, hands: list[Hand], judge: "Judge", kills: int, program: Sequence[str], say: str
) -> Found:
    found, written, dice = Found(), Written(), random.Random(7)
    start = judge.asked(Written().take())  # what the filling left
    served = houses.serve(house, program=program)
    try:
        for number in range(kills):
            _write_until_killed(served, hands, written, dice)
            found.kills += 1
            found.in_mid_form += any(hand.held for hand in hands)
            served = houses.serve(house, port=served.port, program=program)
            found.ready.append(served.seconds)
            found.add(judge.asked(written.take()))
            if say and number % 20 == 19:  # noqa: PLR2004 -- a line now and then
                print(f"{say}: {number + 1} kills …", file=sys.stderr, flush=True)
        _let_all_end(served, hands, written)
        found.end(judge.asked(written.take() | {"at_the_end": True}), start)
    finally:
        served.stop()
    found.acknowledged, found.errors = written.acknowledged, len(written.errors)
    found.done_now, found.done_before = written.done_now, written.done_before
    found.deep = "all as they were written" in house.call("audit", "verify", "--deep")
    return found


def _write_until_killed(
    served: Served, hands: list[Hand], written: Written, dice: random.Random
) -> None:
    """Let all write; kill the house some moments after the first answer."""
    before, ends = written.acknowledged, time.monotonic() + 60
    threads = _writing(served, hands, written, threading.Event())
    while written.acknowledged == before and time.monotonic() < ends:
        time.sleep(0.002)
    time.sleep(dice.uniform(0, _LONGEST_WAIT))
    served.kill()
    for thread in threads:
        thread.join()


def _let_all_end(served: Served, hands: list[Hand], written: Written) -> None:
    """Let everybody send what they still hold, and nothing more."""
    over = threading.Event()
    over.set()
    for thread in _writing(served, hands, written, over):
        thread.join()


def _writing(
    served: Served, hands: list[Hand], written: Written, stop: threading.Event
) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=hand.write, args=(served.port, written, stop)) for hand in hands
    ]
    for thread in threads:
        thread.start()
    return threads


class Judge:
    """The process that looks into the house."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Keep its two ends."""
        self._process = process

    def asked(self, question: dict[str, Any]) -> dict[str, Any]:
        """Ask it one thing."""
        assert self._process.stdin is not None  # noqa: S101 -- opened below
        assert self._process.stdout is not None  # noqa: S101 -- opened below
        print(json.dumps(question), file=self._process.stdin, flush=True)
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found


@contextmanager
def _judge(house: House) -> Iterator[Judge]:
    call = [sys.executable, "-m", "bench.judging"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(call, env=house.settings, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 -- our own command
    try:
        yield Judge(process)
    finally:
        process.communicate()
