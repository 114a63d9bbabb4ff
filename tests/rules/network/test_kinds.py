"""The kinds: what each may say, what never makes a lead, and what is never a link at all."""

import dataclasses
import re

import pytest

from clew.rules.linkage.normalise import KINDS
from clew.rules.network.kinds import (
    Certainty,
    EntityKind,
    NeverInTheNetwork,
    Stage,
    UnknownKind,
    entity_kinds,
    kind_of,
    refused_kinds,
)
from clew.rules.sources.states import State

BENIGN = {
    "hostel",
    "shelter",
    "helpline",
    "interpreter",
    "charity",
    "public_office",
    "service",
}
MADE = EntityKind("Made up", "phone", Stage.NONE, 50, 5, "Made up.", State.UNVERIFIED)


def test_the_benign_kinds_are_these_and_weigh_nothing() -> None:
    found = {name for name, kind in entity_kinds().items() if kind.benign}
    assert found == BENIGN
    assert {entity_kinds()[name].sharing_weight for name in found} == {0.0}
    assert {entity_kinds()[name].stage for name in found} == {Stage.NONE}


def test_every_kind_that_may_make_a_lead_has_a_weight_a_stage_and_a_reason() -> None:
    for name, kind in entity_kinds().items():
        assert kind.because.endswith("."), name
        if not kind.benign:
            assert 0 < kind.sharing_weight <= 1, name
            assert kind.stage is not Stage.NONE, name


def test_every_figure_says_that_it_is_not_checked() -> None:
    assert {kind.state for kind in entity_kinds().values()} == {State.UNVERIFIED}


def test_an_account_says_more_than_a_door_and_a_door_more_than_an_agency() -> None:
    order = ["account", "phone", "address", "vehicle", "place_of_recruitment", "employer", "agency"]
    weights = [entity_kinds()[name].sharing_weight for name in order]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_a_hostel_with_more_than_twenty_users_is_over_the_limit_of_phone_and_address() -> None:
    assert entity_kinds()["phone"].ordinary_up_to < 22
    assert entity_kinds()["address"].ordinary_up_to < 22


def test_every_kind_can_be_normalised() -> None:
    assert set(entity_kinds()) - KINDS == set()


def test_every_icon_is_a_name_for_the_sprite() -> None:
    assert all(re.fullmatch(r"[a-z-]+", kind.icon) for kind in entity_kinds().values())


@pytest.mark.parametrize("kind", sorted(refused_kinds()))
def test_a_refused_kind_says_why(kind: str) -> None:
    with pytest.raises(NeverInTheNetwork, match=f"{kind} is never a link to a person"):
        kind_of(kind)


@pytest.mark.parametrize("kind", ["immigration", "nationality", "crossing", "health"])
def test_what_must_never_be_a_link_is_refused_by_name(kind: str) -> None:
    assert kind in refused_kinds()
    assert kind not in entity_kinds()


def test_a_kind_that_nobody_described_is_refused() -> None:
    with pytest.raises(UnknownKind, match="wanted one of account, address"):
        kind_of("shoe size")
    assert kind_of("phone").label == "Phone"  # red control


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"sharing_percent": 101}, "0 to 100"),
        ({"sharing_percent": 0}, "for benign kinds"),
        ({"benign": True}, "for benign kinds"),
        ({"ordinary_up_to": 0}, "at least 1"),
        ({"state": State.VERIFIED}, "a citation"),
    ],
)
def test_a_kind_that_contradicts_itself_does_not_load(
    change: dict[str, object], wanted: str
) -> None:
    with pytest.raises(ValueError, match=wanted):
        dataclasses.replace(MADE, **change)  # type: ignore[arg-type]


def test_unknown_counts_for_less_than_suspected_and_more_than_disproved() -> None:
    order = [Certainty.CONFIRMED, Certainty.SUSPECTED, Certainty.UNKNOWN, Certainty.DISPROVED]
    assert [each.counts_for for each in order] == [1.0, 0.5, 0.25, 0.0]


def test_the_data_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        entity_kinds()["phone"] = MADE  # type: ignore[index]
