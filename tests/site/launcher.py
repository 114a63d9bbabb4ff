"""The launcher, loaded from a copy in an empty folder: nothing it does reaches this checkout.

The launcher finds everything from the place of its own file, so a copy of it, with small
locks beside it, is a whole fresh machine.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Final, Protocol

import pytest

from tests.site.calls import ROOT

LAUNCHER: Final = ROOT / "clew"
ON_WINDOWS: Final = 'WINDOWS = os.name == "nt"'
LOCKS: Final = {
    "bootstrap": "uv==0 --hash=sha256:00\n",
    "run": "made-up==1 --hash=sha256:01\n",
    "test": "made-up==1 --hash=sha256:01\nmade-up-test==1 --hash=sha256:02\n",
    "spark-build": "made-up-builder==1 --hash=sha256:03\n",
    "spark": "pyspark==1 --hash=sha256:04\n",
}


def load(folder: Path, *, windows: bool = False) -> ModuleType:
    """Copy the launcher and made-up locks to a folder and load the copy."""
    copy = folder / "clew"
    source = LAUNCHER.read_text(encoding="utf-8")
    assert ON_WINDOWS in source
    copy.write_text(source.replace(ON_WINDOWS, "WINDOWS = True") if windows else source)
    (folder / "lock").mkdir()
    for name, text in LOCKS.items():
        (folder / "lock" / f"{name}.txt").write_text(text)
    loader = SourceFileLoader("launcher_copy", str(copy))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    assert folder / ".venv" == module.VENV, "the copy must never reach the real environment"
    return module


def as_python(
    monkeypatch: pytest.MonkeyPatch, launcher: ModuleType, version: tuple[int, int], *words: str
) -> None:
    """Let the launcher believe that it runs on some Python, called with some words."""
    believed = SimpleNamespace(
        version_info=(*version, 1, "final", 0),
        version=f"{version[0]}.{version[1]}.1 (main, made up)",
        argv=["clew", *words],
        stderr=sys.stderr,
        exit=sys.exit,
    )
    monkeypatch.setattr(launcher, "sys", believed)


def make_programs(launcher: ModuleType, *, uv: bool = True) -> None:
    """Put files where the environment's Python and uv would be."""
    for program in (launcher.PYTHON, *([launcher.UV] if uv else [])):
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()


class Became(Exception):
    """Stands for the moment at which the launcher becomes another program."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(*arguments)
        self.arguments = list(arguments)


class Calls(list[list[str]]):
    """Every program that the launcher wanted to run, and which of them go wrong."""

    def __init__(self, *failing: str) -> None:
        super().__init__()
        self._failing = failing
        self.purelib = ""

    def run(self, call: Sequence[object], may_fail: bool = False, read: bool = False) -> object:
        """Take note of a call instead of running it."""
        words = [str(word) for word in call]
        self.append(words)
        if read:
            return f"{self.purelib}\n"
        went_well = not any(name in " ".join(words) for name in self._failing)
        if not went_well and not may_fail:
            raise SystemExit(2)
        return went_well

    def with_word(self, word: str) -> list[list[str]]:
        """Return the calls that hold a word."""
        return [call for call in self if word in call]


class Loaded(Protocol):
    """Loads the launcher in an empty folder."""

    def __call__(self, *, windows: bool = False) -> ModuleType:
        """Load a copy of the launcher."""


def executable(path: Path, text: str) -> None:
    """Write a small program."""
    shutil.rmtree(path, ignore_errors=True)
    path.write_text(text)
    path.chmod(0o755)
    assert os.access(path, os.X_OK)
