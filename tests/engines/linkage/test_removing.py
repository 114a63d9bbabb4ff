"""Records that are withdrawn leave nothing behind; a run that is taken back never was."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clew.engines.linkage import removing
from clew.engines.linkage.adding import add
from clew.engines.linkage.blocking import CAPS
from clew.engines.linkage.decisions import read_log
from clew.engines.linkage.removing import Maker, remove, take_back
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.runs import read_runs
from clew.engines.linkage.standing import StandingIndex
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.deciding import MAKER, TODAY, copied, decided, files_of, some_pairs
from tests.engines.linkage.made_up import Row, people, together, write
from tests.engines.linkage.test_adding import pairs_of
from tests.engines.linkage.test_resolving import entities_of, quietly

KNOWN, MOST_BEARERS = 130, 2
PROPERTY = settings(
    max_examples=6,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
NOTED = {"report.json", "report.html", "index/runs.jsonl"}


class Base(NamedTuple):
    """A folder with an answer to the first rows and one to all, by the model of the first."""

    folder: Path
    rows: list[Row]

    def __repr__(self) -> str:  # Hypothesis shows it where a test fails
        return f"{len(self.rows)} rows"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    folder = tmp_path_factory.mktemp("removed")
    rows = people(85, seed=9)[0]
    with pytest.MonkeyPatch.context() as patch:
        for kind in CAPS:  # many keys then die and live again
            patch.setitem(CAPS, kind, MOST_BEARERS)
        resolve(write(folder / "known.csv", rows[:KNOWN]), folder / "known", quietly)
        frozen = folder / "known" / "index"
        resolve(write(folder / "all.csv", rows), folder / "all", quietly, frozen=frozen)
        yield Base(folder, rows)


def removed(out: Path, ids: list[str]) -> dict[str, object]:
    file = out.parent / "ids.txt"
    file.write_text("\n".join(ids), encoding="utf-8")
    return remove(file, out, quietly, Maker("B. Steward", TODAY, "withdrawn"))


@PROPERTY
@given(seed=st.integers(0, 1_000_000), many=st.integers(1, 60))
def test_without_some_records_the_answer_is_that_of_resolving_without_them(
    base: Base, tmp_path: Path, seed: int, many: int
) -> None:
    folder, rows = base
    gone = random.Random(seed).sample([row["record_id"] for row in rows], many)  # noqa: S311
    out = copied(folder / "all", tmp_path / "out")
    for some in (gone[: many // 2], gone[many // 2 :]):
        if some:
            removed(out, some)
    left = [row for row in rows if row["record_id"] not in gone]
    anew, frozen = tmp_path / "anew", folder / "known" / "index"
    resolve(write(tmp_path / "left.csv", left), anew, quietly, frozen=frozen)
    assert entities_of(out) == entities_of(anew)
    assert pairs_of(out) == pairs_of(anew)


@PROPERTY
@given(seed=st.integers(0, 1_000_000), cut=st.integers(1, 30))
def test_what_was_added_and_taken_back_in_any_order_never_was(
    base: Base, tmp_path: Path, seed: int, cut: int
) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    before = files_of(out)
    new = rows[KNOWN:]
    dice = random.Random(seed)  # noqa: S311 -- made-up people
    dice.shuffle(new)
    for some in (new[:cut], new[cut:]):
        add(write(tmp_path / "new.csv", some), out, quietly)
    assert files_of(out)["clusters.parquet"] != before["clusters.parquet"]  # control
    first, second = dice.sample(["1", "2"], 2)
    take_back(first, out, quietly, MAKER)
    take_back(second, out, quietly, MAKER)
    after = files_of(out)
    assert {name for name in after if after[name] != before.get(name)} <= NOTED


def test_without_keys_that_live_again_pairs_would_be_missing(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The red control of both: what too many shared brings those who are left together again."""
    folder, rows = base
    busy = [row["record_id"] for row in rows[KNOWN:]]

    out = copied(folder / "all", tmp_path / "out")
    removed(out, busy)
    whole = set(pairs_of(out))
    assert whole == set(pairs_of(folder / "known"))
    none = np.zeros((0, 2), np.int64)
    monkeypatch.setattr(removing, "_revived", lambda _keys, _gone: none)
    out = copied(folder / "all", tmp_path / "out")
    removed(out, busy)
    assert set(pairs_of(out)) < whole


