"""`checks.inner_imports`: an import inside a function says why it is there."""

from pathlib import Path

import pytest

from checks import inner_imports
from tests.site.calls import ROOT

LINE = "def draw() -> None:\n    import altair  # noqa: {rest}\n"
# Written in two parts, so that no check takes this file for an inner import.
CODE = "PLC" + "0415"


def found(tmp_path: Path, rest: str, folder: str = "src") -> list[str]:
    """Check a project with one file that holds one inner import."""
    (tmp_path / folder / "rooms").mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / "rooms" / "drawing.py").write_text(LINE.format(rest=rest))
    return inner_imports.check(tmp_path)


@pytest.mark.parametrize("folder", ["src", "bench", "checks"])
def test_an_inner_import_without_a_reason_is_one_sentence(tmp_path: Path, folder: str) -> None:
    assert found(tmp_path, CODE, folder) == [
        f"{Path(folder, 'rooms', 'drawing.py')}:2: say why the import is inside, after ' -- '."
    ]


@pytest.mark.parametrize("rest", ["", " -- ", " --", " -- slow", " because"])
def test_a_reason_that_says_nothing_is_none(tmp_path: Path, rest: str) -> None:
    assert len(found(tmp_path, f"{CODE}{rest}")) == 1


@pytest.mark.parametrize("rest", [" -- loads Django", " -- 0.25 s to import, for editors only"])
def test_an_inner_import_with_a_reason_is_well(tmp_path: Path, rest: str) -> None:
    # The control of all the others.
    assert found(tmp_path, f"{CODE}{rest}") == []


@pytest.mark.parametrize(
    "rest", [f"F401, {CODE}", f"{CODE}, F401", f"{CODE}, F401, ARG001", f"{CODE},S404"]
)
def test_a_second_code_is_no_reason(tmp_path: Path, rest: str) -> None:
    assert len(found(tmp_path, rest)) == 1


def test_a_reason_behind_two_codes_is_well(tmp_path: Path) -> None:
    assert found(tmp_path, f"{CODE}, F401 -- registers the fields of its forms") == []


def test_a_project_without_these_folders_is_well(tmp_path: Path) -> None:
    assert inner_imports.check(tmp_path) == []


def test_this_repository_gives_its_reasons() -> None:
    assert inner_imports.check(ROOT) == []
