"""A part of the network small enough to be looked at, and what was left out of it and why.

Nothing is followed through a thing that serves many people: a hostel's guests are not each other's
neighbours, and who asks for the hostel's phone does not get a list of its guests.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clew.engines.graphs.mentions import Key, Mention, Thing, things_in
from clew.rules.network.kinds import Certainty, Stage

PERSON = "subject"
"""The kind of a node that is a person who gave or may give an account."""
MOST_NODES = 25
_FEWEST_TO_SHARE = 2


@dataclass(frozen=True, slots=True)
class Node:
    """A person (`kind` is "subject") or a thing. `links` counts all its links, drawn or not."""

    id: str
    kind: str
    label: str
    stage: Stage
    icon: str
    links: int


@dataclass(frozen=True, slots=True)
class Link:
    """One person and one thing, with the certainty and the first day known."""

    subject: str
    entity: str
    kind: str
    certainty: Certainty
    on: date | None


@dataclass(frozen=True, slots=True)
class HiddenNode:
    """So many nodes that are not shown for one reason."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What may be drawn: nodes most linked first, the links between them, and what is hidden."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    hidden: tuple[HiddenNode, ...]

    @property
    def hidden_count(self) -> int:
        """How many nodes are not shown."""
        return sum(each.count for each in self.hidden)


_Place = tuple[str, str]
"""A node's kind and id: a person and a thing may bear one id."""


class _Web:
    """Both ways of walking: from a thing to its users, from a person to their things."""

    def __init__(self, things: dict[Key, Thing]) -> None:
        self.things = things
        self.users = {key: thing.users for key, thing in things.items()}
        self.of: dict[str, list[Key]] = {}
        for key, users in self.users.items():
            for subject in users:
                self.of.setdefault(subject, []).append(key)

    def silent(self, key: Key) -> bool:
        return self.things[key].says_nothing(len(self.users[key]))

    def links(self, place: _Place) -> int:
        return len(self.of[place[1]]) if place[0] == PERSON else len(self.users[place])

    def beside(self, place: _Place) -> list[_Place]:
        if place[0] == PERSON:
            return list(self.of[place[1]])
        return [(PERSON, subject) for subject in self.users[place]]

    def node(self, place: _Place) -> Node:
        kind, name = place
        if kind == PERSON:
            return Node(name, PERSON, name, Stage.NONE, "person", self.links(place))
        thing = self.things[place]
        return Node(name, kind, thing.label, thing.rules.stage, thing.rules.icon, self.links(place))


def neighbourhood(
    mentions: Iterable[Mention], *, around: str, steps: int = 1, limit: int = MOST_NODES
) -> Neighbourhood:
    """Return what lies within `steps` links of a person or thing, at most `limit` nodes.

    One step leads from a person to their things, the next to all who use those. `around` is a
    subject, or else every thing with that id; one that nobody mentions has no neighbourhood. The
    nearest nodes are kept, among them the most linked. Raises `NeverInTheNetwork`, `UnknownKind`,
    and `ValueError` for negative steps or a limit under 1.
    """
    if steps < 0 or limit < 1:
        msg = "wanted steps of 0 or more and a limit of 1 or more"
        raise ValueError(msg)
    web = _Web(things_in(mentions))
    start: list[_Place] = [(PERSON, around)] if around in web.of else []
    start = start or [key for key in web.things if key[1] == around]
    distance: dict[_Place, int] = dict.fromkeys(start, 0)
    behind: dict[_Place, Key] = {}
    edge = start
    for step in range(1, steps + 1):
        following = []
        for place in edge:
            if place[0] != PERSON and web.silent(place):
                behind |= {beside: place for beside in web.beside(place) if beside not in behind}
                continue
            for beside in web.beside(place):
                if beside not in distance:
                    distance[beside] = step
                    following.append(beside)
        edge = sorted(set(following))
    order = sorted(distance, key=lambda place: (distance[place], -web.links(place), place))
    guests = Counter(key for place, key in behind.items() if place not in distance)
    return _shown(web, order, limit, guests, fewest=0)


def network(mentions: Iterable[Mention], *, limit: int = MOST_NODES) -> Neighbourhood:
    """Return the shared things and the people who share them, the most used first.

    Things that say nothing are hidden with those who share nothing else. A thing is shown with at
    least two of its people or not at all. Raises as `neighbourhood` does.
    """
    if limit < 1:
        msg = "wanted a limit of 1 or more"
        raise ValueError(msg)
    web = _Web(things_in(mentions))
    common = [key for key, users in web.users.items() if len(users) >= _FEWEST_TO_SHARE]
    common.sort(key=lambda key: (-len(web.users[key]), key))
    order: dict[_Place, None] = {}
    for key in common:
        if not web.silent(key):
            order.setdefault(key)
            order.update(dict.fromkeys(web.beside(key)))
    guests: Counter[Key] = Counter()
    seen = set(order)
    for key in filter(web.silent, common):
        left = [place for place in web.beside(key) if place not in seen]
        seen.update(left)
        guests[key] = 1 + len(left)
    return _shown(web, list(order), limit, guests, fewest=_FEWEST_TO_SHARE)


def _shown(
    web: _Web, order: list[_Place], limit: int, guests: Counter[Key], *, fewest: int
) -> Neighbourhood:
    """Cut to the limit; a thing with fewer than `fewest` of its people left is cut too."""
    inside = set(order[:limit])
    kept = [
        place
        for place in order[:limit]
        if place[0] == PERSON or sum(beside in inside for beside in web.beside(place)) >= fewest
    ]
    inside = set(kept)
    hidden = [HiddenNode(_why(web, key), count) for key, count in sorted(guests.items())]
    if len(order) > len(kept):
        reason = f"beyond the {limit} nodes that can be read at once"
        hidden.append(HiddenNode(reason, len(order) - len(kept)))
    links = [
        Link(subject, key[1], key[0], use.certainty, use.first)
        for key in web.things
        if key in inside
        for subject, use in web.users[key].items()
        if (PERSON, subject) in inside
    ]
    nodes = sorted(kept, key=lambda place: (-web.links(place), place))
    return Neighbourhood(tuple(map(web.node, nodes)), tuple(links), tuple(hidden))


def _why(web: _Web, key: Key) -> str:
    return f"{web.things[key].label}: {len(web.users[key])} people use it; that says nothing"
