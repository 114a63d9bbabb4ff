"""A part of the network: how far it reaches, what it never follows, what it hides and says so."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.graphs.sharing import HiddenNode, Mention, Neighbourhood, neighbourhood, network
from clew.rules.network.kinds import NeverInTheNetwork
from tests.engines.graphs.mentioning import any_mentions, hostel, said

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)

CHAIN = [
    said("R-1", "phone"),
    said("R-2", "phone"),
    said("R-2", "account"),
    said("Q-1", "account"),
]


def ids(part: Neighbourhood) -> set[str]:
    """Return the ids of all nodes."""
    return {node.id for node in part.nodes}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (0, {"R-1"}),
        (1, {"R-1", "phone-1"}),
        (2, {"R-1", "phone-1", "R-2"}),
        (4, {"R-1", "phone-1", "R-2", "account-1", "Q-1"}),
    ],
)
def test_each_step_goes_one_link_further(steps: int, expected: set[str]) -> None:
    assert ids(neighbourhood(CHAIN, around="R-1", steps=steps)) == expected


def test_around_a_thing_stand_those_who_use_it() -> None:
    part = neighbourhood(CHAIN, around="account-1")
    assert ids(part) == {"account-1", "R-2", "Q-1"}
    assert [(link.subject, link.entity) for link in part.links] == [
        ("Q-1", "account-1"),
        ("R-2", "account-1"),
    ]
    assert part.hidden == ()


def test_nodes_stand_most_linked_first() -> None:
    part = neighbourhood(CHAIN, around="R-1", steps=4)
    assert [node.links for node in part.nodes] == sorted(
        (node.links for node in part.nodes), reverse=True
    )


def test_nobody_mentions_means_no_neighbourhood() -> None:
    assert neighbourhood(CHAIN, around="R-9") == Neighbourhood((), (), ())


def test_a_hostel_is_shown_and_its_guests_are_not() -> None:
    part = neighbourhood([*CHAIN, *hostel(22)], around="R-1", steps=2)
    assert ids(part) == {"R-1", "phone-1", "R-2", "hostel-desk"}
    reason = "the hostel's phone: 22 people use it; that says nothing"
    assert part.hidden == (HiddenNode(reason, 20),)
    open_door = neighbourhood(hostel(5, benign=False), around="R-1", steps=2)
    assert "Q-1" in ids(open_door)  # red control


def test_who_asks_for_the_hostel_does_not_get_its_guests() -> None:
    part = neighbourhood(hostel(22), around="hostel-desk", steps=3)
    assert ids(part) == {"hostel-desk"}
    assert part.hidden_count == 22


def test_what_is_beyond_the_limit_is_counted() -> None:
    crowd = [said(f"Q-{number}", "account") for number in range(40)]
    part = neighbourhood(crowd, around="account-1", limit=25)
    assert len(part.nodes) == 25
    assert part.hidden == (HiddenNode("beyond the 25 nodes that can be read at once", 16),)


def test_the_network_shows_what_is_shared_and_hides_the_hostel() -> None:
    part = network([*CHAIN, *hostel(22), said("R-1", "email")])
    assert ids(part) == {"R-1", "R-2", "Q-1", "phone-1", "account-1"}
    # The desk itself and nineteen guests who share nothing else; Q-1 shares the account.
    assert [each.count for each in part.hidden] == [20]


def test_a_thing_is_never_drawn_with_fewer_than_two_of_its_people() -> None:
    part = network(CHAIN, limit=4)
    for node in part.nodes:
        if node.kind != "subject":
            assert sum(link.entity == node.id for link in part.links) >= 2
    assert len(part.nodes) + part.hidden_count == 5


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_without_room_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        neighbourhood(CHAIN, around="R-1", limit=limit)
    with pytest.raises(ValueError, match="limit"):
        network(CHAIN, limit=limit)


def test_a_crossing_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(NeverInTheNetwork):
        neighbourhood([*CHAIN, said("R-1", "crossing")], around="R-1")
    with pytest.raises(NeverInTheNetwork):
        network([*CHAIN, said("R-1", "crossing")])


@STEADY
@given(any_mentions(), st.randoms(use_true_random=False), st.integers(0, 4), st.integers(1, 12))
def test_the_order_of_input_never_matters(
    mentions: list[Mention], dice: random.Random, steps: int, limit: int
) -> None:
    turned = mentions[:]
    dice.shuffle(turned)
    for around in ("R-1", "x"):
        one = neighbourhood(mentions, around=around, steps=steps, limit=limit)
        assert neighbourhood(turned, around=around, steps=steps, limit=limit) == one
        assert len(one.nodes) <= limit
    assert network(turned, limit=limit) == network(mentions, limit=limit)


@STEADY
@given(any_mentions())
def test_every_link_ends_at_nodes_that_are_there(mentions: list[Mention]) -> None:
    part = network(mentions)
    there = {(node.kind, node.id) for node in part.nodes}
    for link in part.links:
        assert {("subject", link.subject), (link.kind, link.entity)} <= there
