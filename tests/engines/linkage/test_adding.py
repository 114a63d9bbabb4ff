"""New records: the same answer whatever the order of arrival, stable ids, nothing learnt anew."""

import json
import random
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.engines.linkage.adding import _gone, add
from clew.engines.linkage.blocking import CAPS, Keys
from clew.engines.linkage.index import VERSION
from clew.engines.linkage.laying import ROOM
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.standing import StandingIndex
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.made_up import Row, people, together, write
from tests.engines.linkage.test_resolving import entities_of, quietly

Pairs = dict[tuple[str, str], tuple[float, str]]
KNOWN = 220


def pairs_of(out: Path) -> Pairs:
    return {
        (pair["record_id_l"], pair["record_id_r"]): (pair["probability"], pair["because"])
        for pair in pq.read_table(out / "pairs.parquet").to_pylist()
    }


def with_a_busy_number(rows: list[Row]) -> list[Row]:
    """Give one phone to so many that it says nothing any more once all of them are there."""
    busy = [{**row, "phones": "0121 555 7777"} for row in rows[:34]]
    return [*busy[:17], *rows[34:], *busy[17:]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    folder = tmp_path_factory.mktemp("added")
    rows = with_a_busy_number(people(130, seed=3)[0])
    resolve(write(folder / "known.csv", rows[:KNOWN]), folder / "known", quietly)
    every = write(folder / "all.csv", rows)
    resolve(every, folder / "all", quietly, frozen=folder / "known" / "index")
    return folder, rows


def brought_in(folder: Path, to: Path, parts: list[list[Row]]) -> Path:
    out = to / "out"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(folder / "known", out)
    for part in parts:
        add(write(to / "part.csv", part), out, quietly)
    return out


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(dice=st.randoms(use_true_random=False), cuts=st.lists(st.integers(0, 30), max_size=2))
def test_whatever_the_order_of_arrival_the_answer_is_that_of_all_at_once(
    base: tuple[Path, list[Row]], tmp_path: Path, dice: object, cuts: list[int]
) -> None:
    folder, rows = base
    new = rows[KNOWN:]
    dice.shuffle(new)  # type: ignore[attr-defined]
    edges = [0, *sorted(cuts), len(new)]
    parts = [new[low:high] for low, high in pairwise(edges)]
    out = brought_in(folder, tmp_path, parts)
    assert together(entities_of(out)) == together(entities_of(folder / "all"))
    assert pairs_of(out) == pairs_of(folder / "all")


def kept_alive(*, by_another_key: bool) -> bool:
    """Say whether a link stays whose phone has become that of one person more than may share it."""
    many = CAPS["phone"] + 1
    phone = Keys("phone", np.full(many, 7, np.uint64), np.arange(many, dtype=np.int32))
    own = Keys("email", np.full(2, 9, np.uint64), np.arange(2, dtype=np.int32))
    keys = [phone, own] if by_another_key else [phone]
    link = np.array([[0, 1]], np.int64)
    return not bool(_gone(link, link, keys)[0])


def test_a_link_goes_with_the_last_key_that_told_something() -> None:
    assert not kept_alive(by_another_key=False)
    assert kept_alive(by_another_key=True)


def test_an_entity_keeps_its_id_when_records_join_it(
    base: tuple[Path, list[Row]], tmp_path: Path
) -> None:
    folder, rows = base
    before = entities_of(folder / "known")
    after = entities_of(brought_in(folder, tmp_path, [rows[KNOWN:]]))
    moved = [record for record, entity in before.items() if after[record] != entity]
    merged = {after[record] for record in moved}
    assert merged <= set(before.values())


def test_the_model_stays_as_it_was(base: tuple[Path, list[Row]], tmp_path: Path) -> None:
    folder, rows = base
    out = brought_in(folder, tmp_path, [rows[KNOWN:]])
    one, two = ((path / "index" / "model.json").read_text() for path in (folder / "known", out))
    assert json.loads(one) == json.loads(two)


def test_an_id_that_is_there_already_is_named_and_left_as_it_is(
    base: tuple[Path, list[Row]], tmp_path: Path
) -> None:
    folder, rows = base
    out = tmp_path / "out"
    shutil.copytree(folder / "known", out)
    report = add(write(tmp_path / "again.csv", rows[:5]), out, quietly)
    assert report["records"] == KNOWN
    assert "5 ids that are there already" in str(report["faults"])
    assert entities_of(out) == entities_of(folder / "known")


def test_one_new_record_finds_its_entity_with_reasons_and_changes_nothing(
    base: tuple[Path, list[Row]],
) -> None:
    folder, rows = base
    before = {path: path.read_bytes() for path in (folder / "known").rglob("*.*")}
    known = next(row for row in rows[40:KNOWN] if row["phones"] and len(row["birth_date"]) > 4)
    found = StandingIndex(folder / "known").ask({**known, "record_id": ""})
    assert found[0].entity_id == entities_of(folder / "known")[known["record_id"]]
    assert known["record_id"] in found[0].record_ids
    assert found[0].probability > 0.9
    assert "the names are the same" in found[0].because
    assert before == {path: path.read_bytes() for path in (folder / "known").rglob("*.*")}


def test_somebody_unknown_is_nobody(base: tuple[Path, list[Row]]) -> None:
    folder, _ = base
    standing = StandingIndex(folder / "known")
    assert standing.ask({"name": "Zyx Wvutsrq", "birth_date": "1931-02-03"}) == []
    assert standing.ask({"name": "the driver"}) == []


def test_asking_twice_gives_the_same_and_leaves_no_word_behind(
    base: tuple[Path, list[Row]],
) -> None:
    folder, rows = base
    standing = StandingIndex(folder / "known")
    first = [standing.ask(row) for row in rows[KNOWN : KNOWN + 12]]
    assert [standing.ask(row) for row in rows[KNOWN : KNOWN + 12]] == first
    assert [StandingIndex(folder / "known").ask(row) for row in rows[KNOWN : KNOWN + 12]] == first


@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1_000_000))
def test_one_by_one_in_any_order_the_answer_is_that_of_all_at_once(
    base: tuple[Path, list[Row]], seed: int
) -> None:
    folder, rows = base
    new = rows[KNOWN:]
    random.Random(seed).shuffle(new)  # noqa: S311 -- made-up people
    standing = StandingIndex(folder / "known")
    before = standing.entities()
    for row in new:
        standing.add(row["record_id"], row)
    after = standing.entities()
    assert together(after) == together(entities_of(folder / "all"))
    # The id of an entity that had records is the id of one that had them, whatever has joined.
    assert {after[record] for record in before} <= set(before)


