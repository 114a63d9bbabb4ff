"""Leads on files: what makes one, what never does, what more knowledge does, and the words."""

import random
from pathlib import Path

import numpy as np
import pytest

from clew.engines.graphs import reranker, suspicion
from clew.engines.graphs.suspicion import spread
from clew.engines.graphs.web import Web
from tests.engines.graphs.small_town import (
    ACCOUNT,
    HOSTEL,
    HOUSE,
    RING,
    Row,
    families,
    hostel,
    leads_of,
    people_of,
    ring,
    web_of,
)

TOLD = ("R-1", "R-2")


def test_who_shares_an_account_and_a_house_with_those_who_told_comes_before_everybody(
    tmp_path: Path,
) -> None:
    leads = leads_of(web_of(tmp_path, [*ring(), *families(), *hostel(TOLD)]), TOLD)
    assert list(leads)[: len(RING) - 2] != []
    assert set(list(leads)[:6]) == set(RING) - set(TOLD)
    assert not set(leads) & set(TOLD)


def test_each_reason_is_a_sentence_with_its_part_and_the_parts_add_up(tmp_path: Path) -> None:
    net = web_of(tmp_path, [*ring(), *families()])
    model = reranker.shipped()
    lead = leads_of(net, TOLD)["R-3"]
    assert any(
        reason == "shares account ending 4471 with one confirmed person, two people who may be"
        " held too and nobody else"
        for reason in lead.because
    ), lead.because
    assert len(lead.because) == len(lead.weights)
    odds = float(np.log(lead.chance / (1 - lead.chance)))
    assert sum(lead.weights) + model.lead.constant == pytest.approx(odds, abs=1e-3)


def test_an_account_with_two_confirmed_people_and_nobody_else_is_said_so(tmp_path: Path) -> None:
    rows = [(person, "account", ACCOUNT, "") for person in ("R-1", "R-2", "Q-1")]
    lead = leads_of(web_of(tmp_path, rows), TOLD)["Q-1"]
    assert lead.because[0] == "shares account ending 4471 with two confirmed people and nobody else"


def test_guests_of_a_hostel_where_confirmed_people_slept_are_no_leads(tmp_path: Path) -> None:
    leads = leads_of(web_of(tmp_path, [*ring(), *hostel(TOLD)]), TOLD)
    assert not [each for each in leads if each.startswith("H-")]


def test_without_the_least_share_the_guests_would_be_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The red control of the test before."""
    monkeypatch.setattr(suspicion, "LEAST_SHARE", 1e-9)
    leads = leads_of(web_of(tmp_path, [*ring(), *hostel(TOLD)]), TOLD)
    assert [each for each in leads if each.startswith("H-")]


def _another_group_that_slept_there() -> list[Row]:
    """Return eight who told of a shelter, and guests of it who share a number with one more."""
    guests = [*RING, *(f"S-{number}" for number in range(4))]
    shelter: list[Row] = [(guest, "address", HOSTEL, "") for guest in guests]
    crowd: list[Row] = [(f"H-{number}", "address", HOSTEL, "") for number in range(100)]
    number: list[Row] = [(f"S-{each}", "phone", "07700 900222", "") for each in range(5)]
    return [*shelter, *crowd, *number]


def test_what_somebody_only_heard_in_a_crowd_they_pass_on_to_nobody(tmp_path: Path) -> None:
    leads = leads_of(web_of(tmp_path, _another_group_that_slept_there()), RING)
    assert {"S-0", "H-0"} <= set(leads)
    assert "S-4" not in leads


def test_were_the_shelter_no_hub_the_other_group_would_be_drawn_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The red control of the test before."""
    monkeypatch.setattr(suspicion, "MOST_HOLDERS", 1000)
    assert "S-4" in leads_of(web_of(tmp_path, _another_group_that_slept_there()), RING)


