"""`checks.locks`: each way in which a lock can leave its input is one sentence."""

from importlib import metadata
from pathlib import Path

import pytest

from checks import locks
from tests.site.calls import ROOT

# Real packages, because the check reads what the installed ones ask for.
RUN_IN = "asgiref  # a remark\ntyping_extensions>=4\n"
TEST_IN = "-r run.in\npluggy\n"
HASH = " \\\n    --hash=sha256:00"


def pinned(*names: str, **versions: str) -> str:
    """Write a lock that holds packages at their installed versions, or at another."""
    found = {name: versions.get(name) or metadata.version(name) for name in names}
    return "".join(f"{name}=={version}{HASH}\n" for name, version in found.items())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project whose locks hold what their inputs ask for."""
    (tmp_path / "lock").mkdir()
    write(tmp_path, "run.in", RUN_IN)
    write(tmp_path, "test.in", TEST_IN)
    write(tmp_path, "bootstrap.txt", pinned("pip"))
    write(tmp_path, "run.txt", pinned("asgiref", "typing-extensions"))
    write(tmp_path, "test.txt", pinned("asgiref", "typing-extensions", "pluggy"))
    write(tmp_path, "spark.in", "sqlparse\n")
    write(tmp_path, "spark.txt", pinned("sqlparse"))
    write(tmp_path, "spark-build.in", "packaging\n")
    write(tmp_path, "spark-build.txt", pinned("packaging"))
    return tmp_path


def write(project: Path, name: str, text: str) -> None:
    """Write one of the lock files."""
    (project / "lock" / name).write_text(text)


def test_locks_that_hold_what_is_asked_for_are_well(project: Path) -> None:
    # The control of all that follow.
    assert locks.check(project) == []


def test_the_locks_of_this_repository_are_well() -> None:
    assert locks.check(ROOT) == []


def test_a_requirement_that_is_missing_is_one_sentence(project: Path) -> None:
    write(project, "test.in", f"{TEST_IN}iniconfig\n")
    assert locks.check(project) == ["test.txt: iniconfig of test.in is missing; compile again."]


def test_a_requirement_missing_from_both_locks_is_a_sentence_each(project: Path) -> None:
    write(project, "run.in", f"{RUN_IN}sqlparse\n")
    assert locks.check(project) == [
        "run.txt: sqlparse of run.in is missing; compile again.",
        "test.txt: sqlparse of test.in is missing; compile again.",
    ]


def test_a_version_outside_what_is_asked_for_is_one_sentence(project: Path) -> None:
    write(project, "test.txt", pinned("asgiref", "typing-extensions", "pluggy", pluggy="0.9"))
    write(project, "test.in", "-r run.in\npluggy>=1,<9\n")
    (sentence,) = locks.check(project)
    assert sentence == "test.txt: pluggy 0.9 is not <9,>=1."


def test_a_version_inside_what_is_asked_for_is_well(project: Path) -> None:
    write(project, "test.in", "-r run.in\npluggy>=1,<9\n")
    assert locks.check(project) == []


@pytest.mark.parametrize(
    "line",
    ["--index-url https://packages.example/simple", "made-up @ https://packages.example/a.whl"],
)
@pytest.mark.parametrize("lock", ["bootstrap.txt", "run.txt", "test.txt", "spark.txt"])
def test_an_address_is_one_sentence(project: Path, lock: str, line: str) -> None:
    text = (project / "lock" / lock).read_text()
    write(project, lock, f"{line}\n{text}")
    assert locks.check(project) == [f"{lock}: holds an address; compile it without."]


def test_a_package_that_nothing_asks_for_is_one_sentence(project: Path) -> None:
    text = (project / "lock" / "test.txt").read_text()
    write(project, "test.txt", text + pinned("iniconfig"))
    assert locks.check(project) == [
        "test.txt: nothing in test.in asks for iniconfig; compile again."
    ]


def test_what_a_package_asks_for_is_no_orphan(project: Path) -> None:
    write(project, "test.in", "-r run.in\npytest\n")
    text = (project / "lock" / "run.txt").read_text()
    needed = ["pytest", "iniconfig", "packaging", "pluggy", "pygments"]
    write(project, "test.txt", text + pinned(*needed))
    assert locks.check(project) == []


def test_what_only_an_extra_asks_for_is_no_orphan_while_the_extra_is_asked_for(
    project: Path,
) -> None:
    text = (project / "lock" / "test.txt").read_text()
    write(project, "test.txt", text + pinned("whitenoise", "brotli"))
    write(project, "test.in", f"{TEST_IN}whitenoise[brotli]\n")
    assert locks.check(project) == []
    write(project, "test.in", f"{TEST_IN}whitenoise\n")
    (sentence,) = locks.check(project)
    assert "brotli" in sentence


def test_a_package_of_another_platform_is_left_alone(project: Path) -> None:
    text = (project / "lock" / "test.txt").read_text()
    write(project, "test.txt", f"{text}made-up-windows-only==1 ; sys_platform == 'win32'{HASH}\n")
    assert locks.check(project) == []


def test_names_are_compared_as_packages_name_themselves(project: Path) -> None:
    write(project, "run.in", "ASGIref\nTyping.Extensions\n")
    assert locks.check(project) == []


def test_every_fault_is_named_in_one_round(project: Path) -> None:
    write(project, "test.in", "-r run.in\npluggy>=99\nsqlparse\n")
    text = (project / "lock" / "test.txt").read_text()
    write(project, "test.txt", f"--index-url https://packages.example\n{text}{pinned('iniconfig')}")
    assert len(locks.check(project)) == 4


def test_a_pin_without_a_hash_is_one_sentence(project: Path) -> None:
    # Without its hash a package could be exchanged on the way; the set-up would refuse it late.
    text = (project / "lock" / "run.txt").read_text()
    write(project, "run.txt", text.replace(HASH, "", 1))
    found = [sentence for sentence in locks.check(project) if sentence.startswith("run.txt: ")]
    assert len(found) == 1
    assert "asgiref" in found[0]


def test_an_optional_lock_holds_what_is_asked_for(project: Path) -> None:
    write(project, "spark.in", "sqlparse\niniconfig\n")
    assert locks.check(project) == ["spark.txt: iniconfig of spark.in is missing; compile again."]


def test_an_optional_lock_exchanges_nothing_of_the_run_lock(project: Path) -> None:
    # What was tried together would be other than what was tried, once Spark is installed.
    text = (project / "lock" / "spark.txt").read_text()
    write(project, "spark.in", "sqlparse\nasgiref\n")
    write(project, "spark.txt", text + pinned("asgiref"))
    assert locks.check(project) == []
    write(project, "spark.txt", text + pinned("asgiref", asgiref="3.0"))
    assert locks.check(project) == [
        "spark.txt: asgiref is not as in run.txt; compile with --constraint lock/run.txt."
    ]
