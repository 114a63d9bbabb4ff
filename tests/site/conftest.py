"""Calling Clew in this process, from an empty folder."""

import io
import subprocess
import sys
from collections.abc import Iterator
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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of two megabytes that lies in memory, or skip."""
    folder = tmp_path / "small-disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],  # noqa: S607 -- the system's own
        check=False,
        capture_output=True,
    )
    if done.returncode:
        pytest.skip("a disk of two megabytes could not be mounted: run as root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S607 -- the system's own
