"""Which Python the launcher takes, and that it needs nothing but Python itself."""

import ast
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.site.launcher import LAUNCHER, as_python, load

SOURCE = LAUNCHER.read_text(encoding="utf-8")
OLDEST_THAT_CAN_READ = (3, 8)  # older ones are on no machine that still gets security updates


def imported(source: str) -> set[str]:
    """Return the names of the packages that a source imports anywhere, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_the_launcher_imports_only_the_standard_library() -> None:
    assert imported(SOURCE) <= sys.stdlib_module_names
    assert "clew" not in imported(SOURCE), "on a fresh machine nothing of Clew can be imported"


def test_an_import_of_a_package_would_be_seen() -> None:
    # Red control.
    assert not imported("def f():\n    import requests.sessions\n") <= sys.stdlib_module_names


def test_the_launcher_is_written_in_the_grammar_of_python_3_11() -> None:
    assert ast.parse(SOURCE, feature_version=(3, 11)).body


def test_an_older_python_can_read_the_launcher_far_enough_to_say_that_it_is_too_old() -> None:
    assert ast.parse(SOURCE, feature_version=OLDEST_THAT_CAN_READ).body
    newer = "match 1:\n    case 1: pass\n"
    with pytest.raises(SyntaxError):  # red control
        ast.parse(newer, feature_version=OLDEST_THAT_CAN_READ)


def test_the_launcher_can_be_called_by_its_name() -> None:
    assert os.access(LAUNCHER, os.X_OK)
    assert SOURCE.startswith("#!/usr/bin/env python3\n")


def test_the_launcher_names_no_address() -> None:
    found = re.findall(r"[a-z]+://(?!localhost)[^\s\"']+", SOURCE)
    assert found == []


@pytest.mark.parametrize("version", [(3, 8), (3, 10)])
def test_an_older_python_alone_is_refused_in_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    version: tuple[int, int],
) -> None:
    launcher = load(tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    as_python(monkeypatch, launcher, version, "up")
    with pytest.raises(SystemExit) as left:
        launcher.main()
    said = capsys.readouterr()
    assert left.value.code == 2
    assert said.err == f"Clew needs Python 3.11 or newer; this is 3.{version[1]}.1.\n"
    assert said.out == ""
    assert not (tmp_path / ".venv").exists(), "nothing is set up with the wrong Python"


def test_an_older_python_hands_over_to_a_newer_one_with_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launcher = load(tmp_path)
    became: list[object] = []

    def execv(path: str, words: list[str]) -> None:
        became.extend([path, words])
        raise SystemExit(0)  # execv never comes back

    monkeypatch.setattr(
        shutil, "which", lambda name: "/opt/python3.13" if name == "python3.13" else None
    )
    monkeypatch.setattr(os, "execv", execv)
    as_python(monkeypatch, launcher, (3, 10), "classify", "my facts.yaml")
    with pytest.raises(SystemExit):
        launcher.main()
    words = ["/opt/python3.13", str(tmp_path / "clew"), "classify", "my facts.yaml"]
    assert became == ["/opt/python3.13", words]


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14), (4, 0)])
def test_a_python_that_is_new_enough_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    launcher = load(tmp_path)
    looked: list[str] = []
    monkeypatch.setattr(shutil, "which", looked.append)
    as_python(monkeypatch, launcher, version)
    launcher.find_newer_python()
    assert looked == [], "no other Python is looked for"
