"""Going through the whole chain: is every event still what was written?

What was written and what is shown beside it are two questions: `comparing` asks the second.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from clew.ground.audit.links import START, link

# The last key of the canonical text. Inside a string of JSON the marks would be escaped.
_SUBJECTS: Final = b',"subjects":'
_NOBODY: Final = b"[]}"
_SCAN: Final = json.JSONDecoder().raw_decode


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `broken_at` is the first number that is not as it was written."""

    events: int
    head: str
    broken_at: int | None
    because: str
    counts: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)


def verify(
    chain: Iterable[tuple[int, bytes, bytes]],
    *,
    key: bytes,
    heads: Mapping[int, str] | None = None,
) -> Verified:
    """Verify a chain of (number, bytes, digest).

    Finds an event that was changed, put in, taken out or moved, and a gap in the count of one
    person's events. That the newest events were cut off, or the whole chain written anew by
    somebody with the key, is found against heads that were kept.

    Args:
        chain: every event, in order.
        key: the key of the chain.
        heads: digests, in hexadecimal, that must stand at some numbers.
    """
    digest, expected = START, 0
    counts: dict[str, int] = {}
    wanted = dict(heads or {})
    if wanted.pop(0, START.hex()) != START.hex():
        return Verified(0, digest.hex(), 1, "a head that was kept is not in this chain")
    for seq, body, stored in chain:
        expected += 1
        if seq != expected:
            return Verified(expected - 1, digest.hex(), expected, "it is missing")
        digest = link(key, digest, body)
        if digest != stored:
            return Verified(expected - 1, stored.hex(), seq, "it is not as it was written")
        for subject, count in subjects_in(body):
            if count != counts.get(subject, 0) + 1:
                return Verified(expected - 1, digest.hex(), seq, "a person's count has a gap")
            counts[subject] = count
        if wanted and wanted.pop(seq, None) not in {None, digest.hex()}:
            because = "a head that was kept has another digest: the chain was written anew"
            return Verified(expected - 1, digest.hex(), seq, because)
    if wanted:
        because = f"the newest events were cut off: a head that was kept reaches to {max(wanted)}"
        return Verified(expected, digest.hex(), expected + 1, because)
    return Verified(expected, digest.hex(), None, "", counts)


def subjects_in(body: bytes) -> list[tuple[str, int]]:
    """Return whom the bytes of an event name, each with their count, without reading the rest."""
    tail = body[body.rfind(_SUBJECTS) + len(_SUBJECTS) :]
    if tail == _NOBODY:
        return []
    found: list[tuple[str, int]] = read(tail)
    return found


def read(text: bytes) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Read canonical text whose digest was right: nothing of its form is asked again."""
    return _SCAN(text.decode("ascii"))[0]
