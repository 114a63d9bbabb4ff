"""Where each piece of the drawn chain stands. One line, loops that rest on it, and a gap."""

from dataclasses import dataclass
from typing import Final

from clew.inform.impact.chain import Chain, Step

WIDTH: Final = 900
_FIRST: Final = 12
_EACH: Final = 112  # eight columns


@dataclass(frozen=True, slots=True)
class Loop:
    """One column: where it stands, its heading, and what came of it."""

    x: int
    loop: int
    heading: str
    words: str
    state: str  # done | protected | ahead


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pieces of one chain. Lines are pairs of places from left to right."""

    loops: tuple[Loop, ...]
    on: tuple[tuple[int, int], ...]
    gap: tuple[int, int] | None
    ahead: tuple[int, int] | None


def drawing_of(chain: Chain, *, trained: int, heading: str) -> Drawing:
    """Place a chain that began with so many people trained."""
    loops = [Loop(_FIRST, _FIRST + 9, heading, str(trained), "done")]
    for number, step in enumerate(chain.steps, start=1):
        x = _FIRST + number * _EACH
        loops.append(Loop(x, x + 9, str(step.column), step.words, _state(step)))
    reached = max(number for number, loop in enumerate(loops) if loop.state != "ahead")
    end = loops[reached].loop
    ahead = (end + 24, WIDTH) if reached < len(loops) - 1 else None
    after = chain.break_.after if chain.break_ else None
    broken = next((n for n, step in enumerate(chain.steps, start=1) if step.stage == after), None)
    if broken is None or broken >= len(loops) - 1:
        return Drawing(tuple(loops), ((0, end),), None, ahead)
    gap = (loops[broken].loop + 22, loops[broken + 1].loop - 22)
    on = [(0, loops[broken].loop)]
    if broken < reached:
        on.append((loops[broken + 1].loop, end))
    elif ahead:
        ahead = (loops[broken + 1].loop, WIDTH)
    return Drawing(tuple(loops), tuple(on), gap, ahead)


def _state(step: Step) -> str:
    if step.count is None:
        return "protected"
    return "done" if step.count else "ahead"
