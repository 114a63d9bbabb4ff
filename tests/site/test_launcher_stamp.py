"""The stamp decides whether the environment is right, and which level a command wants."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.site.launcher import Became, as_python, load, make_programs

NOW = (sys.version_info[0], sys.version_info[1])


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a launcher that takes note of what it would become."""
    loaded = load(tmp_path)

    def become(arguments: list[str]) -> None:
        raise Became(arguments)

    monkeypatch.setattr(loaded, "become", become)
    return loaded


def started(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, *words: str
) -> tuple[list[str], list[str]]:
    """Start the launcher; return the levels it set up and the words it became."""
    levels: list[str] = []
    monkeypatch.setattr(launcher, "set_up", levels.append)
    as_python(monkeypatch, launcher, NOW, *words)
    with pytest.raises(Became) as became:
        launcher.main()
    return levels, became.value.arguments


def stamped(launcher: ModuleType, *levels: str) -> None:
    """Leave an environment as a set-up of these levels leaves it."""
    make_programs(launcher)
    wanted = launcher.wanted()
    launcher.STAMP.write_text(json.dumps({level: wanted[level] for level in levels}))


def test_a_fresh_machine_is_set_up_first(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels, became = started(launcher, monkeypatch, "classify", "facts.yaml", "--json")
    assert levels == ["run"]
    assert became == ["-m", "clew", "classify", "facts.yaml", "--json"]


def test_an_environment_with_the_right_stamp_is_used_as_it_is(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(launcher, "run")
    levels, became = started(launcher, monkeypatch, "up")
    assert levels == []
    assert became == ["-m", "clew", "up"]


def test_without_words_it_explains_itself(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(launcher, "run")
    assert started(launcher, monkeypatch) == ([], ["-m", "clew", "--help"])


@pytest.mark.parametrize(
    ("command", "module"), [("test", "tests"), ("check", "checks"), ("bench", "bench")]
)
def test_a_developers_command_wants_the_test_level(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, command: str, module: str
) -> None:
    stamped(launcher, "run")
    levels, became = started(launcher, monkeypatch, command, "a", "-k", "b")
    assert levels == ["test"]
    assert became == ["-m", module, "a", "-k", "b"]
    stamped(launcher, "run", "test")
    assert started(launcher, monkeypatch, command)[0] == []


def test_the_test_level_serves_the_other_commands_too(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(launcher, "run", "test")
    assert started(launcher, monkeypatch, "up")[0] == []


@pytest.mark.parametrize(
    ("lock", "command", "levels"),
    [
        ("run", "up", ["run"]),
        ("run", "check", ["test"]),
        ("bootstrap", "up", ["run"]),
        ("test", "up", []),
        ("test", "check", ["test"]),
    ],
)
def test_a_changed_lock_sets_up_again_what_hangs_on_it(
    launcher: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    lock: str,
    command: str,
    levels: list[str],
) -> None:
    stamped(launcher, "run", "test")
    assert started(launcher, monkeypatch, command)[0] == []
    with (launcher.LOCK / f"{lock}.txt").open("a") as file:
        file.write("more==1 --hash=sha256:03\n")
    assert started(launcher, monkeypatch, command)[0] == levels


def test_another_python_sets_up_again(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(launcher, "run")
    before = launcher.wanted()["run"]
    as_python(monkeypatch, launcher, (NOW[0], NOW[1] + 1))
    assert launcher.wanted()["run"] != before


def test_a_folder_that_was_moved_is_set_up_again(launcher: ModuleType, tmp_path: Path) -> None:
    # The scripts of an environment hold the path it was made at.
    stamped(launcher, "run")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = load(elsewhere)
    assert moved.wanted()["run"] != launcher.installed()["run"]


@pytest.mark.parametrize("text", ["", "{", '{"run": [', "\x00"])
def test_a_broken_stamp_is_none(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    stamped(launcher, "run")
    launcher.STAMP.write_text(text)
    assert started(launcher, monkeypatch, "up")[0] == ["run"]


def test_a_stamp_without_a_python_is_none(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(launcher, "run")
    launcher.PYTHON.unlink()
    assert launcher.installed() == {}
    assert started(launcher, monkeypatch, "up")[0] == ["run"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows copies the Python")
def test_an_environment_whose_python_was_removed_from_the_machine_is_set_up_again(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stamped(launcher, "run")
    launcher.PYTHON.unlink()
    launcher.PYTHON.symlink_to(tmp_path / "python-that-has-gone")
    assert started(launcher, monkeypatch, "up")[0] == ["run"]


def test_spark_is_added_where_it_is_asked_for_and_nothing_else_is_done(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(launcher, "run")
    added: list[None] = []
    monkeypatch.setattr(launcher, "add_optional", lambda: added.append(None))
    as_python(monkeypatch, launcher, NOW, "spark")
    launcher.main()
    assert added == [None]
