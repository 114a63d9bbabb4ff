"""What the engines write appears whole, or nothing of it does."""

from pathlib import Path

import pytest

from clew.engines.appearing import appearing


def _write(folder: Path, text: str, *, stop: bool = False) -> None:
    with appearing(folder) as beside:
        (beside / "index").mkdir()
        (beside / "one").write_text(text, encoding="utf-8")
        if stop:
            raise KeyboardInterrupt
        (beside / "index" / "two").write_text(text, encoding="utf-8")


def test_a_new_folder_appears_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    _write(tmp_path / "out", "new")
    assert (tmp_path / "out" / "index" / "two").read_text(encoding="utf-8") == "new"
    assert [found.name for found in tmp_path.iterdir()] == ["out"]


def test_what_is_stopped_midway_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _write(tmp_path / "out", "new", stop=True)
    assert not list(tmp_path.iterdir())


def test_what_is_stopped_midway_leaves_the_answer_of_before(tmp_path: Path) -> None:
    _write(tmp_path / "out", "old")
    with pytest.raises(KeyboardInterrupt):
        _write(tmp_path / "out", "new", stop=True)
    assert (tmp_path / "out" / "one").read_text(encoding="utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["out"]


def test_files_of_other_names_stay_when_an_answer_is_written_anew(tmp_path: Path) -> None:
    _write(tmp_path / "out", "old")
    (tmp_path / "out" / "index" / "notes").write_text("mine", encoding="utf-8")
    _write(tmp_path / "out", "new")
    assert (tmp_path / "out" / "index" / "two").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "out" / "index" / "notes").read_text(encoding="utf-8") == "mine"
