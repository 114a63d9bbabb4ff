"""Runs every check, says which failed, and exits 1 if any did."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checks import data, frontend, inner_imports, licences, locks

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
TEMPLATES = [str(path) for path in sorted(ROOT.glob("src/clew/**/templates"))]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, and either a program to call or a function that returns sentences."""

    name: str
    call: tuple[str, ...] = ()
    function: Callable[[Path], list[str]] | None = None

    def run(self) -> list[str]:
        """Return what is wrong, as lines; nothing when all is well."""
        if self.function is not None:
            return self.function(ROOT)
        done = subprocess.run(
            [str(part) for part in self.call], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return []
        said = [*done.stdout.splitlines(), *done.stderr.splitlines()]
        return said or [f"It stopped with exit code {done.returncode} and said nothing."]


CHECKS = (
    Check("lint (ruff)", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Check("format (ruff)", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    Check("imports inside functions have a reason", function=inner_imports.check),
    Check("types (mypy --strict)", (str(BIN / "mypy"), "--no-error-summary")),
    Check("floors and walls (import-linter)", (str(BIN / "lint-imports"), "--no-cache")),
    Check(
        "templates (djlint)",
        (str(BIN / "djlint"), "--lint", "--quiet", "--profile=django", *TEMPLATES),
    ),
    Check("Django's own checks", (PYTHON, "-m", "clew", "manage", "check", "--fail-level", "INFO")),
    Check("data of the rules loads, cited", function=data.check),
    Check("locks match their inputs", function=locks.check),
    Check("licences of what is installed", function=licences.check),
    Check("built styles match their sources", function=frontend.check),
)


def main() -> int:
    """Run the checks, or those whose name contains one of the words given."""
    words = sys.argv[1:]
    chosen = [check for check in CHECKS if not words or any(word in check.name for word in words)]
    if not chosen:
        print(f"No check is called so. There are: {', '.join(check.name for check in CHECKS)}.")
        return 2
    failed = 0
    for check in chosen:
        started = time.monotonic()
        wrong = check.run()
        took = time.monotonic() - started
        print(f"{'failed' if wrong else 'ok    '} {took:5.1f} s  {check.name}", flush=True)
        for line in wrong:
            print(f"        {line}")
        failed += bool(wrong)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
