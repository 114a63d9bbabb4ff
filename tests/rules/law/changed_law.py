"""The law's data, changed for a test and put back after it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import clew.rules.law
from clew.rules.law import elements

_DATA = Path(next(iter(clew.rules.law.__path__))) / "data" / "elements"


@contextmanager
def with_changed_law(
    monkeypatch: pytest.MonkeyPatch, folder: Path, code: str, was: str, now: str
) -> Iterator[None]:
    """Read the elements of one law with one line of its file changed."""
    copied = folder / "elements"
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(_DATA, copied)
    file = copied / f"{code}.yaml"
    text = file.read_text()
    assert was in text, "the line that is to be changed is there"
    file.write_text(text.replace(was, now))
    with monkeypatch.context() as patched:
        patched.setattr(elements, "_FOLDER", copied)
        _forget()
        try:
            yield
        finally:
            patched.undo()
            _forget()


def _forget() -> None:
    for remembered in (elements.codes, elements.jurisdiction, elements._versions):  # noqa: SLF001 -- what it remembers
        remembered.cache_clear()
