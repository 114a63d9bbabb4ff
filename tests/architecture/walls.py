"""The walls between rooms, as data, and how a graph of imports is held to them.

A wall forbids importing directly. Reaching a room through another one that keeps its gate, as the
network reads what `survivor.release` gives out, is what the gate is for.
"""

from dataclasses import dataclass
from typing import Final, Protocol


class Graph(Protocol):
    """What is needed of a graph of imports."""

    @property
    def modules(self) -> set[str]:
        """The names of all modules."""

    def find_modules_directly_imported_by(self, module: str) -> set[str]:
        """Return what a module imports itself."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Rooms that never import some others, and the promise that hangs on it."""

    rooms: tuple[str, ...]
    never: tuple[str, ...]
    because: str


WALLS: Final = (
    Wall(
        ("clew.connect.network", "clew.connect.leads"),
        (
            "clew.support",
            "clew.recognise",
            "clew.survivor.people",
            "clew.survivor.consent",
            "clew.survivor.contact",
        ),
        "the search for the group sees only what people released for it, never their files",
    ),
    Wall(
        ("clew.inform.submissions",),
        (
            "clew.survivor",
            "clew.recognise.screening",
            "clew.recognise.classification",
            "clew.recognise.referrals",
            "clew.support",
            "clew.connect",
        ),
        "what is told to the world is made from released tables, never from persons",
    ),
)


def inside(module: str, room: str) -> bool:
    """Say whether a module is a room or stands in it."""
    return module == room or module.startswith(f"{room}.")


def breaches(graph: Graph, walls: tuple[Wall, ...] = WALLS) -> list[str]:
    """Return one sentence for each import that goes through a wall."""
    found = []
    for wall in walls:
        for module in sorted(graph.modules):
            if not any(inside(module, room) for room in wall.rooms):
                continue
            found += [
                f"{module} imports {imported}: {wall.because}."
                for imported in sorted(graph.find_modules_directly_imported_by(module))
                if any(inside(imported, room) for room in wall.never)
            ]
    return found
