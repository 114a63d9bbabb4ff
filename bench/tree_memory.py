"""The most memory that a process has held together with all that it started."""

import threading
from types import TracebackType
from typing import Final, Self

import psutil

_EVERY: Final = 0.25  # seconds


class TreePeak:
    """Looks every quarter second while its block runs; what processes share counts once."""

    def __init__(self, process: int) -> None:
        """Look at a process and its children."""
        self._root = psutil.Process(process)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak_bytes = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_EVERY):
            try:
                every = [self._root, *self._root.children(recursive=True)]
            except psutil.Error:
                return  # it has ended
            self.peak_bytes = max(self.peak_bytes, sum(map(_held, every)))


def _held(process: psutil.Process) -> int:
    try:
        told = process.memory_full_info()
    except psutil.Error:
        return 0  # it has ended meanwhile
    # Where the system tells it, its part of what it shares; elsewhere what is its own alone.
    return int(getattr(told, "pss", 0) or told.uss)
