"""The processor time of one whole call of a command, from the first byte of Python to the last."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
# A published case of one document, as most calls have.
DOCUMENT: Final = ROOT / "src" / "clew" / "rules" / "law" / "data" / "published_cases" / "V03.yaml"
THROUGH_THE_LAUNCHER: Final = (sys.executable, str(ROOT / "clew"))
DIRECTLY: Final = (sys.executable, "-m", "clew")


def processor_seconds(start: Sequence[str], *, calls: int) -> float:
    """Return the median processor time of classifying one document, children included.

    One call beforehand compiles what Python keeps compiled, as any first call of a user does.
    """
    with tempfile.TemporaryDirectory() as compiled:
        settings = os.environ | {
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONPYCACHEPREFIX": compiled,
            "PYTHONDONTWRITEBYTECODE": "",
        }
        command = [*start, "classify", str(DOCUMENT), "--json"]
        measured = [_one(command, settings) for _ in range(calls + 1)]
    return statistics.median(measured[1:])


def _one(command: Sequence[str], settings: dict[str, str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=settings)  # noqa: S603 -- our own command
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
