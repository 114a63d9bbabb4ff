"""What people decide stands above the machine, holds through later records, and can be undone."""

import json
import random
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from clew.engines.linkage import arriving, changing
from clew.engines.linkage.adding import add
from clew.engines.linkage.deciding import decide
from clew.engines.linkage.decisions import LOG, read_log
from clew.engines.linkage.removing import take_back
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.standing import StandingIndex
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.deciding import (
    MAKER,
    TODAY,
    Said,
    copied,
    decided,
    files_of,
    said,
    some_pairs,
)
from tests.engines.linkage.made_up import Row, people, together, write
from tests.engines.linkage.test_adding import pairs_of, with_a_busy_number
from tests.engines.linkage.test_resolving import entities_of, quietly

KNOWN = 130
PROPERTY = settings(
    max_examples=6,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Base(NamedTuple):
    """A folder with an answer to the first rows and one to all, by the model of the first."""

    folder: Path
    rows: list[Row]

    def __repr__(self) -> str:  # Hypothesis shows it where a test fails
        return f"{len(self.rows)} rows"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("decided")
    rows = with_a_busy_number(people(85, seed=5)[0])
    resolve(write(folder / "known.csv", rows[:KNOWN]), folder / "known", quietly)
    frozen = folder / "known" / "index"
    resolve(write(folder / "all.csv", rows), folder / "all", quietly, frozen=frozen)
    return Base(folder, rows)


def drawn(out: Path, seed: int) -> list[Said]:
    """Return decisions that do not contradict each other: some join, some part, at random."""
    dice = random.Random(seed)  # noqa: S311 -- made-up people
    entities = entities_of(out)
    linked = list(pairs_of(out))
    asked = [*dice.sample(linked, 12), *(tuple(dice.sample(sorted(entities), 2)) for _ in range(6))]
    person = {record: record for record in entities}  # who is one by what was drawn so far
    apart: list[tuple[str, str]] = []
    made: dict[frozenset[str], Said] = {}
    for one, two in asked:
        if frozenset((one, two)) in made:
            continue
        label = person[one], person[two]
        if dice.random() < 0.5:
            if any({person[a], person[b]} == set(label) for a, b in apart):
                continue
            person = {each: label[0] if of == label[1] else of for each, of in person.items()}
            made[frozenset((one, two))] = (one, two, "together")
        elif label[0] != label[1]:
            apart.append((one, two))
            made[frozenset((one, two))] = (one, two, "apart")
    return list(made.values())


def hold_in(entities: dict[str, str], decisions: list[Said]) -> bool:
    return all(
        (entities[one] == entities[two]) == (what == "together") for one, two, what in decisions
    )


def test_whom_somebody_keeps_apart_are_two_and_whom_somebody_joins_are_one(
    base: Base, tmp_path: Path
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    same, (left, right, _) = some_pairs(out)
    before = entities_of(out)
    assert before[same[0]] == before[same[1]]  # control: the machine says the contrary of both
    assert before[left] != before[right]
    report = decided(out, (same[0], same[1], "apart"), (left, right, "together"))
    after = entities_of(out)
    assert after[same[0]] != after[same[1]]
    assert after[left] == after[right]
    assert report["decided"] == {
        "decisions_that_hold": 2,
        "together": 1,
        "apart": 1,
        "undone": 0,
        "by": [{"by": "A. Steward", "together": 1, "apart": 1}],
    }
    untouched = [
        each for each in before if before[each] not in {before[x] for x in (*same, left, right)}
    ]
    assert all(after[each] == before[each] for each in untouched)


def test_pairs_tell_who_decided_and_keep_the_probability_of_the_machine(
    base: Base, tmp_path: Path
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    same, (left, right, _) = some_pairs(out)
    before = pairs_of(out)
    decided(out, (same[1], same[0], "apart"), (left, right, "together"))
    told = {
        (row["record_id_l"], row["record_id_r"]): row
        for row in pq.read_table(out / "pairs.parquet").to_pylist()
    }
    parted, joined = told[same[0], same[1]], told[min(left, right), max(left, right)]
    assert (parted["decided"], joined["decided"]) == ("apart", "together")
    assert parted["decided_because"] == "A. Steward, 2026-03-04: met both"
    assert joined["probability"] < 0.5  # what the machine says of them, whatever was decided
    assert {key: pairs_of(out)[key] for key in before} == before
    index_of = pq.read_table(out / "index" / "links.parquet")
    assert len(index_of) == len(before)


@PROPERTY
@given(seed=st.integers(0, 1_000_000))
def test_undone_decisions_leave_exactly_what_the_machine_says(
    base: Base, tmp_path: Path, seed: int
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    before = files_of(out)
    made = drawn(out, seed)
    decided(out, *made)
    assert hold_in(entities_of(out), made)
    dice = random.Random(seed)  # noqa: S311 -- made-up people
    dice.shuffle(made)
    for some in (made[:3], made[3:]):
        decided(out, *((two, one, "undo") for one, two, _ in some))
    after = files_of(out)
    changing_files = {"report.json", "report.html", f"index/{LOG}", "index/runs.jsonl"}
    assert {name for name in after if after[name] != before.get(name)} <= changing_files
    assert len(read_log(out / "index")) == 2 * len(made)


@PROPERTY
@given(seed=st.integers(0, 1_000_000), cut=st.integers(1, 30))
def test_decisions_hold_whatever_the_order_of_arrival_as_if_all_had_come_at_once(
    base: Base, tmp_path: Path, seed: int, cut: int
) -> None:
    folder, rows = base
    made = drawn(folder / "known", seed)
    new = rows[KNOWN:]
    random.Random(seed).shuffle(new)  # noqa: S311 -- made-up people
    whole = copied(folder / "all", tmp_path / "whole")
    decided(whole, *made)
    wanted = together(entities_of(whole))
    first = copied(folder / "known", tmp_path / "first")
    decided(first, *made)
    standing = StandingIndex(first)
    for row in new:
        standing.add(row["record_id"], row)
    assert together(standing.entities()) == wanted
    assert hold_in(standing.entities(), made)
    add(write(tmp_path / "new.csv", new[:cut]), first, quietly)
    add(write(tmp_path / "new.csv", new[cut:]), first, quietly)
    assert together(entities_of(first)) == wanted
    last = copied(folder / "known", tmp_path / "last")
    add(write(tmp_path / "new.csv", new[:cut]), last, quietly)
    decided(last, *made)
    add(write(tmp_path / "new.csv", new[cut:]), last, quietly)
    assert together(entities_of(last)) == wanted
    assert entities_of(last) == entities_of(first)  # the same ids too


def test_without_its_guard_a_later_record_brings_together_who_is_kept_apart(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The red control of the test before: a record like both comes in between two kept apart."""
    folder, rows = base
    same, _ = some_pairs(folder / "known")
    one = next(row for row in rows if row["record_id"] == same[0])
    new = {**one, "record_id": "rbetween"}
    between = write(tmp_path / "new.csv", [new])
    ends = []
    for guarded in (True, False):
        out = copied(folder / "known", tmp_path / "out")
        decided(out, *((a, b, "apart") for a, b in combinations(same, 2)))
        if not guarded:
            for room in (changing, arriving):
                monkeypatch.setattr(room, "held_to", lambda groups, *_all, **_more: groups)
        standing = StandingIndex(out)
        standing.add("rbetween", new)
        add(between, out, quietly)
        after = standing.entities(), entities_of(out)
        ends += [len({entities[each] for each in same}) for entities in after]
    assert ends == [len(same), len(same), 1, 1]


def test_match_names_the_decided_entity_and_invents_no_probability(
    base: Base, tmp_path: Path
) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    _, (left, right, _) = some_pairs(out)
    row = next(row for row in rows if row["record_id"] == left)
    asked = {key: value for key, value in row.items() if key != "record_id"}
    before = next(x for x in StandingIndex(out).ask(asked) if left in x.record_ids)
    assert right not in before.record_ids  # control
    decided(out, (left, right, "together"))
    after = next(x for x in StandingIndex(out).ask(asked) if left in x.record_ids)
    assert {left, right} <= set(after.record_ids)
    assert after.entity_id == entities_of(out)[left]
    assert (after.probability, after.because) == (before.probability, before.because)


def wrong(out: Path, *decisions: Said) -> str:
    """Return what is said against decisions, of which nothing may be taken in."""
    before = files_of(out)
    with pytest.raises(WrongInput) as refused:
        decided(out, *decisions)
    assert files_of(out) == before
    return str(refused.value)


def test_contradictions_are_named_in_a_sentence_each_and_nothing_is_taken_in(
    base: Base, tmp_path: Path
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    _, (one, two, three) = some_pairs(out)
    assert wrong(out, (one, two, "together"), (two, three, "together"), (three, one, "apart")) == (
        "decisions.csv: row 3: found a circle: row 3 keeps two apart whom row 1 and row 2 bring "
        "together, wanted one of them left out, or undone first."
    ).replace("row 1 and row 2", "row 2 and row 1" if three < one else "row 1 and row 2")
    assert "row 2: found the pair of row 1 again" in wrong(
        out, (one, two, "apart"), (two, one, "together")
    )
    assert "row 1: found a pair that nobody decided" in wrong(out, (one, two, "undo"))
    decided(out, (one, two, "apart"))
    assert "found a pair that decision 1 keeps apart and this says the contrary" in wrong(
        out, (two, one, "together")
    )
    assert "found a pair that decision 1 keeps apart already" in wrong(out, (one, two, "apart"))
    told = wrong(out, (one, three, "together"), (three, two, "together"))
    assert told.startswith("decisions.csv: row ")
    assert "decision 1 keeps two apart whom row" in told
    decided(out, (one, two, "undo"))
    decided(out, (one, two, "together"))
    assert len(read_log(out / "index")) == 3


def test_without_its_guard_a_circle_would_be_taken_in(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The red control: two who are kept apart would be one."""
    out = copied(base[0] / "known", tmp_path / "out")
    _, (one, two, three) = some_pairs(out)
    monkeypatch.setattr("clew.engines.linkage.decisions._circles", lambda _held: ())
    decided(out, (one, two, "together"), (two, three, "together"), (three, one, "apart"))
    assert entities_of(out)[one] == entities_of(out)[three]


def test_of_two_runs_at_once_the_second_takes_nothing_in(base: Base, tmp_path: Path) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    _, (one, two, three) = some_pairs(out)
    table = said(tmp_path / "mine.csv", [(one, two, "together")])

    def meanwhile(step: str) -> None:
        if step == "writing":
            decided(out, (two, three, "together"))

    with pytest.raises(WrongInput, match="another run has changed meanwhile"):
        decide(table, out, meanwhile, today=TODAY)
    assert [each.record_id_l for each in read_log(out / "index")] == [two]


def test_a_run_of_decisions_is_taken_back_and_what_it_undid_holds_again(
    base: Base, tmp_path: Path
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    same, (one, two, three) = some_pairs(out)
    decided(out, (one, two, "together"))
    before = entities_of(out), pairs_of(out)
    decided(out, (one, two, "undo"), (one, three, "together"), (same[0], same[1], "apart"))
    assert entities_of(out) != before[0]
    take_back("last", out, quietly, MAKER)
    assert (entities_of(out), pairs_of(out)) == before
    assert [each.by for each in read_log(out / "index")][-2:] == ["B. Steward"] * 2
    take_back("last", out, quietly, MAKER)
    assert entities_of(out) == entities_of(base[0] / "known")


def test_a_run_that_later_decisions_stand_on_is_not_taken_back(base: Base, tmp_path: Path) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    _, (one, two, _) = some_pairs(out)
    decided(out, (one, two, "together"))
    decided(out, (one, two, "undo"))
    before = files_of(out)
    with pytest.raises(WrongInput, match="decision 1: found a pair that nobody decided"):
        take_back("1", out, quietly, MAKER)
    assert files_of(out) == before


def test_the_decisions_of_one_answer_are_taken_over_by_the_next(base: Base, tmp_path: Path) -> None:
    folder, _ = base
    out = copied(folder / "known", tmp_path / "out")
    same, (one, two, three) = some_pairs(out)
    decided(out, (one, two, "together"), (same[0], same[1], "apart"), (one, three, "together"))
    decided(out, (one, three, "undo"))
    with pytest.raises(WrongInput, match="about which people have decided"):
        resolve(folder / "all.csv", out, quietly)
    anew = copied(folder / "all", tmp_path / "anew")
    report = decide(out / "index" / LOG, anew, quietly, today=TODAY)
    assert report["decided"]["decisions_that_hold"] == 2  # type: ignore[index]
    assert entities_of(anew)[one] == entities_of(anew)[two]
    assert {each.by for each in read_log(anew / "index")} == {"A. Steward"}


def test_the_page_counts_what_people_decided_and_tells_of_no_record(
    base: Base, tmp_path: Path
) -> None:
    out = copied(base[0] / "known", tmp_path / "out")
    assert "What people decided" not in (out / "report.html").read_text()
    _, (one, two, three) = some_pairs(out)
    decided(out, (one, two, "together"))
    table = said(tmp_path / "other.csv", [(two, three, "together")], by="<b>C. Steward")
    decide(table, out, quietly, today=TODAY)
    page = (out / "report.html").read_text()
    assert "What people decided" in page
    assert '<th scope="row">A. Steward</th><td>1</td><td>0</td>' in page
    assert "&lt;b&gt;C. Steward" in page
    assert '<th scope="row">all</th><td>2</td><td>0</td>' in page
    assert not any(told in page for told in (one, two, three, "met both"))
    report = json.loads((out / "report.json").read_text())
    assert report["decided"]["decisions_that_hold"] == 2


def test_an_answer_of_before_decisions_were_noted_is_changed_too(
    base: Base, tmp_path: Path
) -> None:
    folder, rows = base
    out = copied(folder / "known", tmp_path / "out")
    add(write(tmp_path / "new.csv", rows[KNOWN:]), out, quietly)
    for name in (LOG, "runs.jsonl"):
        (out / "index" / name).unlink()
    _, (one, two, _) = some_pairs(out)
    assert decided(out, (one, two, "together"))["run"] == 2
    take_back("1", out, quietly, MAKER)
    assert set(entities_of(out)) == {row["record_id"] for row in rows[:KNOWN]}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"run": 1}', "line 2: found no decision"),
        ("nonsense", "line 2: found no decision"),
        (
            '{"record_id_l": "x", "record_id_r": "y", "decision": "apart", "by": "A. Steward", '
            '"on": "2026-03-04", "because": "met", "run": 1}',
            "decision 2: found a record that is not there",
        ),
    ],
)
def test_a_log_that_was_damaged_is_named(base: Base, tmp_path: Path, line: str, told: str) -> None:
    out = copied(base.folder / "known", tmp_path / "out")
    _, (one, two, three) = some_pairs(out)
    decided(out, (one, two, "together"))
    with (out / "index" / LOG).open("a", encoding="utf-8") as log:
        log.write(line + "\n")
    assert told in wrong(out, (two, three, "together"))
