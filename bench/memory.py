"""What lies in the memory of another process of this machine, as Linux shows it to its owner."""

from collections.abc import Iterator
from pathlib import Path


def times_in_memory(process: int, wanted: bytes) -> int:
    """Count how often some bytes stand in what a process can write to."""
    return sum(part.count(wanted) for part in parts(process))


def parts(process: int) -> Iterator[bytes]:
    """Yield all that a process can write to, piece by piece.

    Raises:
        PermissionError: this machine lets nobody read another process.
    """
    with (
        Path(f"/proc/{process}/maps").open(encoding="utf-8") as maps,
        Path(f"/proc/{process}/mem").open("rb", 0) as memory,
    ):
        for line in maps:
            span, mode = line.split()[:2]
            if not mode.startswith("rw") or "[v" in line:
                continue
            low, high = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(low)
                yield memory.read(high - low)
            except (OSError, OverflowError, ValueError):
                continue  # a page that is mapped and not there
