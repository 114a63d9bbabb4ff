"""Houses in temporary folders, for tests that open them as processes."""

import hashlib
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tests.site.calls import Answer, call_process, environment

ADDRESS: Final = "first@clew.invalid"
_SLOWEST: Final = 900


def make(folder: Path, **settings: str) -> Answer:
    """Make a real house."""
    return call_process("init", folder, "--administrator", ADDRESS, settings=settings)


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of every file of a house; of a database, of all that it holds.

    Opening a database may move what it holds from its log into it. That changes nothing.
    """
    return {
        str(path.relative_to(folder)): hashlib.sha256(_held(path)).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-shm", "-wal"))
    }


def _held(path: Path) -> bytes:
    if path.suffix != ".sqlite3":
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as opened:
        return "\n".join(opened.iterdump()).encode()


@contextmanager
def serving(*words: str | Path, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a house in a process of its own, until the end of the block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "clew", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(CLEW_PORT=str(port), **settings),
    )
    try:
        assert process.stdout is not None
        deadline = time.monotonic() + _SLOWEST
        while process.poll() is None and time.monotonic() < deadline:
            if b"Clew is on" in process.stdout.readline():
                break
        yield process, port
    finally:
        process.kill()
        process.communicate()
