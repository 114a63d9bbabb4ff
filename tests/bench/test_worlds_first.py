"""The first made worlds: the same by seed, whole in their truth, with the hubs they promise."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq
import pytest

from bench.worlds.first import (
    ceiling,
    facts,
    hubs,
    lives,
    people,
    reach,
    records,
    spelling,
    things,
    writing,
)
from bench.worlds.first.__main__ import main
from bench.worlds.first.assumptions import SOURCES, Source
from bench.worlds.first.making import make
from bench.worlds.first.places import parts_of
from bench.worlds.first.pools import Ints, cultures, number_of
from bench.worlds.first.tables import COLUMNS

PEOPLE: Final = 1_500
FILES: Final = ("records", "truth", "mentions", "rings", "disclosures")


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return list(pq.read_table(str(folder / f"{name}.parquet")).to_pylist())


def made(folder: Path, seed: int = 5, number: int = PEOPLE) -> Path:
    make(people=number, seed=seed, folder=folder, large=30, small=5)
    return folder


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("world"))


def test_the_same_seed_makes_the_same_world(world: Path, tmp_path: Path) -> None:
    again = made(tmp_path / "again")
    for name in FILES:
        assert rows(again, name) == rows(world, name)
    assert (again / "ceiling.json").read_bytes() == (world / "ceiling.json").read_bytes()


def test_another_seed_makes_another(world: Path, tmp_path: Path) -> None:
    # Red control of the one before.
    other = made(tmp_path / "other", seed=6)
    assert rows(other, "records") != rows(world, "records")


def test_every_record_has_its_truth_once_and_every_mention_its_record(world: Path) -> None:
    ids = [row["record_id"] for row in rows(world, "records")]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(row["record_id"] for row in rows(world, "truth"))
    assert {row["record_id"] for row in rows(world, "mentions")} <= set(ids)


def test_the_columns_are_those_of_the_commands(world: Path) -> None:
    assert pq.read_schema(str(world / "records.parquet")).names == list(COLUMNS)
    mentions = pq.read_schema(str(world / "mentions.parquet")).names
    assert mentions == ["record_id", "kind", "value", "date", "source"]
    assert {row["kind"] for row in rows(world, "mentions")} == {kind.word for kind in things.Kind}


def test_a_disclosure_is_a_record_of_a_victim_of_its_ring(world: Path) -> None:
    person_of = {row["record_id"]: row["person_id"] for row in rows(world, "truth")}
    victims = {
        (row["ring_id"], row["person_id"])
        for row in rows(world, "rings")
        if row["role"] == "victim"
    }
    told = rows(world, "disclosures")
    assert {row["ring_id"] for row in told} == {row["ring_id"] for row in rows(world, "rings")}
    for row in told:
        assert person_of[row["record_id"]] == row["person_id"]
        assert (row["ring_id"], row["person_id"]) in victims


def test_nothing_in_a_record_tells_who_is_of_a_ring(world: Path) -> None:
    # The rings are made in a block of their own; neither order nor identifiers show it.
    place = {row["record_id"]: at for at, row in enumerate(rows(world, "records"))}
    person_of = {row["record_id"]: row["person_id"] for row in rows(world, "truth")}
    of_rings = {row["person_id"] for row in rows(world, "rings")}
    places = [at for name, at in place.items() if person_of[name] in of_rings]
    assert min(places) < len(place) * 0.1
    assert max(places) > len(place) * 0.9


def test_records_a_person_are_skewed_around_the_mean_that_was_asked_for() -> None:
    dice = np.random.default_rng(3)
    each = np.bincount(records.ordinary(dice, 20_000, np.zeros(0, np.int64)).person)
    assert 1.7 < each.mean() < 1.9
    assert np.median(each) == 1
    assert each.max() >= 8


def test_hubs_have_the_sizes_of_their_kind_and_stop_growing() -> None:
    small, large = hubs.sizes(10_000), hubs.sizes(1_000_000)
    assert small.hostels[0] == 500
    assert large.hostels[0] == 2_400
    assert large.agencies[0] == 30_000
    assert small.helplines[0] == 160
    assert len(large.employers) > len(small.employers)


def test_the_largest_hostel_stands_in_the_facts_at_its_size() -> None:
    dice = np.random.default_rng(2)
    block = people.drawn(dice, 0, people.drawn_cultures(dice, 20_000))
    shared = facts.Facts()
    hubs.join(dice, block, shared, hubs.sizes(20_000), 20_000)
    known = shared.together()
    hostel = (known["kind"] == things.Kind.ADDRESS) & (known["thing"] == 1)
    assert 850 < int(hostel.sum()) < 1_150  # 1,000 are asked for


def test_the_largest_hostel_stands_on_paper_for_many_of_its_people(world: Path) -> None:
    _flat, house, street, _town, _postcode = parts_of(1)
    name = street.rpartition(" ")[0]
    person_of = {row["record_id"]: row["person_id"] for row in rows(world, "truth")}
    there = {
        person_of[row["record_id"]]
        for row in rows(world, "mentions")
        if row["kind"] == "address" and row["value"].startswith(f"{house} {name} ")
    }
    asked = int(hubs.sizes(PEOPLE).hostels[0])
    assert asked / 4 < len(there) < asked


def test_structure_grows_in_line_with_people() -> None:
    counts = []
    for number in (4_000, 8_000):
        dice = np.random.default_rng(4)
        block = people.drawn(dice, 0, people.drawn_cultures(dice, number))
        counts.append(len(lives.live(dice, block, 0).together()["person"]) / number)
    assert counts[0] == pytest.approx(counts[1], rel=0.02)


def test_no_person_bears_a_name_or_place_of_another_culture() -> None:
    dice = np.random.default_rng(9)
    block = people.drawn(dice, 0, people.drawn_cultures(dice, 3_000))
    lives.live(dice, block, 0)
    for row in range(len(block)):
        culture, woman = block.culture_of(row), int(block.woman[row])
        given, _second, family = people.full_name(block, row)
        assert given in {s for name in culture.given[woman].names for s in name.spellings}
        pool = culture.family.names or culture.given[0].names
        assert family in {s for name in pool for s in (*name.spellings, name.feminine)}
        assert block.place[row] < len(culture.places)


def test_common_names_are_as_common_as_in_their_culture() -> None:
    dice = np.random.default_rng(1)
    for culture, name, low, high in (
        ("vietnamese", "Nguyễn", 0.36, 0.41),
        ("polish", "Nowak", 0.003, 0.009),
        ("chinese", "Wang", 0.06, 0.09),
    ):
        pool = cultures()[number_of(culture)].family
        drawn = Counter(pool.draw(dice, 20_000).tolist())
        place = [entry.spellings[0] for entry in pool.names].index(name)
        assert low < drawn[place] / 20_000 < high


def test_two_numbers_never_give_one_text() -> None:
    for text in (parts_of, things.phone, things.account, things.plate, things.employer):
        made_of = [text(number) for number in range(0, 700_000, 7)]
        assert len(set(made_of)) == len(made_of)
    agencies = [things.agency(number) for number in (*range(900), *range(10_000, 10_900))]
    assert len(set(agencies)) == len(agencies)
    culture = (number_of("polish") + 1) * things.ABROAD
    papers = [things.document(culture + number) for number in range(50_000)]
    assert len(set(papers)) == len(papers)


def test_everybody_is_clearly_made_up(world: Path) -> None:
    mails = [row["emails"] for row in rows(world, "records") if row["emails"]]
    assert mails
    assert all(one.endswith(".invalid") for cell in mails for one in cell.split(";"))


@pytest.mark.parametrize("quality", SOURCES, ids=lambda source: source.name)
def test_what_is_damaged_is_said_to_be(quality: Source) -> None:
    dice = np.random.default_rng(7)
    born = 4_321  # a day like any other
    whole = (things.EPOCH + timedelta(days=born)).isoformat()
    for roll in dice.random((400, 14)).tolist():
        text, state = writing.birth(born, quality, roll)
        assert (state == 3) == (text == whole)


def test_a_fault_is_a_small_one() -> None:
    for dice in np.random.default_rng(8).random(200).tolist():
        assert len(spelling.one_wrong_digit("07123456789", dice)) == 11
        assert spelling.one_wrong_digit("07123456789", dice) != "07123456789"
        assert abs(len(spelling.one_wrong_letter("Kowalski", dice)) - 8) <= 1
    polish = cultures()[number_of("polish")]
    assert spelling.by_ear("Wiśniewski", polish, 0.0) != "Wiśniewski"
    assert spelling.bare("Łódź") == "Lodz"


def test_the_ceiling_lies_between_nothing_and_all_and_says_how(world: Path) -> None:
    found = json.loads((world / "ceiling.json").read_text(encoding="utf-8"))
    for name in ("pair_recall_direct", "pair_recall_ceiling", "cluster_f1_ceiling"):
        assert 0 < found[name] < 1
        assert name in found["how"]
    assert found["pair_recall_direct"] <= found["pair_recall_ceiling"]
    small = found["leads_recall_ceiling_small_rings"]
    assert 0 < small["1"] <= small["3"] <= 1


def numbers(*values: int) -> Ints:
    return np.array(values, np.int64)


def test_pairs_are_followed_from_record_to_record_within_one_person_only() -> None:
    # Records 0, 1, 2 of one person share 7 and 8 in a chain; record 3 of another holds 8 too.
    person = numbers(1, 1, 1, 2, 2)
    direct, groups = ceiling.pairs(person, numbers(0, 1, 1, 2, 3), numbers(7, 7, 8, 8, 8))
    assert direct == 2
    assert groups[0] == groups[1] == groups[2]
    assert len({groups[0], groups[3], groups[4]}) == 3


def test_victims_are_reached_along_chains_and_no_further() -> None:
    person, thing = numbers(1, 2, 2, 3, 4), numbers(10, 10, 11, 11, 12)
    assert reach.reached(person, thing, numbers(1)).tolist() == [1, 2, 3]
    assert reach.reached(person, thing, numbers(4)).tolist() == [4]


def test_innocent_people_share_the_things_of_a_ring(world: Path) -> None:
    # Houses let again, numbers given out again: what a ring has is no proof.
    person_of = {row["record_id"]: row["person_id"] for row in rows(world, "truth")}
    held = {row["person_id"] for row in rows(world, "rings")}
    holders: dict[tuple[str, str], set[str]] = {}
    for row in rows(world, "mentions"):
        if row["kind"] in {"address", "phone"}:
            holders.setdefault((row["kind"], row["value"]), set()).add(person_of[row["record_id"]])
    mixed = [people for people in holders.values() if people & held and people - held]
    assert len(mixed) > 3


def test_a_wrong_call_is_one_sentence_and_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--people", "0", "--seed", "1", "-o", str(tmp_path / "none")])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "none").exists()
