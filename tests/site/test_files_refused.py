"""Files that cannot be read: one sentence, no answer, nothing written, and no stack trace."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.calls import Command, assert_refused
from tests.site.facts_texts import BOMB, ELEVEN_MEGABYTES, FORCED_LABOUR, WHOLE

READERS = pytest.mark.parametrize("command", ["classify", "screen"])
RIGHT = {"classify": WHOLE, "screen": FORCED_LABOUR}


def tree(folder: Path) -> dict[str, int]:
    """Return every file of a folder with its time of change."""
    return {str(path): path.lstat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def missing(folder: Path) -> Path:
    return folder / "nowhere" / "facts.yaml"


def a_folder(folder: Path) -> Path:
    (folder / "facts.d").mkdir()
    return folder / "facts.d"


def unreadable(folder: Path) -> Path:
    # A link to itself cannot be read even by the administrator, whom permissions do not stop.
    (folder / "facts.yaml").symlink_to(folder / "facts.yaml")
    return folder / "facts.yaml"


def in_a_file(raw: bytes) -> Callable[[Path], Path]:
    """Return a maker of a file that holds these bytes."""

    def make(folder: Path) -> Path:
        (folder / "facts.yaml").write_bytes(raw)
        return folder / "facts.yaml"

    return make


PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe"
UNREADABLE_FILES = {
    "missing": (missing, ("facts.yaml", "no such file", "a file that exists, or -")),
    "folder": (a_folder, ("facts.d", "a folder", "a file")),
    "unreadable": (unreadable, ("facts.yaml", "a file that cannot be read")),
    "binary": (in_a_file(PICTURE), ("facts.yaml, line 1", "bytes that are not UTF-8", "UTF-8")),
    "latin-1": (
        in_a_file("id: a\nnote: Mädchen\n".encode("latin-1")),
        ("facts.yaml, line 2", "bytes that are not UTF-8 text", "text saved as UTF-8"),
    ),
    "control": (in_a_file(b"id: a\nb: \x00\n"), ("facts.yaml, line 2", "a control character")),
    "empty": (in_a_file(b""), ("facts.yaml", "document")),
    "blank": (in_a_file(b"\n \n# nothing but a remark\n"), ("facts.yaml", "document")),
    "nothing": (in_a_file(b"---\n"), ("facts.yaml", "line 1", "nothing")),
    "eleven megabytes": (
        in_a_file(ELEVEN_MEGABYTES),
        ("facts.yaml", "more than 10,000,000 bytes", "split it"),
    ),
    "bomb": (in_a_file(BOMB.encode()), ("facts.yaml, line 2", "alias", "the value written out")),
    "tag": (
        in_a_file(b"id: !!python/object/apply:os.getcwd []\n"),
        ("facts.yaml, line 1", "tag", "a plain value"),
    ),
    "half": (in_a_file(b"id: a\nact: {receipt: \n"), ("facts.yaml, line ", "not YAML", "or JSON")),
    "deep": (in_a_file(b"[" * 5000), ("facts.yaml", "levels")),
}


@READERS
@pytest.mark.parametrize("kind", UNREADABLE_FILES)
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["words", "json"])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    clew: Command, tmp_path: Path, command: str, kind: str, form: list[str]
) -> None:
    make, parts = UNREADABLE_FILES[kind]
    file = make(tmp_path)
    before = tree(tmp_path)
    assert_refused(clew(command, file, *form), *parts)
    assert tree(tmp_path) == before, "nothing is written"


@READERS
@pytest.mark.parametrize("kind", ["binary", "empty", "eleven megabytes", "bomb"])
def test_standard_input_is_held_to_the_same(clew: Command, command: str, kind: str) -> None:
    raw = {
        "binary": PICTURE,
        "empty": b"",
        "eleven megabytes": ELEVEN_MEGABYTES,
        "bomb": BOMB.encode(),
    }[kind]
    assert_refused(clew(command, "-", given=raw), "standard input")


@READERS
@pytest.mark.parametrize("folder", [".", ".."])
def test_a_folder_is_named_as_it_was_given(clew: Command, command: str, folder: str) -> None:
    answer = clew(command, folder)
    assert_refused(answer, "a folder")
    assert answer.err.startswith(f"{folder}: ")


@READERS
def test_an_empty_name_is_said_to_be_no_file(clew: Command, command: str) -> None:
    answer = clew(command, "")
    assert_refused(answer)
    assert not answer.err.startswith(":")


@READERS
def test_a_file_whose_owner_forbids_reading_is_refused(
    clew: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(RIGHT[command])

    def forbidden(_self: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert_refused(clew(command, file), "facts.yaml", "cannot be read (Permission denied)")


@READERS
def test_a_right_file_is_read_and_nothing_is_written(
    clew: Command, tmp_path: Path, command: str
) -> None:
    # Red control: the refusals above come from the files, not from the way they are called.
    file = tmp_path / "facts.yaml"
    file.write_text(RIGHT[command])
    before = tree(tmp_path)
    assert clew(command, file).code == 0
    assert tree(tmp_path) == before
    (tmp_path / "answer.json").write_text("{}")
    assert tree(tmp_path) != before, "a written file would be seen"


@READERS
def test_a_file_with_a_byte_order_mark_is_read(clew: Command, tmp_path: Path, command: str) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + RIGHT[command].encode())
    assert clew(command, file).code == 0


@READERS
def test_a_file_made_on_windows_is_read(clew: Command, tmp_path: Path, command: str) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(RIGHT[command].replace("\n", "\r\n").encode())
    assert clew(command, file).code == 0
