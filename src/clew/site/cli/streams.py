"""Reading input files, writing answers, showing progress: the manners every command shares."""

import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

from clew.rules.sources.documents import LARGEST_BYTES
from clew.rules.sources.faults import Fault, WrongInput

Item = TypeVar("Item")
QUIET_SECONDS = 2.0
STANDARD_INPUT = "-"


def read_input(path: str, *, most: int = LARGEST_BYTES) -> tuple[bytes, str]:
    """Read a file, or standard input for `-`; return its bytes and what messages call it.

    Of a file of more than `most` bytes one more is returned: enough to know that it is too large.
    Raises `WrongInput` when there is no such file or it cannot be read.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(most + 1), "standard input"
    if not path:
        raise WrongInput([Fault("FILE", "", "an empty name", "a file, or - for standard input")])
    file = Path(path)
    name = file.name or path
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1), name
    except FileNotFoundError:
        fault = Fault(name, "", "no such file", "a file that exists, or - for standard input")
    except IsADirectoryError:
        fault = Fault(name, "", "a folder", "a file")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        fault = Fault(name, "", f"a file that cannot be read ({why})", "a file")
    raise WrongInput([fault]) from None


@contextmanager
def table_at(path: str) -> Iterator[Path]:
    """Yield where a table of any size lies: the file itself, or for `-` what standard input brings.

    That is kept in a folder of the user's own while the block runs, and removed again. What was
    read already, and is small enough for the memory, lies at `bytes_at`.
    """
    if path != STANDARD_INPUT:
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="clew-input-") as folder:
        file = Path(folder) / "standard input"
        with file.open("wb") as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
        yield file


@contextmanager
def bytes_at(path: str, raw: bytes) -> Iterator[str]:
    """Yield a path by which the process that serves the house reads a file, or what was piped in.

    What was piped in lies in memory where the system can, else in a file of the user's own that is
    removed again.
    """
    if path != STANDARD_INPUT:
        yield os.path.realpath(path)
        return
    if hasattr(os, "memfd_create"):
        held = os.memfd_create("clew-input")
        try:
            with os.fdopen(os.dup(held), "wb") as written:
                written.write(raw)
            yield f"/proc/{os.getpid()}/fd/{held}"
        finally:
            os.close(held)
        return
    with tempfile.NamedTemporaryFile(prefix="clew-input-") as kept:
        kept.write(raw)
        kept.flush()
        yield kept.name


def print_json(value: object) -> None:
    """Print a value as JSON for machines, every script as it is written."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def say(*lines: str) -> None:
    """Print lines for people."""
    for line in lines:
        print(line, flush=True)


def complain(sentence: str) -> None:
    """Print one sentence on standard error."""
    print(sentence, file=sys.stderr)


def with_progress(items: Iterable[Item], *, what: str) -> Iterator[Item]:
    """Pass items through, counting them on a terminal once the work takes over two seconds."""
    if not sys.stderr.isatty():
        yield from items
        return
    started = last = time.monotonic()
    shown = False
    count = 0
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - started > QUIET_SECONDS and now - last > 1 / 10:
            print(f"\r{count:,} {what} …", end="", file=sys.stderr, flush=True)
            last, shown = now, True
    if shown:
        print(f"\r{count:,} {what}.   ", file=sys.stderr)


class Progress:
    """Says on a terminal what is being done, once it takes over two seconds."""

    def __init__(self) -> None:
        self._step = ""
        self._silent = not sys.stderr.isatty()
        self._shown = False
        self._timer = threading.Timer(QUIET_SECONDS, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    def __call__(self, step: str) -> None:
        """Hear that a step begins."""
        self._step = step
        if self._shown:
            print(f"{step} …", file=sys.stderr, flush=True)

    def _show(self) -> None:
        if not self._silent:
            self._shown = True
            print(f"{self._step} …", file=sys.stderr, flush=True)
