"""Killing a process in the middle: a copy of this one is killed by the system, as kill -9 does."""

import asyncio
import os
import signal
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import connections

Result = TypeVar("Result")


def killed_in(act: Callable[[], object]) -> bool:
    """Carry something out in a copy of this process. Says whether it was killed in the middle.

    Raises:
        RuntimeError: it went wrong in another way.
    """
    _close_all()  # a database is never carried into a copy of the process
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    if os.WEXITSTATUS(status):
        msg = "the copy of the process failed"
        raise RuntimeError(msg)
    return False


def _close_all() -> None:
    """Close what this process has open, and what it had open before a browser came.

    A browser's loop runs in this thread, and Django keeps connections of a thread with a loop apart
    from those of one without. A copy of the process has no loop: it would find the latter, and be
    killed inside a transaction that stays open here and holds its locks.
    """
    connections.close_all()
    running = asyncio._get_running_loop()  # noqa: SLF001 -- no other word for taking it away
    asyncio._set_running_loop(None)  # noqa: SLF001 -- as above
    try:
        connections.close_all()
    finally:
        asyncio._set_running_loop(running)  # noqa: SLF001 -- as above


def killing_at(call: Callable[..., Result], at: int) -> Callable[..., Result]:
    """Return a function that is killed when it is called for the n-th time, counted from one."""
    count = 0

    @wraps(call)
    def killing(*given: Any, **named: Any) -> Result:  # noqa: ANN401 -- whatever it takes
        nonlocal count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)

    return killing
