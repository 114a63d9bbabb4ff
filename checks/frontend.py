"""The committed styles, fonts and icons are what their sources build."""

import shutil
import subprocess
from pathlib import Path


def check(root: Path) -> list[str]:
    """Build into a temporary folder and compare; skipped with a word where there is no Node."""
    folder = root / "frontend"
    npm = shutil.which("npm")
    if npm is None:
        print("       (no npm here: the built styles were not compared)")
        return []
    if not (folder / "node_modules").is_dir():
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
