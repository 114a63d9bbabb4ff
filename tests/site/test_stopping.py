"""A server that is told to stop answers what has come, takes no more, and ends in ten seconds."""

import http.client
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing, suppress
from typing import Any

import pytest

from clew.site import serving, stopping
from clew.site.serving import make_server


class Slow:
    """An application whose answers are held back until the test lets them go."""

    def __init__(self) -> None:
        self.begun, self.go_on, self.done = threading.Semaphore(0), threading.Event(), 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.begun.release()
        self.go_on.wait(60)
        body = environ["wsgi.input"].read()
        self.done += 1
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]


class Running:
    """A server that runs in a thread, and those who call it."""

    def __init__(self) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        self.port, self.slow = listener.getsockname()[1], Slow()
        self.server = make_server(self.slow, [listener])
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        self.answers: list[bytes] = []
        self.hands: list[threading.Thread] = []

    def ask(self, body: bytes) -> None:
        """Send a request whose answer is awaited in a thread."""

        def send() -> None:
            call = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            with closing(call), suppress(OSError, http.client.HTTPException):
                call.request("POST", "/", body)
                self.answers.append(call.getresponse().read())

        self.hands.append(threading.Thread(target=send, daemon=True))
        self.hands[-1].start()


def refused_in_the_end(port: int) -> bool:
    """Say whether nobody is let in any more, once the server's own thread has come to it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=60).close()
        except (ConnectionRefusedError, ConnectionResetError):
            return True
        time.sleep(0.05)
    return False


def answered(many: int, *, within: float) -> int:
    """Return how many of so many connections that all stay open are answered."""
    running, answers = Running(), 0
    running.slow.go_on.set()
    with ExitStack() as held:
        for _ in range(many):
            call = http.client.HTTPConnection("127.0.0.1", running.port, timeout=within)
            held.enter_context(closing(call))
            with suppress(TimeoutError):
                call.request("GET", "/")
                answers += call.getresponse().read() == b""
    running.server.stop()
    running.thread.join(stopping.LONGEST + 5)
    running.server.close()
    return answers


def test_two_hundred_browsers_keep_their_connections_open_and_are_all_answered() -> None:
    assert answered(200, within=60) == 200


def test_whoever_comes_above_the_most_connections_is_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Red control: the number that the server has by itself.
    monkeypatch.setattr(serving, "_CONNECTIONS", 10)
    assert answered(12, within=0.5) < 12


def test_every_request_that_had_come_is_answered_and_no_new_one_is_taken() -> None:
    running = Running()
    bodies = [str(number).encode() * 50_000 for number in range(8)]
    for body in bodies:
        running.ask(body)
    for _ in bodies:
        assert running.slow.begun.acquire(timeout=60)
    idle = socket.create_connection(("127.0.0.1", running.port))
    running.server.stop()
    assert refused_in_the_end(running.port)
    assert running.thread.is_alive(), "it waits for what is under way"
    running.slow.go_on.set()
    running.thread.join(60)
    assert not running.thread.is_alive(), "and for nobody who only holds the line"
    for hand in running.hands:
        hand.join(60)
    assert sorted(running.answers) == sorted(bodies)
    idle.close()
    running.server.close()


def test_what_does_not_end_in_time_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "LONGEST", 0.2)
    running = Running()
    running.ask(b"x")
    assert running.slow.begun.acquire(timeout=60)
    running.server.stop()
    running.thread.join(60)
    assert not running.thread.is_alive()
    assert running.answers == []  # red control: without waiting the answer is lost
    running.slow.go_on.set()
    running.server.close()


def test_a_signal_wakes_a_server_that_nobody_calls() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    server = make_server(Slow(), [listener])
    woken: list[int] = []

    def told(number: int, _frame: object) -> None:
        woken.append(number)
        server.stop()

    before = signal.signal(signal.SIGUSR1, told)
    timer = threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGUSR1])
    timer.start()
    server.run()  # in this thread, as `clew serve` does
    signal.signal(signal.SIGUSR1, before)
    assert woken == [signal.SIGUSR1]
    server.close()
