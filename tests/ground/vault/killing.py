"""Killing a process in the middle: a copy of this one is killed by the system, as kill -9 does."""

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
    connections.close_all()  # a database is never carried into a copy of the process
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
