"""Setting up: by hash, uv first and pip after it, and no stamp before all went well."""

import json
import sys
import sysconfig
import venv
from pathlib import Path
from types import ModuleType

import pytest

from tests.site.launcher import Calls, executable, load, make_programs

UV_INSTALL = "pip install -q --python"
PIP_INSTALL = "-m pip install"


@pytest.fixture
def launcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a launcher whose environments are two empty programs."""
    loaded = load(tmp_path)
    monkeypatch.setattr(loaded, "make_environment", lambda: make_programs(loaded))
    return loaded


def noting(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *failing: str
) -> Calls:
    """Let the launcher take note of programs, those that hold a `failing` word going wrong."""
    calls = Calls(*failing)
    site = tmp_path / "site-packages"
    site.mkdir(exist_ok=True)
    calls.purelib = str(site)
    monkeypatch.setattr(launcher, "run", calls.run)
    return calls


@pytest.mark.parametrize("level", ["run", "test"])
def test_a_set_up_installs_its_lock_and_leaves_its_stamp(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, level: str
) -> None:
    calls = noting(launcher, monkeypatch, tmp_path)
    launcher.set_up(level)
    (install,) = calls.with_word("--require-hashes")
    assert install[-1] == str(tmp_path / "lock" / f"{level}.txt")
    wanted = launcher.wanted()
    levels = ["run", "test"] if level == "test" else ["run"]
    assert json.loads(launcher.STAMP.read_text()) == {name: wanted[name] for name in levels}
    path = tmp_path / "site-packages" / "clew-source.pth"
    assert path.read_text() == f"{tmp_path / 'src'}\n"


def test_people_are_told_what_happens_away_from_the_answer(
    launcher: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    noting(launcher, monkeypatch, tmp_path)
    launcher.set_up("run")
    said = capsys.readouterr()
    assert said.out == "", "standard output belongs to the command"
    assert "Setting Clew up." in said.err


def test_a_set_up_that_breaks_leaves_no_stamp(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noting(launcher, monkeypatch, tmp_path)
    launcher.set_up("test")
    assert launcher.STAMP.exists()
    noting(launcher, monkeypatch, tmp_path, UV_INSTALL, PIP_INSTALL)
    with pytest.raises(SystemExit) as left:
        launcher.set_up("test")
    assert left.value.code == 2
    assert not launcher.STAMP.exists(), "the next start must set up again"


def test_a_set_up_that_is_stopped_by_hand_leaves_no_stamp(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noting(launcher, monkeypatch, tmp_path)
    launcher.set_up("run")

    def stopped(_lock: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(launcher, "install", stopped)
    with pytest.raises(KeyboardInterrupt):
        launcher.set_up("test")
    assert not launcher.STAMP.exists()


def test_a_new_run_lock_makes_the_environment_anew(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noting(launcher, monkeypatch, tmp_path)
    launcher.set_up("run")
    remains = launcher.VENV / "package-of-the-old-lock"
    remains.touch()
    (launcher.LOCK / "run.txt").write_text("made-up==2 --hash=sha256:09\n")
    launcher.set_up("run")
    assert not remains.exists()


def test_the_test_level_is_added_to_a_right_environment(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noting(launcher, monkeypatch, tmp_path)
    launcher.set_up("run")
    kept = launcher.VENV / "kept"
    kept.touch()
    launcher.set_up("test")
    assert kept.exists()


def test_uv_is_fetched_by_hash_with_pip_where_it_is_not_there(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_programs(launcher, uv=False)
    calls = noting(launcher, monkeypatch, tmp_path)
    launcher.install(launcher.LOCK / "run.txt")
    fetch, *_ = calls
    assert fetch[:4] == [str(launcher.PYTHON), "-m", "pip", "install"]
    assert "--require-hashes" in fetch
    assert fetch[-1].endswith("bootstrap.txt")


def test_without_uv_pip_installs_by_hash(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_programs(launcher, uv=False)
    calls = noting(launcher, monkeypatch, tmp_path, "bootstrap.txt")
    launcher.install(launcher.LOCK / "run.txt")
    assert calls.with_word(str(launcher.UV)) == []
    assert str(launcher.LOCK / "run.txt") in calls[-1]


def test_when_uv_fails_pip_is_tried_and_people_are_told(
    launcher: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_programs(launcher)
    calls = noting(launcher, monkeypatch, tmp_path, UV_INSTALL)
    launcher.install(launcher.LOCK / "run.txt")
    by_uv, by_pip = calls
    assert by_uv[0] == str(launcher.UV)
    assert by_pip[:4] == [str(launcher.PYTHON), "-m", "pip", "install"]
    assert capsys.readouterr().err == "uv could not do it; trying with pip.\n"


def test_when_both_fail_one_sentence_asks_about_the_registry(
    launcher: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_programs(launcher)
    noting(launcher, monkeypatch, tmp_path, UV_INSTALL, PIP_INSTALL)
    with pytest.raises(SystemExit) as left:
        launcher.install(launcher.LOCK / "run.txt")
    assert left.value.code == 2
    assert "Is the package registry reachable from here?" in capsys.readouterr().err


@pytest.mark.parametrize("failing", [(), (UV_INSTALL,)])
def test_everything_is_installed_by_hash_from_wheels_and_from_no_address_of_ours(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failing: tuple[str, ...]
) -> None:
    calls = noting(launcher, monkeypatch, tmp_path, *failing)
    launcher.set_up("test")
    for call in calls.with_word("install"):
        assert "--require-hashes" in call
        assert "--only-binary" in call, "a source package runs its own code while it is installed"
        assert not any("://" in word or "index" in word for word in call)


@pytest.mark.parametrize("failing", [(), (UV_INSTALL,)])
def test_spark_is_built_by_what_was_installed_by_hash_and_nothing_else_from_source(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failing: tuple[str, ...]
) -> None:
    make_programs(launcher)
    calls = noting(launcher, monkeypatch, tmp_path, *failing)
    launcher.add_optional()
    builder, spark = (
        calls.with_word(str(launcher.LOCK / f"{name}.txt"))[-1] for name in ("spark-build", "spark")
    )
    assert calls.index(builder) < calls.index(spark)
    for call in (builder, spark):
        assert "--require-hashes" in call
        assert call[call.index("--only-binary") + 1] == ":all:"
    assert "--no-binary" not in builder
    assert spark[spark.index("--no-binary") + 1] == "pyspark"
    assert "--no-build-isolation" in spark, "a builder would be fetched without a hash"


def test_a_python_that_cannot_make_environments_gets_the_line_that_cures_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    launcher = load(tmp_path)

    def half_made(folder: Path, *, with_pip: bool) -> None:
        assert with_pip
        (folder / "bin").mkdir(parents=True)
        raise OSError(1, "ensurepip is not available")

    monkeypatch.setattr(venv, "create", half_made)
    with pytest.raises(SystemExit) as left:
        launcher.make_environment()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert left.value.code == 2
    assert capsys.readouterr().err == (
        "This Python cannot make a virtual environment. "
        f"On Debian or Ubuntu: apt-get install python{version}-venv\n"
    )
    assert not launcher.VENV.exists(), "half an environment would be taken for one"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for Python")
def test_the_source_is_found_where_python_says_its_packages_are(
    launcher: ModuleType, tmp_path: Path
) -> None:
    # Nothing is stubbed but Python itself and uv.
    make_programs(launcher)
    site = tmp_path / "lib with a space"
    site.mkdir()
    executable(launcher.PYTHON, f'#!/bin/sh\necho "{site}"\n')
    executable(launcher.UV, '#!/bin/sh\necho "$@" > "$(dirname "$0")/called"\n')
    launcher.STAMP.write_text(json.dumps({"run": launcher.wanted()["run"]}))
    launcher.set_up("test")
    assert (site / "clew-source.pth").read_text() == f"{tmp_path / 'src'}\n"
    assert "--require-hashes" in (launcher.UV.parent / "called").read_text()
    assert "test" in json.loads(launcher.STAMP.read_text())
    assert sysconfig.get_path("purelib") != str(site)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for Python")
def test_a_program_that_must_not_fail_stops_the_set_up_with_its_exit_code(
    launcher: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "broken"
    executable(program, "#!/bin/sh\nexit 7\n")
    assert launcher.run([program], may_fail=True) is False
    with pytest.raises(SystemExit) as left:
        launcher.run([program])
    assert left.value.code == 2
    assert capsys.readouterr().err == "broken stopped with exit code 7.\n"
