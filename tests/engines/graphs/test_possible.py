"""Records that may be one person and were not joined: what they carry, and what they never do."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clew.engines.graphs import entities, reranker, standing, statements, web
from clew.engines.graphs.alarms import alarms, cores
from clew.engines.graphs.explaining import Explained
from clew.engines.graphs.identity import read_possible
from clew.engines.graphs.reading import read_mentions, read_records
from clew.engines.graphs.tables import Notes
from clew.engines.graphs.web import Web
from clew.engines.graphs.worlds import apart
from tests.engines.graphs.small_town import (
    ACCOUNT,
    RING,
    Row,
    families,
    leads_of,
    people_of,
    ring,
    web_of,
    write,
)

TOLD = ("T-1",)
# T-1 has told and shares nothing; the bank knows T-2, who may be the same, with the account of Q-1.
ROWS: list[Row] = [
    ("T-1", "address", "4 Quiet Row, B9 9ZZ", ""),
    ("T-2", "account", ACCOUNT, "2024-03"),
    ("Q-1", "account", ACCOUNT, "2024-03"),
]


def joined_weakly(
    folder: Path,
    rows: list[Row],
    pairs: list[tuple[str, str, float]],
    held_back: tuple[str, ...] = (),
) -> tuple[Web, Notes]:
    """Return the web of these rows with these pairs that may be one person, and the notes."""
    write(folder, people_of(rows), rows)
    names = ("record_id_l", "record_id_r", "probability")
    columns = {name: [pair[at] for pair in pairs] for at, name in enumerate(names)}
    pq.write_table(pa.table(columns), folder / "pairs.parquet")
    notes = Notes()
    table = read_records(folder / "records.parquet", notes=notes)
    people = entities.people_in(table, None, notes=notes)
    mentions = read_mentions(folder / "mentions.parquet", notes=notes)
    said = statements.statements_in(people, table, mentions, notes=notes)
    possible = read_possible(folder / "pairs.parquet", people, notes=notes)
    net = web.build(people, said, region="GB", notes=notes, held_back=held_back, possible=possible)
    return net, notes


def found(folder: Path, likely: float) -> dict[str, Explained]:
    return leads_of(joined_weakly(folder, ROWS, [("T-1", "T-2", likely)])[0], TOLD)


def test_what_is_known_of_a_record_that_may_be_theirs_leads_on_and_is_said(tmp_path: Path) -> None:
    leads = found(tmp_path, 0.9)
    assert set(leads) == {"T-2", "Q-1"}
    assert leads["T-2"].because[0] == (
        "may be one person with a confirmed person (records alike to 90 in 100, not joined)"
    )
    assert leads["Q-1"].because[0].startswith("shares account ending 4471 with")


def test_without_the_pair_nobody_is_found(tmp_path: Path) -> None:
    """The red control of the test before."""
    assert leads_of(web_of(tmp_path, ROWS), TOLD) == {}


def test_the_less_likely_two_records_are_one_person_the_less_it_carries(tmp_path: Path) -> None:
    chances = [found(tmp_path, likely)["Q-1"].chance for likely in (0.3, 0.6, 0.9)]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_a_pair_of_somebody_who_has_not_told_sleeps(tmp_path: Path) -> None:
    net, _ = joined_weakly(tmp_path, ROWS, [("T-1", "T-2", 0.9)], held_back=TOLD)
    assert leads_of(net, TOLD) == {}
    net.reveal(TOLD)
    assert set(leads_of(net, TOLD)) == {"T-2", "Q-1"}


def test_two_pairs_of_the_same_two_people_are_no_second_reason(tmp_path: Path) -> None:
    twice = [("T-1", "T-2", 0.9), ("T-2", "T-1", 0.4)]
    leads = leads_of(joined_weakly(tmp_path, ROWS, twice)[0], TOLD)
    assert leads["Q-1"].chance == pytest.approx(found(tmp_path, 0.9)["Q-1"].chance)
    assert len(leads["T-2"].because) == len(found(tmp_path, 0.9)["T-2"].because)


@pytest.mark.parametrize("decided", ["apart", None])
def test_whom_somebody_keeps_apart_carry_nothing_to_each_other(
    tmp_path: Path, decided: str | None
) -> None:
    write(tmp_path, people_of(ROWS), ROWS)
    told = {"record_id_l": ["T-1"], "record_id_r": ["T-2"], "probability": [0.9]}
    pq.write_table(pa.table({**told, "decided": [decided]}), tmp_path / "pairs.parquet")
    notes = Notes()
    people = entities.people_in(
        read_records(tmp_path / "records.parquet", notes=notes), None, notes=notes
    )
    possible = read_possible(tmp_path / "pairs.parquet", people, notes=notes)
    # Where nobody decided, the pair carries: the red control.
    assert len(possible) == (0 if decided else 1)


def test_pairs_of_records_that_are_not_there_are_left_out_and_counted(tmp_path: Path) -> None:
    pairs = [("T-1", "T-2", 0.9), ("T-1", "GONE", 0.9)]
    net, notes = joined_weakly(tmp_path, ROWS, pairs)
    assert set(leads_of(net, TOLD)) == {"T-2", "Q-1"}
    assert "pairs.parquet: one pair names no record that was read and was left out" in (
        notes.sentences
    )


def test_an_entity_that_only_an_account_not_told_yet_holds_together_is_taken_apart() -> None:
    clusters = dict.fromkeys(("a", "b", "tells"), "e") | {"c": "f", "d": "f"}
    pairs = [("a", "tells", "0.99"), ("b", "tells", "0.95"), ("c", "d", "0.99")]
    taken = apart(clusters, pairs, {"tells"})
    assert taken["a"] != taken["b"]
    assert taken["tells"] == taken["a"]
    assert taken["c"] == taken["d"] == "f"
    held = apart(clusters, [*pairs, ("a", "b", "0.2")], {"tells"})
    assert held["a"] == held["b"] == held["tells"]


def test_an_alarm_is_grown_from_its_core_and_holds_whom_the_core_alone_does_not(
    tmp_path: Path,
) -> None:
    net = web_of(tmp_path, [*ring(), *families()])
    model = reranker.shipped()
    stands = standing.standing_in(net)
    like = model.likeness(stands)
    (core, *_), (alarm, *_) = cores(net, stands, like), alarms(net, stands, like, model)
    held = {net.people.ids[each] for each in alarm.entities}
    assert np.isin(core.entities, alarm.entities).all()
    assert set(RING) >= held
    assert len(alarm.entities) > len(core.entities)
    assert any("more share things with them" in because for because in alarm.because)