def test_what_a_record_changed_is_told_and_is_what_stands_afterwards(
    base: tuple[Path, list[Row]],
) -> None:
    folder, rows = base
    standing = StandingIndex(folder / "known")
    for row in rows[KNOWN : KNOWN + 20]:
        arrival = standing.add(row["record_id"], row)
        after = standing.entities()
        assert after[row["record_id"]] == arrival.entity_id
        assert all(after[one] == of for of, group in arrival.changed.items() for one in group)


def test_an_id_that_stands_is_not_added_again(base: tuple[Path, list[Row]]) -> None:
    folder, rows = base
    standing = StandingIndex(folder / "known")
    with pytest.raises(ValueError, match="there already"):
        standing.add(rows[0]["record_id"], rows[0])


def test_more_records_than_there_is_room_for_still_find_a_place(
    base: tuple[Path, list[Row]],
) -> None:
    folder, _ = base
    standing = StandingIndex(folder / "known")
    for at in range(ROOM + 2):
        standing.add(f"new{at:05}", {"emails": f"somebody{at}@example.org"})
    found = standing.ask({"emails": f"somebody{ROOM + 1}@example.org"}, least=-99.0)
    assert [match.entity_id for match in found] == [f"new{ROOM + 1:05}"]


def test_an_index_of_another_version_is_named(base: tuple[Path, list[Row]], tmp_path: Path) -> None:
    folder, _ = base
    shutil.copytree(folder / "known", tmp_path / "out")
    file = tmp_path / "out" / "index" / "model.json"
    file.write_text(file.read_text().replace(f'"version": {VERSION}', '"version": 1'))
    with pytest.raises(WrongInput, match="resolve anew"):
        StandingIndex(tmp_path / "out")


def test_of_two_runs_that_add_at_once_the_second_writes_nothing(tmp_path: Path) -> None:
    rows, _ = people(40)
    out = tmp_path / "out"
    resolve(write(tmp_path / "a.csv", rows[:60]), out, quietly)
    other = write(tmp_path / "b.csv", rows[60:70])

    def meanwhile(step: str) -> None:
        if step == "writing":
            add(other, out, quietly)

    with pytest.raises(WrongInput, match="another run has changed meanwhile"):
        add(write(tmp_path / "c.csv", rows[70:]), out, meanwhile)
    assert set(entities_of(out)) == {row["record_id"] for row in rows[:70]}
    assert not list(tmp_path.glob(".clew-*"))
