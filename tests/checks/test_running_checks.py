"""`./clew check`: runs what was asked for, says what failed, and never passes by mistake."""

import shutil
import sys
from pathlib import Path

import pytest

from checks import __main__ as running
from checks import frontend
from checks.__main__ import Check, main


def sentences(*lines: str) -> Check:
    """Make a check that finds these lines."""
    return Check("made up (well)" if not lines else "made up (ill)", function=lambda _: [*lines])


def program(code: str) -> Check:
    """Make a check that runs a small program."""
    return Check("program", (sys.executable, "-c", code))


def ran(monkeypatch: pytest.MonkeyPatch, checks: tuple[Check, ...], *words: str) -> int:
    """Run checks as the command does; return its exit code."""
    monkeypatch.setattr(running, "CHECKS", checks)
    monkeypatch.setattr(sys, "argv", ["checks", *words])
    return main()


def test_when_all_is_well_the_code_is_0(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, (sentences(), sentences())) == 0
    assert capsys.readouterr().out.endswith("2 passed, 0 failed\n")


def test_when_one_is_ill_the_code_is_1_and_its_lines_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, (sentences(), sentences("a: wrong.", "b: wrong."))) == 1
    said = capsys.readouterr().out
    assert "failed" in said
    assert "        a: wrong.\n        b: wrong.\n" in said
    assert said.endswith("1 passed, 1 failed\n")


def test_a_word_chooses_the_checks_that_hold_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(monkeypatch, (sentences(), sentences("wrong.")), "well") == 0
    assert capsys.readouterr().out.endswith("1 passed, 0 failed\n")


def test_a_word_that_no_check_holds_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    # `./clew check tpyes` must not look green: nothing was checked.
    assert ran(monkeypatch, (sentences(),), "tpyes") != 0


def test_a_program_that_ends_well_is_well_whatever_it_prints() -> None:
    assert program("print('12 files checked')").run() == []


def test_a_program_that_fails_shows_both_its_streams() -> None:
    found = program("import sys; print('a'); print('b', file=sys.stderr); sys.exit(1)").run()
    assert found == ["a", "b"]


def test_a_program_that_fails_in_silence_has_failed() -> None:
    # A tool called with --quiet, or one that is killed, may say nothing at all.
    assert program("raise SystemExit(1)").run()


def test_every_check_has_a_name_of_its_own_and_something_to_do() -> None:
    names = [check.name for check in running.CHECKS]
    assert len(set(names)) == len(names)
    assert all(bool(check.call) != bool(check.function) for check in running.CHECKS)


def test_every_program_that_checks_call_is_installed() -> None:
    for check in running.CHECKS:
        if check.call:
            assert Path(check.call[0]).exists(), check.call[0]


def test_every_folder_of_templates_is_linted() -> None:
    folders = {str(path.parent) for path in running.ROOT.glob("src/**/templates/*")}
    assert folders == set(running.TEMPLATES)


def test_without_node_the_styles_are_said_not_to_be_compared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert frontend.check(tmp_path) == []
    assert "no npm here: the built styles were not compared" in capsys.readouterr().out
