"""A demonstration that runs as a process of its own, on SQLite or on a fresh PostgreSQL pair."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from tests.site.calls import environment

BEGIN: Final = "walk_"
"""How the names of databases begin that journeys make."""
_LONGEST_START: Final = 900  # seconds, on a busy machine; a quiet one needs twenty
_LONGEST_STOP: Final = 60


@dataclass
class ServedHouse:
    """A house that runs: where it answers, where it keeps its data, and what it has said."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int
    urls: dict[str, str]  # CLEW_DATABASE_URL and CLEW_KEYRING_URL on PostgreSQL, else nothing
    log: Path

    @property
    def address(self) -> str:
        """Where people reach it."""
        return f"http://localhost:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """The environment that commands need to open the same house."""
        return {"CLEW_DATA": str(self.folder), "CLEW_PORT": str(self.port), **self.urls}

    @property
    def said(self) -> str:
        """All it wrote on both of its streams."""
        return self.log.read_text(encoding="utf-8")


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Say whether something listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give the addresses of two fresh databases on the PostgreSQL of this run; none on SQLite."""
    near = os.environ.get("CLEW_DATABASE_URL", "")
    if not near:
        yield {}
        return
    server = near.rpartition("/")[0]
    names = [f"{BEGIN}{kind}_{secrets.token_hex(4)}" for kind in ("main", "keyring")]
    _say(near, "CREATE DATABASE {}", names)
    try:
        yield {
            "CLEW_DATABASE_URL": f"{server}/{names[0]}",
            "CLEW_KEYRING_URL": f"{server}/{names[1]}",
        }
    finally:
        _say(near, "DROP DATABASE IF EXISTS {} WITH (FORCE)", names)


def _say(near: str, statement: str, names: list[str]) -> None:
    with psycopg.connect(near, autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def start(
    folder: Path,
    urls: dict[str, str],
    *words: str,
    command: str = "up",
    port: int = 0,
) -> ServedHouse:
    """Start `clew up`, or another command that serves, and return when it answers.

    Args:
        folder: where its data go; its log and its temporary files go beside it.
        urls: the addresses of its databases on PostgreSQL; empty on SQLite.
        words: more words of the command.
        command: the command that serves.
        port: where to listen; 0 for a free port.
    """
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder.parent / f"{folder.name}.log"
    settings = {"CLEW_DATA": str(folder), "CLEW_PORT": str(port), **urls}
    # Python's own temporary files go into the folder too, so that they can be searched.
    temporary = folder.parent / f"{folder.name}-tmp"
    temporary.mkdir(exist_ok=True)
    with log.open("ab") as stream:
        already = stream.tell()
        process = subprocess.Popen(
            [sys.executable, "-m", "clew", command, *words],
            stdout=stream,
            stderr=stream,
            env=environment(TMPDIR=str(temporary), **settings),
        )
    house = ServedHouse(process, folder, port, urls, log)
    deadline = time.monotonic() + _LONGEST_START
    while b"Clew is on" not in log.read_bytes()[already:]:
        assert process.poll() is None, house.said
        assert time.monotonic() < deadline, "the house did not open"
        time.sleep(0.1)
    return house


def stop(house: ServedHouse) -> None:
    """Stop a house as Ctrl+C does."""
    if house.process.poll() is None:
        house.process.send_signal(signal.SIGINT)
        try:
            house.process.wait(_LONGEST_STOP)
        except subprocess.TimeoutExpired:
            house.process.kill()
            house.process.wait()