@pytest.mark.parametrize("kind", ["hostel", "helpline", "shelter"])
def test_a_benign_kind_makes_no_lead_however_few_share_it(tmp_path: Path, kind: str) -> None:
    rows: list[Row] = [("R-1", kind, "Night Harbour", ""), ("Q-1", kind, "Night Harbour", "")]
    assert leads_of(web_of(tmp_path, rows), ("R-1",)) == {}
    shared: list[Row] = [(person, "phone", "07700 900111", "") for person in ("R-1", "Q-1")]
    assert list(leads_of(web_of(tmp_path, rows + shared), ("R-1",))) == ["Q-1"]


@pytest.mark.parametrize("guest", RING[2:])
def test_an_innocent_hub_never_raises_a_lead(tmp_path: Path, guest: str) -> None:
    rows = [*ring(), *families()]
    before = leads_of(web_of(tmp_path, rows), TOLD)
    after = leads_of(web_of(tmp_path, [*rows, *hostel([guest, "R-1"])]), TOLD)
    for each, lead in before.items():
        assert after[each].chance <= lead.chance + 1e-9
    assert any(HOSTEL in against for against in after[guest].against)


def test_a_large_employer_makes_no_lead(tmp_path: Path) -> None:
    workers: list[Row] = [
        (f"W-{number}", "employer", "Long Shed Foods", "") for number in range(90)
    ]
    told: list[Row] = [(person, "employer", "Long Shed Foods", "") for person in TOLD]
    leads = leads_of(web_of(tmp_path, [*ring(), *told, *workers]), TOLD)
    assert not [each for each in leads if each.startswith("W-")]


def test_one_more_confirmed_sharer_lowers_nobody(tmp_path: Path) -> None:
    net = web_of(tmp_path, [*ring(), *families(), ("F-1-0", "address", HOUSE, "2019-01")])
    dice = random.Random(5)  # noqa: S311 -- no secret hangs on it
    for _ in range(12):
        order = dice.sample([*RING, "F-1-0", "F-2-1"], 5)
        fewer, more = leads_of(net, order[:-1]), leads_of(net, order)
        for each, lead in fewer.items():
            assert each == order[-1] or more[each].chance >= lead.chance - 1e-9


def test_a_new_person_who_is_confirmed_and_shares_it_lowers_nobody_by_propagation(
    tmp_path: Path,
) -> None:
    first = web_of(tmp_path, ring())
    more = [*ring(), ("N-1", "account", ACCOUNT, "2024-03")]
    second = web_of(tmp_path, more)
    before = dict(_scores(first, TOLD))
    after = dict(_scores(second, (*TOLD, "N-1")))
    assert all(after[each] >= score - 1e-12 for each, score in before.items())


def _scores(net: Web, told: tuple[str, ...]) -> list[tuple[str, float]]:
    start = np.array([net.people.of_record[net.people.place[each]] for each in told], np.int64)
    reached = spread(net, start)
    return [
        (net.people.ids[person], float(score))
        for person, score in zip(reached.persons, reached.score, strict=True)
    ]


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [*ring(), *families(), *hostel(TOLD)]
    plain = leads_of(web_of(tmp_path, rows), TOLD)
    mixed, records = list(rows), people_of(rows)
    dice = random.Random(3)  # noqa: S311 -- no secret hangs on it
    dice.shuffle(mixed)
    dice.shuffle(records)
    again = leads_of(web_of(tmp_path, mixed, records), TOLD)
    assert list(again) == list(plain)
    for each, lead in plain.items():
        assert again[each].chance == pytest.approx(lead.chance, abs=1e-12)
        assert sorted(again[each].because) == sorted(lead.because)


def test_other_ids_give_the_same_scores(tmp_path: Path) -> None:
    rows = [*ring(), *families()]
    plain = leads_of(web_of(tmp_path, rows), TOLD)
    ids = list(dict.fromkeys(row[0] for row in rows))
    numbers = random.Random(8).sample(range(1000, 9999), len(ids))  # noqa: S311 -- no secret
    other = dict(zip(ids, numbers, strict=True))
    renamed: list[Row] = [(f"X{other[row[0]]}", *row[1:]) for row in rows]
    records = [{**each, "record_id": f"X{other[each['record_id']]}"} for each in people_of(rows)]
    again = leads_of(web_of(tmp_path, renamed, records), [f"X{other[each]}" for each in TOLD])
    for each, lead in plain.items():
        assert again[f"X{other[each]}"].chance == pytest.approx(lead.chance, abs=1e-9)


