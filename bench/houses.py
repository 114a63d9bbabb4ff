"""A real house in a folder of its own: made, filled, served by `clew serve`, and killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final

from bench.one_call import ROOT

_LONGEST: Final = 120  # seconds until a house answers, on the slowest machine
_LOOKS_EVERY: Final = 0.005
_STAYS: Final = 30  # seconds to stop in order
CLEW: Final = (sys.executable, "-m", "clew")


@dataclass(frozen=True, slots=True)
class House:
    """A folder, and where its databases are if they are on PostgreSQL."""

    folder: Path
    urls: Mapping[str, str]

    @property
    def settings(self) -> dict[str, str]:
        """The environment in which commands find this house and no other."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("CLEW_", "DJANGO_", "PYTEST", "COV_"))
        }
        return kept | {
            "CLEW_DATA": str(self.folder),
            "CLEW_MODE": "real",
            "DJANGO_SETTINGS_MODULE": "clew.site.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONUTF8": "1",
            **self.urls,
        }

    def call(self, *words: str | Path, program: Sequence[str] = CLEW) -> str:
        """Call a command in this house. Returns what it printed; it fails loudly."""
        done = subprocess.run(  # noqa: S603 -- our own command
            [*program, *map(str, words)], env=self.settings, stdout=subprocess.PIPE, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout


@dataclass(frozen=True, slots=True)
class Served:
    """A house that runs, where it answers, and how long it took until it did."""

    process: subprocess.Popen[bytes]
    port: int
    seconds: float

    def kill(self) -> None:
        """End it at once, wherever it is."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Stop it as Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(_STAYS)
        except subprocess.TimeoutExpired:
            self.kill()


def make(folder: Path, urls: Mapping[str, str]) -> House:
    """Make an empty house."""
    made = House(folder, urls)
    made.call("init", folder, "--administrator", "first@clew.invalid")
    return made


def filled(house: House, members: int, cases: int) -> list[dict[str, Any]]:
    """Fill a house in a process of its own. Returns each member's session and people."""
    fills = (sys.executable, "-m", "bench.filling")
    found: list[dict[str, Any]] = json.loads(house.call(str(members), str(cases), program=fills))
    return found


def serve(house: House, *, port: int = 0, program: Sequence[str] = CLEW) -> Served:
    """Serve a house, and return when it answers its sign-in page.

    Args:
        house: which.
        port: where; 0 for a free port.
        program: what serves: `clew`, or a control in its place.
    """
    port = port or free_port()
    settings = house.settings | {"CLEW_PORT": str(port)}
    log = house.folder.with_name(f"{house.folder.name}.log")
    began = time.perf_counter()
    with log.open("ab") as stream:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            [*program, "serve", "--data", str(house.folder)],
            env=settings, stdout=stream, stderr=stream,
        )  # fmt: skip
    while not _answers(port):
        if process.poll() is not None or time.perf_counter() - began > _LONGEST:
            process.kill()
            msg = f"the house did not open: {log.read_text(encoding='utf-8')[-2000:]}"
            raise AssertionError(msg)
        time.sleep(_LOOKS_EVERY)
    return Served(process, port, time.perf_counter() - began)


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with closing(HTTPConnection("localhost", port, timeout=_LONGEST)) as asked:
        try:
            asked.request("GET", "/sign-in/")
            return asked.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
