"""Going through the whole chain: is every event still what was written?"""

import json
from collections.abc import Iterable
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
