"""Going through the whole chain: is every event still what was written?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clew.ground.audit.chain import START, link


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `broken_at` is the first number that is not as it was written."""

    events: int
    head: str
    broken_at: int | None
    because: str


def verify(chain: Iterable[tuple[int, bytes, bytes]], *, key: bytes) -> Verified:
    """Verify a chain of (number, bytes, digest).

    Finds an event that was changed, put in, taken out or moved, and a gap in the count of one
    person's events. It cannot see that the newest events were cut off: keep the head that an
    earlier run printed, and compare.
    """
    digest, expected = START, 0
    counts: dict[str, int] = {}
    for seq, body, stored in chain:
        expected += 1
        if seq != expected:
            return Verified(expected - 1, digest.hex(), expected, "it is missing")
        digest = link(key, digest, body)
        if digest != stored:
            return Verified(expected - 1, stored.hex(), seq, "it is not as it was written")
        for subject, count in json.loads(body)["subjects"] if b'"subjects":[]' not in body else ():
            if count != counts.get(subject, 0) + 1:
                return Verified(expected - 1, digest.hex(), seq, "a person's count has a gap")
            counts[subject] = count
    return Verified(expected, digest.hex(), None, "")


def compare(rows: Iterable[tuple[int, bytes, Mapping[str, object]]], whole: Verified) -> Verified:
    """Compare what the pages show of each event with what the chain covers.

    Args:
        rows: number, bytes, and the columns and mentions beside them.
        whole: what `verify` found of the same events.
    """
    for seq, body, beside in rows:
        says = json.loads(body)
        if any(_sorted(says[name]) != _sorted(value) for name, value in beside.items()):
            return Verified(seq - 1, whole.head, seq, "its columns do not say what it says")
    return whole


def _sorted(value: object) -> object:
    """Put the mentions of an event in one order: the table keeps none."""
    return sorted(value, key=str) if isinstance(value, list) else value
