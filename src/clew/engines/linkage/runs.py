"""The runs that changed an answer, one a line: what each did, and which can be taken back."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from clew.rules.sources.faults import Fault, WrongInput

RUNS: Final = "runs.jsonl"
ADD, DECIDE, REMOVE, TAKE_BACK = "add", "decide", "remove", "take back"
LAST: Final = "last"
_OPTION: Final = "--take-back"
_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: how many records or decisions; of taking back, which run it took back.

    `by`, `on` and `because` are who concluded that records go, or a run is taken back.
    """

    run: int
    what: str
    many: int
    of: int | None = None
    by: str = ""
    on: str = ""
    because: str = ""


def read_runs(folder: Path, arrivals: int) -> list[Run]:
    """Return the runs after the first, in order. `arrivals` is the last with which a record came.

    An answer of before runs were noted knows only that tables were added. Raises `WrongInput`
    where the file was damaged.
    """
    file = folder / RUNS
    if not file.is_file():
        return [Run(at, ADD, 0) for at in range(1, arrivals + 1)]
    # Not `splitlines`: a reason may hold signs that end a line elsewhere.
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if line]
    try:
        return [Run(**json.loads(line)) for line in lines]
    except (ValueError, TypeError):
        raise WrongInput([Fault(RUNS, "", "no list of runs", "what resolve wrote")]) from None


def write_runs(folder: Path, runs: Sequence[Run]) -> None:
    """Write the runs whole, into a folder that takes its place by rename."""
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in runs)
    (folder / RUNS).write_text(text, encoding="utf-8")


def following(runs: Sequence[Run]) -> int:
    """Return the number of the next run."""
    return max((each.run for each in runs), default=0) + 1


def to_take_back(runs: Sequence[Run], wanted: str) -> Run:
    """Return the run that is meant by a number or by `last`.

    `last` is the last one that stands: repeated, it goes back step by step. Raises `WrongInput`
    where that run cannot be taken back.
    """
    taken = {each.of for each in runs if each.what == TAKE_BACK}
    stands = [each for each in runs if each.what != TAKE_BACK and each.run not in taken]
    if wanted == LAST:
        found = stands[-1:]
    elif wanted.isascii() and wanted.isdigit() and len(wanted) <= _DIGITS:
        found = [each for each in stands if each.run == int(wanted)]
    else:
        raise WrongInput([Fault(_OPTION, "", "no run", f"a number of runs.jsonl, or {LAST}")])
    if not found:
        raise WrongInput([_no_run(wanted, taken)])
    if found[0].what == REMOVE:
        why = f"run {found[0].run}, which removed records: nothing of them is left"
        raise WrongInput([Fault(_OPTION, "", why, "the records added again, or another run")])
    return found[0]


def _no_run(wanted: str, taken: Collection[int | None]) -> Fault:
    number = -1 if wanted == LAST else int(wanted)
    if number == 0:
        return Fault(_OPTION, "", "the run that made the answer", "a later one; or resolve anew")
    if number in taken:
        return Fault(_OPTION, "", "a run that was taken back already", "one that stands")
    return Fault(_OPTION, "", "no run to take back", "one that added records or decisions")
