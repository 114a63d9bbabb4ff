"""The file of `clew export` takes its place whole, replaces nothing, and a failure tells all."""

import errno
import os
from pathlib import Path

import pytest

from clew.site.cli import export_records

DONE = {"handed_over": ["QQQQQQ", "AAAAAA"], "in_table": False}
TABLE = "prs_FirstName\r\nMade\r\n"


def test_the_table_takes_its_place_and_its_name_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, synced = tmp_path / "out.csv", []
    monkeypatch.setattr(export_records, "on_disk", synced.append)
    with export_records.appearing(out) as write:
        assert not out.exists()
        export_records.keep(TABLE, write, DONE)
    assert out.read_bytes() == TABLE.encode()
    assert synced == [tmp_path]
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_that_appeared_meanwhile_is_not_replaced_and_where_it_can_be_read_is_said(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.csv"
    with (
        pytest.raises(export_records.NotWritten) as wrong,
        export_records.appearing(out) as write,
    ):
        out.write_text("of somebody else", encoding="utf-8")
        export_records.keep(TABLE, write, DONE)
    assert out.read_text("utf-8") == "of somebody else"
    assert list(tmp_path.iterdir()) == [out]
    said = str(wrong.value)
    assert "another file took its place" in said
    assert "stands in the ledger" in said
    assert "AAAAAA, QQQQQQ" in said
    assert said.endswith(".")
    assert said.count(".") == 1


def test_a_rename_would_have_replaced_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control of the test above.
    out = tmp_path / "out.csv"
    monkeypatch.setattr(export_records, "_take", lambda partial, place: partial.replace(place))
    with export_records.appearing(out) as write:
        out.write_text("of somebody else", encoding="utf-8")
        export_records.keep(TABLE, write, DONE)
    assert out.read_bytes() == TABLE.encode()


@pytest.mark.parametrize("there", [False, True])
def test_where_files_have_no_second_names_it_takes_its_place_all_the_same_and_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    def refuses(_one: Path, _other: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(export_records.os, "link", refuses)
    out = tmp_path / "out.csv"
    with export_records.appearing(out) as write:
        if there:
            out.write_text("of somebody else", encoding="utf-8")
            with pytest.raises(export_records.NotWritten):
                export_records.keep(TABLE, write, DONE)
        else:
            export_records.keep(TABLE, write, DONE)
    assert out.read_text("utf-8").startswith("of somebody" if there else "prs_FirstName")


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_place: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(export_records.os, "fsync", full)
    with (
        pytest.raises(export_records.NotWritten, match="No space left on device"),
        export_records.appearing(tmp_path / "out.csv") as write,
    ):
        export_records.keep(TABLE, write, DONE)
    assert not list(tmp_path.iterdir())
