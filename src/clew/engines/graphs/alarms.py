"""Groups that look like one group's doing, before anybody has told. An early warning, no list.

People are tied where two kinds of things or more join them and no family name does. What holds
together after the weak ties are cut is a core, ranked by how much more it holds together than its
size explains. Each core is then grown as if its people had told: cores that grow into each other
are one alarm, and in it stands whom at least a quarter of its cores lead to.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs.reranker import Reranker, rank
from clew.engines.graphs.standing import Standing
from clew.engines.graphs.web import Floats, Ints, Web
from clew.engines.graphs.wording import counted

FEWEST: Final = 5
_ROUNDS: Final = 20
_MONEY_COUNTS: Final = 2.0
_LEAST_LIKE: Final = 0.5
_GROWN_FROM: Final = 0.3
_OVERLAP: Final = 0.5
_LEAST_CORES: Final = 0.25


@dataclass(frozen=True, slots=True)
class Alarm:
    """People who look like one group: the entities, its place in the order, and why."""

    entities: Ints
    weight: float
    because: tuple[str, ...]


def alarms(
    web: Web, stands: Standing, like: Floats, model: Reranker, *, most: int = 50
) -> list[Alarm]:
    """Return the groups that look most like a ring, the most alike first, from `most` cores."""
    found = cores(web, stands, like, most=most)
    reached: list[Ints] = []
    for core in found:
        ranked = rank(web, stands, core.entities, model)
        more = ranked.persons[ranked.chance >= _GROWN_FROM]
        reached.append(np.union1d(core.entities, more).astype(np.int64))
    groups: list[tuple[set[int], list[int]]] = []
    for at, people in enumerate(reached):
        some = set(people.tolist())
        for inside, members in groups:
            if len(some & inside) >= _OVERLAP * min(len(some), len(inside)):
                inside.update(some)
                members.append(at)
                break
        else:
            groups.append((some, [at]))
    made = [_joined(web, members, found, reached) for _, members in groups]
    return sorted(made, key=lambda alarm: (-alarm.weight, int(alarm.entities[0])))


def _joined(web: Web, members: list[int], found: list[Alarm], reached: list[Ints]) -> Alarm:
    """Return one alarm of the cores that grew into each other."""
    led_to = np.zeros(web.persons, np.int64)
    for at in members:
        led_to[reached[at]] += 1
    entities = np.flatnonzero(led_to >= max(1.0, _LEAST_CORES * len(members)))
    inside = np.unique(np.concatenate([found[at].entities for at in members]))
    because = list(found[members[0]].because)
    if len(members) > 1:
        because.append(f"{counted(len(members) - 1)} more such knots of people lead to the same")
    more = len(entities) - int(np.isin(entities, inside).sum())
    if more:
        because.append(f"{counted(more)} people more share things with them, as leads do")
    weight = round(sum(found[at].weight for at in members), 4)
    return Alarm(entities.astype(np.int64), weight, tuple(because))


def cores(web: Web, stands: Standing, like: Floats, *, most: int = 50) -> list[Alarm]:
    """Return the knots of people that hold together most, at most `most`, the best first."""
    kept = np.minimum(like[stands.left], like[stands.right]) >= _LEAST_LIKE
    left, right = stands.left[kept], stands.right[kept]
    strength = stands.kinds[kept] - 1 + _MONEY_COUNTS * stands.money[kept]
    label = _communities(web.persons, left, right, strength.astype(np.float64))
    inside = label[left] == label[right]
    groups = np.unique(label[np.concatenate([left[inside], right[inside]])])
    place = np.full(web.persons, -1, np.int64)
    place[groups] = np.arange(len(groups))
    at = place[label[left[inside]]]
    money = np.bincount(at, stands.money[kept][inside], len(groups))
    ties = np.bincount(at, minlength=len(groups))
    members = np.flatnonzero(place[label] >= 0)
    size = np.bincount(place[label[members]], minlength=len(groups))
    mean_like = np.bincount(place[label[members]], like[members], len(groups)) / np.maximum(size, 1)
    weight = mean_like * np.log1p(size) * (1 + money / np.maximum(ties, 1))
    weight[size < FEWEST] = 0
    order = [each for each in np.lexsort((groups, -weight))[:most] if weight[each] > 0]
    sorted_members = members[np.argsort(place[label[members]], kind="stable")]
    ends = np.cumsum(size)
    return [
        Alarm(
            entities=np.sort(sorted_members[ends[each] - size[each] : ends[each]]),
            weight=round(float(weight[each]), 4),
            because=_because(int(size[each]), int(ties[each]), int(money[each])),
        )
        for each in order
    ]


def _because(size: int, ties: int, money: int) -> tuple[str, ...]:
    said = [
        (
            f"{counted(size)} people of different family names are tied {counted(ties)} times by"
            " two kinds of things or more"
        )
    ]
    if money:
        said.append(f"{counted(money)} of these ties rest on a shared account")
    return tuple(said)


def _communities(persons: int, left: Ints, right: Ints, strength: Floats) -> Ints:
    """Return a label for each person: that of the strongest of their ties, until it settles.

    Labels pass along ties round by round; equal ones go to the smaller number, so that the order
    of rows changes nothing.
    """
    label = np.arange(persons, dtype=np.int64)
    source = np.concatenate([left, right, np.arange(persons)])
    target = np.concatenate([right, left, np.arange(persons)])
    power = np.concatenate([strength, strength, np.full(persons, 0.5)])
    for at in range(_ROUNDS):
        key = target * persons + label[source]
        kinds, where = np.unique(key, return_inverse=True)
        total = np.bincount(where, power, len(kinds))
        owner, carried = kinds // persons, kinds % persons
        order = np.lexsort((carried, -total, owner))
        first = np.ones(len(order), bool)
        first[1:] = owner[order][1:] != owner[order][:-1]
        settled = carried[order][first]
        # Every second round half of the people wait, or two who hold hands would swap for ever.
        waiting = (np.arange(persons) % 2 == at % 2) & (at > _ROUNDS // 2)
        settled = np.where(waiting, label, settled)
        if np.array_equal(settled, label):
            break
        label = settled
    return label
