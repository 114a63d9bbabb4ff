"""A log line stays one line, holds no address of a page, and nothing of what somebody typed."""

import io
import logging
import sys
from types import SimpleNamespace
from typing import TextIO

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from clew.site.logs import Lines, OneLine, escaped
from tests.cast import CANARY

ATTACKS = [
    "a\r\nERROR clew forged", "a\nb", "\x1b[31mred\x1b[0m", "\u202egnp.exe", "\u2066x\u2069",
    "\u2028second", "\x00", "\x85next", '{"level": "forged"}\n', "\u200fx", "\ufeffx",
]  # fmt: skip


def written(record: logging.LogRecord) -> str:
    return OneLine().format(record)


def record_of(name: str, message: str, **more: object) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, (), None)
    record.__dict__.update(more)
    return record


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_name_that_would_be_two_lines_is_one(attack: str) -> None:
    plain = logging.Formatter("%(levelname)s %(name)s %(message)s")
    assert attack in plain.format(record_of("clew", attack))  # red control
    line = written(record_of("clew", attack))
    assert len(line.splitlines()) == 1
    assert line.isprintable()


@given(text=st.text())
def test_whatever_the_text_it_is_one_printable_line(text: str) -> None:
    line = escaped(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(letter) < 32 or letter in "\u202a\u202b\u202e\u2066\x7f" for letter in line)


def test_words_of_every_script_stay_readable() -> None:
    assert escaped("Мария مريم 玛丽 é") == "Мария مريم 玛丽 é"


def test_a_request_is_named_by_its_view_and_not_by_its_address() -> None:
    request = SimpleNamespace(resolver_match=SimpleNamespace(view_name="casework:case"))
    record = record_of(
        "django.request", "Service Unavailable: /cases/R3N5F8-2/", request=request, status_code=503
    )
    assert "R3N5F8-2" in record.getMessage()  # red control
    assert written(record) == "ERROR django.request 503 casework:case"
    lost = record_of("django.request", "x", request=SimpleNamespace(resolver_match=None))
    assert written(lost) == "ERROR django.request no such address"


def test_a_fault_says_where_and_nothing_of_what_was_typed() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        record = record_of("clew", "went wrong", exc_info=sys.exc_info())
    assert CANARY in logging.Formatter().format(record)  # red control
    line = written(record)
    assert CANARY not in line
    assert "ValueError in test_a_fault_says_where" in line


class Full(io.StringIO):
    """A log on a disk without room."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("handler", [Lines, logging.StreamHandler])
def test_a_log_that_cannot_be_written_says_nothing_of_the_fault_elsewhere(
    capfd: pytest.CaptureFixture[str], handler: type[logging.StreamHandler[TextIO]]
) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        handler(Full()).handle(record_of("clew", "went wrong", exc_info=sys.exc_info()))
    said = capfd.readouterr()
    # Red control: the library's own handler prints all of it.
    assert (CANARY in said.out + said.err) == (handler is not Lines)


def test_the_house_logs_by_that_handler() -> None:
    assert settings.LOGGING["handlers"]["stderr"]["class"] == "clew.site.logs.Lines"
