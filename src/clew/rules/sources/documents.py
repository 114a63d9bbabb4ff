"""What a read document is: its plain value, and the line of everything in it. With its bounds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn, TypeAlias

from clew.rules.sources.faults import Fault, WrongInput

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
"""What a document is made of. Numbers with a fraction stay text: no rule here needs one."""

Path: TypeAlias = tuple[str | int, ...]

LARGEST_BYTES: Final = (
    10_000_000  # about 10,000 fact documents; a larger file is split by its owner
)
DEEPEST: Final = 20  # levels of nesting; the deepest file of rules has 7


@dataclass(slots=True)
class Document:
    """One document: its plain value, the line it starts at, and the line of every key.

    JSON's own reader knows no lines. They are looked up, by `find_lines`, only when one is asked
    for: `at` is the path of this document in the whole text.
    """

    value: Plain
    line: int
    lines: dict[Path, int] = field(default_factory=dict)
    find_lines: Callable[[], dict[Path, int]] | None = None
    at: Path = ()

    def line_of(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest thing around it."""
        if self.find_lines is not None:
            self.lines, self.find_lines = self.find_lines(), None
        path = (*self.at, *path)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)


def refuse(where: str, found: str, wanted: str, key: str = "") -> NoReturn:
    """Stop reading with one fault. Raises `WrongInput`."""
    raise WrongInput([Fault(where, key, found, wanted)]) from None
