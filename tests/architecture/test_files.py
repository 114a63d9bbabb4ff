"""Names, sizes and addresses: what can be seen of a file without running it."""

from pathlib import Path

import pytest

from tests.architecture.files import ROOT, SRC, files_in, place, project_files, text_of

LONGEST = 400  # lines; a room with one job has 100 to 300
# A drawer's name says nothing of what lies in it.
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "core"})
# In pieces, so that this file does not find itself.
REGISTRIES = tuple(
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("npmjs", "com"),
        ("registry", "yarnpkg", "com"),
        ("conda", "anaconda", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("ghcr", "io"),
        ("docker", "io"),
    )
)


def folders_without_init(tests: Path) -> list[str]:
    """Return the folders that hold tests, themselves or below, and are no package."""
    holding = {
        folder
        for file in files_in(tests, suffixes=[".py"])
        for folder in (file.parent, *file.parent.parents)
        if folder == tests or folder.is_relative_to(tests)
    }
    return [place(folder) for folder in sorted(holding) if not (folder / "__init__.py").exists()]


def drawers(folder: Path) -> list[str]:
    """Return the files and folders that are named like a drawer."""
    found = []
    for path in files_in(folder):
        parts = {
            part.partition(".")[0].strip("_").lower() for part in path.relative_to(folder).parts
        }
        if parts & DRAWERS:
            found.append(place(path))
    return found


def too_long(folder: Path) -> list[str]:
    """Return the Python files with too many lines."""
    lengths = {path: len(text_of(path).splitlines()) for path in files_in(folder, suffixes=[".py"])}
    return [f"{place(path)}: {count} lines" for path, count in lengths.items() if count > LONGEST]


def registries_in(text: str) -> list[str]:
    """Return the package registries that a text names."""
    return [host for host in REGISTRIES if host in text.lower()]


def test_every_folder_of_tests_is_a_package() -> None:
    # Otherwise tests/rules and tests/inform would be taken for the rooms they test.
    assert folders_without_init(ROOT / "tests") == []


def test_a_folder_of_tests_that_is_no_package_is_seen(tmp_path: Path) -> None:
    # Red control. A folder of data alone needs to be none.
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cases.yaml").touch()
    for package in (tmp_path, tmp_path / "a"):
        (package / "__init__.py").touch()
    assert folders_without_init(tmp_path) == []
    (tmp_path / "a" / "b" / "test_c.py").touch()
    assert folders_without_init(tmp_path) == [str(tmp_path / "a" / "b")]


def test_no_file_names_a_package_registry() -> None:
    # Which registry is used is set on the machine; a charity's machine may know only its own.
    named = {
        place(path): found for path in project_files() if (found := registries_in(text_of(path)))
    }
    assert named == {}


@pytest.mark.parametrize("host", REGISTRIES)
def test_a_registry_would_be_found(host: str) -> None:
    # Red control.
    assert host in registries_in(f'"resolved": "https://{host.upper()}/package"')


def test_no_file_is_a_drawer() -> None:
    assert [
        line for name in ("src", "checks", "bench", "tests") for line in drawers(ROOT / name)
    ] == []


@pytest.mark.parametrize(
    "name",
    ["utils.py", "law/helpers.py", "common/__init__.py", "misc.yaml", "_core.py", "Utils.js"],
)
def test_a_drawer_would_be_found(tmp_path: Path, name: str) -> None:
    # Red control.
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert drawers(tmp_path) == [str(tmp_path / name)]


@pytest.mark.parametrize("name", ["scored.py", "commonwealth.yaml", "coretta.py"])
def test_a_name_that_only_begins_like_a_drawer_is_well(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert drawers(tmp_path) == []


def test_no_file_is_longer_than_a_room() -> None:
    assert too_long(SRC) == []


def test_a_longer_file_would_be_found(tmp_path: Path) -> None:
    # Red control.
    (tmp_path / "hall.py").write_text("x = 1\n" * (LONGEST + 1))
    (tmp_path / "room.py").write_text("x = 1\n" * LONGEST)
    assert too_long(tmp_path) == [f"{tmp_path / 'hall.py'}: {LONGEST + 1} lines"]


def test_the_files_of_the_project_are_really_read() -> None:
    names = {place(path) for path in project_files()}
    assert {"clew", "README.md", "lock/run.txt", "src/clew/__init__.py"} <= names
    assert not any("node_modules" in name for name in names)
