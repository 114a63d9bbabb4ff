"""What the bench of kills shows: what was found, its table and its page."""

import math
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bench import machine, one_call

FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"


@dataclass
class Found:
    """What some kills left of one house."""

    kills: int = 0
    in_mid_form: int = 0  # kills at which somebody's form had no answer yet
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    torn: int = 0  # a row without its key, its trace or its text
    broken: list[str] = field(default_factory=list)
    done_now: int = 0
    done_before: int = 0
    errors: int = 0
    events: int = 0
    deep: bool = False
    ready: list[float] = field(default_factory=list)

    def add(self, said: Mapping[str, Any]) -> None:
        """Add what was seen after one kill."""
        self.lost += max(len(said["forms_lost"]), len(said["rows_lost"]))
        self.torn += said["torn"]
        self.events = said["events"]
        if said["broken"]:
            self.broken.append(said["broken"])

    def end(self, said: Mapping[str, Any], start: Mapping[str, Any]) -> None:
        """Add what was seen at the end, when nobody writes: each form made one row, and one only.

        Args:
            said: what is there at the end.
            start: what was there before the first form.
        """
        self.add(said)
        self.doubled = (said["rows"] - start["rows"]) - (said["forms"] - start["forms"])

    @property
    def faults(self) -> str:
        """What is wrong, in words."""
        return (
            f"{self.lost} lost, {self.doubled} doubled, {self.torn} torn, "
            f"{self.errors} answered with an error, chain {'whole' if self.whole else self.broken}"
        )

    @property
    def whole(self) -> bool:
        """Whether the chain was whole after every kill, and deep at the end."""
        return not self.broken and self.deep


def table(found: Sequence[tuple[str, Found]]) -> Iterator[str]:
    """Yield the lines of the table: a column for each house."""
    yield f"| | {' | '.join(name for name, _ in found)} |"
    yield f"|---|{'---:|' * len(found)}"
    for words, cell in _ROWS.items():
        yield f"| {words} | {' | '.join(cell(one) for _, one in found)} |"


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[math.ceil(len(seconds) * 0.95) - 1]


_ROWS: Final[dict[str, Callable[[Found], str]]] = {
    "kills": lambda one: f"{one.kills:,}",
    "while a form had no answer yet": lambda one: f"{one.in_mid_form:,}",
    "forms acknowledged": lambda one: f"{one.acknowledged:,}",
    "**acknowledged and lost**": lambda one: f"**{one.lost:,}**",
    "**doubled**": lambda one: f"**{one.doubled:,}**",
    "torn": lambda one: f"{one.torn:,}",
    "sent again, and done only then": lambda one: f"{one.done_now:,}",
    "sent again, and done before": lambda one: f"{one.done_before:,}",
    "events of the chain": lambda one: f"{one.events:,}",
    "chain": lambda one: "whole" if one.whole else "not whole",
    "ready again, median": lambda one: f"{statistics.median(one.ready):.1f} s",
    "ready again, 95 of 100 within": lambda one: f"{_p95(one.ready):.1f} s",
}


_PAGE: Final = """\
# Killed while people write

`clew serve` is ended by SIGKILL while {writers} people send forms as fast as they are answered:
three notes, then a new person with new keys, and so on. Each answer that said *done* is written
down outside the house. Then it is started again and looked into past its pages: every form and
every row that was acknowledged, a key and a trace for everybody, the whole chain. Forms that got no
answer are sent again under the token they had: the house does them, or says that it had done them.

{lines}

- **Lost** and **doubled** must be 0. *Doubled* counts rows beyond one for each form that was
  carried out; *torn* counts people without a key or a trace, and notes without a text. A form that
  was *done before* was done when the house was killed, and its answer did not arrive.
- **Chain**: verified after every kill, and at the end by `clew audit verify --deep`.
- **Ready again**: from starting the process to the answer of its sign-in page; Python's own start
  and the loading of all rooms are in it.
- **Answers first** is the control: the same house behind a queue that answers first and writes
  after. It shows that this bench sees what is lost.
- SIGKILL takes the process and not the machine: what the operating system had been given is kept.
  A loss of power is not in these figures; on SQLite `synchronous=FULL` is what stands against it.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench kills`.
"""


def write(day: date, lines: Sequence[str], *, writers: int) -> None:
    """Write the page beside the other figures."""
    page = _PAGE.format(
        lines="\n".join(lines), writers=writers, machine=machine.described(), day=day.isoformat()
    )
    (FOLDER / "kills.md").write_text(page, encoding="utf-8")
