"""Without Spark or its Java one sentence says what is missing; what goes wrong in it is one too."""

from importlib import metadata, util
from pathlib import Path

import pytest

from clew.engines.linkage.spark import faults, session
from clew.rules.sources.faults import WrongInput
from clew.site.cli import main
from tests.engines.linkage.made_up import people, write

INSTALLS = "`./clew spark` installs"


def there(monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    """Let Spark be there in some version, or not at all."""
    monkeypatch.setattr(util, "find_spec", lambda _name: None if version is None else object())
    monkeypatch.setattr(metadata, "version", lambda _name: version)


@pytest.mark.parametrize(
    ("version", "java", "said"),
    [
        (None, True, f"found no Spark on this machine, wanted version 4.3, which {INSTALLS}."),
        ("3.5.1", True, f"found Spark 3.5.1, wanted version 4.3, which {INSTALLS}."),
        ("4.3.0", False, "found no Java, wanted Java 17 or newer, on the path or in JAVA_HOME."),
    ],
)
def test_what_is_missing_is_one_sentence_before_anything_is_read(
    version: str | None,
    java: bool,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = str(write(tmp_path / "a.csv", people(3)[0]))
    there(monkeypatch, version)
    monkeypatch.setattr(session, "java", lambda: "java" if java else None)
    assert main(["resolve", table, "-o", str(tmp_path / "out"), "--engine", "spark"]) == 2
    assert capsys.readouterr().err == f"--engine: spark: {said}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_with_all_of_it_there_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    # The control of the one above.
    there(monkeypatch, "4.3.9")
    monkeypatch.setattr(session, "java", lambda: "java")
    session.check()


def test_java_is_looked_for_where_java_home_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert session.java() is None
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert session.java() == str(program)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["--engine", "sparc"], '--engine: found "sparc", wanted '),
        (["--spark-master", "local[2]"], "--spark-master: found another engine, wanted "),
    ],
)
def test_a_wrong_engine_is_one_sentence(
    call: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = str(write(tmp_path / "a.csv", people(3)[0]))
    assert main(["resolve", table, "-o", str(tmp_path / "out"), *call]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert not (tmp_path / "out").exists()


def said_at(raised: str) -> str:
    """Return what a trace of Spark may hold."""
    return f"{raised}\n  at Ada Made-up, 1 Alder Street"


class Raised(Exception):
    """Stands for what Spark raises: it repeats what it worked on."""


Raised.__module__ = "pyspark.errors.exceptions"


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("java.lang.OutOfMemoryError: Java heap space", "workers that ran out of memory"),
        ("Python worker exited unexpectedly (crashed)", "workers that ran out of memory"),
        ("java.io.IOException: No space left on device", "a disk that is full"),
        ("ValueError: something else", "a fault of Spark (Raised)"),
    ],
)
def test_what_goes_wrong_in_spark_is_one_sentence_without_what_it_worked_on(
    raised: str, said: str
) -> None:
    with pytest.raises(WrongInput) as wrong, faults.faults_told():
        raise Raised(said_at(raised))
    (sentence,) = wrong.value.sentences
    assert sentence.startswith(f"--engine: spark: found {said}")
    assert "Ada" not in sentence
    assert "\n" not in sentence


def test_a_spark_that_does_not_start_is_one_sentence() -> None:
    with pytest.raises(WrongInput, match="found a Spark that does not start, wanted Java 17"):  # noqa: SIM117 -- the inner one turns it
        with faults.faults_told(starting=True):
            raise Raised(said_at("[JAVA_GATEWAY_EXITED] Java gateway process exited"))


def test_what_is_not_of_spark_is_not_taken_for_it() -> None:
    with pytest.raises(KeyError), faults.faults_told():
        raise KeyError
