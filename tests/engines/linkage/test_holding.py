"""Groups are held to decisions: who is one, who is two, and the rest as the machine is sure."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.linkage.clusters import cluster
from clew.engines.linkage.holding import Held, held_to
from clew.engines.linkage.pooling import Evidence

Link = tuple[int, int, float]
SURE = 3.0


def told(pairs: np.ndarray, odds: dict[tuple[int, int], float]) -> Evidence:
    """Return evidence of one kind, in which a pair without a link tells nothing."""
    rows = np.zeros((len(pairs), 6))
    for at, (left, right) in enumerate(pairs.tolist()):
        found = odds.get((left, right))
        rows[at, 0] = 0.0 if found is None else 2.0**found
        rows[at, 2] = found is not None
    return Evidence(rows, 1, 0.0, 0.0)


def groups_of(count: int, links: list[Link], held: Held) -> list[list[int]]:
    pairs = np.array([link[:2] for link in links], np.int64).reshape(-1, 2)
    odds = np.array([link[2] for link in links], np.float32)
    by_pair = {(left, right): bits for left, right, bits in links}

    def weigh(asked: np.ndarray) -> Evidence:
        return told(asked, by_pair)

    labels = cluster(count, pairs, odds, weigh, sure_from=SURE)
    labels = held_to(labels, pairs, odds, weigh, held, sure_from=SURE)
    found: dict[int, list[int]] = {}
    for row, label in enumerate(labels.tolist()):
        found.setdefault(label, []).append(row)
    assert all(label == min(rows) for label, rows in found.items())
    return sorted(found.values())


CHAIN: list[Link] = [(0, 1, 9.0), (1, 2, 5.0), (2, 3, 8.0)]


def test_a_group_is_taken_apart_where_the_machine_is_least_sure() -> None:
    assert groups_of(4, CHAIN, Held.of([], [(0, 3)])) == [[0, 1], [2, 3]]
    # Control: without the decision it stays one.
    assert groups_of(4, CHAIN, Held()) == [[0, 1, 2, 3]]


def test_whom_a_decision_joins_brings_the_group_of_each_along() -> None:
    links = [(0, 1, 9.0), (2, 3, 9.0)]
    assert groups_of(5, links, Held.of([(1, 2)], [])) == [[0, 1, 2, 3], [4]]


def test_nobody_is_joined_with_one_of_those_who_are_one_while_kept_apart_from_the_other() -> None:
    held = Held.of([(0, 1)], [(0, 2)])
    assert groups_of(3, [(1, 2, 20.0)], held) == [[0, 1], [2]]


def test_those_left_over_are_not_joined_by_a_link_that_alone_is_too_weak() -> None:
    # 2 and 3 were one only because both were like 0 and 1.
    links = [(0, 1, 9.0), (0, 2, 9.0), (1, 2, 9.0), (0, 3, 9.0), (1, 3, 9.0), (2, 3, 0.5)]
    assert groups_of(4, links, Held()) == [[0, 1, 2, 3]]
    assert groups_of(4, links, Held.of([], [(0, 2), (0, 3)])) == [[0, 1], [2], [3]]


def test_what_the_machine_did_not_join_a_decision_on_others_does_not_either() -> None:
    links = [(0, 1, 9.0), (0, 2, 8.0), (3, 4, 9.0), (2, 4, 0.5)]
    before = groups_of(5, links, Held())
    assert before == [[0, 1, 2], [3, 4]]
    held = Held.of([(0, 3)], [(0, 2), (3, 4)])
    assert groups_of(5, links, held) == [[0, 1, 3], [2], [4]]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    links=st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(0, 12, width=16), max_size=14
    ),
    asked=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=6),
)
def test_every_decision_holds_and_nothing_else_is_joined(
    links: dict[tuple[int, int], float], asked: list[tuple[int, int, bool]]
) -> None:
    made = [(a, b, bits) for (a, b), bits in sorted(links.items()) if a < b]
    label = list(range(9))
    apart: list[tuple[int, int]] = []
    together: list[tuple[int, int]] = []
    for one, two, joins in asked:
        ends = {label[one], label[two]}
        if joins and not any({label[a], label[b]} == ends for a, b in apart):
            label = [min(ends) if each in ends else each for each in label]
            together.append((one, two))
        elif not joins and len(ends) == 2:
            apart.append((one, two))
    machine = groups_of(9, made, Held())
    found = groups_of(9, made, Held.of([pair for pair in together if pair[0] != pair[1]], apart))
    of = {row: at for at, group in enumerate(found) for row in group}
    assert all(of[one] == of[two] for one, two in together)
    assert all(of[one] != of[two] for one, two in apart)
    if not together:  # the machine's groups, or parts of them
        assert all(any(set(group) <= set(whole) for whole in machine) for group in found)
    if not apart:
        assert all(any(set(whole) <= set(group) for group in found) for whole in machine)
