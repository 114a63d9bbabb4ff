"""Where to draw what: people on one side, then a column for each stage, as in a story.

Each person is a thread through the things they share, from recruitment to control. Gives numbers
and path strings only; colours, words and the table that says the same belong to the page.
"""

import re
from dataclasses import dataclass

from clew.engines.graphs.neighbourhood import (
    MOST_NODES,
    PERSON,
    HiddenNode,
    Link,
    Neighbourhood,
    Node,
)
from clew.rules.network.kinds import Certainty, Stage

# All lengths in units of the viewBox; at full width one unit is one CSS pixel.
FIRST_X = 66
COLUMN_WIDTH = 122
TOP = 52
NODE_WIDTH = 112
NODE_ABOVE = 19
NODE_HEIGHT = 78
ROW_HEIGHT = 88
_WIDEST_ROWS = 1.75
_LINE_LETTERS = 16
_MOST_LINES = 2
_THREAD_GAP = 3.5
_THREADS_SPREAD = 28
_BULGE = 38
_SWEEPS = 4

_COLUMNS = (
    ("People", None),
    ("Recruit", Stage.RECRUIT),
    ("Travel", Stage.TRAVEL),
    ("House", Stage.HOUSE),
    ("Papers", Stage.PAPERS),
    ("Work", Stage.WORK),
    ("Money", Stage.MONEY),
    ("Control", Stage.CONTROL),
)
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column with at least one node: its name, and where it stands."""

    name: str
    x: float


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its centre (`x`, `y`) and the box that it and its label fill.

    `shape` is circle (a person who is or may be a survivor), hexagon (someone said to act for the
    group) or square (a thing). `lines` is the label cut to the column; `label` is whole.
    """

    id: str
    kind: str
    label: str
    lines: tuple[str, ...]
    icon: str
    shape: str
    column: str
    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    links: int


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """The piece of a person's thread that arrives at a thing, as a cubic path."""

    subject: str
    entity: str
    kind: str
    certainty: Certainty
    d: str

    @property
    def dotted(self) -> bool:
        """Whether it is drawn dotted: the link is not confirmed."""
        return self.certainty is not Certainty.CONFIRMED


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing by stage. Nodes stand in reading order: column by column, from the top."""

    width: int
    height: int
    columns: tuple[Column, ...]
    nodes: tuple[PlacedNode, ...]
    links: tuple[PlacedLink, ...]
    hidden: tuple[HiddenNode, ...]

    @property
    def hidden_count(self) -> int:
        """How many nodes are not drawn."""
        return sum(each.count for each in self.hidden)


def draw(part: Neighbourhood, *, limit: int = MOST_NODES) -> Drawing:
    """Place the nodes of a neighbourhood, at most `limit`, and the threads between them.

    The same input gives the same drawing, whatever the order of its nodes. Kinds without a stage
    (a hostel, a helpline) are no step of what a group does: they are hidden with that reason.
    Raises `ValueError` for a limit under 1.
    """
    if limit < 1:
        msg = "wanted a limit of 1 or more"
        raise ValueError(msg)
    staged = [node for node in part.nodes if node.kind == PERSON or node.stage is not Stage.NONE]
    staged.sort(key=lambda node: (-node.links, node.kind, _natural(node.id)))
    kept = staged[:limit]
    hidden = [*part.hidden]
    if len(staged) < len(part.nodes):
        hidden.append(HiddenNode("there for many people; no stage", len(part.nodes) - len(staged)))
    if len(staged) > limit:
        reason = f"beyond the {limit} nodes that can be read at once"
        hidden.append(HiddenNode(reason, len(staged) - limit))
    inside = {(node.kind, node.id) for node in kept}
    links = sorted(
        (
            link
            for link in part.links
            if (PERSON, link.subject) in inside and (link.kind, link.entity) in inside
        ),
        key=lambda link: (link.kind, link.entity, link.subject),
    )
    columns = _in_columns(kept, links)
    rows = max(map(len, columns.values()), default=1)
    nodes = {
        (node.kind, node.id): _placed(node, name, at, row, len(column), rows)
        for at, (name, column) in enumerate(columns.items())
        for row, node in enumerate(column)
    }
    return Drawing(
        width=FIRST_X * 2 + COLUMN_WIDTH * max(len(columns) - 1, 0),
        height=TOP + rows * ROW_HEIGHT,
        columns=tuple(Column(name, _x(at)) for at, name in enumerate(columns)),
        nodes=tuple(nodes.values()),
        links=tuple(_threads(nodes, links)),
        hidden=tuple(hidden),
    )


def _in_columns(nodes: list[Node], links: list[Link]) -> dict[str, list[Node]]:
    """Return the columns that hold something, each with its nodes from the top.

    Each column is ordered by where the nodes linked with it stand, a few times over, so that
    threads cross less.
    """
    columns = {
        name: sorted(
            (node for node in nodes if _stage(node) is stage), key=lambda node: _natural(node.id)
        )
        for name, stage in _COLUMNS
    }
    beside: dict[_Place, list[_Place]] = {}
    for link in links:
        person, thing = (PERSON, link.subject), (link.kind, link.entity)
        beside.setdefault(person, []).append(thing)
        beside.setdefault(thing, []).append(person)
    height: dict[_Place, float] = {}
    for _ in range(_SWEEPS):
        for column in columns.values():
            column.sort(key=lambda node: _wanted(node, beside, height))
            for row, node in enumerate(column):
                height[node.kind, node.id] = (row + 0.5) / len(column)
    return {name: column for name, column in columns.items() if column}


def _wanted(
    node: Node, beside: dict[_Place, list[_Place]], height: dict[_Place, float]
) -> tuple[float, list[tuple[int, str]], str]:
    near = [height[place] for place in beside.get((node.kind, node.id), []) if place in height]
    mean = round(sum(sorted(near)) / len(near), 6) if near else 0.5
    return mean, _natural(node.id), node.kind


def _stage(node: Node) -> Stage | None:
    return None if node.kind == PERSON else node.stage


def _natural(text: str) -> list[tuple[int, str]]:
    """Order R-9 before R-11."""
    pieces = re.split(r"([0-9]{1,9})", text)
    return [(int(each), "") if each.isdecimal() else (-1, each) for each in pieces]


def _x(at: int) -> float:
    return FIRST_X + at * COLUMN_WIDTH


def _placed(node: Node, column: str, at: int, row: int, count: int, rows: int) -> PlacedNode:
    shape = "hexagon" if node.kind == "person" else "square"
    x = _x(at)
    # A short column spreads around the middle of the longest, so that threads keep apart.
    pitch = min(rows / count, _WIDEST_ROWS) * ROW_HEIGHT
    top = TOP + (rows * ROW_HEIGHT - count * pitch + pitch - ROW_HEIGHT) / 2 + row * pitch
    return PlacedNode(
        id=node.id,
        kind=node.kind,
        label=node.label,
        lines=_lines(node.label),
        icon=node.icon,
        shape="circle" if node.kind == PERSON else shape,
        column=column,
        x=x,
        y=top + NODE_ABOVE,
        left=x - NODE_WIDTH / 2,
        top=top,
        width=NODE_WIDTH,
        height=NODE_HEIGHT,
        links=node.links,
    )


def _lines(label: str) -> tuple[str, ...]:
    """Break a label between words to fit under a node; what does not fit ends in '…'."""
    lines: list[str] = []
    for word in label.split():
        both = f"{lines[-1]} {word}" if lines else word
        if lines and len(both) <= _LINE_LETTERS:
            lines[-1] = both
        else:
            lines.append(word)
    cut = lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        cut[-1] += "…"
    return tuple(
        line if len(line) <= _LINE_LETTERS else f"{line[: _LINE_LETTERS - 1]}…" for line in cut
    )


def _threads(nodes: dict[_Place, PlacedNode], links: list[Link]) -> list[PlacedLink]:
    """Lead each person's thread from thing to thing, column by column, side by side with others."""
    passing: dict[_Place, list[str]] = {}
    for link in links:
        passing.setdefault((link.kind, link.entity), []).append(link.subject)
    for thing, people in passing.items():
        people.sort(key=lambda person: (nodes[PERSON, person].y, _natural(person)))
        passing[thing] = people
    of: dict[str, list[Link]] = {}
    for link in links:
        of.setdefault(link.subject, []).append(link)
    drawn = []
    for subject in sorted(of, key=lambda each: (nodes[PERSON, each].y, _natural(each))):
        start = nodes[PERSON, subject]
        here = (start.x, start.y)
        stops = sorted(of[subject], key=lambda link: _stop(nodes[link.kind, link.entity]))
        for link in stops:
            node = nodes[link.kind, link.entity]
            people = passing[link.kind, link.entity]
            there = (node.x, node.y + _offset(people.index(subject), len(people)))
            path = _path(here, there)
            drawn.append(PlacedLink(subject, link.entity, link.kind, link.certainty, path))
            here = there
    return drawn


def _stop(node: PlacedNode) -> tuple[float, float]:
    return node.x, node.y


def _offset(at: int, count: int) -> float:
    if count == 1:
        return 0.0
    gap = min(_THREAD_GAP, _THREADS_SPREAD / (count - 1))
    return (at - (count - 1) / 2) * gap


def _path(here: tuple[float, float], there: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = here, there
    # Within one column the thread swings out, or it would lie on the line of the column.
    bend = x0 + _BULGE if x0 == x1 else (x0 + x1) / 2
    numbers = [_number(each) for each in (x0, y0, bend, y0, bend, y1, x1, y1)]
    return "M{} {}C{} {} {} {} {} {}".format(*numbers)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
