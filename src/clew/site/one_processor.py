"""Keeping a serving process on one processor.

Threads of one Python process take turns at one lock. Spread over several processors they hand it
over by waking another processor, which on a virtual machine takes longer than what they do with
it: fifty readers of a trace came to 900 pages a second on two processors and to 1,900 on one
(`./clew bench audit`). The other processors are left to the database, the disk and the front.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def on_one(port: int) -> Iterator[int | None]:
    """Keep this thread, and every thread it starts meanwhile, on one of its processors.

    Args:
        port: where the house answers: two houses of one machine stay on two processors.

    Yields the processor; None where the system lets nobody choose, or there is only one.
    """
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else set()
    if len(allowed) <= 1:
        yield None
        return
    chosen = sorted(allowed, reverse=True)[port % len(allowed)]  # the first ones take interrupts
    os.sched_setaffinity(0, {chosen})
    try:
        yield chosen
    finally:
        os.sched_setaffinity(0, allowed)
