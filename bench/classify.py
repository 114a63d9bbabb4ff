"""How long classifying takes, beside the bare decision table that gives no reasons.

Both read the same made-up facts in the same process. What is remembered between documents is
forgotten before every run, so a run is one batch as the command meets it; the law itself is read
once, beforehand. Processor time, so that other programs on the machine do not count.
"""

import functools
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from bench import classify_page, one_call
from bench.bare_table import conclude
from bench.classify_page import Row
from bench.made_up_facts import made_up_facts
from clew.rules.law import asking, consequences, elements, findings, periods
from clew.rules.law.classification import classify
from clew.rules.law.facts import Facts

SIZES: Final = (10_000, 30_000, 100_000)
QUICK: Final = (100, 300, 1_000)
RUNS: Final = 5
CALLS: Final = 10


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page and the plot."""
    calls = 1 if quick else CALLS
    rows = [_measured(size) for size in (QUICK if quick else SIZES)]
    lines = list(classify_page.table(rows))
    direct = one_call.processor_seconds(one_call.DIRECTLY, calls=calls)
    lines += ["", f"One document by `python -m clew classify`: {direct:.2f} s of processor time."]
    if not quick:
        # Only here: a launcher whose locks have changed would first set itself up.
        whole = one_call.processor_seconds(one_call.THROUGH_THE_LAUNCHER, calls=calls)
        lines[-1] = (
            f"One document by `./clew classify`: {whole:.2f} s of processor time, of which the "
            f"launcher takes {max(whole - direct, 0):.2f} s (median of {calls} calls)."
        )
    print("\n".join(lines))
    if not quick:
        classify_page.write(day, lines, rows, runs=RUNS)


def _measured(size: int) -> Row:
    print(f"{size:,} documents …", file=sys.stderr, flush=True)
    documents = list(made_up_facts(size))
    check_that_both_agree(documents)
    seconds, bare = [], []
    for _ in range(RUNS):
        bare.append(_processor_seconds(conclude, documents))
        seconds.append(_processor_seconds(classify, documents))
    return Row(size, statistics.median(seconds), statistics.median(bare), _peak_bytes(documents))


def check_that_both_agree(documents: Sequence[Facts]) -> None:
    """A peer that concludes otherwise is no peer. Raises AssertionError with the document."""
    for facts in documents:
        ours, bare = classify(facts).conclusion, conclude(facts)
        if ours is not bare:
            msg = f"{facts.id}: {ours} with reasons, {bare} without"
            raise AssertionError(msg)


def _processor_seconds(call: Callable[[Facts], object], documents: Sequence[Facts]) -> float:
    forget()
    started = time.process_time()
    for facts in documents:
        call(facts)
    return time.process_time() - started


def _peak_bytes(documents: Sequence[Facts]) -> int:
    """Return the most memory held while all answers are kept, as the command keeps them."""
    forget()
    tracemalloc.start()
    answers = [classify(facts) for facts in documents]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del answers
    return peak


def forget() -> None:
    """Empty every memory of answers. Data files, whose memories have no bound, stay read."""
    for module in (asking, consequences, elements, findings, periods):
        for kept in vars(module).values():
            remembers = isinstance(kept, functools._lru_cache_wrapper)  # noqa: SLF001 -- has no public name
            if remembers and kept.cache_parameters()["maxsize"] is not None:
                kept.cache_clear()
    gc.collect()
