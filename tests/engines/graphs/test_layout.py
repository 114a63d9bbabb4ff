"""The drawing: columns in the order of the story, nothing on top of anything, nothing lost."""

import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.graphs.layout import Drawing, draw
from clew.engines.graphs.neighbourhood import Neighbourhood
from clew.engines.graphs.sharing import Mention, neighbourhood, network
from clew.rules.network.kinds import entity_kinds
from tests.engines.graphs.mentioning import any_mentions, said

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)

PATH = re.compile(r"M(\S+) (\S+)C(\S+) (\S+) (\S+) (\S+) (\S+) (\S+)")
NAMES = ["People", "Recruit", "Travel", "House", "Papers", "Work", "Money", "Control"]
KINDS = sorted(kind for kind, rules in entity_kinds().items() if not rules.benign)
EVERY_STAGE = [said(person, kind) for person in ("R-9", "R-11", "R-7") for kind in KINDS]


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of nodes whose boxes touch."""
    return [
        (one.id, other.id)
        for one, other in itertools.combinations(drawing.nodes, 2)
        if one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    ]


def test_columns_stand_in_the_order_of_the_story() -> None:
    drawing = draw(network(EVERY_STAGE))
    assert [column.name for column in drawing.columns] == NAMES
    gaps = {b.x - a.x for a, b in itertools.pairwise(drawing.columns)}
    assert len(gaps) == 1


def test_a_column_without_nodes_is_not_drawn() -> None:
    drawing = draw(network([said("R-1", "account"), said("R-2", "account")]))
    assert [column.name for column in drawing.columns] == ["People", "Money"]


def test_people_are_circles_those_who_act_for_the_group_hexagons_things_squares() -> None:
    shapes = {node.kind: node.shape for node in draw(network(EVERY_STAGE)).nodes}
    assert shapes["subject"] == "circle"
    assert shapes["person"] == "hexagon"
    assert shapes["account"] == "square"


def test_each_person_is_one_thread_from_left_to_right() -> None:
    drawing = draw(network(EVERY_STAGE))
    nodes = {(node.kind, node.id): node for node in drawing.nodes}
    for person in ("R-7", "R-9", "R-11"):
        at = nodes["subject", person]
        here = (at.x, at.y)
        pieces = [link for link in drawing.links if link.subject == person]
        assert len(pieces) == len(KINDS)
        for link in pieces:
            match = PATH.fullmatch(link.d)
            assert match
            numbers = [float(each) for each in match.groups()]
            assert (numbers[0], numbers[1]) == pytest.approx(here, abs=0.1)
            here = (numbers[6], numbers[7])
            assert here[0] == nodes[link.kind, link.entity].x
            assert abs(here[1] - nodes[link.kind, link.entity].y) <= 14
            assert here[0] >= numbers[0]


def test_people_who_share_the_same_things_stand_in_the_order_of_their_numbers() -> None:
    drawing = draw(network(EVERY_STAGE))
    people = [node.id for node in drawing.nodes if node.kind == "subject"]
    assert people == ["R-7", "R-9", "R-11"]


def test_a_link_that_is_not_confirmed_is_dotted() -> None:
    mentions = [said("R-1", "phone"), said("R-2", "phone", certainty="suspected")]
    dotted = {link.subject: link.dotted for link in draw(network(mentions)).links}
    assert dotted == {"R-1": False, "R-2": True}


def test_what_has_no_stage_is_hidden_and_counted() -> None:
    part = neighbourhood([said("R-1", "hostel"), said("R-1", "phone")], around="R-1")
    drawing = draw(part)
    assert [node.id for node in drawing.nodes] == ["R-1", "phone-1"]
    assert [(each.reason, each.count) for each in drawing.hidden] == [
        ("there for many people; no stage", 1)
    ]


def test_at_most_twenty_five_nodes_are_drawn_and_the_rest_is_counted() -> None:
    crowd = [said(f"Q-{number}", "account") for number in range(35)]
    drawing = draw(network(crowd, limit=36))
    assert len(drawing.nodes) == 25
    assert drawing.hidden_count == 11


def test_a_long_label_is_cut_to_two_lines_and_kept_whole_beside() -> None:
    label = "the long house behind the very old brickworks"
    mentions = [said(person, "address", label=label) for person in ("R-1", "R-2")]
    (door,) = [node for node in draw(network(mentions)).nodes if node.kind == "address"]
    assert door.label == label
    assert len(door.lines) == 2
    assert door.lines[-1].endswith("…")
    assert max(map(len, door.lines)) <= 17


def test_an_empty_network_is_an_empty_drawing() -> None:
    drawing = draw(Neighbourhood((), (), ()))
    assert (drawing.nodes, drawing.links, drawing.columns) == ((), (), ())
    with pytest.raises(ValueError, match="limit"):
        draw(Neighbourhood((), (), ()), limit=0)


def test_two_boxes_in_one_place_would_be_seen() -> None:
    # Red control.
    drawing = draw(network(EVERY_STAGE))
    twice = Drawing(1, 1, (), (drawing.nodes[0], drawing.nodes[0]), (), ())
    assert overlapping(twice)


@STEADY
@given(any_mentions(most=80))
def test_nothing_overlaps_and_everything_is_inside(mentions: list[Mention]) -> None:
    drawing = draw(network(mentions))
    assert overlapping(drawing) == []
    for node in drawing.nodes:
        assert node.left >= 0
        assert node.top >= 0
        assert node.left + node.width <= drawing.width
        assert node.top + node.height <= drawing.height


@STEADY
@given(any_mentions(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_links_never_matters(
    mentions: list[Mention], dice: random.Random
) -> None:
    part = network(mentions)
    nodes, links = list(part.nodes), list(part.links)
    dice.shuffle(nodes)
    dice.shuffle(links)
    assert draw(Neighbourhood(tuple(nodes), tuple(links), part.hidden)) == draw(part)


@STEADY
@given(any_mentions(), st.integers(1, 10))
def test_drawn_and_hidden_together_are_all(mentions: list[Mention], limit: int) -> None:
    part = network(mentions)
    drawing = draw(part, limit=limit)
    assert len(drawing.nodes) + drawing.hidden_count == len(part.nodes) + part.hidden_count
