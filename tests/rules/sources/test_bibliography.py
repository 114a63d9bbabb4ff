"""The bibliography: whole, without doubles, honest about what was read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clew.rules.sources import bibliography as module
from clew.rules.sources.bibliography import bibliography
from clew.rules.sources.faults import WrongInput
from tests.rules.sources.data_files import RULES, citations_by_file, read

FOLDER = RULES / "sources" / "data" / "bibliography"

MADE_UP = "a-treaty:\n  title: A treaty\n  short: Treaty\n  kind: treaty\n"


def test_every_file_of_the_bibliography_is_read() -> None:
    written = [key for file in FOLDER.glob("*.yaml") for key in read(file)]
    assert sorted(bibliography()) == sorted(written)
    assert len(written) > 50


def test_no_id_is_used_in_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.yaml").write_text(MADE_UP)
    (tmp_path / "two.yaml").write_text(MADE_UP)
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    with pytest.raises(WrongInput, match=r"two\.yaml: a-treaty: found an id used before"):
        bibliography.__wrapped__()


def test_the_same_files_with_ids_of_their_own_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.yaml").write_text(MADE_UP)
    (tmp_path / "two.yaml").write_text(MADE_UP.replace("a-treaty", "another"))
    (tmp_path / "README.txt").write_text("not read")
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    assert set(bibliography.__wrapped__()) == {"a-treaty", "another"}


@pytest.mark.parametrize(
    "line", ["kind: rumour", "colour: red", "read_on: 23.11.2026", "licence: 4"]
)
def test_a_source_with_a_fault_is_refused(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"a:\n  title: A\n  short: A\n  {line}\n"
    (tmp_path / "one.yaml").write_text(
        text if line.startswith("kind") else f"{text}  kind: treaty\n"
    )
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    with pytest.raises(WrongInput, match=r"one\.yaml, line 4: "):
        bibliography.__wrapped__()


def test_a_date_of_reading_says_through_what_it_was_read() -> None:
    for key, source in bibliography().items():
        assert (source.read_on is None) == (source.read_in is None), key
        assert source.title.strip(), key
        assert source.short.strip(), key


def test_a_source_was_not_read_before_it_was_issued() -> None:
    for key, source in bibliography().items():
        if source.read_on and source.issued:
            assert source.issued <= source.read_on.isoformat(), key


def test_short_names_tell_sources_apart() -> None:
    by_short: dict[str, list[str]] = {}
    for key, source in bibliography().items():
        by_short.setdefault(source.short, []).append(key)
    assert [keys for keys in by_short.values() if len(keys) > 1] == []


def test_sources_that_nothing_cites_are_reported(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    cited = {citation.source for found in citations_by_file().values() for citation in found}
    unused = sorted(set(bibliography()) - cited)
    record_property("sources nothing cites", ", ".join(unused))
    with capsys.disabled():
        if unused:
            print(f"\nnothing cites: {', '.join(unused)}")
    assert cited <= set(bibliography())
    assert len(unused) < len(bibliography()) / 4, "a bibliography is not a reading list"
