"""What the engines write appears whole, or nothing of it does."""

from pathlib import Path

import pytest

from clew.engines import appearing as appearing_module
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


def test_all_is_on_the_disk_before_a_name_changes_and_logs_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    (out / "index").mkdir(parents=True)
    seen: list[str] = []
    replace, on_disk = Path.replace, appearing_module.on_disk

    def replaced(made: Path, place: Path) -> Path:
        seen.append(f"name {place.name}")
        return replace(made, place)

    def waited(path: Path) -> None:
        seen.append(f"disk {path.name}")
        on_disk(path)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(appearing_module, "on_disk", waited)
    with appearing(out) as beside:
        (beside / "index").mkdir()
        (beside / "clusters.parquet").write_text("a")
        (beside / "index" / "decisions.jsonl").write_text("b")
    names = [each.removeprefix("name ") for each in seen if each.startswith("name ")]
    assert names == ["decisions.jsonl", "clusters.parquet"]
    first = seen.index("name decisions.jsonl")
    assert {"disk decisions.jsonl", "disk clusters.parquet"} <= set(seen[:first])
    assert {"disk out", "disk index"} <= set(seen[first:])
