"""Who gives an order at a terminal is asked where it can be answered, or told how it can be."""

import argparse
import io
import sys
from pathlib import Path

import pytest

from clew.rules.sources.faults import WrongInput
from clew.site.cli import showing
from tests.site.calls import assert_refused, call_process

ADA = argparse.Namespace(who="ada@clew.invalid")
TABLE = b"prs_FirstName\nMade\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer what is asked at the terminal, and keep what that was."""
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return "typed"

    monkeypatch.setattr(showing.getpass, "getpass", answer)
    return questions


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr(showing, "_TERMINAL", place)


def test_a_table_by_a_pipe_and_no_terminal_is_a_sentence_that_says_what_to_do() -> None:
    call = ("import", "htcds", "-", "--as", ADA.who)
    answer = call_process(*call, given=TABLE, start_new_session=True)
    assert_refused(answer, "no terminal to type a passphrase at", "the table as a FILE")


def test_a_table_by_a_pipe_leaves_the_asking_to_the_terminal(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at_a_terminal(monkeypatch, tmp_path / "none")
    with pytest.raises(WrongInput):
        showing.who_asks(ADA, taken=True)
    assert asked == []
    there = tmp_path / "tty"
    there.touch()
    at_a_terminal(monkeypatch, there)
    monkeypatch.setattr(sys, "stdin", io.StringIO("of the table\nof the table\n"))
    assert showing.who_asks(ADA, taken=True)["passphrase"] == "typed"
    assert len(asked) == 2


def test_two_lines_by_a_pipe_are_what_is_shown(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a passphrase \n 123456\n"))
    assert showing.who_asks(ADA) == {
        "address": ADA.who, "passphrase": "a passphrase ", "code": "123456",
    }  # fmt: skip
    assert asked == []