def test_an_end_of_an_account_is_only_said_as_may_share_and_weighs_less(tmp_path: Path) -> None:
    known: list[Row] = [("R-1", "account", ACCOUNT, ""), ("Q-1", "account", ACCOUNT, "")]
    ending: list[Row] = [("R-1", "account", "ending 4471", ""), ("Q-1", "account", ACCOUNT, "")]
    whole = leads_of(web_of(tmp_path, known), ("R-1",))["Q-1"]
    weak = leads_of(web_of(tmp_path, ending), ("R-1",))["Q-1"]
    assert weak.chance < whole.chance
    assert weak.because[0].startswith("may share an account ending 4471 with one confirmed person")


def test_what_is_shared_with_one_other_person_counts_once_however_many_things(
    tmp_path: Path,
) -> None:
    number = "07700 900333"
    account: list[Row] = [(each, "account", ACCOUNT, "") for each in ("R-1", "Q-1")]
    phone: list[Row] = [(each, "phone", number, "") for each in ("R-1", "Q-1")]
    once = leads_of(web_of(tmp_path, account), ("R-1",))["Q-1"]
    twice = leads_of(web_of(tmp_path, [*account, *phone]), ("R-1",))["Q-1"]
    assert twice.chance == pytest.approx(once.chance)


def test_with_a_third_holder_two_things_count_as_two(tmp_path: Path) -> None:
    """The red control of the test before."""
    things = (("account", ACCOUNT), ("phone", "07700 900333"))
    rows: list[Row] = [(each, *thing, "") for each in ("R-1", "Q-1", "Q-2") for thing in things]
    both = leads_of(web_of(tmp_path, rows), ("R-1",))["Q-1"]
    account = [row for row in rows if row[1] == "account"]
    one = leads_of(web_of(tmp_path, account), ("R-1",))["Q-1"]
    assert both.chance > one.chance


def test_a_car_shared_with_strangers_is_no_lead_by_itself(tmp_path: Path) -> None:
    car: list[Row] = [(f"C-{each}", "vehicle", "AB12 XYZ", "") for each in range(20)]
    house: list[Row] = [("C-0", "address", HOUSE, "2024-01")]
    leads = leads_of(web_of(tmp_path, [*ring(), *car, *house]), TOLD)
    assert all(lead.chance < leads["R-3"].chance for name, lead in leads.items() if name[0] == "C")


def test_half_a_plate_meets_the_whole_one_weakly(tmp_path: Path) -> None:
    rows: list[Row] = [("R-1", "vehicle", "BK12 ???", ""), ("Q-1", "vehicle", "BK12 XYZ", "")]
    lead = leads_of(web_of(tmp_path, rows), ("R-1",))["Q-1"]
    assert lead.because[0].startswith("may share a plate starting BK12")


def test_days_far_apart_and_one_family_name_are_said_against_a_lead(tmp_path: Path) -> None:
    rows: list[Row] = [("F-1-0", "address", HOUSE, "2010"), ("F-1-1", "address", HOUSE, "2024")]
    lead = leads_of(web_of(tmp_path, rows), ("F-1-0",))["F-1-1"]
    assert "only with confirmed people of the same family name" in lead.against[0]
    strangers: list[Row] = [("R-1", "address", HOUSE, "2010"), ("Q-1", "address", HOUSE, "2024")]
    lead = leads_of(web_of(tmp_path, strangers), ("R-1",))["Q-1"]
    assert lead.against[0].endswith("lie more than a year apart")


def test_the_shipped_weights_of_evidence_are_never_negative() -> None:
    model = reranker.shipped()
    assert (model.lead.weights[reranker.RISING] >= 0).all()
    assert model.trained_on
