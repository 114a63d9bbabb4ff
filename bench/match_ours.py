"""Asks a standing index about each held record, then brings each in; prints what it took."""

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.peak import peak_bytes
from clew.engines.linkage.standing import StandingIndex

_TEN: Final = 10
_ANY: Final = -1_000.0


def measured(out: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Return milliseconds, the share of held records of whom a sibling was among the first ten."""
    started = time.perf_counter()
    standing = StandingIndex(out)
    opened = time.perf_counter() - started
    asking, coming, found, shown = [], [], 0, 0
    for row in given["held"]:
        started = time.perf_counter()
        matches = standing.ask(row)
        asking.append(time.perf_counter() - started)
        shown += _has(matches[:_TEN], given["siblings"][row["record_id"]])
        # Those that are too improbable to be shown are ranked too, as the peer ranks them.
        ranked = standing.ask(row, least=_ANY)[:_TEN]
        found += _has(ranked, given["siblings"][row["record_id"]])
    standing = StandingIndex(out)
    for row in given["held"]:
        started = time.perf_counter()
        standing.add(row["record_id"], row)
        coming.append(time.perf_counter() - started)
    many = len(given["held"])
    return {
        "open": opened * 1e3,
        "first": asking[0] * 1e3,
        "ask": _ranks(asking),
        "add": _ranks(coming),
        "recall": found / many,
        "recall_shown": shown / many,
        "peak_memory_bytes": peak_bytes(),
    }


def _has(matches: Any, siblings: list[str]) -> bool:  # noqa: ANN401 -- matches of an index
    return any(one in siblings for match in matches for one in match.record_ids)


def _ranks(seconds: list[float]) -> list[float]:
    """Return the median, p95 and the most, in milliseconds."""
    return [float(np.quantile(seconds, share) * 1e3) for share in (0.5, 0.95, 1.0)]


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text("utf-8")))))
