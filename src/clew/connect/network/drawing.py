"""The drawing's numbers as texts, so that no language writes them with a comma."""

from dataclasses import dataclass
from typing import Final

from clew.engines.graphs.layout import TOP, Drawing, PlacedLink, PlacedNode

WIDTH: Final = 880  # letters keep their size: a narrow drawing is centred in it
_HALF: Final = 17
_HALO: Final = 21
_ICON: Final = 10
_LABEL_BELOW: Final = 36
_LINE: Final = 16
_HEXAGON: Final = ((-18, 0), (-9, -16), (9, -16), (18, 0), (9, 16), (-9, 16))
_HEAD_Y: Final = 26
# The sprite keeps these two names for a sofa and a drawing pin; here they are a door and a place.
_ICONS: Final = {"home": "house", "pin": "place"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    text: str
    y: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A node as the drawing needs it; every length is written out."""

    shape: str
    icon: str
    x: str
    y: str
    corner_x: str
    corner_y: str
    halo_x: str
    halo_y: str
    icon_x: str
    icon_y: str
    points: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column."""

    name: str
    x: str


@dataclass(frozen=True, slots=True)
class Canvas:
    """The frame: what is seen of the plane, the columns with their lines, the threads."""

    view_box: str
    heads: tuple[Head, ...]
    head_y: str
    line_top: str
    line_bottom: str
    links: tuple[PlacedLink, ...]


def canvas_of(drawing: Drawing) -> Canvas:
    """Return the frame of a drawing: 880 wide, wider only where more columns need it."""
    width = max(WIDTH, drawing.width)
    left = (drawing.width - width) / 2
    return Canvas(
        view_box=f"{_number(left)} 0 {width} {drawing.height}",
        heads=tuple(Head(column.name, _number(column.x)) for column in drawing.columns),
        head_y=str(_HEAD_Y),
        line_top=str(TOP - 8),
        line_bottom=str(drawing.height - 8),
        links=drawing.links,
    )


def mark_of(node: PlacedNode) -> Mark:
    """Return a node's numbers."""
    x, y = node.x, node.y
    return Mark(
        shape=node.shape,
        icon=icon_of(node.icon),
        x=_number(x),
        y=_number(y),
        corner_x=_number(x - _HALF),
        corner_y=_number(y - _HALF),
        halo_x=_number(x - _HALO),
        halo_y=_number(y - _HALO),
        icon_x=_number(x - _ICON),
        icon_y=_number(y - _ICON),
        points=" ".join(f"{_number(x + right)},{_number(y + down)}" for right, down in _HEXAGON),
        lines=tuple(
            Line(text, _number(y + _LABEL_BELOW + at * _LINE)) for at, text in enumerate(node.lines)
        ),
    )


def icon_of(name: str) -> str:
    """Return the sprite's name for the icon of a kind."""
    return _ICONS.get(name, name)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
