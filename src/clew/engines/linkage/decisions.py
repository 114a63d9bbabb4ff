"""What people decided about pairs of records: a log that is only added to, and what of it holds.

A named person concludes who is one and who is two; the machine only proposes. A decision holds
until it is undone. Decisions that contradict each other are named, and none of them is taken in.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from clew.rules.sources.faults import Fault, WrongInput

LOG: Final = "decisions.jsonl"
TOGETHER, APART, UNDO = "together", "apart", "undo"
MOST_FAULTS: Final = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log: about whom, what, who concluded it, when, why, and in which run.

    Of a decision about a record that was withdrawn only what, who, when and the run are left.
    """

    record_id_l: str
    record_id_r: str
    decision: str
    by: str
    on: str
    because: str
    run: int = 0

    @property
    def pair(self) -> frozenset[str]:
        """The two records, in no order; none where one was withdrawn."""
        return frozenset({self.record_id_l, self.record_id_r} - {""})

    @property
    def told(self) -> str:
        """Who concluded it, when and why, for people."""
        return f"{self.by}, {self.on}: {self.because}"


@dataclass(frozen=True, slots=True)
class Called:
    """A decision, and how it is called in a sentence: by its line of the log, or its row."""

    decision: Decision
    name: str
    is_new: bool = False


InForce = Mapping[frozenset[str], Called]


def read_log(folder: Path) -> list[Decision]:
    """Return the decisions of an index, the first one first.

    Raises `WrongInput` where the file was damaged.
    """
    file = folder / LOG
    if not file.is_file():
        return []
    return log_in(file.read_text(encoding="utf-8"), LOG)


def log_in(text: str, name: str) -> list[Decision]:
    """Return the decisions of a log. Raises `WrongInput`, naming the file and the line."""
    # Not `splitlines`: a reason may hold signs that end a line elsewhere.
    lines = text.removesuffix("\n").split("\n") if text else []
    return [_decision_of(line, name, at) for at, line in enumerate(lines, start=1)]


def _decision_of(line: str, name: str, at: int) -> Decision:
    try:
        made = Decision(**json.loads(line))
    except (ValueError, TypeError):
        made = None
    if made is None or not _is_sound(made):
        fault = Fault(name, f"line {at}", "no decision", "a line that clew resolve wrote")
        raise WrongInput([fault])
    return made


def _is_sound(made: Decision) -> bool:
    *texts, run = asdict(made).values()
    return (
        all(isinstance(text, str) for text in texts)
        and made.decision in {TOGETHER, APART, UNDO}
        and type(run) is int
    )


def write_log(folder: Path, log: Iterable[Decision]) -> None:
    """Write a log whole, into a folder that takes its place by rename."""
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in log)
    (folder / LOG).write_text(text, encoding="utf-8")


def holding(log: Sequence[Decision]) -> dict[frozenset[str], Called]:
    """Return the decisions of a log that hold, by their pair."""
    found: dict[frozenset[str], Called] = {}
    for at, decision in enumerate(log, start=1):
        if decision.decision == UNDO:
            found.pop(decision.pair, None)
        elif decision.pair:
            found[decision.pair] = Called(decision, f"decision {at}")
    return found


def with_new(
    log: Sequence[Decision], new: Sequence[tuple[str, Decision]], *, name: str
) -> dict[frozenset[str], Called]:
    """Return what holds of a log with new decisions behind it, each with what it is called.

    Raises `WrongInput`, a sentence a fault, where two speak of one pair, one speaks of a pair that
    is decided already, undoes what nobody decided, or keeps apart whom others bring together.
    """
    held = holding(log)
    met: dict[frozenset[str], str] = {}
    faults: list[Fault] = []
    for call, decision in new:
        pair, stands = decision.pair, held.get(decision.pair)
        wrong = None
        if pair in met:
            wrong = f"the pair of {met[pair]} again", "one decision on a pair"
        elif decision.decision == UNDO and stands is None:
            wrong = "a pair that nobody decided", "undo of a decision that holds"
        elif decision.decision != UNDO and stands is not None:
            is_same = stands.decision.decision == decision.decision
            said = "already" if is_same else "and this says the contrary"
            found = f"a pair that {stands.name} keeps {stands.decision.decision} {said}"
            wrong = found, "a pair without a decision; undo that one first, in a run before"
        if wrong:
            faults.append(Fault(name, call, *wrong))
        elif decision.decision == UNDO:
            del held[pair]
        else:
            held[pair] = Called(decision, call, is_new=True)
        met.setdefault(pair, call)
    faults += [_circle(name, apart, way) for apart, way in _circles(held)]
    if faults:
        raise WrongInput(faults[:MOST_FAULTS])
    return held


def without(log: Sequence[Decision], gone: Collection[str]) -> tuple[list[Decision], int]:
    """Return a log in which nothing tells of some records, and how many decisions fell by it.

    A line keeps what was decided, by whom, when and in which run.
    """
    fell = sum(1 for pair in holding(log) if not pair.isdisjoint(gone))
    left = [
        each
        if each.pair.isdisjoint(gone)
        else replace(each, record_id_l="", record_id_r="", because="")
        for each in log
    ]
    return left, fell


def _circle(name: str, apart: Called, way: Sequence[Called]) -> Fault:
    first = next((each.name for each in (apart, *way) if each.is_new), apart.name)
    links = " and ".join(each.name for each in way)
    brings = "bring" if len(way) > 1 else "brings"
    found = f"a circle: {apart.name} keeps two apart whom {links} {brings} together"
    return Fault(name, first, found, "one of them left out, or undone first")


def _circles(held: InForce) -> Iterable[tuple[Called, list[Called]]]:
    """Yield what keeps two apart, with the decisions that bring them together."""
    beside: dict[str, list[tuple[str, Called]]] = {}
    for pair, called in held.items():
        if called.decision.decision == TOGETHER:
            one, two = sorted(pair)
            beside.setdefault(one, []).append((two, called))
            beside.setdefault(two, []).append((one, called))
    label: dict[str, str] = {}
    for start in beside:
        left = [] if start in label else [start]
        for record_id in left:
            if record_id not in label:
                label[record_id] = start
                left += [other for other, _ in beside[record_id]]
    for pair, called in held.items():
        one, two = sorted(pair)
        if called.decision.decision == APART and one in label and label[one] == label.get(two):
            yield called, _way(one, two, beside)


def _way(start: str, end: str, beside: Mapping[str, list[tuple[str, Called]]]) -> list[Called]:
    """Return the fewest decisions that lead from one record to another."""
    ways: dict[str, list[Called]] = {start: []}
    left = [start]
    for record_id in left:
        for other, called in beside[record_id]:
            if other not in ways:
                ways[other] = [*ways[record_id], called]
                left.append(other)
    return ways[end]