def test_nothing_of_a_withdrawn_record_is_left_in_any_file(tmp_path: Path) -> None:
    rows, _ = people(60, seed=4)
    lone = {
        **dict.fromkeys(rows[0], ""),
        "name": "Quillon Zybrowsky",
        "birth_date": "1991-07-19",
        "phones": "07700 900461",
        "addresses": "77 Vanished Lane, Nowhereham",
    }
    rows += [{**lone, "record_id": f"gone{at}"} for at in range(3)]
    out = tmp_path / "out"
    resolve(write(tmp_path / "all.csv", rows), out, quietly)
    decided(out, ("gone0", rows[0]["record_id"], "apart"), ("gone1", "gone2", "together"))
    pq_texts = [b"zybrowsk", b"900461", b"vanished", b"gone0", b"met both"]

    def told() -> set[bytes]:
        files = {name: data for name, data in files_of(out).items() if "parquet" not in name}
        tables = [pq.read_table(path).to_pydict() for path in sorted(out.rglob("*.parquet"))]
        text = (str(tables).encode() + b"".join(files.values())).lower()
        return {each for each in pq_texts if each in text}

    assert told() == set(pq_texts)  # control
    report = removed(out, ["gone0", "gone1", "gone2"])
    assert told() == set()
    assert "2 decisions about records that are gone" in str(report["faults"])
    log = read_log(out / "index")
    assert [(each.decision, each.by, each.because) for each in log] == [
        ("apart", "A. Steward", ""),
        ("together", "A. Steward", ""),
    ]


def test_an_entity_whose_oldest_record_goes_is_called_by_the_next_and_others_keep_their_ids(
    base: Base, tmp_path: Path
) -> None:
    folder, _ = base
    out = copied(folder / "known", tmp_path / "out")
    same, _ = some_pairs(out)
    before = entities_of(out)
    removed(out, [before[same[0]]])
    after = entities_of(out)
    left = [each for each in same if each != before[same[0]]]
    assert {after[each] for each in left} <= set(left)
    assert all(after[each] == before[each] for each in after if each not in same)
    assert StandingIndex(out).entities() == after


def test_decisions_fall_with_one_of_their_records_and_the_others_hold(
    base: Base, tmp_path: Path
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    same, (one, two, three) = some_pairs(out)
    decided(out, (one, two, "together"), (two, three, "together"), (same[0], same[1], "apart"))
    removed(out, [two])
    after = entities_of(out)
    assert after[one] != after[three]
    assert after[same[0]] != after[same[1]]
    decided(out, (one, three, "together"))
    assert entities_of(out)[one] == entities_of(out)[three]


def test_taking_back_added_records_lets_what_was_decided_about_them_fall(
    base: Base, tmp_path: Path
) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    add(write(tmp_path / "new.csv", rows[KNOWN:]), out, quietly)
    _, (one, *_) = some_pairs(folder / "known")
    decided(out, (one, rows[KNOWN]["record_id"], "together"))
    take_back("1", out, quietly, MAKER)
    assert entities_of(out) == entities_of(folder / "known")
    assert pairs_of(out) == pairs_of(folder / "known")
    noted = [(each.what, each.of, each.by) for each in read_runs(out / "index", 0)]
    assert noted == [("add", None, ""), ("decide", None, ""), ("take back", 1, "B. Steward")]


def test_every_record_may_go_and_others_may_come(base: Base, tmp_path: Path) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    assert removed(out, [row["record_id"] for row in rows[:KNOWN]])["records"] == 0
    assert add(write(tmp_path / "new.csv", rows[KNOWN:]), out, quietly)["records"] == len(
        rows[KNOWN:]
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "found no ids"),
        (b"nobody\nnobody2\n", "found 2 ids not in the answer, first in line 1"),
        (b"\xff\xfe", "UTF-8, one record id a line"),
    ],
)
def test_a_list_that_is_wrong_removes_nothing(
    base: Base, tmp_path: Path, text: bytes, told: str
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    before = files_of(out)
    file = tmp_path / "ids.txt"
    file.write_bytes(text)
    with pytest.raises(WrongInput, match=told):
        remove(file, out, quietly, MAKER)
    with pytest.raises(WrongInput, match="a named person"):
        remove(file, out, quietly, Maker("", TODAY, "withdrawn"))
    assert files_of(out) == before


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("0", "the run that made the answer"),
        ("7", "no run to take back"),
        ("1", "taken back already"),
        ("last", "run 2, which removed records"),
        ("minus one", "a number of runs.jsonl, or last"),
    ],
)
def test_what_cannot_be_taken_back_is_said(
    base: Base, tmp_path: Path, wanted: str, told: str
) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    add(write(tmp_path / "new.csv", rows[KNOWN:]), out, quietly)
    removed(out, [rows[0]["record_id"]])
    take_back("1", out, quietly, MAKER)
    before = files_of(out)
    with pytest.raises(WrongInput, match=told):
        take_back(wanted, out, quietly, MAKER)
    assert files_of(out) == before


def test_what_was_taken_out_is_noted_by_whom_without_naming_a_record(
    base: Base, tmp_path: Path
) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    removed(out, [rows[0]["record_id"]])
    noted = json.loads((out / "index" / "runs.jsonl").read_text())
    assert noted == {
        "run": 1,
        "what": "remove",
        "many": 1,
        "of": None,
        "by": "B. Steward",
        "on": "2026-03-04",
        "because": "withdrawn",
    }
    assert together(entities_of(out))
