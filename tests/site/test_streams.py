"""Progress on a terminal, once the work takes long; silence everywhere else."""

import io
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from clew.site.cli import streams
from clew.site.cli.streams import QUIET_SECONDS, print_json, read_input, with_progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal, or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def shown(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, seconds_each: float) -> str:
    """Pass five items through, each taking some seconds; return what was shown meanwhile."""
    clock: Iterator[float] = itertools.count(100.0, seconds_each)
    stream = Terminal(terminal=terminal)
    monkeypatch.setattr(streams, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(with_progress("abcde", what="documents")) == list("abcde")
    return stream.getvalue()


def test_long_work_on_a_terminal_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(monkeypatch, terminal=True, seconds_each=QUIET_SECONDS + 1)
    assert said.startswith("\r1 documents …")
    assert said.endswith("\r5 documents.   \n")


def test_short_work_on_a_terminal_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, terminal=True, seconds_each=0.1) == ""


def test_work_that_writes_to_a_file_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, terminal=False, seconds_each=QUIET_SECONDS + 1) == ""


def test_the_count_is_not_written_more_than_ten_times_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock: Iterator[float] = itertools.count(0.0, 0.01)
    stream = Terminal(terminal=True)
    monkeypatch.setattr(streams, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(sys, "stderr", stream)
    list(with_progress(range(1000), what="documents"))
    assert 60 < stream.getvalue().count("…") < 90, "8 s of work, 10 a second"


def test_items_pass_one_by_one_and_not_all_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal(terminal=True))
    endless = with_progress(itertools.count(), what="documents")
    assert list(itertools.islice(endless, 3)) == [0, 1, 2]


def test_a_file_is_called_by_its_name_and_not_by_its_folder(tmp_path: Path) -> None:
    # The folders of a shared machine tell who works there.
    file = tmp_path / "facts.yaml"
    file.write_bytes(b"id: a")
    assert read_input(str(file)) == (b"id: a", "facts.yaml")


def test_json_for_machines_keeps_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"id": "Дело"})
    assert capsys.readouterr().out == '{\n  "id": "Дело"\n}\n'
