"""Calling a command of Clew as people do, and keeping all that it said. Used by the tests here."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

ROOT: Final = Path(__file__).resolve().parents[2]
SLOWEST: Final = 900  # seconds: far over what any call takes, so that a hanging one is seen
_TRACE = re.compile(r"Traceback|\.py\b|Error\b|Exception")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said: its exit code and both of its streams."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        """The lines on standard error: one sentence for each fault."""
        return self.err.splitlines()


class Command(Protocol):
    """Calls Clew with some words, in this process."""

    def __call__(self, *words: str | Path, given: bytes | None = None) -> Answer:
        """Call Clew; `given` is what standard input holds."""


def assert_refused(answer: Answer, *parts: str, faults: int = 1) -> None:
    """Assert a refusal: code 2, no answer, and one whole sentence a fault with all `parts`."""
    assert answer.code == 2
    assert answer.out == "", "a refused input leaves no partial result"
    assert len(answer.sentences) == faults
    for sentence in answer.sentences:
        assert sentence.endswith(".")
        assert not _TRACE.search(sentence)
    for part in parts:
        assert part in answer.err


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a user: what this one holds, without settings made for tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CLEW_", "DJANGO_", "PYTHONUNBUFFERED", "COV_", "PYTEST"))
    }
    return kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"} | more


def call_process(
    *words: str | Path,
    given: bytes = b"",
    settings: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 -- what subprocess.run takes
) -> Answer:
    """Call `python -m clew` in a process of its own."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    done = subprocess.run(
        [sys.executable, "-m", "clew", *map(str, words)],
        input=given,
        env=environment(**(settings or {})),
        timeout=SLOWEST,
        check=False,
        **streams,
    )
    out, err = (stream.decode() if stream else "" for stream in (done.stdout, done.stderr))
    return Answer(done.returncode, out, err)
