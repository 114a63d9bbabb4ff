"""The edge of the command line: help, wrong calls, a reader who leaves, and what is not loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clew import __version__
from clew.rules.indicators.instruments import instrument_ids
from clew.rules.law.elements import codes
from clew.site.cli import COMMANDS
from tests.site.calls import ROOT, SLOWEST, Command, call_process, environment
from tests.site.facts_texts import FORCED_LABOUR, WHOLE

V01 = ROOT / "src" / "clew" / "rules" / "law" / "data" / "published_cases" / "V01.yaml"
PERIOD = ("recovery-period", "--jurisdiction", "GB", "--from", "2023-02-01")


def test_help_names_every_command_with_its_line(clew: Command) -> None:
    answer = clew("--help")
    assert (answer.code, answer.err) == (0, "")
    words = " ".join(answer.out.split())
    for command, summary in COMMANDS.items():
        assert f"{command} {summary}" in words


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(clew: Command, command: str) -> None:
    answer = clew(command, "--help")
    assert (answer.code, answer.err) == (0, "")
    words = " ".join(answer.out.split())
    assert words.startswith(f"usage: clew {command} ")
    assert COMMANDS[command][1:] in words


@pytest.mark.parametrize(
    ("command", "named"),
    [("classify", sorted(codes())), ("screen", list(instrument_ids()))],
)
def test_help_names_what_there_is_data_for(clew: Command, command: str, named: list[str]) -> None:
    # Lines are broken at hyphens too, so the words are compared without white space.
    words = "".join(clew(command, "--help").out.split())
    assert ",".join(named) in words


def test_the_version_is_told(clew: Command) -> None:
    answer = clew("--version")
    assert (answer.code, answer.out) == (0, f"clew {__version__}\n")


@pytest.mark.parametrize("words", [["clasify", "-"], ["Classify", "-"], ["class", "-"], ["check"]])
def test_an_unknown_command_is_one_line_that_names_the_known_ones(
    clew: Command, words: list[str]
) -> None:
    answer = clew(*words)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.sentences) == 1
    assert answer.err.endswith("See clew --help.\n")
    for command in COMMANDS:
        assert command in answer.err


def test_no_command_is_one_line(clew: Command) -> None:
    answer = clew()
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "clew: the following arguments are required: COMMAND. See clew --help.\n"


@pytest.mark.parametrize("words", [["classify"], ["screen"], ["classify", "-", "--jsn"]])
def test_a_wrong_call_is_one_line(clew: Command, words: list[str]) -> None:
    answer = clew(*words, given=b"")
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.sentences) == 1


@pytest.mark.parametrize("words", [["--help"], list(PERIOD), ["classify", V01], ["settings"]])
def test_a_reader_who_leaves_early_is_no_fault(words: list[str | Path]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = call_process(*words, stdout=writing)
    finally:
        os.close(writing)
    assert answer.err == ""
    assert answer.code == 0


def test_a_full_disk_is_told_without_a_stack_trace() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this machine")
    with full.open("wb") as stream:
        answer = call_process("classify", V01, stdout=stream)
    assert answer.code != 0, "an answer that was lost is no success"
    assert "Traceback" not in answer.err
    assert len(answer.sentences) == 1


PROBE = """\
import sys
from clew.site.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as left:
    code = left.code
heavy = {"pydantic", "django", "duckdb", "pyarrow", "numpy", "scipy", "altair", "asyncio", "socket"}
print("LOADED", code, *sorted(heavy & set(sys.modules)))
"""


def loaded(*words: str | Path, given: str = "") -> str:
    """Run a command in a new process; return its code and the heavy modules it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *map(str, words)],
        input=given.encode(),
        capture_output=True,
        env=environment(),
        timeout=SLOWEST,
        check=True,
    )
    return done.stdout.decode().splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("classify", "-"), WHOLE),
        (("screen", "-"), FORCED_LABOUR),
        (PERIOD, ""),
        (("classify", "--help"), ""),
        (("settings",), ""),
    ],
    ids=["classify", "screen", "recovery-period", "help", "settings"],
)
def test_a_command_that_answers_at_once_loads_nothing_heavy(
    words: tuple[str, ...], given: str
) -> None:
    # The guard of the published processor time: pydantic alone would cost 0.25 s.
    assert loaded(*words, given=given) == "LOADED 0"


def test_a_command_that_needs_django_is_seen_to_load_it() -> None:
    # Red control of the probe.
    assert "django" in loaded("manage", "check")
