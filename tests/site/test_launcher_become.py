"""Becoming the command: the same words, the same folder, UTF-8, and Windows' own ways."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.site.launcher import load

FACTS = ["-m", "clew", "classify", "my facts.yaml"]


class Became(Exception):
    """Carries what execve was given."""


def became(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> tuple[list[str], dict[str, str], list[Path]]:
    """Become; return the words, the environment and the folders gone to."""
    launcher = load(tmp_path)
    folders: list[Path] = []

    def execve(path: str, words: list[str], environment: dict[str, str]) -> None:
        raise Became(path, words, environment)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(os, "chdir", folders.append)
    with pytest.raises(Became) as found:
        launcher.become(arguments)
    path, words, environment = found.value.args
    assert path == words[0] == str(tmp_path / ".venv" / "bin" / "python")
    return words, environment, folders


def test_the_words_are_passed_on_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _, _ = became(tmp_path, monkeypatch, FACTS)
    assert words[1:] == FACTS


def test_files_are_read_from_the_folder_in_which_people_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, folders = became(tmp_path, monkeypatch, FACTS)
    assert folders == []


@pytest.mark.parametrize("module", ["tests", "checks", "bench"])
def test_a_developers_command_runs_in_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    _, _, folders = became(tmp_path, monkeypatch, ["-m", module])
    assert folders == [tmp_path]


def test_text_is_utf_8_whatever_the_machine_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("CLEW_HOST", "shelter.example")
    _, environment, _ = became(tmp_path, monkeypatch, FACTS)
    assert environment["PYTHONUTF8"] == "1"
    assert environment["CLEW_HOST"] == "shelter.example", "settings are passed on"
    assert os.environ.get("PYTHONUTF8") != "made up"


def test_on_windows_the_programs_are_in_scripts_and_end_with_exe(tmp_path: Path) -> None:
    launcher = load(tmp_path, windows=True)
    scripts = tmp_path / ".venv" / "Scripts"
    assert scripts / "python.exe" == launcher.PYTHON
    assert scripts / "uv.exe" == launcher.UV


def test_elsewhere_they_are_in_bin(tmp_path: Path) -> None:
    launcher = load(tmp_path)
    folder = tmp_path / ".venv" / "bin"
    assert folder / "python" == launcher.PYTHON
    assert folder / "uv" == launcher.UV


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_on_windows_the_exit_code_of_the_command_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    launcher = load(tmp_path, windows=True)
    calls: list[list[str]] = []

    def run(call: list[str], *, env: dict[str, str]) -> SimpleNamespace:
        assert env["PYTHONUTF8"] == "1"
        calls.append(call)
        return SimpleNamespace(returncode=code)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("Windows has no exec"))
    with pytest.raises(SystemExit) as left:
        launcher.become(FACTS)
    assert left.value.code == code
    assert calls == [[str(tmp_path / ".venv" / "Scripts" / "python.exe"), *FACTS]]
