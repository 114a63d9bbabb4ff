"""Takes in what people decided about pairs of records; only what it touches is grouped anew.

A named person concludes. Odds and model stay as they are, so that an undone decision leaves the
answer that the machine gives.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from clew.engines.linkage.changing import Opened, open_answer, write_answer
from clew.engines.linkage.decisions import Decision, with_new
from clew.engines.linkage.decisiontables import read_decisions
from clew.engines.linkage.runs import DECIDE, Run, following
from clew.engines.linkage.searching import Say


def decide(table: Path, out: Path, say: Say, *, today: date) -> dict[str, object]:
    """Take a table of decisions into an answer and write it anew; return the report.

    Raises `WrongInput` with a sentence for each row that is wrong, or contradicts another or what
    holds already, and where another run has changed the answer meanwhile: nothing is taken in then.
    """
    answer = open_answer(out)
    say("reading")
    new = read_decisions(table, set(answer.ids), today=today)
    with_new(answer.log, new, name=table.name)
    run = following(answer.runs)
    put_in(answer, [replace(decision, run=run) for _, decision in new], say)
    answer.runs.append(Run(run, DECIDE, len(new)))
    say("writing")
    return write_answer(answer, faults=[])


def put_in(answer: Opened, new: Sequence[Decision], say: Say) -> None:
    """Put decisions behind the others, and group anew what they speak of."""
    say("grouping")
    answer.log += new
    answer.hold()
    place = {record_id: at for at, record_id in enumerate(answer.ids)}
    answer.regroup(sorted({place[each] for decision in new for each in decision.pair}))
