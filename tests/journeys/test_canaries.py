"""After the whole walk, nothing that was typed about the woman lies open anywhere.

Not in a database file, a write-ahead log or a row; not in the keyring, a log, a temporary file or
the outbox; not in an address, a header, a title, a notice or a released table.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.journeys import searching
from tests.journeys.planted import PLANTED, SURNAME
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.both]


@pytest.fixture(scope="module")
def whole_walk(walked: Walk) -> Walk:
    """Give the walk, if it came to its end: half of one would have typed too little."""
    assert walked.failure is None, f"the walk ended early: {walked.failure}"
    return walked


@pytest.fixture(scope="module")
def left(whole_walk: Walk) -> list[tuple[str, bytes]]:
    """Give all that the house keeps while it runs, read once: reading can empty a log."""
    return list(searching.left_behind(whole_walk.house))


def test_every_planted_string_is_long_enough_to_be_no_chance() -> None:
    assert [text for text in PLANTED if len(text) < searching.FEWEST_LETTERS] == []


def test_nothing_typed_about_her_lies_open_in_what_the_house_keeps(
    left: list[tuple[str, bytes]],
) -> None:
    names = {name.partition(" ")[0] for name, _ in left}
    assert {"file", "table", "sessions", "what"} <= names
    searched = [name for name, data in left if data]
    assert any("audit_event" in name for name in searched)
    assert any("vault_datakey" in name for name in searched)
    assert any("notices_notice" in name for name in searched)
    assert searching.found(left, PLANTED) == []


def test_the_write_ahead_log_was_searched_too(
    whole_walk: Walk, left: list[tuple[str, bytes]]
) -> None:
    if whole_walk.house.urls:
        pytest.skip("PostgreSQL's own files belong to its server; its rows are searched")
    logs = [name for name, data in left if data and name.endswith("-wal")]
    assert "clew.sqlite3-wal" in {Path(name).name for name in logs}


def test_nothing_typed_about_her_stands_in_an_address_a_header_or_a_title(whole_walk: Walk) -> None:
    trail = whole_walk.trail
    assert len(trail.addresses) > 100
    told = {"addresses": trail.addresses, "headers": trail.headers, "titles": trail.titles}
    assert all(told.values())
    assert searching.found(searching.told(told), PLANTED) == []


def test_nothing_typed_about_her_stands_in_a_released_table(whole_walk: Walk) -> None:
    told = {"the file of the table": [whole_walk.facts["csv"]]}
    assert searching.found(searching.told(told), PLANTED) == []


@pytest.mark.parametrize("way", sorted(searching.ways_to_write("x")))
def test_a_string_written_in_the_clear_is_found_however_it_is_written(
    whole_walk: Walk, tmp_path: Path, way: str
) -> None:
    # Red control: the same search, over a copy of the same rows with one column that is not sealed.
    leak = b"before " + searching.ways_to_write(SURNAME)[way] + b" after"
    if whole_walk.house.urls:
        with psycopg.connect(whole_walk.house.urls["CLEW_DATABASE_URL"]) as connection:
            connection.execute("CREATE TEMPORARY TABLE scratch (value bytea)")
            connection.execute("INSERT INTO scratch VALUES (%s)", [leak])
            places = list(searching.rows_of_postgresql("copy", connection))
    else:
        copy = tmp_path / "copy.sqlite3"
        shutil.copy(whole_walk.house.folder / "demo" / "db" / "clew.sqlite3", copy)
        with closing(sqlite3.connect(copy)) as database:
            database.execute("CREATE TABLE scratch (value BLOB)")
            database.execute("INSERT INTO scratch VALUES (?)", [leak])
            database.commit()
        places = list(searching.rows_of_sqlite(copy))
    lines = searching.found(places, [SURNAME])
    assert lines
    assert {line.partition(":")[0] for line in lines} & {"table scratch", "table copy scratch"}
    assert f"{SURNAME}, {way}" in " ".join(lines)
