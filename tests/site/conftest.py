"""Calling Clew in this process, from an empty folder."""

import io
import sys
from pathlib import Path

import pytest

from clew.site import cli
from tests.site.calls import Answer, Command


@pytest.fixture
def clew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Call Clew with an empty folder as the working directory."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str | Path, given: bytes | None = None) -> Answer:
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as left:
            code = -1 if left.code is None else int(left.code)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call
