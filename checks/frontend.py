"""The committed styles, fonts and icons are what their sources build."""

import shutil
import subprocess
from pathlib import Path


def check(root: Path) -> list[str]:
    """Build into a temporary folder and compare; skipped with a word where there is no Node.

    What it builds from is installed where it is missing, or older than its lock.
    """
    folder = root / "frontend"
    npm = shutil.which("npm")
    if npm is None:
        print("       (no npm here: the built styles were not compared)")
        return []
    if _is_older(folder / "node_modules/.package-lock.json", folder / "package-lock.json"):
        clean = subprocess.run(
            [npm, "ci", "--silent", "--ignore-scripts"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if clean.returncode:
            return ["npm ci failed in frontend/.", *clean.stderr.splitlines()[-5:]]
    built = subprocess.run(
        [npm, "run", "--silent", "check"], cwd=folder, capture_output=True, text=True, check=False
    )
    return [] if built.returncode == 0 else [*built.stdout.splitlines(), *built.stderr.splitlines()]


def _is_older(installed: Path, lock: Path) -> bool:
    """Say whether what npm wrote last is missing, or from before the lock changed."""
    return not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime
